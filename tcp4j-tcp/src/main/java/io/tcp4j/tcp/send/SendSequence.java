package io.tcp4j.tcp.send;

/// The send sequence variables of RFC 9293 §3.3.1. All numbers are 64-bit (see the ADR on sequence
/// numbers).
public final class SendSequence {
  /// SND.UNA: the oldest number that is not acknowledged.
  public long una;

  /// SND.NXT: the next number to be sent. It never goes back.
  public long nxt;

  /// SND.WND: the window the peer offers, in bytes, counted from SND.UNA.
  public long wnd;

  /// SND.UP: the number that follows our urgent data; all before it is urgent (§3.8.5).
  public long up;

  /// SND.WL1: SEG.SEQ of the last window update.
  public long wl1;

  /// SND.WL2: SEG.ACK of the last window update.
  public long wl2;

  /// ISS: our initial sequence number.
  public long iss;

  /// MAX.SND.WND: the largest window the peer ever offered (RFC 5961 §5, RFC 9293 §3.8.6.2.1).
  public long maxWnd;

  /// Snd.Wind.Shift: by how much the peer's window field is to be shifted (RFC 7323 §2.3).
  public int windowShift;

  /// The first number past the peer's window: SND.UNA + SND.WND.
  public long rightEdge() {
    return una + wnd;
  }

  /// Sequence space that is sent and not acknowledged: FlightSize (RFC 5681 §2).
  public long flightSize() {
    return nxt - una;
  }
}

package io.tcp4j.tcp.receive;

/// The receive sequence variables of RFC 9293 §3.3.1. All numbers are 64-bit.
public final class ReceiveSequence {
  /// RCV.NXT: the next number expected, the left edge of the window.
  public long nxt;

  /// The right edge that the peer was told: RCV.NXT + RCV.WND. It never goes back (SHLD-14).
  public long rightEdge;

  /// The largest window that the peer was ever told.
  public long maxWnd;

  /// RCV.UP: the number that follows the peer's urgent data, 0 where none is known (§3.8.5).
  public long up;

  /// Last.ACK.sent: the acknowledgment number of the last segment that we sent (RFC 7323 §4.3).
  public long lastAckSent;

  /// IRS: the peer's initial sequence number.
  public long irs;

  /// The number of the peer's FIN once its place is known, else `Long.MAX_VALUE`.
  public long fin = Long.MAX_VALUE;

  /// Rcv.Wind.Shift: by how much our window field is shifted (RFC 7323 §2.3).
  public int windowShift;

  /// A segment tells the peer this right edge, unless it was told one further right.
  public void offer(long edge) {
    rightEdge = Math.max(rightEdge, edge);
    maxWnd = Math.max(maxWnd, wnd());
  }

  /// RCV.WND: how much the peer may send from RCV.NXT on, in bytes.
  public long wnd() {
    return rightEdge - nxt;
  }

  /// The peer's FIN has been taken: RCV.NXT is past it.
  public boolean finReceived() {
    return nxt > fin;
  }
}

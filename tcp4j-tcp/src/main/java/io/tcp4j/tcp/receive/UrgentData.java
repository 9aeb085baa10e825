package io.tcp4j.tcp.receive;

/// The peer's urgent data, and how far the user has come with it (RFC 9293 §3.8.5, RFC 6093).
///
/// The mark is the place in the stream where urgent data ends and ordinary data goes on. One read
/// never gives text from both sides of it (§3.9.1.3). There is one mark: a pointer that moves on
/// takes it along.
///
/// In-line, which RFC 6093 §6 asks for, the mark is RCV.UP, and urgent octets are read like all
/// others. Out of band, as BSD has it, the octet before RCV.UP is none of the stream: it is read by
/// a call of its own, before or after what precedes it, and the mark is the place that it left.
public final class UrgentData {
  /// {@link #takeOctet} has none to give.
  public static final int NONE = -1;

  private final ReceiveSequence rcv;
  private final ReceiveBuffer buffer;
  private final boolean inline;

  /// The out-of-band octet has been read, but the reader of the stream is still before its place.
  private boolean taken;

  /// The out-of-band octet, once the reader of the stream has passed its place, or NONE.
  private int passed = NONE;

  /// @param rcv the receive variables, RCV.UP among them
  /// @param buffer the text behind them
  /// @param inline whether urgent octets stay in the stream
  public UrgentData(ReceiveSequence rcv, ReceiveBuffer buffer, boolean inline) {
    this.rcv = rcv;
    this.buffer = buffer;
    this.inline = inline;
  }

  /// "RCV.UP <- max(RCV.UP, SEG.UP)", for a pointer "in advance of the data consumed" (§3.10.7.4,
  /// sixth).
  ///
  /// "A TCP receiver should be robust to invalid urgent pointer values": one that recedes, or
  /// points beyond the peer's FIN, is as if it had not come.
  ///
  /// @param up one more than the number of the last urgent octet
  /// @return whether it moved RCV.UP, so that the user must be told (MUST-32)
  public boolean advance(long up) {
    if (up <= Math.max(rcv.up, buffer.consumed()) || up > rcv.fin) {
      return false;
    }
    rcv.up = up;
    taken = false;
    passed = NONE;
    return true;
  }

  /// The peer's stream ends at this number: a pointer beyond it was none.
  public void endsAt(long fin) {
    if (rcv.up > fin) {
      clear();
    }
  }

  /// Forgets what was urgent.
  public void clear() {
    rcv.up = 0;
    taken = false;
    passed = NONE;
  }

  /// Urgent octets that the user has still to read, arrived or not (MUST-33): while there are any,
  /// the user is in "urgent mode". All that lies before the urgent pointer counts.
  public long remaining() {
    return Math.max(0, rcv.up - buffer.consumed() - (taken ? 1 : 0));
  }

  /// Whether the reader of the stream stands at the mark.
  public boolean atMark() {
    long ahead = rcv.up - buffer.consumed();
    return rcv.up > 0 && (ahead == 0 || (ahead == 1 && !inline));
  }

  /// Moves text to the user, up to the mark at most.
  ///
  /// @return how many bytes, 0 where none wait
  public int read(byte[] to, int offset, int length) {
    long ahead = rcv.up - buffer.consumed();
    if (ahead <= 0) {
      return buffer.read(to, offset, length);
    }
    if (inline) {
      return buffer.read(to, offset, (int) Math.min(length, ahead));
    }
    if (ahead > 1) {
      return buffer.read(to, offset, (int) Math.min(length, ahead - 1));
    }
    return length > 0 && pass() ? buffer.read(to, offset, length) : 0;
  }

  /// Takes the reader of the stream past the place of the out-of-band octet, which can still be
  /// read.
  private boolean pass() {
    byte[] octet = new byte[1];
    if (buffer.read(octet, 0, 1) == 0) {
      return false;
    }
    if (!taken) {
      passed = octet[0] & 0xff;
    }
    return true;
  }

  /// Gives the out-of-band octet, once.
  ///
  /// @return 0 to 255, or {@link #NONE}: nothing is out of band, or it has been read, or has not
  ///     arrived yet with all before it
  public int takeOctet() {
    int octet = passed;
    if (octet != NONE) {
      passed = NONE;
    } else if (octetWaits() && !taken) {
      taken = true;
      octet = buffer.octet(rcv.up - 1);
    }
    return octet;
  }

  /// Bytes of the stream that the user can read now, on both sides of the mark.
  public int available() {
    return buffer.available() - (octetWaits() ? 1 : 0);
  }

  /// Bytes that have arrived in order and that the user has not read in any way.
  public int unread() {
    return buffer.available() - (taken && octetWaits() ? 1 : 0);
  }

  /// Whether the out-of-band octet is among the text in order that the reader has not passed.
  private boolean octetWaits() {
    return !inline && rcv.up > buffer.consumed() && rcv.up <= buffer.end();
  }
}

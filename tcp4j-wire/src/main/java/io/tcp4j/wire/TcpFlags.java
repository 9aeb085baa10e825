package io.tcp4j.wire;

/// The control bits of a TCP header, each at its place in byte 13 (RFC 9293 §3.1).
public final class TcpFlags {
  /// No more data from sender.
  public static final int FIN = 1;

  /// Synchronize sequence numbers.
  public static final int SYN = 1 << 1;

  /// Reset the connection.
  public static final int RST = 1 << 2;

  /// Push function.
  public static final int PSH = 1 << 3;

  /// The acknowledgment field is significant.
  public static final int ACK = 1 << 4;

  /// The urgent pointer field is significant.
  public static final int URG = 1 << 5;

  /// ECN echo (RFC 3168).
  public static final int ECE = 1 << 6;

  /// Congestion window reduced (RFC 3168).
  public static final int CWR = 1 << 7;

  private static final String[] NAMES = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"};

  private TcpFlags() {}

  /// Returns the names of the bits set, as in `SYN,ACK`; `none` for 0. Bits above the eighth are
  /// left out.
  public static String toString(int flags) {
    StringBuilder names = new StringBuilder();
    for (int bit = 0; bit < NAMES.length; bit++) {
      if ((flags & 1 << bit) != 0) {
        names.append(names.isEmpty() ? "" : ",").append(NAMES[bit]);
      }
    }
    return names.isEmpty() ? "none" : names.toString();
  }
}

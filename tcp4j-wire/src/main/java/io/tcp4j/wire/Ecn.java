package io.tcp4j.wire;

/// The ECN field of the IP header, the two low bits of [IpHeader#trafficClass] (RFC 3168 §5): what
/// the transport says of itself, and what a router has said of the path.
public final class Ecn {
  /// The transport does not take part: a congested router drops the packet.
  public static final int NOT_ECT = 0b00;

  /// ECN-capable transport, the codepoint that RFC 3168 leaves to experiments.
  public static final int ECT_1 = 0b01;

  /// ECN-capable transport, the codepoint that senders use (RFC 3168 §6.1.2).
  public static final int ECT_0 = 0b10;

  /// Congestion experienced: a router would have dropped the packet, were it not ECN-capable.
  public static final int CE = 0b11;

  private static final int MASK = 0b11;

  private static final int V4_TRAFFIC_CLASS = 1;
  private static final int V4_CHECKSUM = 10;

  /// In IPv6 the field stands in the upper half of the second byte, before the flow label.
  private static final int V6_TRAFFIC_CLASS_END = 1;

  private static final int V6_SHIFT = 4;

  private Ecn() {}

  /// Returns the codepoint in a traffic class.
  ///
  /// @param trafficClass 0..255
  public static int of(int trafficClass) {
    return trafficClass & MASK;
  }

  /// Returns the codepoint of a packet.
  ///
  /// @param b where it is: at least the first two bytes of an IPv4 or IPv6 header
  /// @param offset index of its first byte
  public static int of(byte[] b, int offset) {
    return isV4(b, offset)
        ? Bytes.u8(b, offset + V4_TRAFFIC_CLASS) & MASK
        : Bytes.u8(b, offset + V6_TRAFFIC_CLASS_END) >>> V6_SHIFT & MASK;
  }

  /// Whether a packet of this codepoint may be marked where it would else be dropped.
  ///
  /// @param codepoint one of the four
  public static boolean capable(int codepoint) {
    return codepoint != NOT_ECT;
  }

  /// Sets the codepoint of a packet to [#CE], as a congested router does, and mends the IPv4 header
  /// checksum (RFC 1624). No other checksum covers the field.
  ///
  /// @param b where it is: a whole IPv4 or IPv6 header
  /// @param offset index of its first byte
  public static void mark(byte[] b, int offset) {
    if (!isV4(b, offset)) {
      int end = Bytes.u8(b, offset + V6_TRAFFIC_CLASS_END);
      Bytes.put8(b, offset + V6_TRAFFIC_CLASS_END, end | CE << V6_SHIFT);
      return;
    }
    int before = Bytes.u16(b, offset);
    int after = before | CE;
    Bytes.put16(b, offset, after);
    int checksum = Bytes.u16(b, offset + V4_CHECKSUM);
    // HC' = ~(~HC + ~m + m'), RFC 1624 equation 3
    int sum = (~checksum & 0xffff) + (~before & 0xffff) + after;
    Bytes.put16(b, offset + V4_CHECKSUM, Checksum.complete(sum));
  }

  private static boolean isV4(byte[] b, int offset) {
    return Bytes.u8(b, offset) >>> 4 == 4;
  }

  /// Returns the name of a codepoint, as in `ECT(0)`; [#NOT_ECT] is `Not-ECT`.
  ///
  /// @param codepoint one of the four
  public static String toString(int codepoint) {
    return switch (codepoint & MASK) {
      case ECT_1 -> "ECT(1)";
      case ECT_0 -> "ECT(0)";
      case CE -> "CE";
      default -> "Not-ECT";
    };
  }
}

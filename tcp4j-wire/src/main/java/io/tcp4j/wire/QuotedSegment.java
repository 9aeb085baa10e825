package io.tcp4j.wire;

import org.jspecify.annotations.Nullable;

/// What an ICMP error quotes of a TCP segment of ours: enough to find its connection and to check
/// that the segment is one of those in flight (RFC 5927 §4.1).
///
/// Only the first eight bytes of the TCP header are sure to be there. The quoted packet's source is
/// our end.
///
/// @param ip the quoted packet's IP header
/// @param sourcePort our port
/// @param destinationPort the peer's port
/// @param seq SEG.SEQ as on the wire, 0..2³²−1
public record QuotedSegment(IpHeader ip, int sourcePort, int destinationPort, long seq) {
  /// Bytes of TCP header that RFC 792 guarantees: ports and sequence number.
  private static final int LEAST = 8;

  /// Reads a quoted packet.
  ///
  /// @return null if it is no TCP segment, a later fragment of one, or too short
  public static @Nullable QuotedSegment parse(ByteSlice quoted) {
    IpHeader ip = new IpHeader();
    byte[] b = quoted.array();
    if (IpCodec.decodeQuoted(b, quoted.offset(), quoted.length(), ip) != null
        || ip.protocol != IpProtocol.TCP
        || ip.fragmentOffset != 0
        || ip.payloadLength < LEAST) {
      return null;
    }
    int at = ip.payloadOffset;
    return new QuotedSegment(ip, Bytes.u16(b, at), Bytes.u16(b, at + 2), Bytes.u32(b, at + 4));
  }
}

package io.tcp4j.wire;

/// Bytes to [IcmpMessage] and back, for the version that an [IpHeader] names.
public final class IcmpCodec {
  private IcmpCodec() {}

  /// Decodes the message that is the payload of `ip` in `b`, checksum checked. The caller has seen
  /// that `ip.protocol` is the version's own ICMP.
  ///
  /// @return [IcmpMessage.Malformed] if it is none
  public static IcmpMessage decode(byte[] b, IpHeader ip) {
    return ip.version == 4
        ? Icmpv4Codec.decode(b, ip.payloadOffset, ip.payloadLength)
        : Icmpv6Codec.decode(b, ip);
  }

  /// Returns the bytes that [#encode] will write.
  public static int encodedLength(IcmpMessage message, int version) {
    return version == 4 ? Icmpv4Codec.encodedLength(message) : Icmpv6Codec.encodedLength(message);
  }

  /// Writes a message with its checksum at `offset`. Of `ip` the version and the addresses are
  /// used. A quoted packet is cut to what the version allows.
  ///
  /// @return the bytes written
  /// @throws IllegalArgumentException if the version has no such message
  public static int encode(IcmpMessage message, IpHeader ip, byte[] b, int offset) {
    return ip.version == 4
        ? Icmpv4Codec.encode(message, b, offset)
        : Icmpv6Codec.encode(message, ip, b, offset);
  }

  /// Returns the version's own ICMP as a protocol number.
  public static int protocol(int version) {
    return version == 4 ? IpProtocol.ICMPV4 : IpProtocol.ICMPV6;
  }
}

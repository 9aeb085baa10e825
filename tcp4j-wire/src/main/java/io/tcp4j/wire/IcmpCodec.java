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

  /// Whether a message, of which not all need be there, is an error or of a type so unknown that it
  /// may be one: what is never answered by an error (RFC 1122 §3.2.2, RFC 4443 §2.4 (e)).
  ///
  /// @param version 4 or 6
  /// @param b where it is
  /// @param offset index of its first byte
  /// @param length bytes of it that are there
  public static boolean isError(int version, byte[] b, int offset, int length) {
    if (length < 1) {
      return true;
    }
    int type = Bytes.u8(b, offset);
    return version == 4
        ? switch (type) {
          case 0, 8, 9, 10, 13, 14, 15, 16, 17, 18 -> false;
          default -> true;
        }
        : type < 128;
  }

  /// Returns the version's own ICMP as a protocol number.
  public static int protocol(int version) {
    return version == 4 ? IpProtocol.ICMPV4 : IpProtocol.ICMPV6;
  }
}

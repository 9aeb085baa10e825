package io.tcp4j.wire;

import org.jspecify.annotations.Nullable;

/// Bytes to [IpHeader] and back, for either version of IP.
///
/// Decoding never throws and never allocates, whatever the bytes: `offset` and `length` must lie in
/// the array, nothing else is expected of them.
public final class IpCodec {
  private IpCodec() {}

  /// Decodes the packet at the start of `length` bytes and checks what a host must check of the
  /// header itself. Bytes after the packet's own length are ignored.
  ///
  /// @return null if the packet is good, else why it has to be dropped; `into` then holds what had
  ///     been decoded so far
  public static @Nullable DropReason decode(byte[] b, int offset, int length, IpHeader into) {
    if (length < 1) {
      into.clear();
      return DropReason.IP_TRUNCATED;
    }
    return switch (Bytes.u8(b, offset) >>> 4) {
      case 4 -> Ipv4Codec.decode(b, offset, length, into);
      case 6 -> Ipv6Codec.decode(b, offset, length, into);
      default -> {
        into.clear();
        yield DropReason.IP_BAD_VERSION;
      }
    };
  }

  /// Decodes as much of a packet as a router looks at: the header itself. Of IPv6 the extension
  /// headers are left alone, which are the destination's (RFC 8200 §4); `protocol`, the payload and
  /// fragments are not told then.
  ///
  /// @return null if the header is good
  public static @Nullable DropReason decodeToForward(
      byte[] b, int offset, int length, IpHeader into) {
    return length > 0 && Bytes.u8(b, offset) >>> 4 == 6
        ? Ipv6Codec.decodeToForward(b, offset, length, into)
        : decode(b, offset, length, into);
  }

  /// Decodes as much as there is of a packet that an ICMP error quotes: the end of it is usually
  /// missing, and its checksum may have been broken on the way. `payloadLength` is what is there of
  /// the payload; `totalLength` is what the quoted header says.
  ///
  /// @return null if the whole IP header is there
  public static @Nullable DropReason decodeQuoted(byte[] b, int offset, int length, IpHeader into) {
    if (length < 1) {
      into.clear();
      return DropReason.IP_TRUNCATED;
    }
    return switch (Bytes.u8(b, offset) >>> 4) {
      case 4 -> Ipv4Codec.decodeQuoted(b, offset, length, into);
      case 6 -> Ipv6Codec.decodeQuoted(b, offset, length, into);
      default -> {
        into.clear();
        yield DropReason.IP_BAD_VERSION;
      }
    };
  }

  /// Takes one off the hop limit of a packet that is sent on, and mends the IPv4 header checksum
  /// (RFC 1141, RFC 1624).
  ///
  /// @param b where it is: a whole IPv4 or IPv6 header whose hop limit is not 0
  /// @param offset index of its first byte
  public static void takeHop(byte[] b, int offset) {
    if (Bytes.u8(b, offset) >>> 4 == 4) {
      Ipv4Codec.takeHop(b, offset);
    } else {
      Ipv6Codec.takeHop(b, offset);
    }
  }

  /// Returns the bytes that [#encode] will write: 20 for IPv4 and up to 60 with a source route; 40
  /// for IPv6 or 48 for a fragment.
  public static int encodedLength(IpHeader header) {
    return header.version == 4 ? Ipv4Codec.encodedLength(header) : Ipv6Codec.encodedLength(header);
  }

  /// Writes the header of a packet of `header.payloadLength` bytes of payload, without options or
  /// extension headers, save the source route of an IPv4 packet and the Fragment header of an IPv6
  /// fragment. Sets `headerLength` and
  /// `totalLength`. The IPv4 header checksum is made.
  ///
  /// @return the bytes written
  /// @throws IllegalArgumentException if the packet would be longer than its length field can say
  public static int encode(IpHeader header, byte[] b, int offset) {
    return header.version == 4
        ? Ipv4Codec.encode(header, b, offset)
        : Ipv6Codec.encode(header, b, offset);
  }
}

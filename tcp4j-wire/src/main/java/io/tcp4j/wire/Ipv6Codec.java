package io.tcp4j.wire;

import org.jspecify.annotations.Nullable;

/// The IPv6 header (RFC 8200 §3); what follows it is read by [Ipv6ExtensionHeaders].
///
/// A packet that has an IPv4-mapped address on the wire is refused: inside, that form means IPv4,
/// and such a packet could otherwise speak for an IPv4 host.
public final class Ipv6Codec {
  /// Bytes of a header without extension headers.
  public static final int HEADER_LENGTH = 40;

  static final int PAYLOAD_LENGTH = 4;
  static final int NEXT_HEADER = 6;
  private static final int HOP_LIMIT = 7;
  private static final int SOURCE = 8;
  private static final int DESTINATION = 24;

  private Ipv6Codec() {}

  /// Decodes like [IpCodec#decode].
  public static @Nullable DropReason decode(byte[] b, int offset, int length, IpHeader into) {
    DropReason broken = decodeHeader(b, offset, length, into);
    if (broken != null) {
      return broken;
    }
    if (into.totalLength > length) {
      return DropReason.IP_TRUNCATED;
    }
    int next = Bytes.u8(b, offset + NEXT_HEADER);
    if (next == Ipv6ExtensionHeaders.HOP_BY_HOP && into.totalLength == HEADER_LENGTH) {
      return DropReason.IP_JUMBOGRAM;
    }
    broken = Ipv6ExtensionHeaders.walk(b, offset, offset + into.totalLength, next, into);
    if (broken != null) {
      return broken;
    }
    return checkFragment(into);
  }

  /// RFC 8200 §4.5 says which field to point at.
  private static @Nullable DropReason checkFragment(IpHeader into) {
    int unfragmentable = into.headerLength - HEADER_LENGTH - Ipv6ExtensionHeaders.FRAGMENT_LENGTH;
    if (!into.fitsNoDatagram(unfragmentable)) {
      return null;
    }
    boolean ragged = into.moreFragments && into.payloadLength % 8 != 0;
    if (ragged) {
      into.parameterProblem(ParameterProblemCode.ERRONEOUS_HEADER_FIELD, PAYLOAD_LENGTH);
    } else if (into.payloadLength != 0) {
      int fragmentHeader = into.headerLength - Ipv6ExtensionHeaders.FRAGMENT_LENGTH;
      into.parameterProblem(ParameterProblemCode.ERRONEOUS_HEADER_FIELD, fragmentHeader + 2);
    }
    return DropReason.IP_BAD_FRAGMENT;
  }

  /// Decodes like [IpCodec#decodeToForward].
  static @Nullable DropReason decodeToForward(byte[] b, int offset, int length, IpHeader into) {
    DropReason broken = decodeHeader(b, offset, length, into);
    return broken == null && into.totalLength > length ? DropReason.IP_TRUNCATED : broken;
  }

  /// Decodes like [IpCodec#decodeQuoted].
  static @Nullable DropReason decodeQuoted(byte[] b, int offset, int length, IpHeader into) {
    DropReason broken = decodeHeader(b, offset, length, into);
    if (broken != null) {
      return broken;
    }
    int next = Bytes.u8(b, offset + NEXT_HEADER);
    return Ipv6ExtensionHeaders.walk(b, offset, offset + length, next, into);
  }

  private static @Nullable DropReason decodeHeader(
      byte[] b, int offset, int length, IpHeader into) {
    into.clear();
    if (length < HEADER_LENGTH) {
      return DropReason.IP_TRUNCATED;
    }
    int first = Bytes.i32(b, offset);
    if (first >>> 28 != 6) {
      return DropReason.IP_BAD_VERSION;
    }
    into.version = 6;
    into.trafficClass = first >>> 20 & 0xff;
    into.flowLabel = first & 0xfffff;
    into.hopLimit = Bytes.u8(b, offset + HOP_LIMIT);
    into.dontFragment = true;
    into.sourceHigh = Bytes.i64(b, offset + SOURCE);
    into.sourceLow = Bytes.i64(b, offset + SOURCE + 8);
    into.destinationHigh = Bytes.i64(b, offset + DESTINATION);
    into.destinationLow = Bytes.i64(b, offset + DESTINATION + 8);
    into.totalLength = HEADER_LENGTH + Bytes.u16(b, offset + PAYLOAD_LENGTH);
    if (IpAddress.isV4(into.sourceHigh, into.sourceLow)
        || IpAddress.isV4(into.destinationHigh, into.destinationLow)) {
      return DropReason.IP_MAPPED_ADDRESS;
    }
    return null;
  }

  /// Does what [IpCodec#takeHop] does.
  static void takeHop(byte[] b, int offset) {
    Bytes.put8(b, offset + HOP_LIMIT, Bytes.u8(b, offset + HOP_LIMIT) - 1);
  }

  static int encodedLength(IpHeader header) {
    return HEADER_LENGTH + (header.isFragment() ? Ipv6ExtensionHeaders.FRAGMENT_LENGTH : 0);
  }

  /// Encodes like [IpCodec#encode].
  public static int encode(IpHeader header, byte[] b, int offset) {
    int headerLength = encodedLength(header);
    int total = headerLength + header.payloadLength;
    if (total - HEADER_LENGTH > 0xffff) {
      throw new IllegalArgumentException("IPv6 packet of " + total + " bytes");
    }
    int first = 6 << 28 | (header.trafficClass & 0xff) << 20 | (header.flowLabel & 0xfffff);
    Bytes.put32(b, offset, first);
    Bytes.put16(b, offset + PAYLOAD_LENGTH, total - HEADER_LENGTH);
    Bytes.put8(b, offset + HOP_LIMIT, header.hopLimit);
    Bytes.put64(b, offset + SOURCE, header.sourceHigh);
    Bytes.put64(b, offset + SOURCE + 8, header.sourceLow);
    Bytes.put64(b, offset + DESTINATION, header.destinationHigh);
    Bytes.put64(b, offset + DESTINATION + 8, header.destinationLow);
    if (header.isFragment()) {
      Bytes.put8(b, offset + NEXT_HEADER, Ipv6ExtensionHeaders.FRAGMENT);
      Ipv6ExtensionHeaders.encodeFragment(header, b, offset + HEADER_LENGTH);
    } else {
      Bytes.put8(b, offset + NEXT_HEADER, header.protocol);
    }
    header.headerLength = headerLength;
    header.totalLength = total;
    return headerLength;
  }
}

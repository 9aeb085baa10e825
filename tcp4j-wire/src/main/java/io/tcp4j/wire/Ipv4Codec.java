package io.tcp4j.wire;

import org.jspecify.annotations.Nullable;

/// The IPv4 header (RFC 791 §3.1).
///
/// Of options only the source route means something to us ([Ipv4Options]): where one is, is told,
/// and one is written. Fragments are decoded, reassembly is the stack's.
public final class Ipv4Codec {
  /// Bytes of a header without options.
  public static final int HEADER_LENGTH = 20;

  private static final int TOTAL_LENGTH = 2;
  private static final int IDENTIFICATION = 4;
  private static final int FRAGMENT = 6;
  private static final int TIME_TO_LIVE = 8;
  private static final int PROTOCOL = 9;
  private static final int CHECKSUM = 10;
  private static final int SOURCE = 12;
  private static final int DESTINATION = 16;

  private static final int DONT_FRAGMENT = 0x4000;
  private static final int MORE_FRAGMENTS = 0x2000;
  private static final int FRAGMENT_OFFSET = 0x1fff;

  private Ipv4Codec() {}

  /// Decodes like [IpCodec#decode].
  public static @Nullable DropReason decode(byte[] b, int offset, int length, IpHeader into) {
    DropReason broken = decodeHeader(b, offset, length, into);
    if (broken != null) {
      return broken;
    }
    if (Checksum.fold(Checksum.sum(b, offset, into.headerLength)) != 0xffff) {
      return DropReason.IP_BAD_HEADER_CHECKSUM;
    }
    if (into.totalLength < into.headerLength || into.totalLength > length) {
      return DropReason.IP_TRUNCATED;
    }
    into.payloadLength = into.totalLength - into.headerLength;
    into.sourceRouteOffset =
        Ipv4Options.sourceRoute(b, offset + HEADER_LENGTH, offset + into.headerLength);
    return into.fitsNoDatagram(into.headerLength) ? DropReason.IP_BAD_FRAGMENT : null;
  }

  /// Decodes like [IpCodec#decodeQuoted].
  static @Nullable DropReason decodeQuoted(byte[] b, int offset, int length, IpHeader into) {
    DropReason broken = decodeHeader(b, offset, length, into);
    if (broken != null) {
      return broken;
    }
    // Some systems quote with the total length in host byte order, so it is not asked.
    into.payloadLength = length - into.headerLength;
    return null;
  }

  private static @Nullable DropReason decodeHeader(
      byte[] b, int offset, int length, IpHeader into) {
    into.clear();
    if (length < HEADER_LENGTH) {
      return DropReason.IP_TRUNCATED;
    }
    int first = Bytes.u8(b, offset);
    if (first >>> 4 != 4) {
      return DropReason.IP_BAD_VERSION;
    }
    int headerLength = (first & 0xf) * 4;
    if (headerLength < HEADER_LENGTH || headerLength > length) {
      return DropReason.IP_BAD_HEADER_LENGTH;
    }
    into.version = 4;
    into.trafficClass = Bytes.u8(b, offset + 1);
    into.hopLimit = Bytes.u8(b, offset + TIME_TO_LIVE);
    into.protocol = Bytes.u8(b, offset + PROTOCOL);
    into.protocolPointer = PROTOCOL;
    into.identification = Bytes.u16(b, offset + IDENTIFICATION);
    int fragment = Bytes.u16(b, offset + FRAGMENT);
    into.dontFragment = (fragment & DONT_FRAGMENT) != 0;
    into.moreFragments = (fragment & MORE_FRAGMENTS) != 0;
    into.fragmentOffset = (fragment & FRAGMENT_OFFSET) * 8;
    into.sourceLow = IpAddress.MAPPED | Bytes.u32(b, offset + SOURCE);
    into.destinationLow = IpAddress.MAPPED | Bytes.u32(b, offset + DESTINATION);
    into.headerLength = headerLength;
    into.totalLength = Bytes.u16(b, offset + TOTAL_LENGTH);
    into.payloadOffset = offset + headerLength;
    return null;
  }

  static int encodedLength(IpHeader header) {
    return HEADER_LENGTH + header.sourceRoute.encodedLength();
  }

  /// Does what [IpCodec#takeHop] does.
  static void takeHop(byte[] b, int offset) {
    int before = Bytes.u16(b, offset + TIME_TO_LIVE);
    int after = before - (1 << Byte.SIZE);
    Bytes.put16(b, offset + TIME_TO_LIVE, after);
    int checksum = Bytes.u16(b, offset + CHECKSUM);
    // HC' = ~(~HC + ~m + m'), RFC 1624 equation 3
    int sum = (~checksum & 0xffff) + (~before & 0xffff) + after;
    Bytes.put16(b, offset + CHECKSUM, Checksum.complete(sum));
  }

  /// Encodes like [IpCodec#encode].
  public static int encode(IpHeader header, byte[] b, int offset) {
    SourceRoute route = header.sourceRoute;
    int headerLength = HEADER_LENGTH + route.encodedLength();
    int total = headerLength + header.payloadLength;
    if (total > 0xffff) {
      throw new IllegalArgumentException("IPv4 packet of " + total + " bytes");
    }
    int fragment =
        (header.dontFragment ? DONT_FRAGMENT : 0)
            | (header.moreFragments ? MORE_FRAGMENTS : 0)
            | header.fragmentOffset / 8;
    Bytes.put8(b, offset, 4 << 4 | headerLength / 4);
    Bytes.put8(b, offset + 1, header.trafficClass);
    Bytes.put16(b, offset + TOTAL_LENGTH, total);
    Bytes.put16(b, offset + IDENTIFICATION, header.identification);
    Bytes.put16(b, offset + FRAGMENT, fragment);
    Bytes.put8(b, offset + TIME_TO_LIVE, header.hopLimit);
    Bytes.put8(b, offset + PROTOCOL, header.protocol);
    Bytes.put16(b, offset + CHECKSUM, 0);
    Bytes.put32(b, offset + SOURCE, (int) header.sourceLow);
    if (route.isEmpty()) {
      Bytes.put32(b, offset + DESTINATION, (int) header.destinationLow);
    } else {
      Bytes.put32(b, offset + DESTINATION, (int) route.hops().getFirst().low());
      route.encode(b, offset + HEADER_LENGTH, (int) header.destinationLow);
    }
    Bytes.put16(b, offset + CHECKSUM, Checksum.complete(Checksum.sum(b, offset, headerLength)));
    header.headerLength = headerLength;
    header.totalLength = total;
    return headerLength;
  }
}

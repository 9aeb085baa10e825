package io.tcp4j.wire;

import org.jspecify.annotations.Nullable;

/// The walk over the extension headers of an IPv6 packet to its upper layer (RFC 8200 §4).
///
/// Hop-by-Hop Options, Destination Options, Routing and Fragment headers are understood; AH and ESP
/// are recognised and refused. The walk ends at a Fragment header of a real fragment, because what
/// follows belongs to the datagram that is still to be put together: encode that as a packet of its
/// own and decode it again.
///
/// The number of headers is limited (RFC 8504 §5.3); no header is looked at twice, so a packet
/// costs at most time in its length.
final class Ipv6ExtensionHeaders {
  static final int HOP_BY_HOP = 0;
  static final int ROUTING = 43;
  static final int FRAGMENT = 44;
  static final int ENCAPSULATING_SECURITY_PAYLOAD = 50;
  static final int AUTHENTICATION = 51;
  static final int NO_NEXT_HEADER = 59;
  static final int DESTINATION_OPTIONS = 60;

  /// Bytes of a Fragment header.
  static final int FRAGMENT_LENGTH = 8;

  /// The most extension headers a packet may have.
  static final int LIMIT = 8;

  private static final int PAD1 = 0;

  private Ipv6ExtensionHeaders() {}

  /// Walks from the end of the fixed header and fills in where the payload is and what it is.
  ///
  /// @param packet index of the packet's first byte
  /// @param end index after its last byte, at least 40 behind `packet`
  /// @param first the fixed header's next header field
  static @Nullable DropReason walk(byte[] b, int packet, int end, int first, IpHeader into) {
    int at = packet + Ipv6Codec.HEADER_LENGTH;
    int next = first;
    int pointer = Ipv6Codec.NEXT_HEADER;
    for (int count = 0; isExtensionHeader(next); count++) {
      if (count == LIMIT) {
        return DropReason.IP_TOO_MANY_EXTENSION_HEADERS;
      }
      if (next == HOP_BY_HOP && count != 0) {
        // Anywhere but at the front it counts as an unknown next header (RFC 8200 §4.1).
        into.parameterProblem(ParameterProblemCode.UNRECOGNIZED_NEXT_HEADER, pointer);
        return DropReason.IP_BAD_EXTENSION_HEADER;
      }
      int length = length(b, at, end, next);
      if (length > end - at) {
        return DropReason.IP_BAD_EXTENSION_HEADER;
      }
      DropReason refused = read(b, packet, at, length, next, into);
      if (refused != null) {
        return refused;
      }
      pointer = at - packet;
      boolean endsHere = next == FRAGMENT && into.isFragment();
      next = Bytes.u8(b, at);
      at += length;
      if (endsHere) {
        break;
      }
    }
    into.protocol = next;
    into.protocolPointer = pointer;
    into.headerLength = at - packet;
    into.payloadOffset = at;
    into.payloadLength = end - at;
    return into.isFragment() ? null : refuseUpperLayer(next, pointer, into);
  }

  private static boolean isExtensionHeader(int next) {
    return next == HOP_BY_HOP || next == ROUTING || next == FRAGMENT || next == DESTINATION_OPTIONS;
  }

  /// All that is common to the formats: next header, length in units of 8 bytes without the first.
  /// Returns more than there is if not even that much is there.
  private static int length(byte[] b, int at, int end, int header) {
    if (end - at < 8) {
      return Integer.MAX_VALUE;
    }
    return header == FRAGMENT ? FRAGMENT_LENGTH : (Bytes.u8(b, at + 1) + 1) * 8;
  }

  private static @Nullable DropReason read(
      byte[] b, int packet, int at, int length, int header, IpHeader into) {
    return switch (header) {
      case HOP_BY_HOP, DESTINATION_OPTIONS -> options(b, packet, at + 2, at + length, into);
      case ROUTING -> routing(b, packet, at, into);
      default -> fragment(b, at, into);
    };
  }

  /// Options by the two high bits of their type: skip, drop, drop and tell (RFC 8200 §4.2).
  private static @Nullable DropReason options(
      byte[] b, int packet, int from, int end, IpHeader into) {
    int at = from;
    while (at < end) {
      int type = Bytes.u8(b, at);
      if (type == PAD1) {
        at++;
        continue;
      }
      if (end - at < 2 || end - at - 2 < Bytes.u8(b, at + 1)) {
        return DropReason.IP_BAD_EXTENSION_HEADER;
      }
      if (type >>> 6 != 0) {
        if (type >>> 6 != 1) {
          into.parameterProblem(ParameterProblemCode.UNRECOGNIZED_OPTION, at - packet);
          into.parameterProblemToMulticast = type >>> 6 == 2;
        }
        return DropReason.IP_UNKNOWN_OPTION;
      }
      at += 2 + Bytes.u8(b, at + 1);
    }
    return null;
  }

  /// A route that is used up is skipped; all others are refused, type 0 like an unknown one
  /// (RFC 8200 §4.4, RFC 5095 §3).
  private static @Nullable DropReason routing(byte[] b, int packet, int at, IpHeader into) {
    if (Bytes.u8(b, at + 3) == 0) {
      return null;
    }
    into.parameterProblem(ParameterProblemCode.ERRONEOUS_HEADER_FIELD, at + 2 - packet);
    return DropReason.IP_ROUTING_HEADER;
  }

  private static @Nullable DropReason fragment(byte[] b, int at, IpHeader into) {
    int offsetAndMore = Bytes.u16(b, at + 2);
    into.fragmentOffset = offsetAndMore & 0xfff8;
    into.moreFragments = (offsetAndMore & 1) != 0;
    into.identification = Bytes.i32(b, at + 4);
    return null;
  }

  private static @Nullable DropReason refuseUpperLayer(int next, int pointer, IpHeader into) {
    return switch (next) {
      case NO_NEXT_HEADER -> DropReason.IP_NO_NEXT_HEADER;
      case AUTHENTICATION, ENCAPSULATING_SECURITY_PAYLOAD -> {
        into.parameterProblem(ParameterProblemCode.UNRECOGNIZED_NEXT_HEADER, pointer);
        yield DropReason.IP_SECURITY_HEADER;
      }
      default -> null;
    };
  }

  /// Writes the Fragment header of a fragment.
  static void encodeFragment(IpHeader header, byte[] b, int at) {
    Bytes.put8(b, at, header.protocol);
    Bytes.put8(b, at + 1, 0);
    Bytes.put16(b, at + 2, (header.fragmentOffset & 0xfff8) | (header.moreFragments ? 1 : 0));
    Bytes.put32(b, at + 4, header.identification);
  }
}

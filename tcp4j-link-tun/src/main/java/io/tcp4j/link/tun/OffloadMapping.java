package io.tcp4j.link.tun;

import io.tcp4j.link.ChecksumState;
import io.tcp4j.link.Packet;
import io.tcp4j.link.Segmentation;
import io.tcp4j.wire.Bytes;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.TcpFlags;

/// Translates between what a [Packet] and what a [VirtioNetHeader] says of offload.
///
/// Neither side is believed: the header may come from a kernel that forwards somebody else's
/// packet, and the packet from any user of the link. What doesn't fit the bytes is refused, never
/// thrown at.
final class OffloadMapping {
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int TCP_HEADER = 20;
  private static final int UDP_CHECKSUM_OFFSET = 6;
  private static final int ICMPV6_CHECKSUM_OFFSET = 2;
  private static final int UNKNOWN = -1;

  private OffloadMapping() {}

  /// Sets the packet, an ordinary view on the bytes behind the header, to what the header says.
  ///
  /// @return false if the two don't fit together; then the packet is to be dropped
  static boolean toPacket(VirtioNetHeader header, Packet packet) {
    boolean partial = (header.flags & VirtioNetHeader.NEEDS_CSUM) != 0;
    if (partial) {
      int end = header.checksumStart + header.checksumOffset + 2;
      if (header.checksumStart < IPV4_HEADER || end > packet.length) {
        return false;
      }
      packet.transportOffset = header.checksumStart;
      packet.checksumOffset = header.checksumOffset;
      packet.checksumState = ChecksumState.PARTIAL;
    } else if ((header.flags & VirtioNetHeader.DATA_VALID) != 0) {
      packet.checksumState = ChecksumState.VERIFIED;
    }
    if (header.gsoType != VirtioNetHeader.GSO_NONE) {
      return toSuperPacket(header, packet);
    }
    if (partial && !isOwnChecksum(packet)) {
      // The checksum of something inside, such as a tunnelled packet. Only the packet's own may be
      // taken as good unchecked.
      return Segmentation.completeChecksum(packet);
    }
    return true;
  }

  private static boolean toSuperPacket(VirtioNetHeader header, Packet packet) {
    int expected = gsoType(packet);
    boolean unchecked = packet.checksumState == ChecksumState.COMPLETE;
    if ((header.gsoType & ~VirtioNetHeader.GSO_ECN) != expected
        || header.gsoSize == 0
        || unchecked) {
      return false;
    }
    int transport = tcpOffset(packet);
    if (packet.checksumState == ChecksumState.PARTIAL) {
      if (packet.checksumOffset != Packet.TCP_CHECKSUM_OFFSET
          || (transport != packet.transportOffset
              && !(transport == UNKNOWN && hasExtensionHeader(packet)))) {
        return false;
      }
    } else if (transport == UNKNOWN) {
      return false;
    } else {
      packet.transportOffset = transport;
    }
    int headers = headerLength(packet);
    if (headers == UNKNOWN) {
      return false;
    }
    // Text that fits one segment makes an ordinary packet.
    packet.gsoSize = packet.length - headers > header.gsoSize ? header.gsoSize : 0;
    return true;
  }

  /// Sets the header to what the packet says.
  ///
  /// @return false if the packet contradicts itself; then it is to be dropped
  static boolean toHeader(Packet packet, VirtioNetHeader header) {
    header.clear();
    if (packet.checksumState == ChecksumState.PARTIAL) {
      if (packet.transportOffset < IPV4_HEADER
          || packet.checksumOffset < 0
          || packet.transportOffset > packet.length - 2
          || packet.checksumOffset > packet.length - 2 - packet.transportOffset) {
        return false;
      }
      header.flags = VirtioNetHeader.NEEDS_CSUM;
      header.checksumStart = packet.transportOffset;
      header.checksumOffset = packet.checksumOffset;
    }
    return packet.gsoSize == 0 || toSuperPacketHeader(packet, header);
  }

  private static boolean toSuperPacketHeader(Packet packet, VirtioNetHeader header) {
    int type = gsoType(packet);
    int headers = headerLength(packet);
    if (type == UNKNOWN || headers == UNKNOWN || packet.gsoSize < 0 || packet.gsoSize > 0xffff) {
      return false;
    }
    if (packet.length - headers > packet.gsoSize) {
      boolean cwr = (at(packet, packet.transportOffset + 13) & TcpFlags.CWR) != 0;
      header.gsoType = cwr ? type | VirtioNetHeader.GSO_ECN : type;
      header.gsoSize = packet.gsoSize;
      header.headerLength = headers;
    }
    return true;
  }

  /// Returns the type a super-packet of this IP version has, or [#UNKNOWN] for no version.
  private static int gsoType(Packet packet) {
    return switch (at(packet, 0) >> 4) {
      case 4 -> VirtioNetHeader.GSO_TCPV4;
      case 6 -> VirtioNetHeader.GSO_TCPV6;
      default -> UNKNOWN;
    };
  }

  /// Returns bytes in front of the text of the TCP segment at `transportOffset`, or [#UNKNOWN] if
  /// its header doesn't fit.
  private static int headerLength(Packet packet) {
    int transport = packet.transportOffset;
    if (transport < IPV4_HEADER || transport > packet.length - TCP_HEADER) {
      return UNKNOWN;
    }
    int tcpHeader = (at(packet, transport + 12) >> 4) * 4;
    return tcpHeader < TCP_HEADER || tcpHeader > packet.length - transport
        ? UNKNOWN
        : transport + tcpHeader;
  }

  /// Returns where the TCP header is, or [#UNKNOWN] if it isn't right behind the IP header.
  private static int tcpOffset(Packet packet) {
    return protocol(packet) == IpProtocol.TCP ? ipHeaderLength(packet) : UNKNOWN;
  }

  /// Returns whether the checksum that is to be completed is the one of the packet's own transport
  /// header.
  private static boolean isOwnChecksum(Packet packet) {
    if (packet.transportOffset != ipHeaderLength(packet)) {
      return false;
    }
    return switch (protocol(packet)) {
      case IpProtocol.TCP -> packet.checksumOffset == Packet.TCP_CHECKSUM_OFFSET;
      case IpProtocol.UDP -> packet.checksumOffset == UDP_CHECKSUM_OFFSET;
      case IpProtocol.ICMPV6 -> packet.checksumOffset == ICMPV6_CHECKSUM_OFFSET;
      default -> false;
    };
  }

  /// Returns whether an IPv6 extension header that a TCP segment may follow comes first.
  private static boolean hasExtensionHeader(Packet packet) {
    if (packet.length < IPV6_HEADER || at(packet, 0) >> 4 != 6) {
      return false;
    }
    int next = at(packet, 6);
    return next == 0 || next == 43 || next == 60;
  }

  /// Returns the IPv4 protocol or the first IPv6 next header, or [#UNKNOWN].
  private static int protocol(Packet packet) {
    return switch (at(packet, 0) >> 4) {
      case 4 -> packet.length >= IPV4_HEADER ? at(packet, 9) : UNKNOWN;
      case 6 -> packet.length >= IPV6_HEADER ? at(packet, 6) : UNKNOWN;
      default -> UNKNOWN;
    };
  }

  /// Returns bytes of the IPv4 header, or of the IPv6 header without extension headers.
  private static int ipHeaderLength(Packet packet) {
    int first = at(packet, 0);
    return first >> 4 == 4 ? (first & 0x0f) * 4 : IPV6_HEADER;
  }

  private static int at(Packet packet, int index) {
    return Bytes.u8(packet.array, packet.offset + index);
  }
}

package io.tcp4j.link.tun;

import io.tcp4j.link.ChecksumState;
import io.tcp4j.link.Packet;
import io.tcp4j.wire.Bytes;
import io.tcp4j.wire.Checksum;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;

/// Builds packets by hand.
final class TestPackets {
  private TestPackets() {}

  /// Returns a TCP packet whose text comes from the segment, with the checksum left open.
  static Packet tcp(IpAddress source, IpAddress destination, Segment segment) {
    int tcpLength = TcpCodec.headerLength(segment) + segment.textLength;
    IpHeader ip = header(source, destination, IpProtocol.TCP, tcpLength);
    byte[] bytes = new byte[IpCodec.encodedLength(ip) + tcpLength];
    int tcp = IpCodec.encode(ip, bytes, 0);
    int text = tcp + TcpCodec.encodeHeader(segment, bytes, tcp);
    if (segment.textLength > 0) {
      System.arraycopy(segment.text, segment.textOffset, bytes, text, segment.textLength);
    }
    TcpCodec.putPartialChecksum(
        bytes, tcp, tcpLength, source.high(), source.low(), destination.high(), destination.low());
    Packet packet = new Packet().set(bytes, 0, bytes.length);
    packet.setPartialTcpChecksum(tcp);
    packet.gsoSize = segment.gsoSize;
    return packet;
  }

  private static IpHeader header(
      IpAddress source, IpAddress destination, int protocol, int payloadLength) {
    IpHeader ip = new IpHeader();
    ip.version = source.version();
    ip.hopLimit = 64;
    ip.protocol = protocol;
    ip.dontFragment = true;
    ip.source(source);
    ip.destination(destination);
    ip.payloadLength = payloadLength;
    return ip;
  }

  /// Returns the header of the packet.
  static IpHeader header(Packet packet) {
    IpHeader ip = new IpHeader();
    if (IpCodec.decode(packet.array, packet.offset, packet.length, ip) != null) {
      throw new AssertionError("not IP: " + packet);
    }
    return ip;
  }

  /// Turns a UDP datagram round: neither checksum changes with it.
  static void turnRound(Packet packet) {
    byte[] b = packet.array;
    boolean v4 = Bytes.u8(b, packet.offset) >>> 4 == 4;
    int length = v4 ? 4 : 16;
    swap(b, packet.offset + (v4 ? 12 : 8), length);
    swap(b, packet.offset + (v4 ? 20 : 40), 2);
  }

  /// Returns whether the UDP checksum is complete and right.
  static boolean udpChecksumIsRight(Packet packet) {
    IpHeader ip = header(packet);
    long sum =
        Checksum.pseudoHeader(
            ip.sourceHigh,
            ip.sourceLow,
            ip.destinationHigh,
            ip.destinationLow,
            IpProtocol.UDP,
            ip.payloadLength);
    sum += Checksum.sum(packet.array, ip.payloadOffset, ip.payloadLength);
    return Checksum.fold(sum) == 0xffff;
  }

  /// Returns a copy that owns its bytes.
  static Packet copy(Packet packet) {
    byte[] bytes = new byte[packet.length];
    System.arraycopy(packet.array, packet.offset, bytes, 0, packet.length);
    Packet copy = new Packet().set(bytes, 0, bytes.length);
    copy.describeLike(packet);
    return copy;
  }

  /// Returns whether all that is left to do to the packet is the checksum.
  static boolean isOpen(Packet packet) {
    return packet.checksumState == ChecksumState.PARTIAL;
  }

  private static void swap(byte[] b, int first, int length) {
    for (int i = 0; i < length; i++) {
      byte kept = b[first + i];
      b[first + i] = b[first + length + i];
      b[first + length + i] = kept;
    }
  }
}

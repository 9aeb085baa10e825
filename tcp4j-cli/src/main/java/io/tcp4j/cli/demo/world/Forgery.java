package io.tcp4j.cli.demo.world;

import io.tcp4j.link.Packet;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import io.tcp4j.wire.TcpFlags;
import java.util.function.Consumer;

/// Makes packets that bear a host's address, but that the host has not sent; their checksums are
/// right.
final class Forgery {
  private Forgery() {}

  /// A packet like one that the host has sent, but for what is changed.
  static Packet of(byte[] like, Consumer<Segment> change) {
    IpHeader ip = new IpHeader();
    Segment segment = new Segment();
    if (IpCodec.decode(like, 0, like.length, ip) != null
        || TcpCodec.decode(like, ip.payloadOffset, ip.payloadLength, segment) != null) {
      throw new IllegalArgumentException("no segment");
    }
    change.accept(segment);
    return encode(ip, segment);
  }

  /// A SYN.
  ///
  /// @param from in whose name
  static Packet syn(Endpoint from, Endpoint to) {
    IpHeader ip = new IpHeader();
    ip.version = from.address().version();
    ip.protocol = IpProtocol.TCP;
    ip.hopLimit = IpHeader.DEFAULT_HOP_LIMIT;
    ip.source(from.address());
    ip.destination(to.address());
    Segment segment = new Segment();
    segment.sourcePort = from.port();
    segment.destinationPort = to.port();
    segment.flags = TcpFlags.SYN;
    segment.wnd = 0xffff;
    return encode(ip, segment);
  }

  private static Packet encode(IpHeader ip, Segment segment) {
    int header = TcpCodec.headerLength(segment);
    ip.payloadLength = header + segment.textLength;
    byte[] packet = new byte[IpCodec.encodedLength(ip) + ip.payloadLength];
    int at = IpCodec.encode(ip, packet, 0);
    TcpCodec.encodeHeader(segment, packet, at);
    if (segment.text != null) {
      System.arraycopy(segment.text, segment.textOffset, packet, at + header, segment.textLength);
    }
    TcpCodec.putChecksum(
        packet,
        at,
        ip.payloadLength,
        ip.sourceHigh,
        ip.sourceLow,
        ip.destinationHigh,
        ip.destinationLow);
    return new Packet().set(packet, 0, packet.length);
  }
}

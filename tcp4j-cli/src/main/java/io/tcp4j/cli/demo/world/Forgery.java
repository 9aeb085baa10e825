package io.tcp4j.cli.demo.world;

import io.tcp4j.link.Packet;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import java.util.function.Consumer;

/// Makes packets that bear a host's address, but that the host has not sent.
final class Forgery {
  private Forgery() {}

  /// A packet like one that the host has sent, but for what is changed; its checksum is right.
  static Packet of(byte[] like, Consumer<Segment> change) {
    IpHeader ip = new IpHeader();
    Segment segment = new Segment();
    if (IpCodec.decode(like, 0, like.length, ip) != null
        || TcpCodec.decode(like, ip.payloadOffset, ip.payloadLength, segment) != null) {
      throw new IllegalArgumentException("no segment");
    }
    change.accept(segment);
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

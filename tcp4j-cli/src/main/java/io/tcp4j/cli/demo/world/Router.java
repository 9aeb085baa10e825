package io.tcp4j.cli.demo.world;

import io.tcp4j.link.Packet;
import io.tcp4j.wire.ByteSlice;
import io.tcp4j.wire.IcmpCodec;
import io.tcp4j.wire.IcmpMessage;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;

/// What a router on the cable says by ICMP.
final class Router {
  private static final IpAddress ADDRESS = IpAddress.parse("10.0.0.254");
  private static final int HOP_LIMIT = 64;

  /// As much of a packet as ICMPv4 has to quote, and a little more (RFC 792).
  private static final int QUOTED = 40;

  private Router() {}

  /// The message that a packet was too big for the next link (RFC 1191 §4), to its sender.
  static Packet tooBig(Packet packet, int mtu) {
    IpHeader about = new IpHeader();
    if (IpCodec.decode(packet.array, packet.offset, packet.length, about) != null) {
      throw new IllegalArgumentException("no IP packet");
    }
    ByteSlice quoted = ByteSlice.of(packet.array, packet.offset, Math.min(packet.length, QUOTED));
    IcmpMessage message = new IcmpMessage.PacketTooBig(mtu, quoted);
    IpHeader ip = new IpHeader();
    ip.version = about.version;
    ip.hopLimit = HOP_LIMIT;
    ip.protocol = IcmpCodec.protocol(ip.version);
    ip.source(ADDRESS);
    ip.destination(about.source());
    ip.payloadLength = IcmpCodec.encodedLength(message, ip.version);
    byte[] b = new byte[IpCodec.encodedLength(ip) + ip.payloadLength];
    IcmpCodec.encode(message, ip, b, IpCodec.encode(ip, b, 0));
    return new Packet().set(b, 0, b.length);
  }
}

package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import io.tcp4j.wire.TcpFlags;

/// TCP segments are dropped, and their sender gets a RST, as from a host that knows of no such
/// connection (RFC 9293 §3.10.7.1): a NAT or load balancer that has lost its table, a middlebox
/// that cuts off what it does not like. Others than TCP segments go on.
public record Reset() implements Rule {
  private static final int HOP_LIMIT = 64;

  @Override
  public String name() {
    return "reset";
  }

  @Override
  public boolean needsScheduler() {
    return true;
  }

  @Override
  public Stage start(Site site) {
    return new Stage(site) {
      private final IpHeader ip = new IpHeader();
      private final Segment segment = new Segment();

      @Override
      protected void take(Packet packet, long number) {
        if (IpCodec.decode(packet.array, packet.offset, packet.length, ip) != null
            || ip.isFragment()
            || ip.protocol != IpProtocol.TCP
            || TcpCodec.decode(packet.array, ip.payloadOffset, ip.payloadLength, segment) != null) {
          pass(packet);
          return;
        }
        drop(packet);
        if (!segment.has(TcpFlags.RST)) {
          site.answer(reset());
        }
      }

      private Packet reset() {
        Segment rst = new Segment();
        rst.sourcePort = segment.destinationPort;
        rst.destinationPort = segment.sourcePort;
        if (segment.has(TcpFlags.ACK)) {
          rst.seq = segment.ack;
          rst.flags = TcpFlags.RST;
        } else {
          rst.ack = segment.seq + segment.length();
          rst.flags = TcpFlags.RST | TcpFlags.ACK;
        }
        IpHeader header = new IpHeader();
        header.version = ip.version;
        header.hopLimit = HOP_LIMIT;
        header.protocol = IpProtocol.TCP;
        header.source(ip.destination());
        header.destination(ip.source());
        header.payloadLength = TcpCodec.headerLength(rst);
        byte[] bytes = new byte[IpCodec.encodedLength(header) + header.payloadLength];
        int at = IpCodec.encode(header, bytes, 0);
        TcpCodec.encodeHeader(rst, bytes, at);
        TcpCodec.putChecksum(
            bytes,
            at,
            header.payloadLength,
            header.sourceHigh,
            header.sourceLow,
            header.destinationHigh,
            header.destinationLow);
        return new Packet().set(bytes, 0, bytes.length);
      }
    };
  }
}

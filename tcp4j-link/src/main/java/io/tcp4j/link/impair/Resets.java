package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import io.tcp4j.wire.TcpFlags;

/// Makes a RST out of a segment, for whoever sent it or is to get it. Not thread-safe.
final class Resets {
  private static final int HOP_LIMIT = 64;

  private final IpHeader ip = new IpHeader();
  private final Segment segment = new Segment();

  /// Reads a packet, which all else is about from now on.
  ///
  /// @return whether it is a segment
  boolean read(Packet packet) {
    return IpCodec.decode(packet.array, packet.offset, packet.length, ip) == null
        && !ip.isFragment()
        && ip.protocol == IpProtocol.TCP
        && TcpCodec.decode(packet.array, ip.payloadOffset, ip.payloadLength, segment) == null;
  }

  /// Whether the segment has a flag.
  boolean has(int flag) {
    return segment.has(flag);
  }

  /// What a host sends back that knows of no such connection (RFC 9293 §3.10.7.1).
  Packet toSender() {
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
    return packet(rst, ip.destination(), ip.source());
  }

  /// What the sender would send in place of the segment to reset: its sequence number is the one
  /// expected next wherever the segment is in order, which is what a RST needs (RFC 5961 §3.2), and
  /// its acknowledgment is what one needs in SYN-SENT (RFC 9293 §3.10.7.3).
  Packet toReceiver() {
    Segment rst = new Segment();
    rst.sourcePort = segment.sourcePort;
    rst.destinationPort = segment.destinationPort;
    rst.seq = segment.seq;
    rst.ack = segment.ack;
    rst.flags = TcpFlags.RST | TcpFlags.ACK;
    return packet(rst, ip.source(), ip.destination());
  }

  private Packet packet(Segment rst, IpAddress from, IpAddress to) {
    IpHeader header = new IpHeader();
    header.version = ip.version;
    header.hopLimit = HOP_LIMIT;
    header.protocol = IpProtocol.TCP;
    header.source(from);
    header.destination(to);
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
}

package io.tcp4j.testkit.network;

import io.tcp4j.link.Packet;
import io.tcp4j.wire.Bytes;
import io.tcp4j.wire.Checksum;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IcmpCodec;
import io.tcp4j.wire.IcmpMessage;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import org.jspecify.annotations.Nullable;

/// What a NAT does to packets at its link to the outside. Not thread-safe.
final class NatTranslation {
  private static final int ICMP_HEADER = 8;
  private static final int ICMP_CHECKSUM = 2;

  private final IpAddress outside;
  private final boolean answersUnknown;
  private final IpHeader ip = new IpHeader();
  private final IpHeader quoted = new IpHeader();
  private final Segment segment = new Segment();
  private final Packet copy = new Packet();

  /// @param outside its own address there
  /// @param answersUnknown whether its own stack gets, and resets, what it knows nothing of
  NatTranslation(IpAddress outside, boolean answersUnknown) {
    this.outside = outside;
    this.answersUnknown = answersUnknown;
  }

  /// Translates a packet on its way out.
  ///
  /// @return what leaves, valid until the next call; null for nothing
  @Nullable Packet outbound(Packet packet, NatTable table, long now) {
    if (IpCodec.decode(packet.array, packet.offset, packet.length, ip) != null) {
      return null;
    }
    if (ip.version == 6 || ip.source().equals(outside)) {
      return packet;
    }
    if (!isSegment(packet)) {
      return null;
    }
    NatTable.Entry entry =
        table.outbound(new Endpoint(ip.source(), segment.sourcePort), segment.flags, now);
    if (entry == null) {
      return null;
    }
    byte[] bytes = new byte[packet.length];
    System.arraycopy(packet.array, packet.offset, bytes, 0, packet.length);
    Rewriting.endpoint(
        bytes,
        0,
        ip.headerLength,
        Rewriting.SOURCE,
        Rewriting.SOURCE_PORT,
        outside,
        entry.outsidePort);
    copy.set(bytes, 0, bytes.length).tag = packet.tag;
    return copy;
  }

  private boolean isSegment(Packet packet) {
    return !ip.isFragment()
        && ip.protocol == IpProtocol.TCP
        && TcpCodec.decode(packet.array, ip.payloadOffset, ip.payloadLength, segment) == null;
  }

  /// Translates a packet on its way in, in place.
  ///
  /// @return whether it may enter
  boolean inbound(Packet packet, NatTable table, long now) {
    if (IpCodec.decode(packet.array, packet.offset, packet.length, ip) != null
        || ip.version == 6
        || !ip.destination().equals(outside)) {
      return ip.version == 6;
    }
    if (isSegment(packet)) {
      NatTable.Entry entry = table.inbound(segment.destinationPort, segment.flags, now);
      if (entry != null) {
        Rewriting.endpoint(
            packet.array,
            packet.offset,
            ip.payloadOffset,
            Rewriting.DESTINATION,
            Rewriting.DESTINATION_PORT,
            entry.inside.address(),
            entry.inside.port());
      }
      return entry != null || answersUnknown;
    }
    if (ip.protocol == IpProtocol.ICMPV4
        && IcmpCodec.decode(packet.array, ip) instanceof IcmpMessage.ErrorMessage) {
      errorInbound(packet, table, now);
    }
    return true;
  }

  /// An error about a segment that left here is made one about the segment that came from inside
  /// (RFC 5508 §4.2).
  private void errorInbound(Packet packet, NatTable table, long now) {
    byte[] b = packet.array;
    int inner = ip.payloadOffset + ICMP_HEADER;
    int length = ip.payloadLength - ICMP_HEADER;
    if (IpCodec.decodeQuoted(b, inner, length, quoted) != null
        || quoted.protocol != IpProtocol.TCP
        || quoted.payloadLength < Integer.BYTES
        || !quoted.source().equals(outside)) {
      return;
    }
    int port = quoted.payloadOffset + Rewriting.SOURCE_PORT;
    NatTable.Entry entry = table.known(Bytes.u16(b, port), now);
    if (entry == null) {
      return;
    }
    Rewriting.address(b, inner, Rewriting.SOURCE, entry.inside.address());
    Bytes.put16(b, port, entry.inside.port());
    int checksum = ip.payloadOffset + ICMP_CHECKSUM;
    Bytes.put16(b, checksum, 0);
    Bytes.put16(
        b, checksum, Checksum.complete(Checksum.sum(b, ip.payloadOffset, ip.payloadLength)));
    Rewriting.address(b, packet.offset, Rewriting.DESTINATION, entry.inside.address());
  }
}

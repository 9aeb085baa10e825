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

/// What a NAT does to packets at its link to the outside: it changes them in place, or says why
/// they do not pass. Not thread-safe.
final class NatTranslation {
  private static final int ICMP_HEADER = 8;
  private static final int ICMP_CHECKSUM = 2;
  private static final int PORTS_LENGTH = 4;

  private static final String BROKEN = "passes no broken packets";
  private static final String TCP_ONLY = "passes no IPv4 but TCP";
  private static final String FRAGMENT = "passes no fragments";
  private static final String UNKNOWN = "knows of no such connection";
  private static final String NO_PORT = "has no port left";

  private final IpAddress outside;
  private final boolean answersUnknown;
  private final IpHeader ip = new IpHeader();
  private final IpHeader quoted = new IpHeader();
  private final Segment segment = new Segment();

  /// @param outside its own address there
  /// @param answersUnknown whether its own stack gets, and resets, what it knows nothing of
  NatTranslation(IpAddress outside, boolean answersUnknown) {
    this.outside = outside;
    this.answersUnknown = answersUnknown;
  }

  /// Translates a packet on its way out.
  ///
  /// @param packet in bytes that may be changed
  /// @return why it stays inside; null if it leaves
  @Nullable String outbound(Packet packet, NatTable table, long now) {
    if (IpCodec.decode(packet.array, packet.offset, packet.length, ip) != null) {
      return BROKEN;
    }
    if (ip.version == 6) {
      return null;
    }
    boolean own = ip.source().equals(outside);
    if (isError(packet)) {
      return errorOutbound(packet, table, now) || own ? null : UNKNOWN;
    }
    if (own) {
      return null;
    }
    if (!isSegment(packet)) {
      return ip.isFragment() ? FRAGMENT : ip.protocol == IpProtocol.TCP ? BROKEN : TCP_ONLY;
    }
    NatTable.Entry entry =
        table.outbound(new Endpoint(ip.source(), segment.sourcePort), segment.flags, now);
    if (entry == null) {
      return NO_PORT;
    }
    Rewriting.endpoint(
        packet.array,
        packet.offset,
        ip.payloadOffset,
        Rewriting.SOURCE,
        Rewriting.SOURCE_PORT,
        outside,
        entry.outsidePort);
    return null;
  }

  private boolean isSegment(Packet packet) {
    return !ip.isFragment()
        && ip.protocol == IpProtocol.TCP
        && TcpCodec.decode(packet.array, ip.payloadOffset, ip.payloadLength, segment) == null;
  }

  private boolean isError(Packet packet) {
    return !ip.isFragment()
        && ip.protocol == IpProtocol.ICMPV4
        && IcmpCodec.decode(packet.array, ip) instanceof IcmpMessage.ErrorMessage;
  }

  /// Translates a packet on its way in.
  ///
  /// @param packet in bytes that may be changed
  /// @return why it stays outside; null if it may enter
  @Nullable String inbound(Packet packet, NatTable table, long now) {
    if (IpCodec.decode(packet.array, packet.offset, packet.length, ip) != null) {
      return BROKEN;
    }
    if (ip.version == 6) {
      return null;
    }
    if (!ip.destination().equals(outside)) {
      return UNKNOWN;
    }
    if (isError(packet)) {
      errorInbound(packet, table, now);
      return null;
    }
    if (ip.protocol != IpProtocol.TCP) {
      return null;
    }
    if (!isSegment(packet)) {
      return ip.isFragment() ? FRAGMENT : BROKEN;
    }
    NatTable.Entry entry = table.inbound(segment.destinationPort, segment.flags, now);
    if (entry == null) {
      return answersUnknown ? null : UNKNOWN;
    }
    Rewriting.endpoint(
        packet.array,
        packet.offset,
        ip.payloadOffset,
        Rewriting.DESTINATION,
        Rewriting.DESTINATION_PORT,
        entry.inside.address(),
        entry.inside.port());
    return null;
  }

  /// An error about a segment that left here is made one about the segment that came from inside
  /// (RFC 5508 §4.2).
  private void errorInbound(Packet packet, NatTable table, long now) {
    if (!readQuote(packet) || !quoted.source().equals(outside)) {
      return;
    }
    int port = Bytes.u16(packet.array, quoted.payloadOffset + Rewriting.SOURCE_PORT);
    NatTable.Entry entry = table.ofPort(port, now);
    if (entry != null) {
      requote(packet, Rewriting.SOURCE, Rewriting.SOURCE_PORT, entry.inside);
      Rewriting.address(packet.array, packet.offset, Rewriting.DESTINATION, entry.inside.address());
    }
  }

  /// An error about a segment that came in here is made one about the segment that arrived, from
  /// our address, whoever inside reports it (RFC 5508 §4.2).
  ///
  /// @return whether it is about a connection that is known
  private boolean errorOutbound(Packet packet, NatTable table, long now) {
    if (!readQuote(packet)) {
      return false;
    }
    int port = Bytes.u16(packet.array, quoted.payloadOffset + Rewriting.DESTINATION_PORT);
    NatTable.Entry entry = table.of(new Endpoint(quoted.destination(), port), now);
    if (entry == null) {
      return false;
    }
    Endpoint seen = new Endpoint(outside, entry.outsidePort);
    requote(packet, Rewriting.DESTINATION, Rewriting.DESTINATION_PORT, seen);
    Rewriting.address(packet.array, packet.offset, Rewriting.SOURCE, outside);
    return true;
  }

  /// Reads what an error is about.
  ///
  /// @return whether that is TCP, with its ports
  private boolean readQuote(Packet packet) {
    return IpCodec.decodeQuoted(
                packet.array,
                ip.payloadOffset + ICMP_HEADER,
                ip.payloadLength - ICMP_HEADER,
                quoted)
            == null
        && quoted.fragmentOffset == 0
        && quoted.protocol == IpProtocol.TCP
        && quoted.payloadLength >= PORTS_LENGTH;
  }

  /// Puts another address and port into what an error quotes, as far as it does.
  private void requote(Packet packet, int addressAt, int portAt, Endpoint endpoint) {
    byte[] b = packet.array;
    int quote = ip.payloadOffset + ICMP_HEADER;
    if (quoted.payloadLength >= TcpCodec.CHECKSUM + Short.BYTES) {
      Rewriting.endpoint(
          b, quote, quoted.payloadOffset, addressAt, portAt, endpoint.address(), endpoint.port());
    } else {
      Rewriting.address(b, quote, addressAt, endpoint.address());
      Bytes.put16(b, quoted.payloadOffset + portAt, endpoint.port());
    }
    int checksum = ip.payloadOffset + ICMP_CHECKSUM;
    Bytes.put16(b, checksum, 0);
    Bytes.put16(
        b, checksum, Checksum.complete(Checksum.sum(b, ip.payloadOffset, ip.payloadLength)));
  }
}

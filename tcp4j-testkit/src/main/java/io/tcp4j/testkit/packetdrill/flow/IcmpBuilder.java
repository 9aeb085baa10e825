package io.tcp4j.testkit.packetdrill.flow;

import io.tcp4j.testkit.packetdrill.script.Event;
import io.tcp4j.testkit.packetdrill.wire.LivePacket;
import io.tcp4j.wire.ByteSlice;
import io.tcp4j.wire.IcmpMessage;
import io.tcp4j.wire.Icmpv4Codec;
import io.tcp4j.wire.Icmpv6Codec;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.UnreachableReason;
import java.util.Arrays;
import java.util.Map;

/// Makes the ICMP messages that the network sends about the stack's packets.
public final class IcmpBuilder {
  private static final int HOP_LIMIT = 64;

  /// What must be quoted of a TCP header: the ports and the sequence number (RFC 792).
  private static final int QUOTED_TCP = 8;

  /// Codes of ICMPv4 Destination Unreachable, by the names that scripts use.
  private static final Map<String, Integer> V4_CODES =
      Map.ofEntries(
          Map.entry("net_unreachable", 0),
          Map.entry("host_unreachable", 1),
          Map.entry("protocol_unreachable", 2),
          Map.entry("port_unreachable", 3),
          Map.entry("frag_needed", 4),
          Map.entry("source_route_failed", 5),
          Map.entry("net_unknown", 6),
          Map.entry("host_unknown", 7),
          Map.entry("source_host_isolated", 8),
          Map.entry("net_prohibited", 9),
          Map.entry("host_prohibited", 10),
          Map.entry("net_unreachable_for_tos", 11),
          Map.entry("host_unreachable_for_tos", 12),
          Map.entry("packet_filtered", 13),
          Map.entry("precedence_violation", 14),
          Map.entry("precedence_cutoff", 15));

  /// Codes of ICMPv6 Destination Unreachable.
  private static final Map<String, Integer> V6_CODES =
      Map.of(
          "no_route", 0,
          "admin_prohibited", 1,
          "beyond_scope", 2,
          "address_unreachable", 3,
          "port_unreachable", 4);

  private IcmpBuilder() {}

  /// The bytes of a message about the last packet that the stack has sent.
  ///
  /// @throws IllegalArgumentException if it has sent none, or type or code have no such name
  public static byte[] build(Flow flow, Event.Icmp icmp) {
    LivePacket last = flow.lastSent();
    if (last == null) {
      throw new IllegalArgumentException("icmp: there is no packet yet that it could be about");
    }
    IcmpMessage message = message(flow, icmp, quote(flow, last, icmp));
    IpHeader ip = new IpHeader();
    boolean v4 = flow.hosts.local().isV4();
    ip.version = v4 ? 4 : 6;
    ip.source(flow.hosts.remote());
    ip.destination(flow.hosts.local());
    ip.protocol = v4 ? IpProtocol.ICMPV4 : IpProtocol.ICMPV6;
    ip.hopLimit = HOP_LIMIT;
    byte[] body = new byte[IpCodec.encodedLength(ip) + 64];
    int length =
        v4 ? Icmpv4Codec.encode(message, body, 0) : Icmpv6Codec.encode(message, ip, body, 0);
    ip.payloadLength = length;
    byte[] packet = new byte[IpCodec.encodedLength(ip) + length];
    int at = IpCodec.encode(ip, packet, 0);
    if (v4) {
      Icmpv4Codec.encode(message, packet, at);
    } else {
      Icmpv6Codec.encode(message, ip, packet, at);
    }
    return packet;
  }

  private static IcmpMessage message(Flow flow, Event.Icmp icmp, ByteSlice quoted) {
    boolean tooBig = icmp.type().equals("packet_too_big") || icmp.code().equals("frag_needed");
    if (tooBig) {
      return new IcmpMessage.PacketTooBig(icmp.mtu(), quoted);
    }
    if (!icmp.type().equals("unreachable")) {
      throw new IllegalArgumentException("icmp type " + icmp.type() + " is not known");
    }
    Map<String, Integer> codes = flow.hosts.local().isV4() ? V4_CODES : V6_CODES;
    Integer code = codes.get(icmp.code());
    if (code == null) {
      throw new IllegalArgumentException("icmp code " + icmp.code() + " is not known");
    }
    return new IcmpMessage.DestinationUnreachable(UnreachableReason.OTHER, code, quoted);
  }

  /// The IP header and the first octets of the TCP header, with the sequence number that the script
  /// wants.
  private static ByteSlice quote(Flow flow, LivePacket last, Event.Icmp icmp) {
    int header = last.ip().payloadOffset;
    byte[] quote = Arrays.copyOf(last.bytes(), header + QUOTED_TCP);
    if (icmp.quoted().isPresent()) {
      long seq = flow.local.toWire(icmp.quoted().get().start(), false);
      for (int i = 0; i < 4; i++) {
        quote[header + 4 + i] = (byte) (seq >>> (24 - 8 * i));
      }
    }
    return ByteSlice.of(quote);
  }
}

package io.tcp4j.testkit.packetdrill.flow;

import io.tcp4j.testkit.packetdrill.script.OptionText;
import io.tcp4j.testkit.packetdrill.script.SegmentText;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import io.tcp4j.wire.TcpFlags;
import java.io.ByteArrayOutputStream;
import java.util.List;

/// Makes the packets that the peer of a script sends.
public final class PacketBuilder {
  private static final int HOP_LIMIT = 255;
  private static final int MOST_OPTIONS = 40;

  private PacketBuilder() {}

  /// The bytes of a packet from the peer.
  ///
  /// @throws IllegalArgumentException if its options take more than 40 bytes
  public static byte[] build(Flow flow, SegmentText text) {
    Segment segment = header(flow, text);
    byte[] options = options(flow, text.options().orElse(List.of()));
    IpHeader ip = new IpHeader();
    ip.version = flow.hosts.local().version();
    ip.source(flow.hosts.remote());
    ip.destination(flow.hosts.local());
    ip.protocol = IpProtocol.TCP;
    ip.hopLimit = text.ttl().orElse(HOP_LIMIT);
    ip.trafficClass = trafficClass(text);
    ip.dontFragment = true;
    ip.payloadLength = TcpCodec.HEADER_LENGTH + options.length + segment.textLength;
    byte[] packet = new byte[IpCodec.encodedLength(ip) + ip.payloadLength];
    int tcp = IpCodec.encode(ip, packet, 0);
    TcpCodec.encodeHeader(segment, packet, tcp);
    System.arraycopy(options, 0, packet, tcp + TcpCodec.HEADER_LENGTH, options.length);
    int words = (TcpCodec.HEADER_LENGTH + options.length) / 4;
    packet[tcp + 12] = (byte) (words << 4 | segment.reserved);
    TcpCodec.putChecksum(
        packet,
        tcp,
        ip.payloadLength,
        ip.sourceHigh,
        ip.sourceLow,
        ip.destinationHigh,
        ip.destinationLow);
    return packet;
  }

  private static Segment header(Flow flow, SegmentText text) {
    boolean syn = (text.flags() & TcpFlags.SYN) != 0;
    if (syn && !flow.remote.known()) {
      flow.remote.learn(text.sequence().start(), text.sequence().start());
    }
    Segment segment = new Segment();
    segment.sourcePort = flow.remotePort;
    segment.destinationPort = flow.localPort;
    segment.seq = flow.remote.toWire(text.sequence().start(), syn);
    segment.ack = text.ack().isPresent() ? flow.local.toWire(text.ack().getAsLong(), syn) : 0;
    segment.flags = text.flags() & 0xff;
    segment.reserved = text.flags() >>> 8;
    segment.wnd = text.window().orElse(0);
    segment.up = text.urgent().orElse(0);
    segment.textLength = text.sequence().length();
    return segment;
  }

  private static int trafficClass(SegmentText text) {
    return text.trafficClass().orElse(0)
        | switch (text.ecn()) {
          case UNSAID, NOT_ECT -> 0;
          case ECT1 -> 1;
          case ECT0, ECT -> 2;
          case CE -> 3;
        };
  }

  private static byte[] options(Flow flow, List<OptionText> options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (OptionText option : options) {
      long value = 0;
      long echo = 0;
      if (option instanceof OptionText.Timestamps(long val, long ecr)) {
        value = val;
        echo = flow.clocks.echo(ecr);
      }
      out.writeBytes(OptionBytes.of(option, flow.local, value, echo));
    }
    while (out.size() % 4 != 0) {
      out.write(0);
    }
    if (out.size() > MOST_OPTIONS) {
      throw new IllegalArgumentException("options of " + out.size() + " bytes; 40 is the most");
    }
    return out.toByteArray();
  }
}

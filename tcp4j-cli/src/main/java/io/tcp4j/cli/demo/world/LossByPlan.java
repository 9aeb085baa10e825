package io.tcp4j.cli.demo.world;

import io.tcp4j.link.Packet;
import io.tcp4j.link.impair.PacketFilter;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import java.util.HashSet;
import java.util.Set;

/// Loses the segments that a scenario has chosen, and no other: the n-th one with text.
final class LossByPlan implements PacketFilter {
  private final Set<Integer> doomed = new HashSet<>();
  private final IpHeader ip = new IpHeader();
  private final Segment segment = new Segment();
  private int withText;

  /// Dooms the n-th segment with text, counted from 1 and from the beginning of the run.
  void loseText(int n) {
    doomed.add(n);
  }

  @Override
  public boolean drops(Packet packet, long number) {
    return hasText(packet) && doomed.contains(++withText);
  }

  private boolean hasText(Packet packet) {
    return IpCodec.decode(packet.array, packet.offset, packet.length, ip) == null
        && ip.protocol == IpProtocol.TCP
        && TcpCodec.decode(packet.array, ip.payloadOffset, ip.payloadLength, segment) == null
        && segment.textLength > 0;
  }
}

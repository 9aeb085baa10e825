package io.tcp4j.testkit.assertj;

import io.tcp4j.testkit.network.Trace;
import io.tcp4j.testkit.network.TracedPacket;
import io.tcp4j.wire.ByteSlice;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The segments of a trace, each once: where a node puts it on its first cable, whatever routers
/// forward it later.
final class SentSegments {
  private SentSegments() {}

  static List<TracedPacket> of(Trace trace) {
    List<TracedPacket> segments = new ArrayList<>();
    Map<ByteSlice, String> senders = new HashMap<>();
    for (TracedPacket packet : trace.packets()) {
      Segment segment = packet.segment();
      if (segment != null) {
        IpHeader ip = Objects.requireNonNull(packet.ip());
        String node = packet.sent().from();
        String first =
            senders.putIfAbsent(
                ByteSlice.of(packet.sent().bytes().array(), ip.payloadOffset, ip.payloadLength),
                node);
        if (first == null || first.equals(node)) {
          segments.add(packet);
        }
      }
    }
    return segments;
  }
}

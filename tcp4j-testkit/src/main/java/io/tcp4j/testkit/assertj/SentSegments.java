package io.tcp4j.testkit.assertj;

import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.testkit.network.Trace;
import io.tcp4j.testkit.network.TracedPacket;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// The segments of a trace, each once: where a node puts it on its first cable, whatever routers
/// forward and NATs translate it later. Those that a fault makes are not among them.
final class SentSegments {
  private final List<TracedPacket> all = new ArrayList<>();

  /// Which ways each segment went, by its number: more than one where a NAT translated it.
  private final Map<Long, Set<FourTuple>> waysOfOne = new HashMap<>();

  /// Which ways all segments went that were sent one way.
  private final Map<FourTuple, Set<FourTuple>> ways = new HashMap<>();

  private SentSegments() {}

  static SentSegments of(Trace trace) {
    SentSegments segments = new SentSegments();
    for (TracedPacket packet : trace.packets()) {
      Segment segment = packet.segment();
      if (segment != null) {
        segments.add(packet, way(packet, segment));
      }
    }
    segments.all.forEach(
        packet -> {
          Segment segment = Objects.requireNonNull(packet.segment());
          segments
              .ways
              .computeIfAbsent(way(packet, segment), any -> new HashSet<>())
              .addAll(segments.ways(packet));
        });
    return segments;
  }

  private void add(TracedPacket packet, FourTuple way) {
    long origin = packet.sent().origin();
    if (origin == packet.sent().number() && packet.sent().madeBy() == null) {
      all.add(packet);
    }
    waysOfOne.computeIfAbsent(origin, any -> new HashSet<>()).add(way);
  }

  private static FourTuple way(TracedPacket packet, Segment segment) {
    IpHeader ip = Objects.requireNonNull(packet.ip());
    return new FourTuple(
        new Endpoint(ip.source(), segment.sourcePort),
        new Endpoint(ip.destination(), segment.destinationPort));
  }

  /// Returns them in their order.
  List<TracedPacket> all() {
    return all;
  }

  /// Returns the ways that a segment went: from which socket to which, on each of its cables.
  Set<FourTuple> ways(TracedPacket packet) {
    return waysOfOne.getOrDefault(packet.sent().origin(), Set.of());
  }

  /// Returns what the other end of a connection, seen from one end, may call it.
  Set<FourTuple> otherEnds(FourTuple connection) {
    return ways.getOrDefault(connection, Set.of()).stream()
        .map(FourTuple::reversed)
        .collect(Collectors.toSet());
  }
}

package io.tcp4j.testkit.report;

import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.testkit.ladder.Ladder;
import io.tcp4j.testkit.network.Trace;
import io.tcp4j.testkit.network.TraceEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Ladders of the connections of a network, each with the faults that there were.
///
/// The ends of a ladder are the nodes where segments first come from. Where a NAT is between two
/// hosts there are two ladders, one for each side of it: what is one connection to the hosts has
/// other addresses there.
public final class TraceLadders {
  private final Map<FourTuple, ConnectionLadder> connections = new LinkedHashMap<>();

  /// All segments, by number of the packet.
  private final Map<Long, SentSegment> segments = new HashMap<>();

  /// What dropped which packet.
  private final Map<Long, String> drops = new HashMap<>();

  /// Numbers of the packets that faults made.
  private final Set<Long> made = new HashSet<>();

  private TraceLadders() {}

  /// A segment as it was sent, and whose it is.
  private record SentSegment(Sighting sighting, ConnectionLadder connection) {}

  /// Returns a ladder for each connection, in the order in which they began.
  ///
  /// @param trace what happened
  public static List<Ladder> of(Trace trace) {
    List<TraceEvent> events = trace.events();
    TraceLadders ladders = new TraceLadders();
    events.forEach(ladders::meet);
    events.forEach(ladders::tell);
    return ladders.connections.values().stream().map(ConnectionLadder::ladder).toList();
  }

  private void meet(TraceEvent event) {
    if (event instanceof TraceEvent.Dropped dropped) {
      drops.put(dropped.number(), dropped.by());
    } else if (event instanceof TraceEvent.Sent sent && sent.madeBy() != null) {
      made.add(sent.number());
    } else if (event instanceof TraceEvent.Sent sent) {
      Sighting sighting = Sighting.of(sent.bytes());
      if (sighting != null) {
        ConnectionLadder connection =
            connections.computeIfAbsent(name(sighting.way()), ConnectionLadder::new);
        connection.meet(sent, sighting);
        segments.put(sent.number(), new SentSegment(sighting, connection));
      }
    }
  }

  /// The connection as it is called by whoever spoke first.
  private FourTuple name(FourTuple way) {
    return connections.containsKey(way.reversed()) ? way.reversed() : way;
  }

  private void tell(TraceEvent event) {
    switch (event) {
      case TraceEvent.Sent sent -> {
        SentSegment segment = segments.get(sent.number());
        if (segment != null) {
          segment.connection().sent(sent, segment.sighting(), drops.get(sent.number()));
        }
      }
      case TraceEvent.Arrived arrival -> tell(arrival);
      case TraceEvent.Dropped _ -> {}
      case TraceEvent.Happened happened -> {
        ConnectionLadder connection = connections.get(name(happened.connection()));
        if (connection != null) {
          connection.happened(happened);
        }
      }
      case TraceEvent.Note note -> connections.values().forEach(each -> each.noted(note));
    }
  }

  private boolean isMade(long number) {
    return number == 0 || made.contains(number);
  }

  private void tell(TraceEvent.Arrived arrival) {
    SentSegment segment = segments.get(arrival.number());
    Sighting sighting = Sighting.of(arrival.bytes());
    if (segment != null) {
      segment.connection().arrived(arrival, sighting);
    } else if (isMade(arrival.number()) && sighting != null) {
      ConnectionLadder connection = connections.get(name(sighting.way()));
      if (connection != null) {
        connection.madeByTheNetwork(arrival.at(), sighting);
      }
    }
  }
}

package io.tcp4j.testkit.report;

import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.testkit.ladder.Ladder;
import io.tcp4j.testkit.network.Trace;
import io.tcp4j.testkit.network.TraceEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Ladders of the connections of a network, each with the faults that there were.
///
/// The ends of a ladder are the nodes where segments first come from. Where a NAT is between two
/// hosts there are two ladders, one for each side of it: what is one connection to the hosts has
/// other addresses there.
public final class TraceLadders {
  private TraceLadders() {}

  /// Returns a ladder for each connection, in the order in which they began.
  ///
  /// @param trace what happened
  public static List<Ladder> of(Trace trace) {
    List<TraceEvent> events = trace.events();
    Map<Long, Sighting> sightings = new LinkedHashMap<>();
    Map<Long, String> drops = new LinkedHashMap<>();
    Map<FourTuple, ConnectionLadder> connections = new LinkedHashMap<>();
    for (TraceEvent event : events) {
      if (event instanceof TraceEvent.Dropped dropped) {
        drops.put(dropped.number(), dropped.by());
      }
      if (event instanceof TraceEvent.Sent sent) {
        Sighting sighting = Sighting.of(sent.bytes());
        if (sighting != null) {
          sightings.put(sent.number(), sighting);
          connections
              .computeIfAbsent(name(connections, sighting.way()), ConnectionLadder::new)
              .meet(sent, sighting);
        }
      }
    }
    List<Ladder> ladders = new ArrayList<>();
    for (ConnectionLadder connection : connections.values()) {
      for (TraceEvent event : events) {
        connection.take(event, sightings, drops);
      }
      ladders.add(connection.ladder());
    }
    return ladders;
  }

  /// The connection as it is called by whoever spoke first.
  private static FourTuple name(Map<FourTuple, ConnectionLadder> known, FourTuple way) {
    return known.containsKey(way.reversed()) ? way.reversed() : way;
  }
}

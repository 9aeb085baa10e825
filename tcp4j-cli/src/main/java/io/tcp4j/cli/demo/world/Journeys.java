package io.tcp4j.cli.demo.world;

import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.StateDiagram;
import io.tcp4j.tcp.model.StateDiagram.Edge;
import io.tcp4j.testkit.ladder.Side;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The edges of the state diagram that each end has taken, in their order.
final class Journeys {
  private final Map<Side, List<Edge>> taken =
      new EnumMap<>(Map.of(Side.LEFT, new ArrayList<>(), Side.RIGHT, new ArrayList<>()));

  /// An end went from one state to another.
  void took(Side side, State from, Event event, State to) {
    for (Edge edge : StateDiagram.allEdges()) {
      if (edge.from() == from && edge.event() == event && edge.to() == to) {
        of(side).add(edge);
      }
    }
  }

  /// What this end has taken so far.
  List<Edge> of(Side side) {
    return Objects.requireNonNull(taken.get(side));
  }
}

package io.tcp4j.cli.demo.diagram;

import io.tcp4j.cli.demo.diagram.Layout.Route;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.StateDiagram;
import io.tcp4j.tcp.model.StateDiagram.Edge;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The edges of the engine's diagram as the drawings need them.
final class Edges {
  private Edges() {}

  /// The edge that a route draws.
  static Edge of(Route route) {
    return StateDiagram.allEdges().stream()
        .filter(edge -> edge.from() == route.from())
        .filter(edge -> edge.event() == route.event() && edge.to() == route.to())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no edge for " + route));
  }

  /// The edges that the figure does not have, one line for all that differ in nothing but where
  /// they begin: as in `to CLOSED on ABORT (RFC 9293 §3.10.5) from LISTEN, SYN-SENT`.
  static List<String> outsideTheFigure() {
    Map<Kind, List<Edge>> kinds =
        StateDiagram.allEdges().stream()
            .filter(edge -> !edge.inFigure())
            .collect(Collectors.groupingBy(Kind::of, LinkedHashMap::new, Collectors.toList()));
    return kinds.entrySet().stream()
        .map(
            kind ->
                kind.getKey()
                    + " from "
                    + kind.getValue().stream()
                        .map(edge -> edge.from().toString())
                        .collect(Collectors.joining(", ")))
        .toList();
  }

  private record Kind(State to, Event event, String rule) {
    static Kind of(Edge edge) {
      return new Kind(edge.to(), edge.event(), edge.rule());
    }

    @Override
    public String toString() {
      return "to " + to + " on " + event + " (" + rule + ")";
    }
  }
}

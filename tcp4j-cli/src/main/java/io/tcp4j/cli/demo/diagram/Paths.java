package io.tcp4j.cli.demo.diagram;

import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.StateDiagram.Edge;
import io.tcp4j.testkit.ladder.Side;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The ways that the two ends of a scenario took through the diagram: each edge once, in the order
/// in which it was first taken.
///
/// @param client the client's edges
/// @param server the server's edges
public record Paths(List<Edge> client, List<Edge> server) {
  /// Nobody has gone anywhere.
  public static final Paths NONE = new Paths(List.of(), List.of());

  /// Keeps the first of edges that were taken several times.
  public Paths {
    client = client.stream().distinct().toList();
    server = server.stream().distinct().toList();
  }

  /// The edges of this end.
  List<Edge> of(Side side) {
    return side == Side.LEFT ? client : server;
  }

  /// The step of this end that took the edge, as in `c2` or `s3`, or an empty string.
  String step(Side side, Edge edge) {
    int index = of(side).indexOf(edge);
    return index < 0 ? "" : (side == Side.LEFT ? "c" : "s") + (index + 1);
  }

  /// The steps of both ends that took the edge, as in `c2 s3`, or an empty string.
  String steps(Edge edge) {
    return (step(Side.LEFT, edge) + " " + step(Side.RIGHT, edge)).strip();
  }

  /// Whether this end was ever in the state.
  boolean visits(Side side, State state) {
    return of(side).stream().anyMatch(edge -> edge.from() == state || edge.to() == state);
  }

  /// A way out of a state that the figure has no arrow for.
  ///
  /// @param steps who took it when, as in `c2`
  /// @param to where it leads
  record Exit(List<String> steps, State to) {}

  /// The ways out of the state that were taken and that the figure has no arrows for.
  List<Exit> exits(State state) {
    Map<State, List<String>> steps = new EnumMap<>(State.class);
    for (Side side : Side.values()) {
      for (Edge edge : of(side)) {
        if (!edge.inFigure() && edge.from() == state) {
          steps.computeIfAbsent(edge.to(), _ -> new ArrayList<>()).add(step(side, edge));
        }
      }
    }
    return steps.entrySet().stream().map(e -> new Exit(e.getValue(), e.getKey())).toList();
  }

  boolean isEmpty() {
    return client.isEmpty() && server.isEmpty();
  }
}

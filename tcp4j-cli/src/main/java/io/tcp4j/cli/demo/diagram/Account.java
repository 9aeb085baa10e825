package io.tcp4j.cli.demo.diagram;

import io.tcp4j.tcp.model.StateDiagram;
import io.tcp4j.tcp.model.StateDiagram.Edge;
import io.tcp4j.testkit.drawing.Pad;
import io.tcp4j.testkit.ladder.Side;
import java.util.List;
import java.util.stream.Collectors;

/// What is said around the diagram: what it shows, and either the steps of both ends or the edges
/// that the figure has no arrows for.
///
/// @param title its name
/// @param opening one sentence that says what it shows
/// @param command the command that draws it
/// @param paths the ways of both ends, if it is about a scenario
public record Account(String title, String opening, String command, Paths paths) {
  /// The diagram alone.
  public static Account plain() {
    return new Account(
        "The states of a TCP connection",
        "RFC 9293 Figure 5, as the engine has it. Each arrow names the event that leads along it.",
        "tcp4j state",
        Paths.NONE);
  }

  /// The diagram with the ways that the two ends of a scenario took.
  public static Account of(String scenario, String opening, Paths paths) {
    return new Account(scenario, opening, "tcp4j state " + scenario, paths);
  }

  /// Something that stands below the diagram.
  ///
  /// @param name what it is about
  /// @param items what there is to say
  public record Entry(String name, List<String> items) {}

  /// What stands below the diagram.
  public List<Entry> entries() {
    if (paths.isEmpty()) {
      return List.of(new Entry("also", Edges.outsideTheFigure()));
    }
    return List.of(new Entry("client", steps(Side.LEFT)), new Entry("server", steps(Side.RIGHT)));
  }

  private List<String> steps(Side side) {
    if (paths.of(side).isEmpty()) {
      return List.of("has no connection all the time: CLOSED");
    }
    return paths.of(side).stream()
        .map(
            edge ->
                Pad.right(paths.step(side, edge), 4)
                    + edge.from()
                    + " → "
                    + edge.to()
                    + " on "
                    + edge.event()
                    + (edge.inFigure() ? "" : " (" + edge.rule() + ")"))
        .toList();
  }

  /// All that the picture shows, in words.
  String description() {
    List<Edge> edges =
        paths.isEmpty()
            ? StateDiagram.allEdges()
            : List.of(paths.client(), paths.server()).stream().flatMap(List::stream).toList();
    return opening
        + " "
        + edges.stream()
            .map(
                edge ->
                    (paths.steps(edge) + " from ").stripLeading()
                        + edge.from()
                        + " to "
                        + edge.to()
                        + " on "
                        + edge.event())
            .distinct()
            .collect(Collectors.joining("; "))
        + ".";
  }
}

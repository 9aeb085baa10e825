package io.tcp4j.tcp.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.StateDiagram.Edge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StateDiagramTest {
  private static final Path FIGURE =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "state-diagram.md");

  /// To refresh the figure: `./mvnw -o -pl tcp4j-tcp -am test -Dtest=StateDiagramTest
  /// -Dfigure.write=true`
  @Test
  void theFigureInTheDocumentationIsTheDiagram() throws IOException {
    String figure =
        """
        # The state diagram

        Figure 5 of RFC 9293 as `StateDiagram` has it, with the edges that the figure's notes and §3.10
        add. The engine checks each of its transitions against this list, and a test takes each edge.
        [Most are also taken with Linux at the other end](edges-against-linux.md).

        ```mermaid
        %s```
        """
            .formatted(StateDiagram.toMermaid());
    if (Boolean.getBoolean("figure.write")) {
      Files.writeString(FIGURE, figure);
    }
    assertThat(FIGURE)
        .as("docs/state-diagram.md; add -Dfigure.write=true to this test's command to refresh it")
        .content()
        .isEqualTo(figure);
  }

  @Test
  void noEdgeStandsTwice() {
    assertThat(StateDiagram.allEdges())
        .extracting(edge -> edge.from() + " " + edge.event() + " " + edge.to())
        .doesNotHaveDuplicates();
  }

  @Test
  void exactlyTheListedEdgesAreAllowed() {
    int allowed = 0;
    for (State from : State.values()) {
      for (Event event : Event.values()) {
        for (State to : State.values()) {
          boolean listed =
              StateDiagram.allEdges().stream()
                  .anyMatch(e -> e.from() == from && e.event() == event && e.to() == to);
          assertThat(StateDiagram.allows(from, event, to)).isEqualTo(listed);
          allowed += listed ? 1 : 0;
        }
      }
    }
    assertThat(allowed).isEqualTo(StateDiagram.allEdges().size());
  }

  @Test
  void theFigureHasTheTwentyOneArrowsOfTheRfc() {
    // with the two that its notes 1 (RST in SYN-RECEIVED) and 2 (FIN with the ACK of ours) name
    assertThat(StateDiagram.allEdges().stream().filter(Edge::inFigure)).hasSize(21);
  }
}

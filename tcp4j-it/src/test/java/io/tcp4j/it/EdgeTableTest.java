package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.StateDiagram;
import io.tcp4j.tcp.model.StateDiagram.Edge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The table of edges in the documentation is what the tests do, and no edge is missing.
class EdgeTableTest {
  private static final Path TABLE =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "edges-against-linux.md");

  private final LinuxEdges linux = new LinuxEdges();

  static String name(Edge edge) {
    return edge.from() + " --" + edge.event() + "--> " + edge.to();
  }

  @Test
  void eachEdgeIsEitherShownOrHasAReasonWhyNot() {
    List<Edge> known = new ArrayList<>(linux.notShown().keySet());
    linux.shown().forEach(way -> known.add(way.edge()));
    assertThat(known).containsExactlyInAnyOrderElementsOf(StateDiagram.allEdges());
  }

  /// To refresh the table: `./mvnw -o -pl tcp4j-it -am test -Dtest=EdgeTableTest
  /// -Dsurefire.failIfNoSpecifiedTests=false -Dfigure.write=true`
  @Test
  void theTableInTheDocumentationIsWhatIsTested() throws IOException {
    var text =
        new StringBuilder(
            """
            # The state diagram against Linux

            Each edge of [the state diagram](state-diagram.md), taken by a connection of ours with Linux at
            the other end; `ss` agrees on the kernel's state before and after. `EdgesAgainstTheKernelTest`
            takes each of them (as root), and a test checks that this table is what it does and that no
            edge is missing. All edges, these included, are taken without the kernel in
            `EdgeCoverageTest`.

            | we leave | on | and enter | Linux before | Linux after |
            | --- | --- | --- | --- | --- |
            """);
    for (LinuxEdges.Shown way : linux.shown()) {
      Edge edge = way.edge();
      text.append(
          "| %s | %s | %s | %s | %s |\n"
              .formatted(edge.from(), edge.event(), edge.to(), way.before(), way.after()));
    }
    text.append(
        """

        Not shown with Linux, and why:

        | we leave | on | and enter | why not |
        | --- | --- | --- | --- |
        """);
    linux
        .notShown()
        .forEach(
            (edge, why) ->
                text.append(
                    "| %s | %s | %s | %s |\n"
                        .formatted(edge.from(), edge.event(), edge.to(), why)));
    if (Boolean.getBoolean("figure.write")) {
      Files.writeString(TABLE, text.toString());
    }
    assertThat(TABLE)
        .as("docs/edges-against-linux.md; add -Dfigure.write=true to this test's command")
        .content()
        .isEqualTo(text.toString());
  }
}

package io.tcp4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.cli.Run;
import io.tcp4j.cli.demo.diagram.Paths;
import io.tcp4j.cli.demo.scenario.Scenario;
import io.tcp4j.cli.demo.scenario.Scenarios;
import io.tcp4j.tcp.model.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StateCommandTest {
  @TempDir private Path folder;

  static Stream<Scenario> all() {
    return Scenarios.ALL.stream();
  }

  @Test
  void withoutAScenarioItIsTheDiagramAndTheEdgesThatHaveNoArrow() {
    Run run = Run.tcp4j("state");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("passive OPEN", "TIME-WAIT", "to CLOSED on ABORT (RFC 9293 §3.10.5) from LISTEN")
        .doesNotContain("c1", "s1");
  }

  @Test
  void withAScenarioTheWaysOfBothEndsAreMarked() {
    Run run = Run.tcp4j("state", "close");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("c1 active OPEN", "c6 2MSL timeout", "s1 passive OPEN", "s6 rcv ACK of FIN")
        .contains("client      c1  CLOSED → SYN-SENT on active OPEN")
        .contains("s5  CLOSE-WAIT → LAST-ACK on CLOSE");
  }

  @Test
  void anEndThatNeverHadAConnectionIsSaidToHaveHadNone() {
    assertThat(Run.tcp4j("state", "refused").out())
        .contains("c2  SYN-SENT → CLOSED on rcv RST (RFC 9293 §3.10.7.3, second)")
        .contains("server      has no connection all the time: CLOSED");
  }

  @ParameterizedTest
  @MethodSource("all")
  void aWayGoesFromStateToState(Scenario scenario) throws IOException {
    Paths paths = new Player(1, 0, null).paths(scenario);

    assertThat(paths.client()).isNotEmpty();
    for (var edges : List.of(paths.client(), paths.server())) {
      for (int i = 0; i < edges.size(); i++) {
        State from = edges.get(i).from();
        assertThat(edges.subList(0, i))
            .as(edges.get(i).toString())
            .matches(
                before -> from == State.CLOSED || before.stream().anyMatch(e -> e.to() == from));
      }
    }
  }

  @Test
  void thePictureIsWrittenToTheFileAskedFor() throws IOException {
    Path svg = folder.resolve("state.svg");

    assertThat(Run.tcp4j("state", "handshake", "--svg", svg.toString()).status()).isZero();
    assertThat(Files.readString(svg)).startsWith("<svg ").contains("tcp4j state handshake");
  }

  @Test
  void itFitsTheTerminalAndItsLetters() {
    Map<String, String> narrow = Map.of("COLUMNS", "80");

    for (String scenario : List.of("close", "refused", "reset-unread")) {
      Run run = Run.on(StandardCharsets.US_ASCII, narrow, "state", scenario);
      assertThat(run.out()).isASCII().doesNotContain("?");
      assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
      assertThat(Run.tcp4j("state", scenario, "--ascii").out()).isASCII();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          state clos             | no scenario 'clos'; did you mean close?
          state xyzzy            | no scenario 'xyzzy'; tcp4j demo --list names them
          state --svg /no/a.svg  | cannot write /no/a.svg: there is no such folder
          state close refused    | unmatched argument at index 2: 'refused'
          """)
  void aWrongCallIsOneLineAndStatusTwo(String line, String complaint) {
    Run run = Run.tcp4j(line.split(" ", -1));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("tcp4j state: " + complaint);
  }
}

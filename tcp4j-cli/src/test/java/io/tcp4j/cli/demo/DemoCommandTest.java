package io.tcp4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.cli.Run;
import io.tcp4j.cli.demo.scenario.Scenario;
import io.tcp4j.cli.demo.scenario.Scenarios;
import io.tcp4j.link.capture.PcapngReader;
import io.tcp4j.testkit.ladder.FilterWord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoCommandTest {
  @TempDir private Path folder;

  @Test
  void withoutArgumentsItIsATourOfTheFirstThree() {
    Run run = Run.tcp4j("demo");

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(titles(run)).containsExactly("handshake", "transfer", "close");
  }

  @Test
  void scenariosComeInTheOrderAskedFor() {
    assertThat(titles(Run.tcp4j("demo", "refused", "handshake")))
        .containsExactly("refused", "handshake");
  }

  @Test
  void allShowsAll() {
    assertThat(titles(Run.tcp4j("demo", "--all")))
        .containsExactlyElementsOf(Scenarios.ALL.stream().map(Scenario::name).toList());
  }

  @Test
  void listNamesAllWithWhatTheyShow() {
    Run run = Run.tcp4j("demo", "--list");

    assertThat(run.status()).isZero();
    assertThat(run.out().lines()).hasSameSizeAs(Scenarios.ALL);
    for (Scenario scenario : Scenarios.ALL) {
      assertThat(run.out())
          .containsPattern("(?m)^" + scenario.name() + " +\\Q" + scenario.summary() + "\\E$");
    }
  }

  @Test
  void theSameSeedPrintsTheSameAndAnotherDoesNot() {
    String first = Run.tcp4j("demo", "handshake", "--seed", "7").out();

    assertThat(Run.tcp4j("demo", "handshake", "--seed", "7").out()).isEqualTo(first);
    assertThat(Run.tcp4j("demo", "handshake", "--seed", "8").out()).isNotEqualTo(first);
  }

  @Test
  void aScenarioIsTheSameWhateverWasPlayedBefore() {
    assertThat(Run.tcp4j("demo", "handshake", "refused").out())
        .endsWith(Run.tcp4j("demo", "refused").out());
  }

  @Test
  void asciiIsAllThereIsWhereItIsAskedForOrNothingElseIsUnderstood() {
    String asked = Run.tcp4j("demo", "--all", "--ascii").out();
    String understood = Run.on(StandardCharsets.US_ASCII, Map.of(), "demo", "--all").out();

    String all = Run.tcp4j("demo", "--all").out();

    assertThat(asked).isASCII().isNotEqualTo(all);
    assertThat(questions(asked)).as("signs without a spelling").isEqualTo(questions(all));
    assertThat(understood).isEqualTo(asked);
    assertThat(Run.on(StandardCharsets.US_ASCII, Map.of(), "demo", "--list").out()).isASCII();
  }

  private static long questions(String text) {
    return text.chars().filter(c -> c == '?').count();
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 100, 110, 120})
  void itKeepsToTheWidthOfTheTerminal(int columns) {
    Map<String, String> environment = Map.of("COLUMNS", Integer.toString(columns));
    Run run = Run.on(StandardCharsets.UTF_8, environment, "demo", "--all", "--loss", "0.2");

    assertThat(run.out().lines()).allMatch(line -> line.length() <= columns);
  }

  @Test
  void withoutATerminalThereIsNoColour() {
    assertThat(Run.tcp4j("demo").out()).doesNotContain("\u001b");
  }

  @Test
  void severalScenariosAreOnePicture() throws IOException {
    Path svg = folder.resolve("both.svg");
    Run run = Run.tcp4j("demo", "handshake", "close", "--svg", svg.toString());

    assertThat(run.status()).isZero();
    assertThat(Files.readString(svg))
        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        .contains("<title id=\"title\">TCP ladder: handshake, close</title>")
        .contains(">TIME-WAIT</text>");
  }

  @Test
  void aCaptureHoldsEveryPacketOfAllScenariosInTheOrderOfTime() throws IOException {
    Path pcap = folder.resolve("all.pcapng");
    Run run = Run.tcp4j("demo", "--all", "--pcap", pcap.toString());

    assertThat(run.status()).isZero();
    int packets = 0;
    long last = 0;
    try (InputStream in = Files.newInputStream(pcap);
        PcapngReader reader = new PcapngReader(in)) {
      for (var packet = reader.next(); packet != null; packet = reader.next()) {
        packets++;
        assertThat(packet.epochNanos()).isGreaterThanOrEqualTo(last);
        last = packet.epochNanos();
      }
    }
    long arrows =
        run.out()
            .lines()
            .filter(line -> !line.contains("old: "))
            .filter(
                line ->
                    line.contains("─►│")
                        || line.contains("│◄─")
                        || line.contains("× lost")
                        || line.contains("ICMP from a router"))
            .count();
    assertThat(arrows + lostTowardsTheClient(run)).isEqualTo(packets).isGreaterThan(30);
  }

  private static long lostTowardsTheClient(Run run) {
    return run.out().lines().filter(line -> line.contains("lost ×")).count();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          demo handshak          | no scenario 'handshak'; did you mean handshake?
          demo reset-unraed      | no scenario 'reset-unraed'; did you mean reset-unread?
          demo xyzzy             | no scenario 'xyzzy'; tcp4j demo --list names them
          demo --all close       | --all shows every scenario: leave out close
          demo --loss 1.5        | invalid value for option '--loss': '1.5' is not between 0 and 1
          demo --loss -0.1       | invalid value for option '--loss': '-0.1' is not between 0 and 1
          demo --loss NaN        | invalid value for option '--loss': 'NaN' is not between 0 and 1
          demo --loss much       | invalid value for option '--loss': 'much' is not a number from 0 to 1
          demo --seed x          | invalid value for option '--seed': 'x' is not a long
          demo --pcap /no/a.pcap | cannot write /no/a.pcap: there is no such folder
          demo --svg /no/a.svg   | cannot write /no/a.svg: there is no such folder
          demo --filter RTS      | invalid value for option '--filter' (WORD[,WORD...]): 'RTS' is none of SYN, ACK, FIN,
          demo --filter SYN,,FIN | invalid value for option '--filter' (WORD[,WORD...]): '' is none of SYN, ACK, FIN,
          demo --sgv a.svg       | unknown option: '--sgv'
          """)
  void aWrongCallIsOneLineAndStatusTwo(String line, String complaint) {
    Run run = Run.tcp4j(line.split(" ", -1));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("tcp4j demo: " + complaint);
  }

  @Test
  void aFilterShowsSomeSegmentsOnTheTerminalAndInThePictureAlike() throws IOException {
    Path svg = folder.resolve("filtered.svg");
    Run run =
        Run.tcp4j("demo", "close", "--filter", "fin,RST", "--filter=client", "--svg", "" + svg);

    assertThat(run.out())
        .contains("─ FIN,ACK seq 1 ack 1 ─", "6 of 7 segments are not shown")
        .doesNotContain("─ SYN seq", "─ ACK seq", " ACK seq 1 ack 2 ─");
    assertThat(Files.readString(svg))
        .contains(">FIN,ACK</tspan>", "6 of 7 segments are not shown")
        .doesNotContain(">SYN</tspan>", ">ACK</tspan>");
  }

  @Test
  void helpNamesAllWordsOfTheFilter() {
    assertThat(Run.tcp4j("demo", "--help").out().replaceAll("\\s+", " "))
        .contains(FilterWord.words());
  }

  @Test
  void helpHasExamplesThatWork() {
    Run help = Run.tcp4j("demo", "--help");

    assertThat(help.status()).isZero();
    List<String> examples =
        help.out().lines().filter(line -> line.startsWith("  tcp4j demo")).toList();
    assertThat(examples).hasSizeGreaterThanOrEqualTo(4);
    for (String example : examples) {
      String[] args = example.strip().replaceAll(" {2,}.*", "").split(" ", -1);
      for (int i = 0; i < args.length; i++) {
        args[i] =
            args[i].matches(".*[.](svg|pcapng)") ? folder.resolve(args[i]).toString() : args[i];
      }
      Run run = Run.tcp4j(List.of(args).subList(1, args.length).toArray(String[]::new));
      assertThat(run.status()).as(example).isZero();
    }
  }

  private static List<String> titles(Run run) {
    return run.out()
        .lines()
        .filter(line -> line.matches("[a-z-]+ · .*"))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .toList();
  }
}

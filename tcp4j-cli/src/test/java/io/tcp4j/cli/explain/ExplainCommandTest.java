package io.tcp4j.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.cli.Run;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {
  @Test
  void aStateIsExplainedWithWhoCanBeInItAndWhatLeadsThereAndAway() {
    Run run = Run.tcp4j("explain", "fin-wait-2");

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("FIN-WAIT-2 · a state of a connection\n")
        .contains("who         The active closer.")
        .contains("comes from  FIN-WAIT-1   on rcv ACK of FIN      RFC 9293 Figure 5")
        .contains("goes to     TIME-WAIT    on rcv FIN             RFC 9293 Figure 5")
        .contains("the user    may not send; data that arrives is taken")
        .contains("see it      tcp4j demo", "            tcp4j state half-close");
  }

  @Test
  void withoutATopicItIsATableOfContents() {
    Run run = Run.tcp4j("explain");

    assertThat(run.status()).isZero();
    for (Topic topic : Topics.NAMED) {
      assertThat(run.out()).containsPattern(" \\Q" + topic.name() + "\\E +\\Q" + topic.summary());
    }
    assertThat(run.out()).contains("RFC 9293", "RFC 5961", "RFC 7323");
  }

  @Test
  void theContentsOfAnRfcAreItsSections() {
    assertThat(Run.tcp4j("explain", "RFC", "5961").out())
        .contains("RFC 5961 §3 ", "RFC 5961 §4 ", "RFC 5961 §5 ", "RFC 5961 §7 ");
  }

  @Test
  void whereASectionHasNoWordsOfItsOwnThatIsSaid() {
    assertThat(Run.tcp4j("explain", "3.10.7.4.9").out())
        .startsWith("On RFC 9293 §3.10.7.4.9 alone there is nothing here; it is part of:\n")
        .contains("\nRFC 9293 §3.10.7.4 · ");
  }

  static Stream<List<String>> everything() {
    return Stream.concat(Topics.NAMED.stream(), Sections.ALL.stream())
        .map(topic -> List.of("explain", topic.name()));
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 100, 160})
  void nothingIsWiderThanTheTerminal(int columns) {
    Map<String, String> environment = Map.of("COLUMNS", Integer.toString(columns));
    for (List<String> words : everything().toList()) {
      Run run = Run.on(StandardCharsets.UTF_8, environment, words.toArray(String[]::new));
      assertThat(run.status()).as(words.toString()).isZero();
      assertThat(run.out().lines()).allMatch(line -> line.length() <= columns, words.toString());
    }
  }

  @Test
  void everythingCanBeSaidInAscii() {
    for (List<String> words : everything().toList()) {
      Run run = Run.on(StandardCharsets.US_ASCII, Map.of(), words.toArray(String[]::new));
      String all = Run.tcp4j(words.toArray(String[]::new)).out();
      assertThat(run.out()).as(words.toString()).isASCII();
      assertThat(questions(run.out())).as(words.toString()).isEqualTo(questions(all));
    }
  }

  /// Question marks: where a sign has no spelling in ASCII, there are more of them.
  private static long questions(String text) {
    return text.chars().filter(c -> c == '?').count();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          explain ESTABLISED | no topic 'ESTABLISED'; did you mean ESTABLISHED?
          explain fin_wait_3 | no topic 'fin_wait_3'; did you mean FIN-WAIT-1?
          explain fun        | no topic 'fun'; did you mean FIN?
          explain xyzzy      | no topic 'xyzzy'; without a topic, 'tcp4j explain' names them
          explain handshake  | 'handshake' is a scenario: tcp4j demo handshake
          explain RFC 2616   | nothing on 'RFC 2616'; there is something on the RFCs 9293, 1122,
          """)
  void aTopicThatThereIsNothingOnIsOneLineAndStatusTwo(String line, String complaint) {
    Run run = Run.tcp4j(line.split(" ", -1));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("tcp4j explain: " + complaint);
  }

  @Test
  void helpHasExamplesThatWork() {
    List<String> examples =
        Run.tcp4j("explain", "--help")
            .out()
            .lines()
            .filter(line -> line.startsWith("  tcp4j explain"))
            .map(line -> line.strip().replaceAll(" {2,}.*", ""))
            .toList();

    assertThat(examples).hasSizeGreaterThanOrEqualTo(5);
    for (String example : examples) {
      String[] words = example.split(" ", -1);
      Run run = Run.tcp4j(Arrays.copyOfRange(words, 1, words.length));
      assertThat(run.status()).as(example).isZero();
    }
  }
}

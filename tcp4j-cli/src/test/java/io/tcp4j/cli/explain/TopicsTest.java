package io.tcp4j.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.cli.demo.scenario.Scenario;
import io.tcp4j.cli.demo.scenario.Scenarios;
import io.tcp4j.cli.text.Page;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.StateDiagram;
import io.tcp4j.testkit.drawing.TextStyle;
import io.tcp4j.wire.TcpFlags;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
  private static final Pattern CITED = Pattern.compile("RFC \\d+(?: §[\\d.]*\\d)?");

  @ParameterizedTest
  @EnumSource(State.class)
  void eachStateCanBeExplained(State state) {
    assertThat(Topics.of(state.toString())).get().isInstanceOf(StateTopic.class);
    assertThat(Topics.of(state.name())).isEqualTo(Topics.of(state.toString()));
    assertThat(Topics.of(state.name().replace("_", "").toLowerCase(Locale.ROOT)))
        .isEqualTo(Topics.of(state.toString()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 16, 32, 64, 128})
  void eachFlagCanBeExplained(int flag) {
    assertThat(Topics.of(TcpFlags.toString(flag)))
        .get()
        .isInstanceOfSatisfying(FlagTopic.class, t -> assertThat(t.flag()).isEqualTo(flag));
  }

  static Stream<String> rules() {
    return Stream.concat(
            Arrays.stream(SendCause.values()).map(SendCause::rule),
            StateDiagram.allEdges().stream().map(StateDiagram.Edge::rule))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void eachRuleThatTheEngineCitesCanBeExplainedItselfAndNotOnlyWhatItIsPartOf(String rule) {
    Place place = Place.of(rule).orElseThrow();

    assertThat(Sections.exactly(place)).as("%s: add it to Tcp9293 or OtherRfcs", place).isPresent();
  }

  @ParameterizedTest
  @EnumSource(SendCause.class)
  void eachReasonOfASegmentStandsInTheSectionThatItsRuleNames(SendCause cause) {
    assertThat(told(cause.rule()).replaceAll("\\s+", " ")).contains(cause.text());
  }

  @Test
  void aRuleThatNamesSeveralSectionsStandsInEachOfThem() {
    assertThat(SendCause.CHALLENGE_ACK.rule()).isEqualTo("RFC 5961 §3–5");
    for (String section : List.of("3", "4", "5")) {
      assertThat(told("RFC 5961 §" + section)).contains("challenge ACK: let the peer");
    }
    assertThat(told("RFC 5961 §7")).doesNotContain("let the peer");
  }

  @ParameterizedTest
  @EnumSource(State.class)
  void aStateNamesEachEdgeThatLeadsThereOrAway(State state) {
    String told = told(state.toString());

    for (StateDiagram.Edge edge : StateDiagram.allEdges()) {
      if (edge.from() == state || edge.to() == state) {
        State other = edge.from() == state ? edge.to() : edge.from();
        assertThat(told).containsPattern(other + " +on " + edge.event() + " +" + edge.rule());
      }
    }
  }

  @Test
  void whatATopicCitesIsExplainedToo() {
    List<String> rules =
        Stream.concat(
                Flags.ALL.stream().map(FlagTopic::rule),
                Options.ALL.stream().map(OptionTopic::rule))
            .toList();

    assertThat(rules).allMatch(rule -> CITED.matcher(rule).find());
    for (String rule : rules) {
      CITED
          .matcher(rule)
          .results()
          .forEach(
              cited ->
                  assertThat(Sections.exactly(Place.of(cited.group()).orElseThrow()))
                      .as(cited.group())
                      .isPresent());
    }
  }

  @Test
  void eachScenarioThatATopicNamesIsThereAndEachScenarioIsNamed() {
    List<String> there = Scenarios.ALL.stream().map(Scenario::name).toList();
    Set<String> named = new HashSet<>();
    Stream.concat(Topics.NAMED.stream(), Sections.ALL.stream())
        .forEach(topic -> named.addAll(topic.scenarios()));

    assertThat(there).containsAll(named);
    assertThat(named).containsAll(there);
  }

  @Test
  void noTwoTopicsHaveTheSameName() {
    Set<String> names = new HashSet<>();

    for (Topic topic : Topics.NAMED) {
      assertThat(names.add(topic.name().toLowerCase(Locale.ROOT))).as(topic.name()).isTrue();
      assertThat(Topics.of(topic.name())).containsSame(topic);
      for (String other : topic.alsoKnownAs()) {
        assertThat(names.add(other)).as(other).isTrue();
        assertThat(Topics.of(other)).containsSame(topic);
      }
    }
    assertThat(Sections.ALL).extracting(SectionTopic::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3.10.7.4                 | RFC 9293 §3.10.7.4
          §3.10.7.4                | RFC 9293 §3.10.7.4
          9293 3.10.7.4            | RFC 9293 §3.10.7.4
          RFC 9293 §3.10.7.4, eighth | RFC 9293 §3.10.7.4
          rfc9293 section 3.5      | RFC 9293 §3.5
          RFC 5961 4               | RFC 5961 §4
          5961                     | RFC 5961
          rfc 5961                 | RFC 5961
          figure 5                 | RFC 9293 Figure 5
          9293, fig. 5             | RFC 9293 Figure 5
          beyond the RFC: orphan   | beyond the RFC: orphan
          """)
  void aSectionIsFoundHoweverItIsWritten(String text, String name) {
    assertThat(Topics.of(text)).get().extracting(Topic::name).isEqualTo(name);
  }

  @Test
  void aSectionWithoutWordsOfItsOwnIsExplainedByWhatItIsPartOf() {
    assertThat(Topics.of("3.10.7.4.9"))
        .get()
        .extracting(Topic::name)
        .isEqualTo("RFC 9293 §3.10.7.4");
    assertThat(Topics.of("RFC 6298 §7")).get().extracting(Topic::name).isEqualTo("RFC 6298");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "RFC", "xyzzy", "RFC 2616", "3.", "-1"})
  void whatThereIsNothingOnIsNotFound(String text) {
    assertThat(Topics.of(text)).isEmpty();
  }

  private static String told(String text) {
    Page page = new Page(new TextStyle(false, false, 100));
    Topics.of(text).orElseThrow().tell(page);
    return page.toString();
  }
}

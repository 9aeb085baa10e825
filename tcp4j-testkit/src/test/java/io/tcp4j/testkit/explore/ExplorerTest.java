package io.tcp4j.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.StateDiagram;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExplorerTest {
  @ParameterizedTest
  @CsvSource({"CLOSED, 5", "HANDSHAKE, 5", "ESTABLISHED, 4", "CLOSING, 3"})
  void allThatCanHappenInSoManyMovesEndsWell(Start start, int depth) {
    Exploration exploration = Explorer.exhaustive(Bounds.of(start, depth));

    endsWell(exploration);
    System.out.printf("all of %d moves from %s: %s%n", depth, start, exploration);
  }

  @ParameterizedTest
  @EnumSource
  void allThatCanHappenToOtherHostsInThreeMovesEndsWell(Variant variant) {
    for (Start start : Start.values()) {
      endsWell(Explorer.exhaustive(variant.of(Bounds.of(start, 3))));
    }
  }

  @ParameterizedTest
  @EnumSource
  void longRunsOfOtherHostsByChanceEndWell(Variant variant) {
    endsWell(Explorer.random(variant.of(Bounds.lengthy()), 0, 500));
  }

  /// What is not covered is known, and why: docs/exploration.md says it.
  @Test
  void longRunsByChanceEndWellAndCoverAlmostAll() {
    Exploration exploration = Explorer.random(Bounds.lengthy(), 0, 5_000);
    Exploration reopening = Explorer.random(Variant.REOPENING.of(Bounds.lengthy()), 0, 5_000);

    endsWell(exploration);
    endsWell(reopening);
    exploration.coverage().add(reopening.coverage());
    System.out.println("by chance: " + exploration);
    assertThat(exploration.coverage().pairs())
        .as(exploration.coverage().toString())
        .isGreaterThan(115);
    assertThat(exploration.coverage().edgesNotTaken())
        .extracting(StateDiagram.Edge::event)
        .isSubsetOf(
            Event.ICMP_ERROR,
            Event.KEEP_ALIVE_TIMEOUT,
            Event.ABORT,
            Event.USER_TIMEOUT,
            Event.RECEIVE_SYN,
            Event.RECEIVE_RST);
  }

  @Test
  void thePartsOfASearchAreTheWholeOfIt() throws InterruptedException {
    List<Integer> done = new ArrayList<>();
    Exploration whole = Explorer.exhaustive(Bounds.of(Start.HANDSHAKE, 4));
    Exploration parts =
        Explorer.exhaustive(
            Bounds.of(Start.HANDSHAKE, 4),
            3,
            (some, all, runs) -> {
              done.add(some);
              assertThat(runs).isLessThanOrEqualTo(whole.runs());
              assertThat(some).isLessThanOrEqualTo(all);
            });

    assertThat(parts.runs()).isEqualTo(whole.runs());
    assertThat(parts.moves()).isEqualTo(whole.moves());
    assertThat(parts.coverage()).hasToString(whole.coverage().toString());
    assertThat(done).hasSizeGreaterThan(100).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void thePartsOfAnExplorationByChanceAreTheWholeOfIt() throws InterruptedException {
    Exploration whole = Explorer.random(Bounds.lengthy(), 7, 2_500);
    Exploration parts = Explorer.random(Bounds.lengthy(), 7, 2_500, 2, (some, all, runs) -> {});

    assertThat(parts.runs()).isEqualTo(2_500);
    assertThat(parts.moves()).isEqualTo(whole.moves());
    assertThat(parts.coverage()).hasToString(whole.coverage().toString());
  }

  @Test
  void theSameSeedsGiveTheSameRuns() {
    Exploration one = Explorer.random(Bounds.lengthy(), 7, 200);
    Exploration other = Explorer.random(Bounds.lengthy(), 7, 200);

    assertThat(other.moves()).isEqualTo(one.moves());
    assertThat(other.coverage()).hasToString(one.coverage().toString());
    assertThat(Explorer.random(Bounds.lengthy(), 8, 200).moves()).isNotEqualTo(one.moves());
  }

  @Test
  void whatIsCoveredIsATableOfStatesAndHappenings() {
    String table = Explorer.exhaustive(Bounds.of(Start.HANDSHAKE, 2)).coverage().toString();

    for (State state : State.values()) {
      assertThat(table).contains("\n" + state + " ");
    }
    assertThat(table.lines().findFirst().orElseThrow()).contains("OPEN", "syn,ack", "timer");
  }

  @Test
  void boundsSayWhatIsWrongWithThem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bounds.of(Start.HANDSHAKE, 0))
        .withMessage("depth 0 is not in 1..10000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Bounds.Calls(0, -1, 0))
        .withMessage("sends -1 is not in 0..10000");
  }

  @Test
  void anExplorationNeedsAThread() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Explorer.exhaustive(Bounds.of(Start.CLOSED, 2), 0, (some, all, runs) -> {}))
        .withMessage("threads 0 is below 1");
  }

  static void endsWell(Exploration exploration) {
    assertThat(exploration.counterExample())
        .as(String.valueOf(exploration.counterExample()))
        .isNull();
    assertThat(exploration.runs()).isGreaterThan(100);
  }
}

package io.tcp4j.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tcp4j.tcp.model.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ExplorerTest {
  @Test
  void allThatCanHappenInTheFirstFiveMovesEndsWell() {
    endsWell(Explorer.exhaustive(Bounds.ofDepth(5)));
  }

  @Test
  void allThatCanHappenInFourMovesAfterTheHandshakeEndsWell() {
    endsWell(Explorer.exhaustive(Bounds.establishedOfDepth(4)));
  }

  @Test
  void longRunsByChanceEndWell() {
    Exploration exploration = Explorer.random(Bounds.lengthy(), 0, 5_000);

    endsWell(exploration);
    assertThat(exploration.coverage().pairs())
        .as(exploration.coverage().toString())
        .isGreaterThan(90);
  }

  @Test
  @Tag("campaign")
  void allThatCanHappenInTheFirstEightMovesEndsWell() throws Exception {
    inParts(part -> Explorer.exhaustive(Bounds.ofDepth(8), part, parts()));
  }

  @Test
  @Tag("campaign")
  void allThatCanHappenInSevenMovesAfterTheHandshakeEndsWell() throws Exception {
    inParts(part -> Explorer.exhaustive(Bounds.establishedOfDepth(7), part, parts()));
  }

  @Test
  @Tag("campaign")
  void aMillionLongRunsByChanceEndWell() throws Exception {
    int share = Integer.getInteger("runs", 1_000_000) / parts();
    inParts(part -> Explorer.random(Bounds.lengthy(), (long) part * share, share));
  }

  @Test
  void thePartsOfASearchAreTheWholeOfIt() {
    Exploration whole = Explorer.exhaustive(Bounds.ofDepth(4));
    long moves = 0;
    for (int part = 0; part < 3; part++) {
      moves += Explorer.exhaustive(Bounds.ofDepth(4), part, 3).moves();
    }

    assertThat(moves).isGreaterThanOrEqualTo(whole.moves());
    assertThat(moves).isLessThan(whole.moves() + 200);
  }

  @Test
  void theSameSeedsGiveTheSameRuns() {
    Exploration one = Explorer.random(Bounds.lengthy(), 7, 200);
    Exploration other = Explorer.random(Bounds.lengthy(), 7, 200);

    assertThat(other.moves()).isEqualTo(one.moves());
    assertThat(other.coverage()).hasToString(one.coverage().toString());
  }

  @Test
  void whatIsCoveredIsATableOfStatesAndHappenings() {
    String table = Explorer.exhaustive(Bounds.ofDepth(2)).coverage().toString();

    for (State state : State.values()) {
      assertThat(table).contains("\n" + state + " ");
    }
    assertThat(table.lines().findFirst().orElseThrow()).contains("OPEN", "SYN,ACK", "timer");
  }

  @Test
  void boundsSayWhatIsWrongWithThem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bounds.ofDepth(0))
        .withMessage("depth 0 is not in 1..10000");
  }

  private static int parts() {
    return Runtime.getRuntime().availableProcessors();
  }

  private interface Part {
    Exploration explore(int part);
  }

  private static void inParts(Part part) throws Exception {
    var all = new Coverage();
    long runs = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(parts())) {
      List<Callable<Exploration>> tasks = new ArrayList<>();
      for (int i = 0; i < parts(); i++) {
        int mine = i;
        tasks.add(() -> part.explore(mine));
      }
      for (Future<Exploration> done : threads.invokeAll(tasks)) {
        endsWell(done.get());
        all.add(done.get().coverage());
        runs += done.get().runs();
      }
    }
    System.out.println(runs + " runs\n" + all);
  }

  private static void endsWell(Exploration exploration) {
    assertThat(exploration.counterExample())
        .as(String.valueOf(exploration.counterExample()))
        .isNull();
    assertThat(exploration.runs()).isGreaterThan(100);
  }
}

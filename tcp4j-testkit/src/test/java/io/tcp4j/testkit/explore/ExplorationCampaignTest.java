package io.tcp4j.testkit.explore;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Explorations that take minutes, by hand (`-Pcampaign`); docs/exploration.md says how, and
/// docs/campaigns.md what came of it.
@Tag("campaign")
class ExplorationCampaignTest {
  private static final int THREADS = Runtime.getRuntime().availableProcessors();
  private static final long STEP = Duration.ofSeconds(5).toNanos();

  private static final Coverage ALL = new Coverage();

  private long begin = System.nanoTime();
  private long next = begin + STEP;

  @AfterAll
  static void prints() {
    System.out.printf(Locale.ROOT, "all together:%n%s%s%n", ALL, ALL.edgesNotTaken());
  }

  @Test
  void allThatCanHappenFromNothing() throws InterruptedException {
    exhaustively(Start.CLOSED, 8);
  }

  @Test
  void allThatCanHappenFromTheFirstSynOn() throws InterruptedException {
    exhaustively(Start.HANDSHAKE, 8);
  }

  @Test
  void allThatCanHappenAfterTheHandshake() throws InterruptedException {
    exhaustively(Start.ESTABLISHED, 7);
  }

  @Test
  void allThatCanHappenWithTextAndBothFinsUnderWay() throws InterruptedException {
    exhaustively(Start.CLOSING, 6);
  }

  @Test
  void aMillionLongRunsByChance() throws InterruptedException {
    long runs = Integer.getInteger("runs", 1_000_000);
    report("by chance", Explorer.random(Bounds.lengthy(), 0, runs, THREADS, this::progress));
  }

  @Test
  void longRunsOfOtherHostsByChance() throws InterruptedException {
    long runs = Integer.getInteger("runs", 1_000_000) / 10;
    for (Variant variant : Variant.values()) {
      Bounds bounds = variant.of(Bounds.lengthy());
      report(variant.name(), Explorer.random(bounds, 0, runs, THREADS, this::progress));
    }
  }

  private void exhaustively(Start start, int depth) throws InterruptedException {
    Bounds bounds = Bounds.of(start, Integer.getInteger("depth", depth));
    report(
        "all of %d moves from %s".formatted(bounds.depth(), start),
        Explorer.exhaustive(bounds, THREADS, this::progress));
  }

  private void progress(int parts, int all, long runs) {
    long now = System.nanoTime();
    if (now >= next) {
      next = now + STEP;
      System.out.printf(
          Locale.ROOT, "%,d of %,d parts, %,d runs, %.0f s%n", parts, all, runs, seconds());
    }
  }

  private void report(String what, Exploration exploration) {
    double rate = exploration.runs() / seconds();
    System.out.printf(
        Locale.ROOT, "%s: %.0f s, %,.0f runs/s, %s%n", what, seconds(), rate, exploration);
    ExplorerTest.endsWell(exploration);
    ALL.add(exploration.coverage());
    begin = System.nanoTime();
  }

  private double seconds() {
    return (System.nanoTime() - begin) / 1e9;
  }
}

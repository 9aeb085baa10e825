package io.tcp4j.testkit.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tcp4j.testkit.network.TraceEvent;
import io.tcp4j.wire.Ecn;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CampaignTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private static final long STEP = Duration.ofSeconds(5).toNanos();

  private static void play(Profile profile, long first, long last) throws InterruptedException {
    List<SeedResult> failed = new ArrayList<>();
    Set<Long> played = new TreeSet<>();
    IntConsumer progress = progress(last - first + 1);

    new Campaign(profile, CORES)
        .run(
            first,
            last,
            result -> {
              played.add(result.seed());
              progress.accept(played.size());
              if (result.failure() != null) {
                failed.add(result);
              }
            });

    assertThat(failed).isEmpty();
    assertThat(played).hasSize((int) (last - first + 1)).contains(first, last);
  }

  /// Says every few seconds how far a long run is.
  private static IntConsumer progress(long all) {
    long begin = System.nanoTime();
    long[] next = {begin + STEP};
    return played -> {
      long now = System.nanoTime();
      if (now > next[0]) {
        next[0] = now + STEP;
        System.out.printf(
            Locale.ROOT, "%,d of %,d seeds, %.0f s%n", played, all, (now - begin) / 1e9);
      }
    };
  }

  @ParameterizedTest
  @CsvSource({"MIXED, 1000", "LOSSY, 100", "REORDERING, 100", "TINY_WINDOWS, 100", "CRASH, 100"})
  void everyConversationEndsWell(Profile profile, int seeds) throws InterruptedException {
    play(profile, 0, seeds - 1);
  }

  @Test
  @Tag("campaign")
  void everyConversationOfACampaignEndsWell() throws InterruptedException {
    play(Profile.MIXED, 0, Integer.getInteger("runs", 100_000) - 1);
  }

  @ParameterizedTest
  @EnumSource
  void theSameSeedIsTheSameRun(Profile profile) {
    String digest = Campaign.play(7, profile, network -> {}).digest();

    assertThat(Campaign.play(7, profile, network -> {}).digest()).isEqualTo(digest);
    assertThat(Campaign.play(8, profile, network -> {}).digest()).isNotEqualTo(digest);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TINY_WINDOWS")
  void someFaultsAreExercised(Profile profile) {
    long exercised = 0;
    for (long seed = 0; seed < 20; seed++) {
      List<Boolean> each = new ArrayList<>();
      Campaign.play(
          seed, profile, network -> network.faults().forEach(fault -> each.add(fault.exercised())));
      exercised += each.stream().filter(is -> is).count();
    }
    assertThat(exercised).isGreaterThanOrEqualTo(5);
  }

  @Test
  void congestedQueuesMarkPacketsAndDropThem() {
    Set<String> met = new TreeSet<>();
    for (long seed = 0; seed < 60; seed++) {
      Campaign.play(
          seed,
          Profile.MIXED,
          network ->
              network.trace().events().stream()
                  .flatMap(event -> congestion(event).stream())
                  .forEach(met::add));
    }
    assertThat(met).contains("marked", "dropped");
  }

  private static Set<String> congestion(TraceEvent event) {
    return switch (event) {
      case TraceEvent.Arrived arrived when Ecn.of(arrived.bytes().toByteArray(), 0) == Ecn.CE ->
          Set.of("marked");
      case TraceEvent.Dropped dropped when dropped.by().startsWith("rate-limit") ->
          Set.of("dropped");
      default -> Set.of();
    };
  }

  @Test
  void aSeedThatThrowsIsAFailureAndTheOthersArePlayed() throws InterruptedException {
    Map<Long, @Nullable String> played = new HashMap<>();

    new Campaign(CampaignTest::throwFor13, 2)
        .run(1, 100, result -> played.put(result.seed(), result.failure()));

    assertThat(played).hasSize(100).containsEntry(13L, "java.lang.StackOverflowError: too deep");
    assertThat(played.values()).filteredOn(Objects::nonNull).hasSize(1);
  }

  private static SeedResult throwFor13(long seed) {
    if (seed == 13) {
      throw new StackOverflowError("too deep");
    }
    return new SeedResult(seed, 1, "digest", null);
  }

  @Test
  void aSecondRunThatIsAnotherOneIsAFailure() throws InterruptedException {
    var runs = new AtomicInteger();
    List<Long> failed = new ArrayList<>();

    new Campaign(seed -> new SeedResult(seed, 1, "run " + runs.incrementAndGet(), null), 1)
        .run(
            1,
            130,
            result -> {
              if (result.failure() != null) {
                failed.add(result.seed());
              }
            });

    assertThat(failed).containsExactly(64L, 128L);
  }

  @Test
  void whatTheNetworkThrowsWhenItClosesIsAFailureOfTheSeed() {
    SeedResult result =
        Campaign.play(
            7,
            Profile.LOSSY,
            network ->
                network.spawn(
                    "left alone",
                    () -> {
                      throw new IOException("nobody asked for it");
                    }));

    assertThat(result.seed()).isEqualTo(7);
    assertThat(result.failure()).contains("left alone");
  }

  @Test
  void aCampaignNeedsAThread() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Campaign(Profile.MIXED, 0))
        .withMessage("threads 0 is below 1");
  }
}

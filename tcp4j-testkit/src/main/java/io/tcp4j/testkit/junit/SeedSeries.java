package io.tcp4j.testkit.junit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the runs of one test have in common. They come one after the other, or at once where a test
/// is told to be concurrent. Thread-safe.
final class SeedSeries {
  private final SimulatedTest test;

  // Guarded by this.
  private final Map<Long, FinishedRun> once = new HashMap<>();
  private final Set<Long> failed = new HashSet<>();

  SeedSeries(SimulatedTest test) {
    this.test = test;
  }

  /// Whether hosts are joined without the test's doing so.
  boolean cabled() {
    return test.cabled();
  }

  /// What has to be the same when a seed runs again.
  Repeat repeats() {
    return test.repeats();
  }

  /// Whether enough seeds have failed.
  synchronized boolean isOver() {
    return failed.size() >= test.maxFailures();
  }

  synchronized void failed(long seed) {
    failed.add(seed);
    once.remove(seed);
  }

  synchronized boolean hasFailed(long seed) {
    return failed.contains(seed);
  }

  /// A run has passed of a seed that runs twice.
  ///
  /// @return the other run of the seed; null if it has not ended, or has failed
  synchronized @Nullable FinishedRun passed(long seed, FinishedRun run) {
    FinishedRun other = once.remove(seed);
    if (other == null && !failed.contains(seed)) {
      once.put(seed, run);
    }
    return other;
  }
}

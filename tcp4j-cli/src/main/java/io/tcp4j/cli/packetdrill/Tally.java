package io.tcp4j.cli.packetdrill;

import io.tcp4j.testkit.packetdrill.run.Verdict;
import java.util.EnumMap;
import java.util.Map;

/// How many scripts came out how.
final class Tally {
  private final Map<Verdict.Outcome, Integer> counts = new EnumMap<>(Verdict.Outcome.class);

  void count(Verdict verdict) {
    counts.merge(verdict.outcome(), 1, Integer::sum);
  }

  /// Those that did not pass, and were not skipped either.
  int failed() {
    return of(Verdict.Outcome.FAILED) + of(Verdict.Outcome.UNREADABLE);
  }

  private int of(Verdict.Outcome outcome) {
    return counts.getOrDefault(outcome, 0);
  }

  @Override
  public String toString() {
    return "%d passed, %d failed, %d skipped"
        .formatted(of(Verdict.Outcome.PASSED), failed(), of(Verdict.Outcome.SKIPPED));
  }
}

package io.tcp4j.testkit.junit;

import io.tcp4j.testkit.network.Trace;
import io.tcp4j.testkit.network.TraceEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the runs of one test have in common. They come one after the other.
final class SeedSeries {
  private final SimulatedTest test;
  private @Nullable Trace first;
  private int failures;

  SeedSeries(SimulatedTest test) {
    this.test = test;
  }

  /// Whether hosts are joined without the test's doing so.
  boolean cabled() {
    return test.cabled();
  }

  /// Whether enough seeds have failed.
  boolean isOver() {
    return failures >= test.maxFailures();
  }

  void failed() {
    failures++;
  }

  /// A run has passed; the first is kept, for [#assertSame].
  void passed(Trace trace) {
    if (first == null) {
      first = trace;
    }
  }

  boolean firstPassed() {
    return first != null;
  }

  /// Fails unless a run was the same as the first.
  void assertSame(Trace again) {
    Trace before = first;
    if (before != null && !before.digest().equals(again.digest())) {
      throw new AssertionError(
          """
          two runs of the same seed are not the same: the test does not only depend on its seed
            first: %s
            then:  %s
          %s"""
              .formatted(before.digest(), again.digest(), difference(before, again)));
    }
    first = again; // nobody compares with it any more: the trace of the first may go
  }

  private static String difference(Trace before, Trace again) {
    List<TraceEvent> one = before.events();
    List<TraceEvent> other = again.events();
    int same = 0;
    while (same < Math.min(one.size(), other.size()) && one.get(same).equals(other.get(same))) {
      same++;
    }
    return "after %d events that are the same comes%n  first: %s%n  then:  %s"
        .formatted(same, at(one, same), at(other, same));
  }

  private static String at(List<TraceEvent> events, int index) {
    return index < events.size() ? events.get(index).toString() : "nothing more";
  }
}

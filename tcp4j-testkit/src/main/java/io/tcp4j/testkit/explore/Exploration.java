package io.tcp4j.testkit.explore;

import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an exploration came to.
///
/// @param runs how many runs there were, the failed one included
/// @param moves how many moves in all, without those that end a run
/// @param coverage what was seen
/// @param counterExample a run that went wrong, with which the exploration ended; null if none did
public record Exploration(
    long runs, long moves, Coverage coverage, @Nullable CounterExample counterExample) {
  /// Runs and coverage as a table, the edges of the state diagram that were not taken, and the
  /// counter-example.
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d runs, %,d moves%n%nstates × events:%n%s%n%d edges of the state diagram taken, not: %s%n%s",
        runs,
        moves,
        coverage,
        coverage.edgesTaken(),
        coverage.edgesNotTaken().stream()
            .map(edge -> edge.from() + " " + edge.event() + " " + edge.to())
            .collect(Collectors.joining("; ")),
        counterExample == null ? "" : counterExample);
  }
}

package io.tcp4j.testkit.explore;

import org.jspecify.annotations.Nullable;

/// What an exploration came to.
///
/// @param runs how many runs there were, the failed one included
/// @param moves how many moves in all, without those that end a run
/// @param coverage what was seen
/// @param counterExample a run that went wrong, with which the exploration ended; null if none did
public record Exploration(
    long runs, long moves, Coverage coverage, @Nullable CounterExample counterExample) {}

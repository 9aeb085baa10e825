package io.tcp4j.testkit.explore;

import org.jspecify.annotations.Nullable;

/// Explores with whatever engine there is. What it finds is text, so that whoever has loaded this
/// class anew can read it.
public final class Hunt {
  private static final int RUNS = 5_000;

  private Hunt() {}

  /// All that can happen after the handshake.
  ///
  /// @param depth in how many moves
  /// @return a counter-example; null if there is none
  public static @Nullable String exhaustively(int depth) {
    return text(Explorer.exhaustive(Bounds.of(Start.ESTABLISHED, depth)));
  }

  /// Some thousand long runs, with handshake or without.
  ///
  /// @return a counter-example; null if there is none
  public static @Nullable String byChance() {
    String found = text(Explorer.random(Bounds.lengthy(), 0, RUNS));
    return found != null ? found : text(Explorer.random(Bounds.longEstablished(), 0, RUNS));
  }

  private static @Nullable String text(Exploration exploration) {
    CounterExample found = exploration.counterExample();
    return found == null ? null : found.toString();
  }
}

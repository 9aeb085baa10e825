package io.tcp4j.testkit.explore;

import org.jspecify.annotations.Nullable;

/// Tries something that may go wrong.
final class Attempt {
  private Attempt() {}

  /// Runs it.
  ///
  /// @return what went wrong: a {@link Violation}, an assertion of the engine's, or an exception
  ///     that a packet must not lead to; null if nothing did
  static @Nullable String of(Runnable run) {
    try {
      run.run();
      return null;
    } catch (Violation violation) {
      return violation.getMessage();
    } catch (AssertionError asserted) {
      return "the engine's own invariants: " + asserted.getMessage();
    } catch (RuntimeException thrown) {
      return thrown.toString();
    }
  }
}

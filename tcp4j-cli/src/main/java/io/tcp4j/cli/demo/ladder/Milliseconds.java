package io.tcp4j.cli.demo.ladder;

import java.util.Locale;

/// Times of a run as text.
final class Milliseconds {
  private Milliseconds() {}

  /// Nanoseconds as milliseconds with three decimals, whatever the user's language.
  static String text(long nanos) {
    return String.format(
        Locale.ROOT, "%d.%03d", nanos / 1_000_000, Math.floorMod(nanos / 1_000, 1_000));
  }
}

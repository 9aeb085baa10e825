package io.tcp4j.link.impair;

import java.time.Duration;
import java.util.Objects;

/// Checks of what rules are made of; each message names the value.
final class Ranges {
  private static final Duration LONGEST = Duration.ofDays(1);

  private Ranges() {}

  static void probability(String name, double value) {
    if (!(value >= 0 && value <= 1)) { // so that NaN fails
      throw new IllegalArgumentException(name + "=" + value + " is not in 0..1");
    }
  }

  static void number(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + "=" + value + " is not in " + least + ".." + most);
    }
  }

  /// Returns the duration in nanoseconds.
  static long duration(String name, Duration value) {
    Objects.requireNonNull(value, name);
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(name + "=" + value + " is not in 0.." + LONGEST);
    }
    return value.toNanos();
  }
}

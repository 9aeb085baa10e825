package io.tcp4j.tcp.model;

import java.time.Duration;

/// Says of a field that is out of range which it is, what it is and what it may be.
final class Range {
  private Range() {}

  static void check(String field, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(field + " " + value + " is not in " + min + ".." + max);
    }
  }

  static void checkTime(String field, long nanos, Duration min, Duration max) {
    if (nanos < min.toNanos() || nanos > max.toNanos()) {
      throw new IllegalArgumentException(
          field + " " + Duration.ofNanos(nanos) + " is not in " + min + ".." + max);
    }
  }

  /// A time in ns; one that is too long to count, or too negative, is out of every range.
  static long nanos(Duration time) {
    try {
      return time.toNanos();
    } catch (ArithmeticException _) {
      return time.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}

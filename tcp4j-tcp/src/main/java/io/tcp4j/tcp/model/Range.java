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
}

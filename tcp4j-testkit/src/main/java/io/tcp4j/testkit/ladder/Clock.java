package io.tcp4j.testkit.ladder;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// How the times of a ladder are written: the shorter it lasts, the finer.
enum Clock {
  /// Milliseconds with three decimals.
  MILLISECONDS("ms"),
  /// Hours, minutes, and seconds with three decimals.
  HOURS("h:mm:ss");

  private static final long LONG = Duration.ofMinutes(10).toNanos();

  private final String unit;

  Clock(String unit) {
    this.unit = unit;
  }

  /// The one for a ladder with these rows.
  static Clock of(List<Row> rows) {
    return rows.isEmpty() || rows.getLast().at() < LONG ? MILLISECONDS : HOURS;
  }

  /// What the times are in.
  String unit() {
    return unit;
  }

  /// Nanoseconds of a run as text, whatever the user's language.
  String text(long nanos) {
    long micros = nanos / 1_000;
    long millis = micros / 1_000;
    long seconds = millis / 1_000;
    return switch (this) {
      case MILLISECONDS -> String.format(Locale.ROOT, "%d.%03d", millis, micros % 1_000);
      case HOURS ->
          String.format(
              Locale.ROOT,
              "%d:%02d:%02d.%03d",
              seconds / 3600,
              seconds / 60 % 60,
              seconds % 60,
              millis % 1_000);
    };
  }
}

package io.tcp4j.cli.simulate;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;

/// How far a long run is, on one line of a terminal that is written over and over.
final class ProgressBar {
  private static final int WIDTH = 30;
  private static final Duration STEP = Duration.ofMillis(200);

  private final PrintWriter out;
  private final boolean shown;
  private final InstantSource clock;
  private final long total;
  private final long begin;
  private long next;

  /// Makes one.
  ///
  /// @param out where the terminal is
  /// @param shown whether there is one
  /// @param clock the time
  /// @param total how much there is to do
  ProgressBar(PrintWriter out, boolean shown, InstantSource clock, long total) {
    this.out = out;
    this.shown = shown;
    this.clock = clock;
    this.total = total;
    begin = clock.millis();
    next = begin;
  }

  /// So much is done.
  ///
  /// @param note what else there is to say, short
  void at(long done, String note) {
    long now = clock.millis();
    if (!shown || now < next) {
      return;
    }
    next = now + STEP.toMillis();
    int full = (int) (WIDTH * done / total);
    long left = done == 0 ? 0 : (now - begin) * (total - done) / done / 1_000;
    out.print(
        "\r[%s%s] %,d/%,d, %d:%02d left %s"
            .formatted(
                "#".repeat(full),
                ".".repeat(WIDTH - full),
                done,
                total,
                left / 60,
                left % 60,
                note));
    out.flush();
  }

  /// Clears the line, for something else to be written.
  void clear() {
    if (shown) {
      out.print("\r" + " ".repeat(WIDTH + 60) + "\r");
      out.flush();
    }
  }

  /// Returns how long it has taken so far.
  Duration elapsed() {
    return Duration.ofMillis(clock.millis() - begin);
  }
}

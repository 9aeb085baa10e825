package io.tcp4j.tcp.model;

import java.time.Duration;

/// When to ask a peer that is silent whether it is still there (RFC 9293 §3.8.4). Immutable.
///
/// A connection that is switched on asks after {@link #idle()} of silence, up to {@link #probes()}
/// times, {@link #interval()} apart. It is given up one interval after the last of them. Times
/// below half a second make little sense: Linux answers one such segment in 500 ms, and we four.
///
/// @param idle for how long, in ns, nothing must have come and nothing be outstanding; 1 ms to a
///     year. MUST-28: two hours or more unless told.
/// @param interval from one unanswered probe to the next, in ns; 1 ms to a year
/// @param probes how many may stay unanswered, 1 to 127. MUST-29: since an ACK is not sent again
///     when it is lost, one silence proves nothing.
public record KeepAlive(long idle, long interval, int probes) {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  /// After two hours, nine times, 75 seconds apart: what Linux and the BSDs do.
  public static final KeepAlive DEFAULT = of(Duration.ofHours(2), Duration.ofSeconds(75), 9);

  /// Checks every field.
  ///
  /// @throws IllegalArgumentException naming the field, the value and the range
  public KeepAlive {
    Range.checkTime("idle", idle, SHORTEST, LONGEST);
    Range.checkTime("interval", interval, SHORTEST, LONGEST);
    Range.check("probes", probes, 1, 127);
  }

  /// The same, of durations.
  ///
  /// @throws IllegalArgumentException naming the field, the value and the range
  public static KeepAlive of(Duration idle, Duration interval, int probes) {
    return new KeepAlive(idle.toNanos(), interval.toNanos(), probes);
  }
}

package io.tcp4j.link.impair;

import java.time.Duration;

/// Which packets have to go, or are marked, when more come than a line of limited speed takes.
///
/// Limits count the bytes that wait for the line or are on it, IP headers included.
public sealed interface QueueDiscipline {
  /// What comes when the queue is full is dropped.
  ///
  /// @param bytes the limit, 1 to 2³⁰
  record TailDrop(int bytes) implements QueueDiscipline {
    /// Checks the limit.
    public TailDrop {
      checkLimit(bytes);
    }
  }

  /// As [TailDrop], and what finds more than a threshold before it is marked, if it is ECN-capable
  /// (RFC 3168 §5).
  ///
  /// @param bytes the limit, 1 to 2³⁰
  /// @param threshold bytes before a packet from which on it is marked, 0 to the limit
  record MarkAbove(int bytes, int threshold) implements QueueDiscipline {
    /// Checks the limits.
    public MarkAbove {
      checkLimit(bytes);
      Ranges.number("threshold", threshold, 0, bytes);
    }
  }

  /// Controlled delay (RFC 8289): when packets have waited too long for too long, some are dropped,
  /// or marked, when their turn comes, ever more of them until that helps.
  ///
  /// @param bytes the limit, 1 to 2³⁰
  /// @param target how long packets may wait for good, more than nothing
  /// @param interval how long they may wait longer than that, about the round-trip time; more than
  ///     nothing
  /// @param mark whether packets that are ECN-capable are marked instead
  record CoDel(int bytes, Duration target, Duration interval, boolean mark)
      implements QueueDiscipline {
    /// Checks the values.
    public CoDel {
      checkLimit(bytes);
      checkPositive("target", target);
      checkPositive("interval", interval);
    }

    /// As RFC 8289 §4.2 to §4.4 advises: a target of 5 ms and an interval of 100 ms; it drops.
    ///
    /// @param bytes the limit
    public CoDel(int bytes) {
      this(bytes, Duration.ofMillis(5), Duration.ofMillis(100), false);
    }

    private static void checkPositive(String name, Duration value) {
      if (Ranges.duration(name, value) == 0) {
        throw new IllegalArgumentException(name + "=PT0S is nothing");
      }
    }
  }

  private static void checkLimit(int bytes) {
    Ranges.number("queueBytes", bytes, 1, 1 << 30);
  }
}

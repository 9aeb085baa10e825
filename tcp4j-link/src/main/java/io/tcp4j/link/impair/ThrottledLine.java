package io.tcp4j.link.impair;

/// A line of limited speed with a queue of limited length in front of it. Nothing is stored here:
/// the instant at which the line gets free says all about the queue. Not thread-safe.
final class ThrottledLine {
  /// What [#departure] says when the queue is full.
  static final long FULL = -1;

  private static final long BITS_NANOS = 8 * 1_000_000_000L;

  private final long bitsPerSecond;
  private final long queueNanos;
  private long freeAt;

  /// Makes a line.
  ///
  /// @param bitsPerSecond its speed, 0 if without limit
  /// @param queueBytes most bytes that wait or are on the line
  ThrottledLine(long bitsPerSecond, int queueBytes) {
    this.bitsPerSecond = bitsPerSecond;
    queueNanos = bitsPerSecond == 0 ? 0 : nanos(queueBytes);
  }

  /// Puts a packet into the queue.
  ///
  /// @return when its last bit has left, or [#FULL]
  long departure(int length, long now) {
    if (bitsPerSecond == 0) {
      return now;
    }
    long departure = Math.max(now, freeAt) + nanos(length);
    if (departure - now > queueNanos) {
      return FULL;
    }
    freeAt = departure;
    return departure;
  }

  /// Returns how long the line takes for so many bytes, rounded up.
  private long nanos(int bytes) {
    return Math.ceilDiv(bytes * BITS_NANOS, bitsPerSecond);
  }
}

package io.tcp4j.stack.ip;

import java.util.concurrent.locks.ReentrantLock;

/// Lets through so many events a second on average, and so many at once after a quiet time.
/// Thread-safe.
final class TokenBucket {
  private static final long SECOND = 1_000_000_000L;

  private final ReentrantLock lock = new ReentrantLock();
  private final long nanosPerToken;
  private final long capacityNanos;

  /// The instant at which the bucket was, or will be, empty.
  private long emptyAt;

  /// Makes a full bucket.
  ///
  /// @param perSecond events a second
  /// @param burst events at once
  /// @param now time in nanoseconds
  TokenBucket(int perSecond, int burst, long now) {
    nanosPerToken = SECOND / perSecond;
    capacityNanos = burst * nanosPerToken;
    emptyAt = now - capacityNanos;
  }

  /// Takes a token.
  ///
  /// @param now time in nanoseconds
  /// @return whether there was one
  boolean take(long now) {
    lock.lock();
    try {
      long from = Math.max(emptyAt, now - capacityNanos);
      if (from + nanosPerToken > now) {
        return false;
      }
      emptyAt = from + nanosPerToken;
      return true;
    } finally {
      lock.unlock();
    }
  }
}

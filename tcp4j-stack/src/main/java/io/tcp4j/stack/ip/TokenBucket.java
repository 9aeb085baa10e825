package io.tcp4j.stack.ip;

import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/// Lets through so many events a second on average, and about so many at once after a quiet time.
/// Thread-safe.
///
/// An event costs no token, one, or two, by chance: who drains the bucket, and counts what he gets,
/// could else tell how many tokens somebody else's packets have taken, and so what they have met
/// here (the attack is called SAD DNS).
final class TokenBucket {
  private static final long SECOND = 1_000_000_000L;

  private final ReentrantLock lock = new ReentrantLock();
  private final long nanosPerToken;
  private final long capacityNanos;
  private final RandomGenerator chance;

  /// The instant at which the bucket was, or will be, empty.
  private long emptyAt;

  /// Makes a full bucket.
  ///
  /// @param perSecond events a second
  /// @param burst events at once
  /// @param chance what nobody outside can foretell
  /// @param now time in nanoseconds
  TokenBucket(int perSecond, int burst, RandomGenerator chance, long now) {
    this.chance = chance;
    nanosPerToken = SECOND / perSecond;
    capacityNanos = burst * nanosPerToken;
    emptyAt = now - capacityNanos;
  }

  /// Asks for an event.
  ///
  /// @param now time in nanoseconds
  /// @return whether there was a token for it
  boolean take(long now) {
    lock.lock();
    try {
      long from = Math.max(emptyAt, now - capacityNanos);
      if (from + nanosPerToken > now) {
        return false;
      }
      emptyAt = from + chance.nextInt(3) * nanosPerToken;
      return true;
    } finally {
      lock.unlock();
    }
  }
}

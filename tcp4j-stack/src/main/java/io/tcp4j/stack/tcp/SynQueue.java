package io.tcp4j.stack.tcp;

import io.tcp4j.wire.SipHash;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// Counts the handshakes under way, of one listener or of a host. Thread-safe.
///
/// Whether there is room for one more is, from half the limit on, a matter of chance, the worse the
/// fuller the queue is: somebody who fills a queue up to its last place could else learn whether a
/// SYN in another's name took that place, and so whether a connection of the other's is there
/// already.
final class SynQueue {
  private final Quota taken = new Quota();
  private final SipHash chance;
  private final AtomicLong draws = new AtomicLong();

  /// Makes an empty queue.
  ///
  /// @param random where its own source of chance comes from
  SynQueue(RandomGenerator random) {
    chance = new SipHash(random.nextLong(), random.nextLong());
  }

  /// Takes a place, if there is one.
  ///
  /// @param limit how many there may be
  /// @return whether there was one
  boolean take(int limit) {
    int half = limit / 2;
    int over = taken.taken() - half;
    return (over <= 0 || draw(limit - half) >= over) && taken.take(limit);
  }

  /// Gives one back.
  void give() {
    taken.give();
  }

  /// Returns how many handshakes are under way.
  int taken() {
    return taken.taken();
  }

  /// A number from 0 to `bound` - 1 that nobody outside can foretell.
  private int draw(int bound) {
    long bits = chance.hash(draws.getAndIncrement(), 0, 0, 0, 0);
    return (int) (((bits >>> 32) * bound) >>> 32);
  }
}

package io.tcp4j.it;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// Waits for something that the kernel or another process does in its own time.
final class Await {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final long BETWEEN_LOOKS = Duration.ofMillis(5).toNanos();

  private Await() {}

  /// Looks again and again until what it sees is as wanted, and returns that.
  ///
  /// @throws AssertionError if it is not within 15 seconds, saying what was seen last
  static <T> T until(String wanted, Callable<T> look, Predicate<? super T> asWanted)
      throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      T seen = look.call();
      if (asWanted.test(seen)) {
        return seen;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain for " + wanted + "; last seen: " + seen);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }
}

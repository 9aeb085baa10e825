package io.tcp4j.stack.tcp;

import java.util.concurrent.atomic.AtomicInteger;

/// How many there are of something, of which there may be only so many. Thread-safe.
final class Quota {
  private final AtomicInteger taken = new AtomicInteger();

  /// Takes one, if there is one left.
  ///
  /// @param limit how many there may be
  /// @return whether there was
  boolean take(int limit) {
    int before = taken.get();
    while (before < limit) {
      if (taken.compareAndSet(before, before + 1)) {
        return true;
      }
      before = taken.get();
    }
    return false;
  }

  /// Gives one back.
  void give() {
    int left = taken.decrementAndGet();
    assert left >= 0 : "given back twice";
  }

  /// Returns how many are taken.
  int taken() {
    return taken.get();
  }
}

package io.tcp4j.stack.tcp;

import java.util.concurrent.atomic.AtomicInteger;

/// How many there are of something, and how many there may be. Thread-safe.
final class Quota {
  private final AtomicInteger taken = new AtomicInteger();
  private final int limit;

  /// Makes a quota of which nothing is taken.
  ///
  /// @param limit how many there may be
  Quota(int limit) {
    this.limit = limit;
  }

  /// Takes one, if there is one left.
  ///
  /// @return whether there was
  boolean take() {
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

package io.tcp4j.link.tun;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Looks again for a while, then blocks. The seam through which this module reads the clock.
final class Spinning implements IdleStrategy {
  private final long limitNanos;
  private final LongSupplier nanoTime;
  private boolean waiting;
  private long since;

  /// Makes one that goes by the machine's clock.
  Spinning(Duration limit) {
    this(limit.toNanos(), System::nanoTime);
  }

  Spinning(long limitNanos, LongSupplier nanoTime) {
    this.limitNanos = limitNanos;
    this.nanoTime = nanoTime;
  }

  @Override
  public void reset() {
    waiting = false;
  }

  @Override
  public boolean lookAgain() {
    long now = nanoTime.getAsLong();
    if (!waiting) {
      waiting = true;
      since = now;
    }
    if (now - since < limitNanos) {
      Thread.onSpinWait();
      return true;
    }
    return false;
  }
}

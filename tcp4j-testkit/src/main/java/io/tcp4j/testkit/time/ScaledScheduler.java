package io.tcp4j.testkit.time;

import io.tcp4j.link.Scheduler;

/// A scheduler whose time runs faster or slower than another's.
final class ScaledScheduler implements Scheduler {
  private final Scheduler inner;
  private final double factor;
  private final long epochOrigin;

  /// @param factor nanoseconds here in one there
  ScaledScheduler(Scheduler inner, double factor) {
    if (!(factor > 0) || factor > 1e6) {
      throw new IllegalArgumentException("factor=" + factor + " is not in 0..1000000");
    }
    this.inner = inner;
    this.factor = factor;
    epochOrigin = inner.epochNanos() - inner.nanoTime();
  }

  @Override
  public long nanoTime() {
    return (long) (inner.nanoTime() * factor);
  }

  @Override
  public long epochNanos() {
    return epochOrigin + nanoTime();
  }

  @Override
  public Timer timer(Runnable task) {
    Timer timer = inner.timer(task);
    return new Timer() {
      @Override
      public void arm(long atNanos) {
        timer.arm(there(atNanos));
      }

      @Override
      public void cancel() {
        timer.cancel();
      }
    };
  }

  @Override
  public void park(Object blocker, long nanos) {
    inner.park(blocker, there(nanos));
  }

  @Override
  public void unpark(Thread thread) {
    inner.unpark(thread);
  }

  /// Rounded up, so that nothing happens early.
  private long there(long nanos) {
    return nanos == Long.MAX_VALUE ? nanos : (long) Math.ceil(nanos / factor);
  }
}

package io.tcp4j.testkit.packetdrill.run;

import io.tcp4j.link.Scheduler;

/// A scheduler that is ahead of another by a fixed time: for a host that was there before the
/// script.
final class LaterClock implements Scheduler {
  private final Scheduler inner;
  private final long ahead;

  /// @param ahead by how much, in nanoseconds
  LaterClock(Scheduler inner, long ahead) {
    this.inner = inner;
    this.ahead = ahead;
  }

  @Override
  public long nanoTime() {
    return inner.nanoTime() + ahead;
  }

  @Override
  public long epochNanos() {
    return inner.epochNanos() + ahead;
  }

  @Override
  public void park(Object blocker, long nanos) {
    inner.park(blocker, nanos);
  }

  @Override
  public void unpark(Thread thread) {
    inner.unpark(thread);
  }

  @Override
  public Timer timer(Runnable task) {
    Timer timer = inner.timer(task);
    return new Timer() {
      @Override
      public void arm(long atNanos) {
        timer.arm(atNanos == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, atNanos - ahead));
      }

      @Override
      public void cancel() {
        timer.cancel();
      }
    };
  }
}

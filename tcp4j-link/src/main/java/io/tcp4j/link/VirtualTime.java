package io.tcp4j.link;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// The scheduler of a simulation: time stands still until somebody runs the next task, and then
/// jumps to the task's instant. Tasks run inside the `run` methods, ordered by instant, then by the
/// order of arming, so that equal programs have equal histories.
///
/// Belongs to the thread that made it, until that [hands it on][#handTo]; all methods throw
/// [IllegalStateException] in any other, since a second thread would make histories depend on
/// chance. A task may arm timers but neither run others nor wait. What a task throws comes out of
/// the `run` method that ran it; that timer counts as run.
///
/// A blocking call of its owner runs the tasks itself until it is woken, so that a test may simply
/// call `read`. For several threads that block there has to be somebody who passes the time around.
public final class VirtualTime implements Scheduler {
  /// Beyond this, a chain of events that only ever causes events now is taken for an endless one.
  private static final long MOST_EVENTS_AT_ONE_INSTANT = 10_000_000;

  private static final long MOST_EVENTS_UNTIL_IDLE = 10_000_000;

  private Thread owner = Thread.currentThread();
  private final TimerHeap heap = new TimerHeap();
  private final long epochOrigin;
  private long now;
  private long eventsNow;
  private boolean running;
  private boolean woken;

  /// Starts at 2000-01-01T00:00Z, which is far from 1970 so that missing conversions show.
  public VirtualTime() {
    this(Instant.parse("2000-01-01T00:00:00Z"));
  }

  /// Starts at the given wall-clock time.
  ///
  /// @param start what [#epochNanos] says at the start
  /// @throws ArithmeticException if that is not in the years 1677 to 2262
  public VirtualTime(Instant start) {
    epochOrigin =
        Math.addExact(
            Math.multiplyExact(start.getEpochSecond(), TimeUnit.SECONDS.toNanos(1)),
            start.getNano());
  }

  @Override
  public long nanoTime() {
    checkThread();
    return now;
  }

  @Override
  public long epochNanos() {
    return epochOrigin + nanoTime();
  }

  @Override
  public Timer timer(Runnable task) {
    checkThread();
    return new VirtualTimer(task);
  }

  /// Returns the instant of the next task, or [Long#MAX_VALUE] if there is none.
  public long nextAt() {
    checkThread();
    return heap.nextAt();
  }

  /// Moves to the instant of the next task and runs it.
  ///
  /// @return false if there is none
  public boolean runNext() {
    return runNextBy(Long.MAX_VALUE);
  }

  /// Runs tasks until there are none.
  ///
  /// @return how many
  /// @throws IllegalStateException if that takes more than ten million
  public long runUntilIdle() {
    return runUntilIdle(MOST_EVENTS_UNTIL_IDLE);
  }

  /// Runs tasks until there are none.
  ///
  /// @param limit most tasks to run
  /// @return how many were run
  /// @throws IllegalStateException if there is still a task after that many
  public long runUntilIdle(long limit) {
    long events = 0;
    while (nextAt() != Long.MAX_VALUE) {
      if (events == limit) {
        throw new IllegalStateException("not idle after " + limit + " events, at " + now + " ns");
      }
      runNext();
      events++;
    }
    return events;
  }

  /// Lets the given time pass, and runs what is due in it.
  ///
  /// @param duration how long, not negative
  public void runFor(Duration duration) {
    long end = after(duration);
    while (runNextBy(end)) {
      // The task is the work.
    }
    moveTo(end);
  }

  /// Runs tasks until a condition holds, or the given time has passed, or there are no more tasks
  /// in it. The condition is looked at first of all, and after each task. Where it never came to
  /// hold, the whole time has passed.
  ///
  /// @param condition what to wait for
  /// @param limit how long at most, not negative
  /// @return whether the condition holds
  public boolean runUntil(BooleanSupplier condition, Duration limit) {
    long end = after(limit);
    while (!condition.getAsBoolean()) {
      if (!runNextBy(end)) {
        moveTo(end);
        return condition.getAsBoolean();
      }
    }
    return true;
  }

  /// Runs tasks until the thread is woken.
  ///
  /// @throws IllegalStateException if it is a task that waits, or if nothing is left that could end
  ///     the wait
  @Override
  public void park(Object blocker, long nanos) {
    long end = nanos > Long.MAX_VALUE - nanoTime() ? Long.MAX_VALUE : now + nanos;
    while (!woken && runNextBy(end)) {
      // The task is the work.
    }
    if (!woken && end == Long.MAX_VALUE) {
      throw new IllegalStateException("waits for ever: nothing is left that could happen");
    }
    if (!woken) {
      moveTo(end);
    }
    woken = false;
  }

  @Override
  public void unpark(Thread thread) {
    checkThread();
    woken |= thread == owner;
  }

  /// Gives the time to another thread. The caller sees to it that what it did before is visible
  /// there, as any hand-over by way of a lock does.
  ///
  /// @param next whose it is from now on
  /// @throws IllegalStateException if a task is running
  public void handTo(Thread next) {
    checkThread();
    checkNoTask();
    owner = next;
    woken = false;
  }

  private void checkNoTask() {
    if (running) {
      throw new IllegalStateException(
          "a callback (a task of the virtual time) may not wait, nor run other tasks");
    }
  }

  private boolean runNextBy(long end) {
    checkThread();
    checkNoTask();
    TimerHeap.Entry next = heap.poll(end);
    if (next == null) {
      return false;
    }
    moveTo(next.at());
    if (++eventsNow > MOST_EVENTS_AT_ONE_INSTANT) {
      throw new IllegalStateException("time stands still at " + now + " ns: endless events");
    }
    running = true;
    try {
      next.task.run();
    } finally {
      running = false;
    }
    return true;
  }

  private void moveTo(long instant) {
    if (instant > now) {
      now = instant;
      eventsNow = 0;
    }
  }

  private long after(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("duration=" + duration + " is negative");
    }
    return Math.addExact(nanoTime(), duration.toNanos());
  }

  private void checkThread() {
    if (Thread.currentThread() != owner) {
      throw new IllegalStateException(
          "virtual time of " + owner + " used from " + Thread.currentThread());
    }
  }

  private final class VirtualTimer extends TimerHeap.Entry implements Timer {
    VirtualTimer(Runnable task) {
      super(task);
    }

    @Override
    public void arm(long atNanos) {
      checkThread();
      heap.arm(this, Math.max(atNanos, now));
    }

    @Override
    public void cancel() {
      checkThread();
      heap.cancel(this);
    }
  }
}

package io.tcp4j.testkit.time;

import io.tcp4j.link.Scheduler;
import io.tcp4j.link.SystemScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// The machine's time, or a multiple of it, and threads that run when they can.
final class RealTime implements Clockwork {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(1);

  private final SystemScheduler machine = new SystemScheduler("tcp4j-simulation", null);
  private final Scheduler scheduler;
  private final double factor;
  private final List<Started> started = new ArrayList<>();

  /// Those that run.
  private final Map<Thread, Task<?>> running = new ConcurrentHashMap<>();

  private record Started(Task<?> task, Thread thread) {}

  RealTime(double factor) {
    this.factor = factor;
    scheduler = new Killing(factor == 1 ? machine : new ScaledScheduler(machine, factor));
  }

  /// Ends the waits of those that are killed.
  private final class Killing implements Scheduler {
    private final Scheduler inner;

    Killing(Scheduler inner) {
      this.inner = inner;
    }

    @Override
    public long nanoTime() {
      return inner.nanoTime();
    }

    @Override
    public long epochNanos() {
      return inner.epochNanos();
    }

    @Override
    public Timer timer(Runnable task) {
      return inner.timer(task);
    }

    @Override
    public void park(Object blocker, long nanos) {
      throwIfKilled();
      inner.park(blocker, nanos);
      throwIfKilled();
    }

    private void throwIfKilled() {
      Task<?> task = running.get(Thread.currentThread());
      if (task != null) {
        task.throwIfKilled();
      }
    }

    @Override
    public void unpark(Thread thread) {
      inner.unpark(thread);
    }
  }

  @Override
  public void limit(Duration most) {}

  @Override
  public Scheduler scheduler() {
    return scheduler;
  }

  @Override
  public <T> Task<T> spawn(String name, Callable<T> body) {
    Task<T> task = new Task<>(name, body, this);
    Thread thread = Thread.ofVirtual().name(name).unstarted(() -> run(task));
    task.interrupter(thread::interrupt);
    task.waker(() -> LockSupport.unpark(thread));
    synchronized (started) {
      started.add(new Started(task, thread));
    }
    thread.start();
    return task;
  }

  private void run(Task<?> task) {
    running.put(Thread.currentThread(), task);
    try {
      task.run();
    } finally {
      running.remove(Thread.currentThread());
    }
  }

  @Override
  public void sleep(Duration time) {
    boolean unused = await(() -> false, time);
  }

  @Override
  public boolean await(BooleanSupplier condition, Duration limit) {
    long end = scheduler.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      long left = end - scheduler.nanoTime();
      if (left <= 0) {
        return condition.getAsBoolean();
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException(
            Thread.currentThread().getName() + " was interrupted while it waited");
      }
      scheduler.park(this, Math.min(left, (long) (LOOK_AGAIN.toNanos() * factor)));
    }
    return true;
  }

  @Override
  public void close() {
    List<Started> all;
    synchronized (started) {
      all = List.copyOf(started);
    }
    UnseenFailures unseen = UnseenFailures.of(all.stream().map(Started::task).toList());
    all.forEach(one -> one.thread().interrupt());
    machine.close();
    unseen.complain();
  }
}

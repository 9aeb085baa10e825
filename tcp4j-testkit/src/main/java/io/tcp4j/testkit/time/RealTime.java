package io.tcp4j.testkit.time;

import io.tcp4j.link.Scheduler;
import io.tcp4j.link.SystemScheduler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The machine's time, or a multiple of it, and threads that run when they can.
final class RealTime implements Clockwork {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(1);

  /// How long threads may go on when all is over.
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final AtomicReference<@Nullable Throwable> thrownByCallback = new AtomicReference<>();
  private final SystemScheduler machine =
      new SystemScheduler(
          "tcp4j-simulation", (_, thrown) -> thrownByCallback.compareAndSet(null, thrown));
  private final Scheduler scheduler;
  private final double factor;

  /// Those that have not ended.
  private final Map<Thread, Task<?>> running = new ConcurrentHashMap<>();

  /// Those that have ended by a failure, in the order of doing so.
  private final Queue<Task<?>> failed = new ConcurrentLinkedQueue<>();

  private volatile boolean over;

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
    running.put(thread, task);
    thread.start();
    return task;
  }

  private void run(Task<?> task) {
    task.run();
    if (task.unseenFailure() != null && !over) {
      failed.add(task);
    }
    running.remove(Thread.currentThread());
  }

  @Override
  public void sleep(Duration time) {
    boolean unused = await(() -> false, time);
  }

  @Override
  public boolean await(BooleanSupplier condition, Duration limit) {
    long end = scheduler.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      complainOfCallbacks();
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

  private void complainOfCallbacks() {
    switch (thrownByCallback.getAndSet(null)) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      case Throwable other -> throw new IllegalStateException(other);
    }
  }

  @Override
  public void endThreads() {
    if (over) {
      return;
    }
    over = true;
    UnseenFailures unseen = UnseenFailures.of(failed);
    List<Thread> left = List.copyOf(running.keySet());
    left.forEach(Thread::interrupt);
    long end = machine.nanoTime() + GRACE.toNanos();
    try {
      for (Thread thread : left) {
        boolean unused = thread.join(Duration.ofNanos(Math.max(1, end - machine.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // and they are left behind
    }
    unseen.complain();
    complainOfCallbacks();
  }

  @Override
  public void close() {
    try {
      endThreads();
    } finally {
      machine.close();
    }
  }
}

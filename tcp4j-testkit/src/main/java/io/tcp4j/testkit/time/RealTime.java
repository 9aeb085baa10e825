package io.tcp4j.testkit.time;

import io.tcp4j.link.Scheduler;
import io.tcp4j.link.SystemScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/// The machine's time, or a multiple of it, and threads that run when they can.
final class RealTime implements Clockwork {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(1);

  private final SystemScheduler machine = new SystemScheduler("tcp4j-simulation", null);
  private final Scheduler scheduler;
  private final double factor;
  private final List<Started> started = new ArrayList<>();

  private record Started(Task<?> task, Thread thread) {}

  RealTime(double factor) {
    this.factor = factor;
    scheduler = factor == 1 ? machine : new ScaledScheduler(machine, factor);
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
    Thread thread = Thread.ofVirtual().name(name).unstarted(task::run);
    task.interrupter(thread::interrupt);
    synchronized (started) {
      started.add(new Started(task, thread));
    }
    thread.start();
    return task;
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

package io.tcp4j.testkit.time;

import io.tcp4j.link.Scheduler;
import io.tcp4j.link.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Virtual time for blocking code on any number of threads: exactly one of them runs, the one that
/// holds the baton. It hands it on only where it waits inside tcp4j or in this clockwork; and when
/// all wait, the last to run lets events happen until somebody need not wait any more. So the order
/// in which threads run is part of the simulation, and the same each time.
///
/// The thread that makes it holds it first. Who waits elsewhere while he holds it (for a lock of
/// another thread, a queue, a real socket) stops everything; the others find out after some
/// seconds, and say so.
final class Baton implements Clockwork, Scheduler {
  private final VirtualTime time = new VirtualTime();
  private final Turns turns = new Turns();

  // All below belongs to the holder.
  private final Map<Thread, Runner> runners = new LinkedHashMap<>();
  private final List<Runner> waiting = new ArrayList<>();
  private final ArrayDeque<Runner> ready = new ArrayDeque<>();
  private final List<Task<?>> tasks = new ArrayList<>();
  private final Runner first = new Runner("the test", Thread.currentThread());
  private boolean closing;

  Baton() {
    turns.begin(first.thread);
  }

  /// A thread of the simulation.
  private final class Runner {
    final String name;
    final Thread thread;
    final Timer alarm = time.timer(() -> ready(this));

    /// Somebody has unparked it since it last returned from a park.
    boolean woken;

    /// It is among the ready.
    boolean queued;

    /// What it waits for, if it is not to be unparked.
    @Nullable BooleanSupplier until;

    /// What its wait is to end with.
    @Nullable Throwable failure;

    Runner(String name, Thread thread) {
      this.name = name;
      this.thread = thread;
      runners.put(thread, this);
    }
  }

  @Override
  public Scheduler scheduler() {
    return this;
  }

  @Override
  public long nanoTime() {
    return time.nanoTime();
  }

  @Override
  public long epochNanos() {
    return time.epochNanos();
  }

  @Override
  public Timer timer(Runnable task) {
    return time.timer(task);
  }

  @Override
  public void park(Object blocker, long nanos) {
    Runner me = me();
    if (!me.woken) {
      waitFor(me, null, nanos);
    }
    me.woken = false;
  }

  @Override
  public void unpark(Thread thread) {
    Runner runner = time.nanoTime() < 0 ? null : runners.get(thread);
    if (runner != null) {
      runner.woken = true;
      if (waiting.contains(runner) && runner.until == null) {
        ready(runner);
      }
    }
  }

  @Override
  public void sleep(Duration duration) {
    boolean unused = await(() -> false, duration);
  }

  @Override
  public boolean await(BooleanSupplier condition, Duration limit) {
    Runner me = me();
    if (!condition.getAsBoolean()) {
      waitFor(me, condition, limit.toNanos());
    }
    return condition.getAsBoolean();
  }

  private Runner me() {
    Runner me = runners.get(Thread.currentThread());
    if (me == null) {
      throw new IllegalStateException(
          Thread.currentThread() + " is no thread of the simulation: spawn it");
    }
    return me;
  }

  private void waitFor(Runner me, @Nullable BooleanSupplier until, long nanos) {
    if (closing && me != first) {
      throw new IllegalStateException("the simulation is over");
    }
    me.until = until;
    waiting.add(me);
    if (nanos < Long.MAX_VALUE - nanoTime()) {
      me.alarm.arm(nanoTime() + nanos);
    }
    try {
      Runner next = next();
      if (next != me) {
        time.handTo(next.thread);
        turns.handTo(next.thread);
        turns.await(me.thread);
      }
    } finally {
      waiting.remove(me);
      me.until = null;
    }
    me.alarm.cancel();
    throwFailure(me);
  }

  private static void throwFailure(Runner me) {
    Throwable failure = me.failure;
    me.failure = null;
    switch (failure) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException runtime -> throw runtime;
      default -> throw new IllegalStateException(failure);
    }
  }

  private void ready(Runner runner) {
    if (!runner.queued) {
      runner.queued = true;
      ready.add(runner);
    }
  }

  private void fail(Runner runner, Throwable failure) {
    runner.failure = failure;
    ready(runner);
  }

  /// Lets events happen until somebody is ready to run.
  private Runner next() {
    Runner next;
    while ((next = ready.poll()) == null) {
      if (!somebodyHasWhatHeWaitsFor()) {
        letOneEventHappen();
      }
    }
    next.queued = false;
    return next;
  }

  private boolean somebodyHasWhatHeWaitsFor() {
    for (Runner runner : waiting) {
      if (runner.until != null && holds(runner, runner.until)) {
        ready(runner);
      }
    }
    return !ready.isEmpty();
  }

  private boolean holds(Runner runner, BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (RuntimeException | Error thrown) {
      runner.failure = thrown;
      return true;
    }
  }

  private void letOneEventHappen() {
    turns.progress();
    try {
      if (!time.runNext()) {
        fail(first, new IllegalStateException("nothing is left that could happen, and all wait"));
      }
    } catch (RuntimeException | Error thrown) {
      fail(first, thrown);
    }
  }

  @Override
  public <T> Task<T> spawn(String name, Callable<T> body) {
    Runner parent = me();
    Task<T> task = new Task<>(name, body, this);
    Thread[] thread = new Thread[1];
    thread[0] = Thread.ofVirtual().name(name).unstarted(() -> run(thread[0], task));
    Runner runner = new Runner(name, thread[0]);
    task.interrupter(
        () -> {
          runner.thread.interrupt();
          unpark(runner.thread);
        });
    tasks.add(task);
    ready(runner);
    thread[0].start();
    assert parent == me();
    return task;
  }

  private void run(Thread thread, Task<?> task) {
    turns.await(thread);
    if (!closing) {
      task.run();
    }
    runners.remove(thread);
    Runner next = next();
    time.handTo(next.thread);
    turns.handTo(next.thread);
  }

  @Override
  public void close() {
    Throwable unseen =
        tasks.stream().map(Task::unseenFailure).filter(f -> f != null).findFirst().orElse(null);
    String open =
        runners.values().stream()
            .filter(runner -> runner != first)
            .map(runner -> runner.name)
            .collect(Collectors.joining(", "));
    closing = true;
    for (Runner runner : List.copyOf(waiting)) {
      fail(runner, new IllegalStateException("the simulation is over, and still waits: " + open));
    }
    await(() -> runners.size() == 1, Duration.ZERO);
    if (unseen != null) {
      throw new IllegalStateException("a thread of the simulation failed", unseen);
    }
  }
}

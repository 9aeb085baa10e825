package io.tcp4j.testkit.time;

import io.tcp4j.link.Scheduler;
import io.tcp4j.link.VirtualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
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
  /// How often a thread of a simulation that is over may try to wait before it is left behind.
  private static final int REFUSALS = 100;

  private static final String INTERRUPTED = "interrupted; now are";

  private final VirtualTime time = new VirtualTime();
  private final Turns turns;

  // All below belongs to the holder.
  private final Map<Thread, Runner> runners = new LinkedHashMap<>();
  private final List<Runner> waiting = new ArrayList<>();
  private final ArrayDeque<Runner> ready = new ArrayDeque<>();

  /// Those that have not ended, or have failed.
  private final Set<Task<?>> tasks = new LinkedHashSet<>();

  private final Runner first = new Runner("the test", Thread.currentThread(), null);
  private long limit = Duration.ofDays(1).toNanos();
  private boolean closing;

  Baton() {
    this(Duration.ofSeconds(1));
  }

  /// @param look see [Turns]
  Baton(Duration look) {
    turns = new Turns(first.thread, look);
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

    /// What its wait is to end with; asked by itself, so that a stack trace is its own.
    @Nullable Supplier<? extends Throwable> failure;

    /// How often it has tried to wait when all was over.
    int refused;

    /// What it runs, if the simulation has spawned it.
    final @Nullable Task<?> task;

    Runner(String name, Thread thread, @Nullable Task<?> task) {
      this.name = name;
      this.thread = thread;
      this.task = task;
      runners.put(thread, this);
    }

    void throwIfKilled() {
      if (task != null) {
        task.throwIfKilled();
      }
    }
  }

  @Override
  public void limit(Duration most) {
    limit = most.toNanos();
  }

  @Override
  public Scheduler scheduler() {
    return this;
  }

  @Override
  public long nanoTime() {
    try {
      return time.nanoTime();
    } catch (IllegalStateException e) {
      return instant();
    }
  }

  @Override
  public long epochNanos() {
    return time.epochNanos();
  }

  @Override
  public Timer timer(Runnable task) {
    long unused = nanoTime(); // turns strangers away
    return time.timer(task);
  }

  /// Of a simulation that has got stuck the first thread can still tell what time it was.
  private long instant() {
    if (turns.stuck() != null && Thread.currentThread() == first.thread) {
      return turns.instant();
    }
    throw turnedAway();
  }

  private IllegalStateException turnedAway() {
    String stuck = turns.stuck();
    return new IllegalStateException(
        stuck != null
            ? stuck
            : Thread.currentThread()
                + " is no thread of the simulation: spawn it, or take real time, where all threads"
                + " are welcome (JUnit's @Timeout in a separate thread makes such threads, too)");
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
    long unused = nanoTime(); // turns strangers away
    Runner runner = runners.get(thread);
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
    if (condition.getAsBoolean()) {
      return true;
    }
    checkNotInterrupted(me);
    waitFor(me, condition, limit.toNanos());
    checkNotInterrupted(me);
    return condition.getAsBoolean();
  }

  private void checkNotInterrupted(Runner me) {
    if (me == first && turns.takeInterrupt()) {
      throw new IllegalStateException(INTERRUPTED + everybody());
    }
    if (me.thread.isInterrupted()) {
      throw new IllegalStateException(me.name + " was interrupted while it waited");
    }
  }

  private Runner me() {
    Runner me = runners.get(Thread.currentThread());
    if (me == null || turns.stuck() != null) {
      throw turnedAway();
    }
    return me;
  }

  private void waitFor(Runner me, @Nullable BooleanSupplier until, long nanos) {
    if (closing && me != first) {
      refuse(me);
    }
    me.throwIfKilled();
    me.until = until;
    waiting.add(me);
    if (nanos < Long.MAX_VALUE - nanoTime()) {
      me.alarm.arm(nanoTime() + nanos);
    }
    Runner next = next();
    if (next != me) {
      pass(next);
      turns.await(me.thread);
    }
    waiting.remove(me);
    me.until = null;
    me.alarm.cancel();
    me.throwIfKilled();
    throwFailure(me);
  }

  private static void throwFailure(Runner me) {
    Supplier<? extends Throwable> failure = me.failure;
    me.failure = null;
    switch (failure == null ? null : failure.get()) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException runtime -> throw runtime;
      case Throwable other -> throw new IllegalStateException(other);
    }
  }

  private void pass(Runner next) {
    turns.instant(time.nanoTime());
    time.handTo(next.thread);
    turns.handTo(next.thread);
  }

  private void ready(Runner runner) {
    if (!runner.queued) {
      runner.queued = true;
      ready.add(runner);
    }
  }

  private void fail(Runner runner, Supplier<? extends Throwable> failure) {
    runner.failure = failure;
    ready(runner);
  }

  /// Ends the wait of the first thread, which gets to know where all threads are.
  private void failFirst(String what) {
    UnseenFailures unseen = UnseenFailures.of(tasks);
    String message = what + everybody();
    fail(first, () -> unseen.with(message));
  }

  private String everybody() {
    return runners.values().stream()
        .map(runner -> "%n  %s: %s".formatted(runner.name, RollCall.whereabouts(runner.thread)))
        .collect(Collectors.joining());
  }

  /// Lets events happen until somebody is ready to run.
  private Runner next() {
    if (turns.takeInterrupt()) {
      failFirst(INTERRUPTED);
    }
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

  private static boolean holds(Runner runner, BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (RuntimeException | Error thrown) {
      runner.failure = () -> thrown;
      return true;
    }
  }

  private void letOneEventHappen() {
    turns.progress();
    if (turns.takeInterrupt()) {
      failFirst(INTERRUPTED);
      return;
    }
    long at = time.nextAt();
    if (at == Long.MAX_VALUE) {
      failFirst("nothing is left that could happen, and all wait:");
      return;
    }
    if (at > limit && !closing) {
      failFirst(
          "not over after %s of virtual time, which is the limit; now are"
              .formatted(Duration.ofNanos(limit)));
      return;
    }
    try {
      time.runNext();
    } catch (RuntimeException | Error thrown) {
      fail(first, () -> thrown);
    }
  }

  @Override
  public <T> Task<T> spawn(String name, Callable<T> body) {
    long unused = nanoTime(); // turns strangers away; a callback may spawn, too
    Task<T> task = new Task<>(name, body, this);
    Thread[] thread = new Thread[1];
    thread[0] = Thread.ofVirtual().name(name).unstarted(() -> run(thread[0], task));
    Runner runner = new Runner(name, thread[0], task);
    task.interrupter(() -> interrupt(runner));
    task.waker(() -> wake(runner));
    tasks.add(task);
    ready(runner);
    thread[0].start();
    return task;
  }

  private void interrupt(Runner runner) {
    long unused = nanoTime(); // turns strangers away
    runner.thread.interrupt();
    runner.woken = true;
    wake(runner);
  }

  private void wake(Runner runner) {
    if (waiting.contains(runner)) {
      ready(runner);
    }
  }

  private void run(Thread thread, Task<?> task) {
    try {
      turns.await(thread);
    } catch (IllegalStateException e) {
      return; // the first thread hears of it
    }
    if (!closing) {
      task.run();
    }
    if (turns.stuck() != null) {
      return;
    }
    runners.remove(thread);
    if (task.unseenFailure() == null) {
      tasks.remove(task);
    }
    pass(next());
  }

  @Override
  public void close() {
    endThreads();
  }

  @Override
  public void endThreads() {
    me();
    if (closing) {
      return;
    }
    UnseenFailures unseen = UnseenFailures.of(tasks);
    closing = true;
    for (Runner runner : List.copyOf(waiting)) {
      fail(runner, () -> over(runner));
    }
    await(() -> runners.size() == 1, Duration.ZERO);
    unseen.complain();
  }

  private static SimulationOver over(Runner runner) {
    return new SimulationOver("the simulation is over, and " + runner.name + " still waits");
  }

  /// A simulation that is over has no more waits. Who tries again and again, whatever he is told,
  /// is left where he is: a thread that nobody will ever run.
  private void refuse(Runner me) {
    if (++me.refused < REFUSALS) {
      throw over(me);
    }
    runners.remove(me.thread);
    pass(next());
    while (true) {
      LockSupport.park(this);
      boolean unused = Thread.interrupted();
    }
  }
}

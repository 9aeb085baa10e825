package io.tcp4j.testkit.time;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// A thread of a simulation, and what came of it.
///
/// @param <T> what it returns
public final class Task<T> {
  private static final Duration FOREVER = Duration.ofDays(365);

  private final String name;
  private @Nullable Callable<T> body;
  private final Clockwork clockwork;
  private @Nullable T result;
  private @Nullable Throwable failure;
  private volatile boolean done;
  private volatile boolean asked;
  private volatile @Nullable String killedBecause;
  private Runnable interrupter = () -> {};
  private Runnable waker = () -> {};

  Task(String name, Callable<T> body, Clockwork clockwork) {
    this.name = name;
    this.body = body;
    this.clockwork = clockwork;
  }

  void run() {
    try {
      throwIfKilled();
      result = Objects.requireNonNull(body).call();
    } catch (Throwable thrown) {
      failure = thrown;
    } finally {
      body = null; // whatever it has kept alive may go
      done = true;
    }
  }

  void interrupter(Runnable how) {
    interrupter = how;
  }

  /// Sets how its wait is ended when it is killed.
  void waker(Runnable how) {
    waker = how;
  }

  /// Called by the thread itself, where it is about to wait or has waited.
  ///
  /// @throws TaskKilled if it was killed
  void throwIfKilled() {
    String why = killedBecause;
    if (why != null) {
      throw new TaskKilled(name + " was killed: " + why);
    }
  }

  /// Returns its name.
  public String name() {
    return name;
  }

  /// Whether it has ended.
  public boolean isDone() {
    return done;
  }

  /// Interrupts the thread: a call of tcp4j in which it waits ends as it does for any thread. (In
  /// virtual time `Thread.interrupt` would not do: nobody could say when the thread noticed.)
  public void interrupt() {
    interrupter.run();
  }

  /// Ends the thread as a crash of its machine would: where it waits, and wherever it waits from
  /// now on, that fails with [TaskKilled]. What it throws is no failure of the simulation any more.
  /// Does nothing if it has ended.
  ///
  /// @param why for people
  public void kill(String why) {
    if (!done) {
      killedBecause = why;
      waker.run();
    }
  }

  /// Waits in the simulation's time until it has ended.
  ///
  /// @return what it returned; may be null if its body may
  /// @throws ExecutionException if it threw, with that as the cause
  public T get() throws ExecutionException {
    return get(FOREVER);
  }

  /// Waits until it has ended.
  ///
  /// @param limit how long at most, in the simulation's time
  /// @return what it returned
  /// @throws ExecutionException if it threw, with that as the cause
  /// @throws IllegalStateException if it has not ended by then
  @SuppressWarnings("NullAway") // null only where T may be null
  public T get(Duration limit) throws ExecutionException {
    if (!clockwork.await(this::isDone, limit)) {
      throw new IllegalStateException(name + " has not ended after " + limit);
    }
    asked = true;
    if (failure != null) {
      throw new ExecutionException(name + " failed: " + failure, failure);
    }
    return result;
  }

  /// Returns what it threw if nobody has asked, and nobody has killed it; else null.
  @Nullable Throwable unseenFailure() {
    return done && !asked && killedBecause == null ? failure : null;
  }

  @Override
  public String toString() {
    return name + (done ? " (ended)" : "");
  }
}

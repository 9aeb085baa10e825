package io.tcp4j.testkit.time;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whose turn it is: of all threads of a [Baton] one runs, the others wait here. Thread-safe, and
/// what one did before it handed on is visible to the next.
final class Turns {
  /// At how many looks in a row nothing may have happened.
  private static final int PATIENCE = 5;

  private static final int SHOWN_FRAMES = 12;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Thread, Condition> conditions = new HashMap<>();
  private final Thread first;
  private final long look;
  private @Nullable Thread holder;
  private volatile @Nullable String stuck;
  private volatile long instant;

  /// The first thread was interrupted while it waited here, and nobody has seen to it yet.
  private volatile boolean interrupt;

  /// Grows with everything that happens.
  private volatile long progress;

  /// @param first the thread whose turn it is in the beginning, and that hears of what is wrong
  /// @param look how often those who wait look whether anything happens, in real time. The one
  ///     whose turn it is may wait for five looks; once the first thread was interrupted, so that
  ///     somebody wants the end, it may not even run on for longer
  Turns(Thread first, Duration look) {
    this.first = first;
    this.look = look.toNanos();
    handTo(first);
  }

  /// Why nothing can go on any more, or null if it can.
  @Nullable String stuck() {
    return stuck;
  }

  /// The time of the simulation when the turn went to somebody else for the last time.
  long instant() {
    return instant;
  }

  /// See [#instant()]. By the holder only.
  void instant(long now) {
    instant = now;
  }

  /// Whether the first thread was interrupted since this was asked. By the holder only.
  boolean takeInterrupt() {
    if (Thread.currentThread() == first && Thread.interrupted()) {
      return true;
    }
    boolean was = interrupt;
    interrupt = false;
    return was;
  }

  /// Something happened. By the holder only.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void progress() {
    progress++;
  }

  /// Makes it another thread's turn. By the holder only.
  void handTo(Thread next) {
    lock.lock();
    try {
      progress();
      holder = next;
      condition(next).signal();
    } finally {
      lock.unlock();
    }
  }

  private Condition condition(Thread thread) {
    return conditions.computeIfAbsent(thread, t -> lock.newCondition());
  }

  /// Waits for the turn of the calling thread. An interrupt does not end that. It is kept; that of
  /// the first thread is left for the holder to see to.
  ///
  /// @throws IllegalStateException if the one whose turn it is waits where nobody sees it
  void await(Thread me) {
    boolean interrupted = false;
    boolean impatient = false;
    long seen = progress;
    int looks = 0;
    lock.lock();
    try {
      while (holder != me) {
        if (stuck != null) {
          throw new IllegalStateException(stuck);
        }
        try {
          if (condition(me).awaitNanos(look) <= 0) {
            Thread running = holder;
            boolean idle = progress == seen && running != null && (impatient || waits(running));
            looks = idle ? looks + 1 : 0;
            seen = progress;
            if (running != null && looks == PATIENCE) {
              foundOut(running);
            }
          }
        } catch (InterruptedException _) {
          if (me == first) {
            interrupt = true;
            impatient = true;
          } else {
            interrupted = true;
          }
        }
      }
      conditions.remove(me);
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void foundOut(Thread running) {
    stuck =
        """
        %s holds the baton and %s, at
        %s
        In virtual time threads wait for each other in SimulatedNetwork.await, in Task.get and on \
        sockets; code that has locks, latches or queues of its own runs in scaled or real time"""
            .formatted(
                running.getName().isEmpty() ? running : running.getName(),
                waits(running) ? "waits outside of the simulation" : "runs on",
                Stream.of(running.getStackTrace())
                    .limit(SHOWN_FRAMES)
                    .map(frame -> "  " + frame)
                    .collect(Collectors.joining(System.lineSeparator())));
    conditions.values().forEach(Condition::signal);
    running.interrupt();
  }

  private static boolean waits(Thread thread) {
    return switch (thread.getState()) {
      case BLOCKED, WAITING, TIMED_WAITING -> true;
      case NEW, RUNNABLE, TERMINATED -> false;
    };
  }
}

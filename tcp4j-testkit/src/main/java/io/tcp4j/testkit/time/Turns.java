package io.tcp4j.testkit.time;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whose turn it is: of all threads of a [Baton] one runs, the others wait here. Thread-safe, and
/// what one did before it handed on is visible to the next.
final class Turns {
  /// How often to look whether the thread whose turn it is waits, in real time.
  private static final long LOOK_SECONDS = 1;

  /// At how many looks in a row it may wait while nothing happens.
  private static final int PATIENCE = 5;

  private static final int SHOWN_FRAMES = 12;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Thread, Condition> conditions = new HashMap<>();
  private @Nullable Thread holder;
  private @Nullable String stuck;

  /// Grows with everything that happens.
  private volatile long progress;

  void begin(Thread thread) {
    handTo(thread);
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

  /// Waits for the turn of the calling thread. An interrupt does not end that; it is kept.
  ///
  /// @throws IllegalStateException if the one whose turn it is waits where nobody sees it
  void await(Thread me) {
    boolean interrupted = false;
    long seen = progress;
    int looks = 0;
    lock.lock();
    try {
      while (holder != me) {
        if (stuck != null) {
          throw new IllegalStateException(stuck);
        }
        try {
          if (!condition(me).await(LOOK_SECONDS, TimeUnit.SECONDS)) {
            Thread running = holder;
            looks = running != null && progress == seen && waits(running) ? looks + 1 : 0;
            seen = progress;
            if (running != null && looks == PATIENCE) {
              foundOut(running);
            }
          }
        } catch (InterruptedException _) {
          interrupted = true;
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
        %s holds the baton and waits outside of the simulation, at
        %s
        In virtual time threads wait for each other in SimulatedNetwork.await, in Task.get and on \
        sockets; code that has locks, latches or queues of its own runs in scaled or real time"""
            .formatted(
                running,
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

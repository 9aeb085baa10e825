package io.tcp4j.link;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The scheduler of real time. One daemon platform thread runs the tasks; it sleeps until the next
/// one is due, and is woken only by an arming that comes before that.
///
/// A task that throws does not harm the others: what it threw goes to the uncaught-exception
/// handler and the thread goes on. Thread-safe. [#close] forgets all timers and ends the thread;
/// arming thereafter does nothing.
public final class SystemScheduler implements Scheduler, AutoCloseable {
  private final long origin = System.nanoTime();
  private final long epochOrigin = epochNanosNow();
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final TimerHeap heap = new TimerHeap();

  /// The instant until which the thread sleeps or is about to; 0 while it looks at the heap anyway.
  private long sleepsUntil;

  private boolean closed;

  /// Makes a scheduler whose thread is called `tcp4j-scheduler` and reports what tasks throw to the
  /// default uncaught-exception handler.
  public SystemScheduler() {
    this("tcp4j-scheduler", null);
  }

  /// Makes a scheduler and starts its thread.
  ///
  /// @param threadName name of the thread
  /// @param uncaught whom to tell what tasks throw; null for the default uncaught-exception handler
  public SystemScheduler(String threadName, Thread.@Nullable UncaughtExceptionHandler uncaught) {
    thread = Thread.ofPlatform().name(threadName).daemon().unstarted(this::run);
    if (uncaught != null) {
      thread.setUncaughtExceptionHandler(uncaught);
    }
    thread.start();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime() - origin;
  }

  @Override
  public long epochNanos() {
    return epochOrigin + nanoTime();
  }

  @Override
  public Timer timer(Runnable task) {
    return new SystemTimer(task);
  }

  @Override
  public void park(Object blocker, long nanos) {
    LockSupport.parkNanos(blocker, nanos);
  }

  @Override
  public void unpark(Thread waiting) {
    LockSupport.unpark(waiting);
  }

  /// Forgets all timers and ends the thread; a task that is running finishes. Does not wait for it.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      heap.clear();
    } finally {
      lock.unlock();
    }
    LockSupport.unpark(thread);
  }

  private void run() {
    while (true) {
      long now = nanoTime();
      TimerHeap.Entry due;
      long next;
      lock.lock();
      try {
        if (closed) {
          return;
        }
        due = heap.poll(now);
        next = heap.nextAt();
        sleepsUntil = due == null ? next : 0;
      } finally {
        lock.unlock();
      }
      if (due != null) {
        runTask(due.task);
      } else if (next == Long.MAX_VALUE) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, next - now);
      }
    }
  }

  private void runTask(Runnable task) {
    try {
      task.run();
    } catch (Throwable thrown) {
      report(thrown);
    } finally {
      // A task that interrupts this thread must not keep it from ever sleeping again.
      Thread.interrupted();
    }
  }

  private void report(Throwable thrown) {
    try {
      thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
    } catch (Throwable ignored) {
      // As for any thread: what the handler of last resort throws is nobody's business.
    }
  }

  private static long epochNanosNow() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  private final class SystemTimer extends TimerHeap.Entry implements Timer {
    SystemTimer(Runnable task) {
      super(task);
    }

    @Override
    public void arm(long atNanos) {
      boolean wake;
      lock.lock();
      try {
        if (closed) {
          return;
        }
        heap.arm(this, atNanos);
        wake = atNanos < sleepsUntil;
        if (wake) {
          sleepsUntil = 0;
        }
      } finally {
        lock.unlock();
      }
      if (wake) {
        LockSupport.unpark(thread);
      }
    }

    @Override
    public void cancel() {
      lock.lock();
      try {
        heap.cancel(this);
      } finally {
        lock.unlock();
      }
    }
  }
}

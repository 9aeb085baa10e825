package io.tcp4j.stack.tcp;

import io.tcp4j.link.Scheduler;
import org.jspecify.annotations.Nullable;

/// Callers that wait for something to become possible, each for something of its own, in the order
/// in which they came.
///
/// Not thread-safe: all methods but [#wake] and those of [Waiter] are called under the lock of
/// whatever is waited for. To wait, register, look again whether it is not possible already, and
/// only then park; the order is what makes sure that no wake-up is missed.
final class WaitPoint {
  private @Nullable Waiter first;

  /// Adds a waiter.
  void add(Waiter waiter) {
    Waiter last = first;
    while (last != null && last.next != null) {
      last = last.next;
    }
    if (last == null) {
      first = waiter;
    } else {
      last.next = waiter;
    }
  }

  /// Takes a waiter out, if it is still there.
  void remove(Waiter waiter) {
    take(other -> other == waiter);
  }

  /// Takes out all who wait for at least one of these bits.
  ///
  /// @return them as a chain, for [#wake]; null if there are none
  @Nullable Waiter takeFor(int bits) {
    return take(waiter -> (waiter.interest & bits) != 0);
  }

  /// Takes out who has waited longest.
  ///
  /// @return null if there is nobody
  @Nullable Waiter takeFirst() {
    Waiter taken = first;
    if (taken != null) {
      first = taken.next;
      taken.next = null;
    }
    return taken;
  }

  private interface Choice {
    boolean chosen(Waiter waiter);
  }

  private @Nullable Waiter take(Choice choice) {
    Waiter firstTaken = null;
    Waiter lastTaken = null;
    Waiter lastKept = null;
    Waiter waiter = first;
    first = null;
    while (waiter != null) {
      Waiter next = waiter.next;
      waiter.next = null;
      if (choice.chosen(waiter)) {
        firstTaken = lastTaken == null ? waiter : firstTaken;
        lastTaken = append(lastTaken, waiter);
      } else {
        first = lastKept == null ? waiter : first;
        lastKept = append(lastKept, waiter);
      }
      waiter = next;
    }
    return firstTaken;
  }

  private static Waiter append(@Nullable Waiter last, Waiter waiter) {
    if (last != null) {
      last.next = waiter;
    }
    return waiter;
  }

  /// Wakes a chain of waiters. To be called without any lock.
  static void wake(@Nullable Waiter chain) {
    Waiter waiter = chain;
    while (waiter != null) {
      // Once woken it may be added somewhere else.
      Waiter next = waiter.next;
      waiter.next = null;
      waiter.woken = true;
      waiter.scheduler.unpark(waiter.thread);
      waiter = next;
    }
  }

  /// One waiting thread, platform or virtual.
  static final class Waiter {
    private final Thread thread = Thread.currentThread();
    private final int interest;
    private final Scheduler scheduler;
    private volatile boolean woken;
    private @Nullable Waiter next;

    /// Makes a waiter for the calling thread.
    ///
    /// @param interest bits, one of which it waits for
    /// @param scheduler how it waits
    Waiter(int interest, Scheduler scheduler) {
      this.interest = interest;
      this.scheduler = scheduler;
    }

    Thread thread() {
      return thread;
    }

    /// Whether it was woken; then it is registered no longer.
    boolean woken() {
      return woken;
    }

    /// Parks until woken, interrupted, or the time is over; or returns early without a reason.
    ///
    /// @param nanos how long at most
    void park(long nanos) {
      if (!woken) {
        scheduler.park(this, nanos);
      }
    }
  }
}

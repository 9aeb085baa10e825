package io.tcp4j.stack.tcp;

import io.tcp4j.link.Scheduler;
import io.tcp4j.stack.tcp.WaitPoint.Waiter;
import java.util.function.IntSupplier;

/// Turns a call that does not block into one that does, for platform and virtual threads alike.
public final class BlockingCall {
  /// What [#run] returns when the time is over.
  public static final int TIMED_OUT = Integer.MIN_VALUE;

  /// What [#run] returns when the thread was interrupted; its interrupt status stays set.
  public static final int INTERRUPTED = Integer.MIN_VALUE + 1;

  /// How long to wait for ever.
  static final long FOREVER = Long.MAX_VALUE;

  private BlockingCall() {}

  /// Tries until there is a result.
  ///
  /// @param on what has to change for another try to be worth while
  /// @param interest which changes
  /// @param attempt the call; 0 means not yet
  /// @param nanos how long to wait, [#FOREVER] for ever
  /// @param interruptible whether an interrupt ends the wait; its status stays set in any case
  /// @param scheduler clock, and how to wait
  /// @return what the attempt returned, or one of the constants
  static int run(
      Waitable on,
      int interest,
      IntSupplier attempt,
      long nanos,
      boolean interruptible,
      Scheduler scheduler) {
    boolean interrupted = false;
    long start = nanos == FOREVER ? 0 : scheduler.nanoTime();
    Waiter waiter = new Waiter(interest, scheduler);
    on.register(waiter);
    try {
      while (true) {
        int result = attempt.getAsInt();
        long left = nanos == FOREVER ? FOREVER : start + nanos - scheduler.nanoTime();
        if (result == 0 && left <= 0) {
          result = TIMED_OUT;
        } else if (result == 0 && interruptible && Thread.currentThread().isInterrupted()) {
          result = INTERRUPTED;
        }
        if (result != 0) {
          return result;
        }
        if (!interruptible && Thread.interrupted()) {
          interrupted = true; // told to the caller later: it would not let the thread park
        }
        waiter.park(left);
        if (waiter.woken()) {
          waiter = new Waiter(interest, scheduler);
          on.register(waiter);
        }
      }
    } finally {
      on.unregister(waiter);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

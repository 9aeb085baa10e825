package io.tcp4j.stack.tcp;

import io.tcp4j.link.Scheduler;
import io.tcp4j.stack.tcp.WaitPoint.Waiter;
import org.jspecify.annotations.Nullable;

/// Lets one thread at a time into calls that may wait, in the order in which they came. A thread
/// that is inside may enter again. Thread-safe.
///
/// It is a lock that may be held while its holder waits: those in line wait by way of the
/// [Scheduler], as the one inside does, so that a simulation sees that they do.
public final class Turnstile implements Waitable {
  private static final int MY_TURN = 1;

  private final Scheduler scheduler;

  // Guarded by this.
  private final WaitPoint line = new WaitPoint();
  private @Nullable Thread inside;
  private int entries;

  Turnstile(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /// Goes in, waiting for those who came earlier. An interrupt does not end that; it is kept.
  ///
  /// @param nanos how long at most, above 0; [Long#MAX_VALUE] for ever
  /// @return what is left of that time; 0 or less if it is over, and then the caller is not inside
  public long enter(long nanos) {
    if (tryEnter()) {
      return nanos;
    }
    boolean timed = nanos != BlockingCall.FOREVER;
    long end = timed ? scheduler.nanoTime() + nanos : 0;
    boolean waited = false;
    try {
      BlockingCall.run(this, MY_TURN, () -> takeTurn() ? 1 : 0, nanos, false, scheduler);
      waited = true;
    } finally {
      if (!waited && isInside()) {
        leave(); // the simulation is over, or the like
      }
    }
    long left = timed ? end - scheduler.nanoTime() : nanos;
    if (left <= 0 && isInside()) {
      leave();
    }
    return left;
  }

  private synchronized boolean tryEnter() {
    if (inside == null || inside == Thread.currentThread()) {
      inside = Thread.currentThread();
      entries++;
      return true;
    }
    return false;
  }

  /// Whether it is the turn of the calling thread, which has registered: either it was let in by
  /// whoever left, or that one left before it was in line.
  private synchronized boolean takeTurn() {
    return inside == Thread.currentThread() || tryEnter();
  }

  private synchronized boolean isInside() {
    return inside == Thread.currentThread();
  }

  /// Goes out, and lets in whoever has waited longest. To be called as often as [#enter].
  public void leave() {
    Waiter next = null;
    synchronized (this) {
      entries--;
      if (entries == 0) {
        next = line.takeFirst();
        inside = next == null ? null : next.thread();
        entries = next == null ? 0 : 1;
      }
    }
    WaitPoint.wake(next);
  }

  @Override
  public synchronized void register(Waiter waiter) {
    line.add(waiter);
  }

  @Override
  public synchronized void unregister(Waiter waiter) {
    line.remove(waiter);
  }
}

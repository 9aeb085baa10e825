package io.tcp4j.stack.time;

/// One deadline in a [TimerService]. Meant to be extended by the object that waits, so that a
/// deadline costs no object of its own.
public abstract class TimerEntry {
  static final int NOT_QUEUED = -1;
  static final int RETIRED = -2;

  /// Written under the service's lock; read without it by [TimerService#atLatest], which only wants
  /// to know whether taking the lock is worth while.
  volatile long deadline = Long.MAX_VALUE;

  /// Breaks ties between equal deadlines: who was queued first fires first.
  long order;

  /// Place in the heap, or one of the two constants.
  int index = NOT_QUEUED;

  /// Called once for each time that the entry was queued, on the scheduler's thread, holding no
  /// lock. May be early: a deadline that moved later is not moved in the queue, so look at the
  /// clock and queue again.
  ///
  /// @param now time of the scheduler, in nanoseconds
  protected abstract void expired(long now);
}

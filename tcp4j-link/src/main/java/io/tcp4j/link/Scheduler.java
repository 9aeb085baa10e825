package io.tcp4j.link;

/// Time, tasks that run at a given time, and threads that wait: in real time [SystemScheduler], in
/// a simulation [VirtualTime].
public interface Scheduler {
  /// Returns the time in nanoseconds since the scheduler was made. Never negative, never goes back:
  /// instants compare with a plain `<`, and [Long#MAX_VALUE] serves as "never".
  long nanoTime();

  /// Returns the wall-clock time in nanoseconds since 1970-01-01T00:00Z, for people and capture
  /// files. It is the wall-clock time at which the scheduler was made plus [#nanoTime], so it does
  /// not follow later corrections of the clock. Good until the year 2262.
  long epochNanos();

  /// Makes a timer, not armed.
  ///
  /// @param task what it runs, on the scheduler's thread; it must be short and must not block
  Timer timer(Runnable task);

  /// Makes the calling thread wait until it is [woken][#unpark] or interrupted, or the time is
  /// over; may also return early without a reason, so callers look again whether they still have to
  /// wait. Returns at once if the thread was woken since it last returned from here.
  ///
  /// @param blocker what it waits for, for thread dumps
  /// @param nanos how long at most; [Long#MAX_VALUE] for ever
  void park(Object blocker, long nanos);

  /// Ends the [#park] of a thread, or the next one that it begins. May be called by any thread that
  /// may use this scheduler.
  ///
  /// @param thread whom to wake
  void unpark(Thread thread);

  /// Runs its task once each time that it is armed. Arming allocates nothing, so a timer is made
  /// once and armed as often as needed.
  ///
  /// Of several timers that are due, the one that was armed for the earlier instant runs first, and
  /// among those for the same instant the one that was armed first.
  interface Timer {
    /// Makes the task run at the given instant, or as soon as possible if that has passed. Replaces
    /// an earlier arming whose task is not about to run yet. May be called by any thread, also by
    /// the task itself.
    ///
    /// @param atNanos instant by [Scheduler#nanoTime]; [Long#MAX_VALUE] never comes, so that this
    ///     is to cancel
    void arm(long atNanos);

    /// Takes an arming back. A task that runs, or that another thread is about to run, is not
    /// stopped. May be called by any
    /// thread, also by the task itself.
    void cancel();
  }
}

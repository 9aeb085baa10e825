package io.tcp4j.testkit.time;

/// Ends the thread of a [Task] that was [killed][Task#kill]: whatever it waits for ends with this.
/// An error, so that a program that outlives its exceptions ends by it all the same.
public final class TaskKilled extends Error {
  private static final long serialVersionUID = 1;

  TaskKilled(String message) {
    super(message);
  }
}

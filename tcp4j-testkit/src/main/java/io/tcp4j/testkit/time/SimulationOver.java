package io.tcp4j.testkit.time;

/// Ends a thread that still waits when its simulation is over. An error, and not an exception: a
/// program that logs exceptions and goes on would never end.
final class SimulationOver extends Error {
  private static final long serialVersionUID = 1;

  SimulationOver(String message) {
    super(message);
  }
}

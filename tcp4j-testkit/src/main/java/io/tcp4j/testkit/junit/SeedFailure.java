package io.tcp4j.testkit.junit;

/// A seed failed; the cause is what the test threw. The message says how to run it again, and what
/// files tell of it.
public final class SeedFailure extends AssertionError {
  private static final long serialVersionUID = 1;

  SeedFailure(String message, Throwable cause) {
    super(message, cause);
  }
}

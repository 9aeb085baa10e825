package io.tcp4j.testkit.packetdrill.code;

/// An `assert` of a script does not hold.
public final class AssertionFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  AssertionFailure(String message) {
    super(message);
  }
}

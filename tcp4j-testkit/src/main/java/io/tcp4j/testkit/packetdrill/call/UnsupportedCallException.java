package io.tcp4j.testkit.packetdrill.call;

/// A script asks for something that this interpreter, or the stack, does not have: the script is
/// skipped, not failed.
public final class UnsupportedCallException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// @param what what it asks for
  public UnsupportedCallException(String what) {
    super(what);
  }
}

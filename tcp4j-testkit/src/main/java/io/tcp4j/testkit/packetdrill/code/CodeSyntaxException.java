package io.tcp4j.testkit.packetdrill.code;

/// Code that is no Python, or more of it than is understood here.
public final class CodeSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  CodeSyntaxException(String message) {
    super(message);
  }
}

package io.tcp4j.cli.demo.world;

import java.io.Serial;

/// A run waited for something that never came, as happens where much is lost.
public final class InVainException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /// @param what what was waited for, in words that end "waited in vain for …"
  InVainException(String what) {
    super(what, null, false, false);
  }

  /// What was waited for.
  public String what() {
    return String.valueOf(getMessage());
  }
}

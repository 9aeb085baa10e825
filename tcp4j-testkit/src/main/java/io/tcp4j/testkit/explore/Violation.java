package io.tcp4j.testkit.explore;

/// Something happened that must never happen.
final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Violation(String message) {
    super(message);
  }

  static void unless(boolean holds, String rule, Object what) {
    if (!holds) {
      throw new Violation(rule + ": " + what);
    }
  }

  /// The same, for who is asked often: nothing is made as long as it holds.
  ///
  /// @param amount of what
  static void unless(boolean holds, String rule, long amount, String what) {
    if (!holds) {
      throw new Violation(rule + ": " + amount + " " + what);
    }
  }
}

package io.tcp4j.testkit.ladder;

/// One of the two ends of a ladder.
public enum Side {
  /// The end drawn on the left: the one that opens actively, where there is one.
  LEFT,
  /// The end drawn on the right.
  RIGHT;

  /// The other end.
  public Side opposite() {
    return this == LEFT ? RIGHT : LEFT;
  }
}

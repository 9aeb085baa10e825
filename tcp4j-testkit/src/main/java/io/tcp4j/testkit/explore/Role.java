package io.tcp4j.testkit.explore;

import io.tcp4j.testkit.ladder.Side;

/// What one of the two hosts is there for.
public enum Role {
  /// Opens actively, as a rule.
  CLIENT("client", Side.LEFT),
  /// Listens, as a rule.
  SERVER("server", Side.RIGHT);

  private final String text;
  private final Side side;

  Role(String text, Side side) {
    this.text = text;
    this.side = side;
  }

  /// The other host.
  public Role other() {
    return this == CLIENT ? SERVER : CLIENT;
  }

  /// Where the host stands on a ladder.
  public Side side() {
    return side;
  }

  @Override
  public String toString() {
    return text;
  }
}

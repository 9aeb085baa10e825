package io.tcp4j.testkit.explore;

/// One of the two ends.
public enum Side {
  /// The end that opens actively.
  CLIENT("client"),
  /// The end that listens, or opens actively as well.
  SERVER("server");

  private final String text;

  Side(String text) {
    this.text = text;
  }

  /// The other end.
  public Side other() {
    return this == CLIENT ? SERVER : CLIENT;
  }

  @Override
  public String toString() {
    return text;
  }
}

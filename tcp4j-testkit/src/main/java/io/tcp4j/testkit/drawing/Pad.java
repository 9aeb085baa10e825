package io.tcp4j.testkit.drawing;

/// Fills text up with spaces to a width; longer text stays as it is.
public final class Pad {
  private Pad() {}

  /// Text at the right edge of its column.
  public static String left(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  /// Text at the left edge of its column.
  public static String right(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}

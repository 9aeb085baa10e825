package io.tcp4j.cli.demo.ladder;

/// Fills text up with spaces to a width; longer text stays as it is.
final class Pad {
  private Pad() {}

  static String left(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  static String right(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}

package io.tcp4j.cli.demo.diagram;

import io.tcp4j.testkit.drawing.Paint;
import io.tcp4j.testkit.drawing.TextStyle;
import java.util.Arrays;

/// A rectangle of characters, each with its colour.
final class Canvas {
  private final TextStyle style;
  private final char[][] letters;
  private final Paint[][] paints;

  Canvas(TextStyle style, int width, int height) {
    this.style = style;
    letters = new char[height][width];
    paints = new Paint[height][width];
    for (int y = 0; y < height; y++) {
      Arrays.fill(letters[y], ' ');
      Arrays.fill(paints[y], Paint.PLAIN);
    }
  }

  /// Writes text from this place to the right.
  void text(int x, int y, String text, Paint paint) {
    for (int i = 0; i < text.length(); i++) {
      letters[y][x + i] = text.charAt(i);
      paints[y][x + i] = paint;
    }
  }

  /// All lines, without the spaces at their ends.
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (int y = 0; y < letters.length; y++) {
      int end = letters[y].length;
      while (end > 0 && letters[y][end - 1] == ' ') {
        end--;
      }
      for (int x = 0; x < end; ) {
        int from = x;
        while (x < end && paints[y][x] == paints[y][from]) {
          x++;
        }
        out.append(style.paint(paints[y][from], new String(letters[y], from, x - from)));
      }
      out.append('\n');
    }
    return out.toString();
  }
}

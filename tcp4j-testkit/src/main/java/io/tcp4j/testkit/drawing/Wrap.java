package io.tcp4j.testkit.drawing;

import java.util.ArrayList;
import java.util.List;

/// Breaks text into lines at spaces, but not at those between what belongs together (U+00A0, which
/// comes out as a space).
public final class Wrap {
  /// A space that no line is broken at.
  public static final char TOGETHER = '\u00a0';

  /// Stands between parts of a line; where the line is broken there, the break takes its place.
  public static final String SEPARATOR = TOGETHER + "· ";

  /// A space between two words that belong together; there is none before the sign of a separator.
  private static final String INSIDE = TOGETHER + "(?=..)";

  private Wrap() {}

  /// The text with spaces that lines are not broken at.
  public static String together(String text) {
    return text.replace(' ', TOGETHER);
  }

  /// The text in lines of at most `width` characters. What belongs together and is longer is broken
  /// all the same, and a longer word gets a line of its own. An empty text has no lines.
  public static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (word.length() <= width) {
        append(word, line, width, lines);
        continue;
      }
      finish(line, lines);
      for (String part : word.split(INSIDE, -1)) {
        append(part, line, width, lines);
      }
    }
    finish(line, lines);
    return lines;
  }

  private static void append(String word, StringBuilder line, int width, List<String> lines) {
    if (line.length() + 1 + word.length() > width) {
      finish(line, lines);
    }
    if (!line.isEmpty()) {
      line.append(' ');
    }
    line.append(word);
  }

  private static void finish(StringBuilder line, List<String> lines) {
    if (!line.isEmpty()) {
      lines.add(finished(line));
      line.setLength(0);
    }
  }

  private static String finished(StringBuilder line) {
    String text = line.toString();
    int last = text.length() - 1;
    if (last > 0
        && text.charAt(last - 1) == TOGETHER
        && !Character.isLetterOrDigit(text.charAt(last))) {
      text = text.substring(0, last - 1); // the separator, however it is spelt
    }
    return text.replace(TOGETHER, ' ');
  }
}

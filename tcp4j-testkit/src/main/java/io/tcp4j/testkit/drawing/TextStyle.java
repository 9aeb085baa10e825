package io.tcp4j.testkit.drawing;

/// How text is written: what [Wrap] breaks into lines, and the lines of drawings.
///
/// @param ascii whether to keep to ASCII
/// @param colour whether to use the colours of a terminal; they repeat what the text says anyway
/// @param columns the width to keep to; see [#MINIMUM_COLUMNS]
public record TextStyle(boolean ascii, boolean colour, int columns) {
  /// The width where nothing says how wide the output is.
  public static final int DEFAULT_COLUMNS = 120;

  /// Nothing is drawn narrower than this.
  public static final int MINIMUM_COLUMNS = 80;

  /// Nothing gets wider than this, however wide the terminal is: a line of more is hard to read.
  public static final int MAXIMUM_COLUMNS = 160;

  /// Brings the width between the two limits.
  public TextStyle {
    columns = Math.clamp(columns, MINIMUM_COLUMNS, MAXIMUM_COLUMNS);
  }

  /// The sign of a line that goes down.
  public char lifeline() {
    return ascii ? '|' : '│';
  }

  /// The sign of a line that goes across.
  public String shaft() {
    return ascii ? "-" : "─";
  }

  /// The head of an arrow to the right.
  public String headRight() {
    return ascii ? ">" : "►";
  }

  /// The head of an arrow to the left.
  public String headLeft() {
    return ascii ? "<" : "◄";
  }

  /// What gets lost.
  public String cross() {
    return ascii ? "X" : "×";
  }

  /// What goes on elsewhere.
  public String pending() {
    return ascii ? "..." : "···";
  }

  /// The text as this style can show it: for ASCII, signs are spelt with plain letters and marks.
  /// It is still to be broken into lines by [Wrap].
  public String spell(String text) {
    if (!ascii) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c ->
                plain.append(
                    switch (c) {
                      case '§' -> "section" + Wrap.TOGETHER;
                      case Wrap.TOGETHER -> Character.toString(c);
                      case '·', '–' -> "-";
                      case '—' -> "--";
                      case '…' -> "...";
                      case '’', '‘' -> "'";
                      case '“', '”' -> "\"";
                      case '→' -> "->";
                      case '↔' -> "<->";
                      case '×' -> "x";
                      case '≤' -> "<=";
                      default -> c < 128 ? Character.toString(c) : "?";
                    }));
    return plain.toString();
  }

  /// The text in a colour, where there is any.
  public String paint(Paint paint, String text) {
    return colour && paint != Paint.PLAIN && !text.isBlank()
        ? paint.begin() + text + Paint.END
        : text;
  }
}

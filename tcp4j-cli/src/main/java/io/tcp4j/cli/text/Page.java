package io.tcp4j.cli.text;

import io.tcp4j.testkit.drawing.Pad;
import io.tcp4j.testkit.drawing.Paint;
import io.tcp4j.testkit.drawing.TextStyle;
import io.tcp4j.testkit.drawing.Wrap;
import java.util.List;

/// What is written about one thing: a title, paragraphs, and entries with their names in front.
public final class Page {
  /// The width of the names of entries.
  private static final int NAME = 12;

  /// Nobody reads lines longer than this with ease.
  private static final int WIDEST = 100;

  private final TextStyle style;
  private final int columns;
  private final StringBuilder out = new StringBuilder();

  /// An empty page.
  public Page(TextStyle style) {
    this.style = style;
    columns = Math.min(style.columns(), WIDEST);
  }

  /// The name of the thing and what kind of thing it is.
  public Page title(String name, String kind) {
    int length = String.join(" ", Wrap.lines(style.spell(name), columns)).length();
    List<String> lines = Wrap.lines(style.spell(name + " · " + kind), columns);
    out.append(style.paint(Paint.TITLE, lines.getFirst().substring(0, length)));
    line(lines.getFirst().substring(length));
    lines.stream().skip(1).forEach(this::line);
    return this;
  }

  /// A line that comes before all else.
  public Page note(String text) {
    Wrap.lines(style.spell(text), columns).forEach(this::line);
    return this;
  }

  /// A paragraph with an empty line before it.
  public Page paragraph(String text) {
    out.append('\n');
    Wrap.lines(style.spell(text), columns).forEach(this::line);
    return this;
  }

  /// An entry of running text.
  public Page entry(String name, String text) {
    return entries(name, List.of(text));
  }

  /// An entry of several items, each on a line of its own; none at all where there is no item.
  public Page entries(String name, List<String> items) {
    if (items.isEmpty()) {
      return this;
    }
    out.append('\n');
    String before = name;
    for (String item : items) {
      for (String text : Wrap.lines(style.spell(item), columns - NAME)) {
        out.append(style.paint(Paint.QUIET, Pad.right(before, NAME)));
        line(text);
        before = "";
      }
    }
    return this;
  }

  /// A drawing of whole lines, with an empty line before it.
  public Page drawing(String lines) {
    out.append('\n').append(lines);
    return this;
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  /// All that was written.
  @Override
  public String toString() {
    return out.toString();
  }
}

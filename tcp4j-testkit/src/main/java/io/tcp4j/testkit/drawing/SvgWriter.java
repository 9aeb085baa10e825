package io.tcp4j.testkit.drawing;

import java.util.List;
import java.util.Locale;

/// Writes SVG elements. Numbers keep one decimal and the same spelling in every language, so that
/// the same picture is the same bytes.
public final class SvgWriter {
  private final StringBuilder out = new StringBuilder();

  /// A writer of nothing yet.
  public SvgWriter() {}

  /// Text as it may stand in an element or an attribute.
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /// A number with at most one decimal.
  public static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /// Markup as it is.
  public SvgWriter raw(String markup) {
    out.append(markup);
    return this;
  }

  /// A straight line.
  public SvgWriter line(String type, double x1, double y1, double x2, double y2) {
    return element("line", type, "x1", x1, "y1", y1, "x2", x2, "y2", y2);
  }

  /// A rectangle with round corners.
  public SvgWriter box(String type, double x, double y, double width, double height, double round) {
    return element("rect", type, "x", x, "y", y, "width", width, "height", height, "rx", round);
  }

  /// A circle.
  public SvgWriter circle(String type, double x, double y, double radius) {
    return element("circle", type, "cx", x, "cy", y, "r", radius);
  }

  /// Text whose baseline is at `y`; `anchor` is start, middle or end.
  public SvgWriter text(String type, String anchor, double x, double y, String text) {
    return open(type, anchor, x, y).raw(escape(text)).raw("</text>\n");
  }

  /// Begins a text that the caller ends, for pieces of several kinds in one line.
  public SvgWriter open(String type, String anchor, double x, double y) {
    out.append("<text class=\"").append(type).append('"');
    if (!anchor.equals("start")) {
      out.append(" text-anchor=\"").append(anchor).append('"');
    }
    out.append(" x=\"").append(number(x)).append("\" y=\"").append(number(y)).append("\">");
    return this;
  }

  /// Lines of text below each other, the first with its baseline at `y`.
  public SvgWriter lines(
      String type, String anchor, double x, double y, double step, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      text(type, anchor, x, y + i * step, lines.get(i));
    }
    return this;
  }

  private SvgWriter element(String name, String type, Object... attributes) {
    out.append('<').append(name).append(" class=\"").append(type).append('"');
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      out.append(number((Double) attributes[i + 1])).append('"');
    }
    out.append("/>\n");
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}

package io.tcp4j.testkit.ladder;

import io.tcp4j.testkit.drawing.SvgWriter;
import java.util.List;

/// Draws ladders as one SVG picture, below each other.
///
/// The text of the picture is text: it can be selected and searched. The title and the description
/// say in words all that the picture shows, for readers who do not see it.
public final class SvgLadder {
  private static final double GAP = 26;

  private SvgLadder() {}

  /// The picture as an SVG document. The same ladders give the same bytes.
  ///
  /// @throws IllegalArgumentException where there is no ladder
  public static String draw(List<Ladder> ladders) {
    if (ladders.isEmpty()) {
      throw new IllegalArgumentException("nothing to draw");
    }
    SvgWriter body = new SvgWriter();
    double y = 0;
    for (Ladder ladder : ladders) {
      if (y > 0) {
        body.line("rule", SvgSection.MARGIN, y, SvgSection.WIDTH - SvgSection.MARGIN, y);
      }
      y = new SvgSection(ladder, body).draw(y + GAP) + GAP;
    }
    String names = String.join(", ", ladders.stream().map(Ladder::name).toList());
    String width = SvgWriter.number(SvgSection.WIDTH);
    String height = SvgWriter.number(y);
    return new SvgWriter()
        .raw("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
        .raw(width + " " + height + "\" width=\"" + width + "\" height=\"" + height)
        .raw("\" role=\"img\" aria-labelledby=\"title description\">\n")
        .raw("<title id=\"title\">TCP ladder: " + SvgWriter.escape(names) + "</title>\n")
        .raw("<desc id=\"description\">" + SvgWriter.escape(describe(ladders)) + "</desc>\n")
        .raw("<style>\n" + SvgTheme.STYLE + "</style>\n")
        .box("card", 0.5, 0.5, SvgSection.WIDTH - 1, y - 1, 12)
        .raw(body.toString())
        .raw("</svg>\n")
        .toString();
  }

  private static String describe(List<Ladder> ladders) {
    return String.join(" ", ladders.stream().map(Description::of).toList());
  }
}

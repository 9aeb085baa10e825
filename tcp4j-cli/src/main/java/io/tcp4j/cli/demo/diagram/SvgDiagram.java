package io.tcp4j.cli.demo.diagram;

import io.tcp4j.cli.demo.diagram.Layout.Box;
import io.tcp4j.cli.demo.diagram.Layout.Label;
import io.tcp4j.cli.demo.diagram.Layout.Point;
import io.tcp4j.cli.demo.diagram.Layout.Route;
import io.tcp4j.tcp.model.StateDiagram.Edge;
import io.tcp4j.testkit.drawing.SvgWriter;
import io.tcp4j.testkit.drawing.Wrap;
import io.tcp4j.testkit.ladder.Side;
import java.util.ArrayList;
import java.util.List;

/// Draws the diagram as one SVG picture: the layout of the text, a character a cell.
public final class SvgDiagram {
  private static final double CELL = 11.3;
  private static final double LINE = 17;
  private static final double LETTER = 7.4;
  private static final double MARGIN = 28;
  private static final double TOP = 84;

  /// How far apart the two ways are drawn where both ends went.
  private static final double APART = 2.5;

  private static final double WIDTH = Layout.WIDTH * CELL + 2 * MARGIN;

  private final Account account;
  private final Paths paths;
  private final SvgWriter out = new SvgWriter();

  private SvgDiagram(Account account) {
    this.account = account;
    paths = account.paths();
  }

  /// The picture as an SVG document. The same account gives the same bytes.
  public static String draw(Account account) {
    return new SvgDiagram(account).draw();
  }

  private String draw() {
    out.text("name sans", "start", MARGIN, 44, account.title());
    out.text("command", "end", WIDTH - MARGIN, 44, account.command());
    out.text("sentence sans", "start", MARGIN, 67, account.opening());
    Layout.ROUTES.forEach(this::route);
    Layout.BOXES.forEach(this::box);
    double y = entries(TOP + Layout.HEIGHT * LINE + 34);
    String width = SvgWriter.number(WIDTH);
    String height = SvgWriter.number(y + 8);
    return new SvgWriter()
        .raw("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " " + height)
        .raw("\" width=\"" + width + "\" height=\"" + height)
        .raw("\" role=\"img\" aria-labelledby=\"title description\">\n")
        .raw("<title id=\"title\">" + SvgWriter.escape(account.title()) + "</title>\n")
        .raw("<desc id=\"description\">" + SvgWriter.escape(account.description()) + "</desc>\n")
        .raw("<style>\n" + DiagramTheme.STYLE + "</style>\n")
        .box("card", 0.5, 0.5, WIDTH - 1, y + 7, 12)
        .raw(out.toString())
        .raw("</svg>\n")
        .toString();
  }

  /// The entries beside each other.
  ///
  /// @return where they end
  private double entries(double top) {
    List<Account.Entry> entries = account.entries();
    double column = (WIDTH - 2 * MARGIN) / entries.size();
    double end = top;
    for (int i = 0; i < entries.size(); i++) {
      double x = MARGIN + i * column;
      double y = top;
      out.text("state", "start", x, y, entries.get(i).name());
      for (String item : entries.get(i).items()) {
        for (String line : Wrap.lines(item, (int) (column / LETTER))) {
          y += 18;
          out.open("list", "start", x, y).raw(coloured(line)).raw("</text>\n");
        }
      }
      end = Math.max(end, y + 18);
    }
    return end;
  }

  private void route(Route route) {
    Edge edge = Edges.of(route);
    List<String> ways =
        ways(!paths.step(Side.LEFT, edge).isEmpty(), !paths.step(Side.RIGHT, edge).isEmpty());
    out.raw("<g" + aside(ways) + ">\n");
    for (int i = 0; i < ways.size(); i++) {
      double shift = ways.size() == 1 ? 0 : (2 * i - 1) * APART;
      out.raw("<g class=\"" + ways.get(i) + "\">\n");
      way(route.points(), shift);
      out.raw("</g>\n");
    }
    Label label = route.label();
    double x = MARGIN + (label.endsHere() ? label.x() + 1 : label.x()) * CELL;
    out.open("", label.endsHere() ? "end" : "start", x, TOP + label.y() * LINE + 13)
        .raw(coloured((paths.steps(edge) + " " + edge.event()).strip()))
        .raw("</text>\n</g>\n");
  }

  private void way(List<Point> points, double shift) {
    Point last = points.getLast();
    Point before = points.get(points.size() - 2);
    int dx = Integer.signum(last.x() - before.x());
    int dy = Integer.signum(last.y() - before.y());
    double tipX = x(last) + dx * CELL / 2 + (dy == 0 ? 0 : shift);
    double tipY = y(last) + dy * LINE / 2 + (dx == 0 ? 0 : shift);
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      double x = x(point) + shift;
      double y = y(point) + shift;
      if (i == 0) {
        Point next = points.get(1);
        x -= Integer.signum(next.x() - point.x()) * CELL / 2 + (next.y() == point.y() ? shift : 0);
        y -= Integer.signum(next.y() - point.y()) * LINE / 2 + (next.x() == point.x() ? shift : 0);
      } else if (i == points.size() - 1) {
        x = tipX - dx * 9;
        y = tipY - dy * 9;
      }
      line.append(i == 0 ? "M" : " L")
          .append(SvgWriter.number(x))
          .append(' ')
          .append(SvgWriter.number(y));
    }
    out.raw("<path class=\"way\" d=\"" + line + "\"/>\n");
    head(tipX, tipY, dx, dy);
  }

  private void head(double x, double y, int dx, int dy) {
    out.raw("<path class=\"head\" d=\"M" + point(x, y));
    out.raw(" L" + point(x - dx * 11 - dy * 5.5, y - dy * 11 - dx * 5.5));
    out.raw(" L" + point(x - dx * 11 + dy * 5.5, y - dy * 11 + dx * 5.5) + " Z\"/>\n");
  }

  private void box(Box box) {
    List<String> ways =
        ways(paths.visits(Side.LEFT, box.state()), paths.visits(Side.RIGHT, box.state()));
    double x = MARGIN + box.x() * CELL;
    double y = TOP + box.y() * LINE;
    double width = Box.WIDTH * CELL;
    double height = Box.HEIGHT * LINE;
    out.raw("<g" + aside(ways) + ">\n");
    out.box("box", x, y, width, height, 8);
    for (int i = 0; i < ways.size(); i++) {
      if (!ways.get(i).isEmpty()) {
        double in = i * 4;
        out.raw("<g class=\"" + ways.get(i) + "\">\n");
        out.box("ring", x + in, y + in, width - 2 * in, height - 2 * in, 8 - in);
        out.raw("</g>\n");
      }
    }
    out.text("state", "middle", x + width / 2, y + height / 2 + 5, box.state().toString());
    double line = y + height / 2 + 23;
    for (Paths.Exit exit : paths.exits(box.state())) {
      out.open("list", "middle", x + width / 2, line);
      out.raw(coloured(String.join(" ", exit.steps()) + " → " + exit.to())).raw("</text>\n");
      line -= 42; // the second one above the name
    }
    out.raw("</g>\n");
  }

  /// The classes of the ends that went there; one empty class where nobody did.
  private static List<String> ways(boolean client, boolean server) {
    List<String> ways = new ArrayList<>();
    if (client) {
      ways.add("client");
    }
    if (server) {
      ways.add("server");
    }
    return ways.isEmpty() ? List.of("") : ways;
  }

  private String aside(List<String> ways) {
    return !paths.isEmpty() && ways.equals(List.of("")) ? " class=\"aside\"" : "";
  }

  /// The text, with the steps of each end in its colour.
  private static String coloured(String text) {
    return SvgWriter.escape(text)
        .replaceAll("\\b([cs])(\\d+)\\b", "<tspan class=\"$1\">$1$2</tspan>");
  }

  private static double x(Point point) {
    return MARGIN + (point.x() + 0.5) * CELL;
  }

  private static double y(Point point) {
    return TOP + (point.y() + 0.5) * LINE;
  }

  private static String point(double x, double y) {
    return SvgWriter.number(x) + " " + SvgWriter.number(y);
  }
}

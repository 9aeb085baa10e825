package io.tcp4j.cli.demo.diagram;

import io.tcp4j.cli.demo.diagram.Layout.Box;
import io.tcp4j.cli.demo.diagram.Layout.Label;
import io.tcp4j.cli.demo.diagram.Layout.Point;
import io.tcp4j.cli.demo.diagram.Layout.Route;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.StateDiagram.Edge;
import io.tcp4j.testkit.drawing.Paint;
import io.tcp4j.testkit.drawing.TextStyle;
import io.tcp4j.testkit.ladder.Side;
import java.util.List;

/// Draws the diagram as text. Where a path is shown, what it goes through has double lines, and
/// each edge the number of the step that took it.
public final class TextDiagram {
  /// Lines of a box that have room beside its name, in the order in which they are used.
  private static final int[] EXIT_LINES = {3, 1};

  private final Paths paths;
  private final TextStyle style;
  private final Canvas canvas;

  private TextDiagram(Paths paths, TextStyle style) {
    this.paths = paths;
    this.style = style;
    canvas = new Canvas(style, Layout.WIDTH, Layout.HEIGHT);
  }

  /// The diagram, each line ended by a line feed.
  public static String draw(Paths paths, TextStyle style) {
    return new TextDiagram(paths, style).draw();
  }

  private String draw() {
    for (Route route : Layout.ROUTES) {
      route(route);
    }
    for (Box box : Layout.BOXES) {
      box(box);
    }
    for (Route route : Layout.ROUTES) {
      label(route); // last: a long label may cover a line, but no line a label
    }
    return canvas.toString();
  }

  private void route(Route route) {
    Edge edge = Edges.of(route);
    Strokes strokes = strokes(!paths.steps(edge).isEmpty());
    Paint paint = paint(edge);
    List<Point> points = route.points();
    for (int i = 0; i + 1 < points.size(); i++) {
      line(points.get(i), points.get(i + 1), strokes, paint);
    }
    for (int i = 1; i + 1 < points.size(); i++) {
      corner(points.get(i - 1), points.get(i), points.get(i + 1), strokes, paint);
    }
    Point last = points.getLast();
    Point before = points.get(points.size() - 2);
    char head = strokes.head(last.x() - before.x(), last.y() - before.y());
    canvas.text(last.x(), last.y(), String.valueOf(head), paint);
  }

  private void label(Route route) {
    Edge edge = Edges.of(route);
    String text = (paths.steps(edge) + " " + edge.event()).strip();
    Label label = route.label();
    int x = label.endsHere() ? label.x() - text.length() + 1 : label.x();
    canvas.text(x, label.y(), text, paint(edge));
  }

  private void line(Point from, Point to, Strokes strokes, Paint paint) {
    int dx = Integer.signum(to.x() - from.x());
    int dy = Integer.signum(to.y() - from.y());
    String sign = String.valueOf(dy == 0 ? strokes.across() : strokes.down());
    for (int x = from.x(), y = from.y(); ; x += dx, y += dy) {
      canvas.text(x, y, sign, paint);
      if (x == to.x() && y == to.y()) {
        return;
      }
    }
  }

  private void corner(Point from, Point at, Point to, Strokes strokes, Paint paint) {
    char corner =
        strokes.corner(at.x() - from.x(), at.y() - from.y(), to.x() - at.x(), to.y() - at.y());
    canvas.text(at.x(), at.y(), String.valueOf(corner), paint);
  }

  private void box(Box box) {
    State state = box.state();
    boolean client = paths.visits(Side.LEFT, state);
    boolean server = paths.visits(Side.RIGHT, state);
    Strokes strokes = strokes(client || server);
    Paint paint = paint(client, server);
    int inner = Box.WIDTH - 2;
    String across = String.valueOf(strokes.across()).repeat(inner);
    String side = String.valueOf(strokes.down());
    String corners = strokes.corners();
    int bottom = box.y() + Box.HEIGHT - 1;
    canvas.text(box.x(), box.y(), corners.charAt(0) + across + corners.charAt(1), paint);
    for (int y = box.y() + 1; y < bottom; y++) {
      canvas.text(box.x(), y, side + " ".repeat(inner) + side, paint);
    }
    canvas.text(box.x(), bottom, corners.charAt(2) + across + corners.charAt(3), paint);
    centred(box, 2, state.toString(), Paint.STATE);
    List<Paths.Exit> exits = paths.exits(state);
    for (int i = 0; i < Math.min(exits.size(), EXIT_LINES.length); i++) {
      centred(box, EXIT_LINES[i], exit(exits.get(i), inner), paint);
    }
  }

  /// Who leaves for where, within the width of a box.
  private String exit(Paths.Exit exit, int width) {
    String goesTo = style.spell("→" + exit.to());
    String roomy = String.join(" ", exit.steps()) + goesTo;
    String tight = String.join("", exit.steps()) + goesTo;
    return roomy.length() <= width ? roomy : tight.length() <= width ? tight : goesTo;
  }

  private void centred(Box box, int line, String text, Paint paint) {
    canvas.text(box.x() + (Box.WIDTH - text.length()) / 2, box.y() + line, text, paint);
  }

  private Strokes strokes(boolean taken) {
    return taken ? Strokes.thick(style.ascii()) : Strokes.thin(style.ascii());
  }

  private Paint paint(Edge edge) {
    return paint(!paths.step(Side.LEFT, edge).isEmpty(), !paths.step(Side.RIGHT, edge).isEmpty());
  }

  /// The client's way and the server's have a colour each; where both went, it is bold.
  private Paint paint(boolean client, boolean server) {
    if (client && server) {
      return Paint.TITLE;
    }
    if (client) {
      return Paint.DATA;
    }
    if (server) {
      return Paint.CLOSE;
    }
    return paths.isEmpty() ? Paint.PLAIN : Paint.QUIET;
  }
}

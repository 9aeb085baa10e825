package io.tcp4j.testkit.ladder;

import io.tcp4j.tcp.model.State;
import io.tcp4j.testkit.drawing.SvgWriter;

/// The bar of one end, in the colour of the state that it is in.
final class Lifeline {
  private static final double NOT_BEGUN = Double.MAX_VALUE;

  private final double x;
  private final SvgWriter out = new SvgWriter();
  private State state = State.CLOSED;
  private double since = NOT_BEGUN;

  Lifeline(double x) {
    this.x = x;
  }

  void begin(double y) {
    since = y;
  }

  void enter(State next, double y) {
    bar(y);
    state = next;
  }

  /// Ends the bar here, until it [#begin]s again.
  void pause(double y) {
    bar(y);
    since = NOT_BEGUN;
  }

  /// Another connection: it begins in CLOSED.
  void forget() {
    state = State.CLOSED;
  }

  /// The whole bar down to `end`.
  String bars(double end) {
    bar(end);
    return out.toString();
  }

  private void bar(double end) {
    if (end > since) {
      out.raw("<g class=\"" + SvgTheme.of(state) + "\">");
      out.line("life", x, since, x, end);
      out.raw("</g>\n");
      since = end;
    }
  }
}

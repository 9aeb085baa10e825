package io.tcp4j.testkit.ladder;

import io.tcp4j.tcp.model.State;
import io.tcp4j.testkit.drawing.SvgWriter;
import io.tcp4j.testkit.drawing.Wrap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Draws one ladder into a picture: two lifelines, an arrow a segment, and the states beside them.
final class SvgSection {
  static final double WIDTH = 960;
  static final double MARGIN = 28;

  private static final double LEFT_LINE = 246;
  private static final double RIGHT_LINE = WIDTH - LEFT_LINE;

  /// How far below its departure a segment arrives.
  private static final double FALL = 22;

  private static final double LABEL_ABOVE = 24;
  private static final double REASON_STEP = 15;
  private static final double NOTE_HEIGHT = 32;
  private static final double PILL_HEIGHT = 20;
  private static final double PILL_GAP = 14;

  /// Characters that fit a line of the sentence at the top, and of a reason in the lane.
  private static final int SENTENCE_CHARACTERS = 122;

  private static final int REASON_CHARACTERS = 68;

  private final Ladder ladder;
  private final Clock clock;
  private final SvgWriter out;
  private final Lifeline left = new Lifeline(LEFT_LINE);
  private final Lifeline right = new Lifeline(RIGHT_LINE);
  private final SvgWriter rows = new SvgWriter();
  private final Map<Integer, Double> departures = new HashMap<>();
  private double y;

  /// Where on its arrow a label stands: at the tail where arrows cross in the middle.
  private enum Place {
    TAIL,
    MIDDLE
  }

  SvgSection(Ladder ladder, SvgWriter out) {
    this.ladder = ladder;
    clock = ladder.clock();
    this.out = out;
  }

  /// Draws the ladder from `top` down.
  ///
  /// @return where it ends
  double draw(double top) {
    y = top + 18;
    title();
    if (!ladder.inChapters()) {
      hosts(out);
      begin();
    }
    for (Row row : ladder.rows()) {
      switch (row) {
        case Row.Note note -> note(note);
        case Row.Crossing crossing -> crossing(crossing);
        case Row.Leaving leaving -> leaving(leaving);
        case Row.Arriving arriving -> arriving(arriving);
        case Row.Again again -> again(again);
        case Row.Prose prose -> prose(prose);
      }
    }
    y += 6;
    out.raw(left.bars(y)).raw(right.bars(y)).raw(rows.toString());
    outcome();
    return y;
  }

  private void title() {
    out.text("name", "start", MARGIN, y, ladder.name());
    if (!ladder.command().isEmpty()) {
      out.text("command mono", "end", WIDTH - MARGIN, y, ladder.command());
    }
    y += 24;
    List<String> lines = Wrap.lines(ladder.opening(), SENTENCE_CHARACTERS);
    out.lines("sentence quiet", "start", MARGIN, y, 20, lines);
    y += 20 * (lines.size() - 1) + 20;
  }

  private void hosts(SvgWriter to) {
    host(to, LEFT_LINE, y, ladder.left());
    host(to, RIGHT_LINE, y, ladder.right());
    to.text("time", "start", MARGIN, y + 28, clock.unit());
    to.text("time", "end", WIDTH - MARGIN, y + 28, clock.unit());
    y += 46;
  }

  private static void host(SvgWriter to, double x, double y, Ladder.End end) {
    to.box("host", x - 76, y, 152, 44, 8);
    to.text("hostname", "middle", x, y + 19, end.name());
    to.text("address mono", "middle", x, y + 35, end.address());
  }

  private void begin() {
    left.begin(y);
    right.begin(y);
    y += 8;
  }

  /// A sentence ends the lifelines; below the title of a chapter both begin anew.
  private void prose(Row.Prose prose) {
    y += 6;
    left.pause(y);
    right.pause(y);
    y += 30;
    if (prose.begins()) {
      rows.text("hostname", "start", MARGIN, y, prose.title());
      y += 22;
    }
    List<String> lines = Wrap.lines(prose.text(), SENTENCE_CHARACTERS);
    rows.lines("sentence quiet", "start", MARGIN, y, 20, lines);
    y += 20 * lines.size();
    if (prose.begins()) {
      hosts(rows);
      left.forget();
      right.forget();
      begin();
    }
  }

  private void note(Row.Note note) {
    double at = y + 16;
    y += NOTE_HEIGHT;
    boolean fromLeft = note.side() == Side.LEFT;
    double x = fromLeft ? LEFT_LINE : RIGHT_LINE;
    rows.circle("dot", x, at, 4.5);
    rows.text(
        "call mono", fromLeft ? "start" : "end", fromLeft ? x + 16 : x - 16, at + 4.5, note.text());
    time(note.side(), at, note.at());
    states(note, at, at);
  }

  private void crossing(Row.Crossing row) {
    LadderSegment segment = row.segment();
    double from = y + LABEL_ABOVE;
    y = from + FALL;
    Place place = departures.isEmpty() ? Place.MIDDLE : Place.TAIL;
    double room = arrow(segment, segment.remarks(), from, from + FALL, place);
    time(segment.from(), from, segment.sentAt());
    if (!segment.lost()) {
      time(segment.from().opposite(), from + FALL, segment.arrivedAt());
    }
    states(
        row,
        segment.from() == Side.LEFT ? from : from + FALL,
        segment.from() == Side.LEFT ? from + FALL : from);
    y += room;
  }

  private void leaving(Row.Leaving row) {
    double from = y + LABEL_ABOVE;
    y = from + FALL;
    if (row.segment().underWay()) {
      y += arrow(row.segment(), row.segment().remarks(), from, from + FALL, Place.TAIL);
    } else {
      departures.put(row.segment().number(), from);
    }
    time(row.segment().from(), from, row.segment().sentAt());
    states(row, from, from);
  }

  private void arriving(Row.Arriving row) {
    LadderSegment segment = row.segment();
    double from = Objects.requireNonNull(departures.remove(segment.number()), "never left");
    double to = y + LABEL_ABOVE;
    y = to;
    y += arrow(segment, segment.remarks(), from, to, Place.TAIL);
    time(segment.from().opposite(), to, segment.arrivedAt());
    states(row, to, to);
  }

  private void again(Row.Again row) {
    LadderSegment segment = row.segment();
    double to = y + LABEL_ABOVE;
    y = to + arrow(segment, "an old copy of the segment further up", to, to, Place.MIDDLE);
    time(segment.from().opposite(), to, row.at());
    states(row, to, to);
  }

  /// One arrow with its label along it and its reason below.
  ///
  /// @return the height that the reason takes
  private double arrow(LadderSegment segment, String why, double from, double to, Place place) {
    boolean rightward = segment.from() == Side.LEFT;
    double direction = rightward ? 1 : -1;
    double tail = rightward ? LEFT_LINE + 8 : RIGHT_LINE - 8;
    double whole = RIGHT_LINE - LEFT_LINE - 16;
    boolean arrives = !segment.lost() && !segment.underWay();
    double flown = arrives ? whole : whole * 0.8;
    double tip = tail + direction * flown;
    double tipY = from + (to - from) * flown / whole;
    double slope = (to - from) / (whole * direction);

    rows.raw("<g class=\"" + SvgTheme.of(segment) + "\">\n");
    double shaftEnd = arrives ? tip - direction * 7 : tip;
    rows.line("arrow", tail, from, shaftEnd, tipY - (tip - shaftEnd) * slope);
    String anchorOfEnd = rightward ? "start" : "end";
    if (segment.lost()) {
      rows.line("cross", tip - 6, tipY - 6, tip + 6, tipY + 6);
      rows.line("cross", tip - 6, tipY + 6, tip + 6, tipY - 6);
      rows.text("gone", anchorOfEnd, tip + direction * 14, tipY + 5, "lost");
    } else if (segment.underWay()) {
      rows.text("reason", anchorOfEnd, tip + direction * 6, tipY + 5, "under way");
    } else {
      head(tip, tipY, direction, slope);
    }
    double share = place == Place.TAIL ? 0.03 : segment.lost() ? 0.4 : 0.5;
    String anchor = place == Place.MIDDLE ? "middle" : rightward ? "start" : "end";
    double x = tail + direction * whole * share;
    double middle = from + (to - from) * share;
    String turn = SvgWriter.number(Math.toDegrees(Math.atan(slope)));
    rows.raw("<g transform=\"translate(" + SvgWriter.number(x) + " " + SvgWriter.number(middle));
    rows.raw(") rotate(" + turn + ")\">\n");
    rows.open("label mono", anchor, 0, -7)
        .raw("<tspan class=\"tag\">" + segment.tag() + "</tspan> ")
        .raw("<tspan class=\"flags\">" + SvgWriter.escape(segment.flagNames()) + "</tspan> ")
        .raw(SvgWriter.escape(segment.numbers()))
        .raw("</text>\n");
    int width = place == Place.TAIL ? REASON_CHARACTERS / 2 : REASON_CHARACTERS;
    List<String> reason = Wrap.lines(why, width);
    rows.lines("reason", anchor, 0, 17, REASON_STEP, reason);
    rows.raw("</g>\n</g>\n");
    return REASON_STEP * (reason.size() - 1) + 10;
  }

  private void head(double x, double tipY, double direction, double slope) {
    double back = x - direction * 12;
    double backY = tipY - direction * 12 * slope;
    rows.raw(
        "<path class=\"head\" d=\"M%s %s L%s %s L%s %s Z\"/>\n"
            .formatted(
                SvgWriter.number(x),
                SvgWriter.number(tipY),
                SvgWriter.number(back),
                SvgWriter.number(backY - 5.5),
                SvgWriter.number(back),
                SvgWriter.number(backY + 5.5)));
  }

  private void time(Side side, double at, long nanos) {
    if (side == Side.LEFT) {
      rows.text("time mono", "start", MARGIN, at + 4, clock.text(nanos));
    } else {
      rows.text("time mono", "end", WIDTH - MARGIN, at + 4, clock.text(nanos));
    }
  }

  private void states(Row row, double leftAt, double rightAt) {
    states(row.left(), left, leftAt, Side.LEFT);
    states(row.right(), right, rightAt, Side.RIGHT);
  }

  private void states(List<State> states, Lifeline line, double at, Side side) {
    double next = at;
    for (State state : states) {
      line.enter(state, next);
      String text = state.toString();
      double width = text.length() * 7.3 + 18;
      double x = side == Side.LEFT ? LEFT_LINE - PILL_GAP - width : RIGHT_LINE + PILL_GAP;
      rows.raw("<g class=\"" + SvgTheme.of(state) + "\">\n");
      rows.box("pill", x, next - PILL_HEIGHT / 2, width, PILL_HEIGHT, PILL_HEIGHT / 2);
      rows.text("state mono", "middle", x + width / 2, next + 4.3, text);
      rows.raw("</g>\n");
      next += PILL_HEIGHT + 3;
    }
    y = Math.max(y, next - PILL_HEIGHT / 2);
  }

  private void outcome() {
    List<String> lines = Wrap.lines(ladder.closing(), SENTENCE_CHARACTERS - 4);
    y += 14;
    double height = 20 * lines.size() + 16;
    out.box("outcome", MARGIN, y, WIDTH - 2 * MARGIN, height, 8);
    out.lines("sentence", "start", MARGIN + 14, y + 22.5, 20, lines);
    y += height;
  }
}

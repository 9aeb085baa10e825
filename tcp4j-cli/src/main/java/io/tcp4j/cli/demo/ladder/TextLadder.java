package io.tcp4j.cli.demo.ladder;

import io.tcp4j.tcp.model.State;
import java.util.ArrayList;
import java.util.List;

/// Writes a ladder as text, one line a segment:
///
/// ```text
///         ms       client                                   server
///     20.000  ESTABLISHED │─ ACK seq 1 ack 1 ─────────────────►│ ESTABLISHED  why it was sent
/// ```
///
/// The reason stands at the end of the line, and goes on below where it is longer; where the output
/// is too narrow for that, it stands below the arrow.
public final class TextLadder {
  private static final int TIME = 10;
  private static final int STATE = 12;
  private static final int MINIMUM_LANE = 40;

  /// The narrowest column worth giving to the reasons.
  private static final int MINIMUM_REASON = 34;

  private final Ladder ladder;
  private final TextStyle style;
  private final StringBuilder out = new StringBuilder();
  private final TextArrow arrow;
  private final int lane;
  private final int reasonColumn;

  private TextLadder(Ladder ladder, TextStyle style) {
    this.ladder = ladder;
    this.style = style;
    int label = ladder.segments().mapToInt(s -> s.label().length()).max().orElse(0);
    int around = TIME + 2 + STATE + 1 + 1 + 1 + 1 + STATE;
    int beside = Math.max(MINIMUM_LANE, label + TextArrow.AROUND_LABEL);
    int left = style.columns() - around - beside - 2;
    if (left >= MINIMUM_REASON) {
      reasonColumn = around + beside + 2;
      lane = beside;
    } else {
      reasonColumn = -1;
      lane = style.columns() - around;
    }
    arrow = new TextArrow(style, lane);
  }

  /// The ladder as text, each line ended by a line feed.
  public static String draw(Ladder ladder, TextStyle style) {
    return new TextLadder(ladder, style).draw();
  }

  private String draw() {
    paragraph(ladder.name() + " · " + ladder.opening(), ladder.name().length());
    out.append('\n');
    heading();
    for (Row row : ladder.rows()) {
      switch (row) {
        case Row.Crossing(var segment, _, _) -> segment(row, segment, arrow.whole(segment));
        case Row.Leaving(var segment, _, _) -> segment(row, segment, arrow.leaving(segment));
        case Row.Arriving(var segment, _, _) ->
            line(row, new Lane(arrow.arriving(segment), Paint.of(segment)), "");
        case Row.Note note -> line(row, new Lane(noteText(note), Paint.QUIET), "");
      }
    }
    out.append('\n');
    paragraph(ladder.closing(), 0);
    return out.toString();
  }

  /// What stands between the lifelines, exactly [#lane] wide, and its colour.
  private record Lane(String text, Paint paint) {}

  private void heading() {
    String left = ladder.left().name() + " " + ladder.left().address();
    String right = ladder.right().name() + " " + ladder.right().address();
    String ends =
        Pad.left("ms", TIME)
            + " ".repeat(2 + STATE + 1)
            + left
            + Pad.left(right, lane + 2 - left.length());
    out.append(style.paint(Paint.QUIET, style.spell(ends))).append('\n');
  }

  private void segment(Row row, LadderSegment segment, String arrow) {
    line(row, new Lane(arrow, Paint.of(segment)), style.spell(segment.reason()));
  }

  private String noteText(Row.Note note) {
    String text = style.spell(note.text());
    return note.side() == Side.LEFT ? Pad.right(" " + text, lane) : Pad.left(text + " ", lane);
  }

  /// One row: its line, further states that an end went through at once, and a reason that needs
  /// more room.
  private void line(Row row, Lane lane, String reason) {
    List<String> beside = new ArrayList<>();
    List<String> below = new ArrayList<>();
    if (reasonColumn >= 0) {
      beside.addAll(Wrap.lines(reason, style.columns() - reasonColumn));
    } else {
      below.addAll(Wrap.lines(reason, this.lane - 4));
    }
    int lines =
        Math.max(
            Math.max(1 + below.size(), beside.size()),
            Math.max(row.left().size(), row.right().size()));
    for (int i = 0; i < lines; i++) {
      String time = i == 0 ? Milliseconds.text(row.at()) : "";
      Lane between = i == 0 ? lane : new Lane(below(below, i - 1), Paint.QUIET);
      out.append(style.paint(Paint.QUIET, Pad.left(time, TIME)))
          .append("  ")
          .append(style.paint(Paint.STATE, Pad.left(state(row.left(), i), STATE)))
          .append(' ')
          .append(style.lifeline())
          .append(style.paint(between.paint(), between.text()))
          .append(style.lifeline())
          .append(' ');
      String right = state(row.right(), i);
      String why = i < beside.size() ? beside.get(i) : "";
      out.append(style.paint(Paint.STATE, right));
      if (!why.isEmpty()) {
        out.append(" ".repeat(STATE - right.length() + 2)).append(style.paint(Paint.QUIET, why));
      }
      trimEnd();
      out.append('\n');
    }
  }

  private String below(List<String> below, int line) {
    return Pad.right(line < below.size() ? "  " + below.get(line) : "", lane);
  }

  private static String state(List<State> states, int index) {
    return index < states.size() ? states.get(index).toString() : "";
  }

  private void paragraph(String text, int title) {
    boolean first = true;
    for (String line : Wrap.lines(style.spell(text), style.columns())) {
      if (first && title > 0) {
        out.append(style.paint(Paint.TITLE, line.substring(0, title)))
            .append(line.substring(title));
      } else {
        out.append(line);
      }
      first = false;
      out.append('\n');
    }
  }

  private void trimEnd() {
    int end = out.length();
    while (end > 0 && out.charAt(end - 1) == ' ') {
      end--;
    }
    out.setLength(end);
  }
}

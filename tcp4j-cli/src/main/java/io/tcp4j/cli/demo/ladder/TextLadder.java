package io.tcp4j.cli.demo.ladder;

import io.tcp4j.cli.text.Pad;
import io.tcp4j.cli.text.Paint;
import io.tcp4j.cli.text.TextStyle;
import io.tcp4j.cli.text.Wrap;
import io.tcp4j.tcp.model.State;
import java.util.List;

/// Writes a ladder as text, one line a segment:
///
/// ```text
///     ms                   client                               server
/// 20.000 #3   ESTABLISHED │─ ACK seq 1 ack 1 ─────────────────►│ ESTABLISHED  why it was sent
/// ```
///
/// The reason stands at the end of the line, and goes on below where it is longer; where the output
/// is too narrow for that, it stands below the arrow, behind what the arrow had no room for.
public final class TextLadder {
  private static final String REASONS = "why · on what · by which rule";

  private final Ladder ladder;
  private final TextStyle style;
  private final StringBuilder out = new StringBuilder();
  private final TextArrow arrow;
  private final TextColumns columns;

  private TextLadder(Ladder ladder, TextStyle style) {
    this.ladder = ladder;
    this.style = style;
    columns = TextColumns.of(ladder, style.columns());
    arrow = new TextArrow(style, columns.lane());
  }

  /// The ladder as text, each line ended by a line feed.
  public static String draw(Ladder ladder, TextStyle style) {
    return new TextLadder(ladder, style).draw();
  }

  private String draw() {
    paragraph(ladder.name() + " · " + ladder.opening(), ladder.name().length());
    if (!ladder.inChapters()) {
      out.append('\n');
      heading();
    }
    for (Row row : ladder.rows()) {
      switch (row) {
        case Row.Crossing(var segment, _, _) -> sent(row, segment, arrow.whole(segment));
        case Row.Leaving(var segment, _, _) -> sent(row, segment, arrow.leaving(segment));
        case Row.Arriving(var segment, _, _) -> segment(row, segment, arrow.arriving(segment), "");
        case Row.Again(_, var segment, _, _) -> segment(row, segment, arrow.again(segment), "");
        case Row.Prose prose -> prose(prose);
        case Row.Note note -> line(row, "", new Lane(noteText(note), Paint.QUIET), "");
      }
    }
    out.append('\n');
    paragraph(ladder.closing(), 0);
    return out.toString();
  }

  private void prose(Row.Prose prose) {
    out.append('\n');
    if (prose.begins()) {
      paragraph(prose.title() + " · " + prose.text(), prose.title().length());
      out.append('\n');
      heading();
    } else {
      paragraph(prose.text(), 0);
    }
  }

  /// What stands between the lifelines, exactly as wide as the lane, and its colour.
  private record Lane(String text, Paint paint) {}

  private void heading() {
    String left = ladder.left().name() + " " + ladder.left().address();
    String right = ladder.right().name() + " " + ladder.right().address();
    StringBuilder line = new StringBuilder(Pad.left("ms", columns.time()));
    line.append(" ".repeat(columns.beforeLane() - columns.time()));
    line.append(left).append(Pad.left(right, columns.lane() + 2 - left.length()));
    if (columns.reason() > 0) {
      line.append(" ".repeat(columns.beforeReason() - line.length())).append(REASONS);
    }
    out.append(style.paint(Paint.QUIET, style.spell(line.toString()))).append('\n');
  }

  private void sent(Row row, LadderSegment segment, String drawn) {
    String left = arrow.left(segment);
    segment(
        row,
        segment,
        drawn,
        left.isEmpty() ? segment.remarks() : left + Wrap.SEPARATOR + segment.remarks());
  }

  private void segment(Row row, LadderSegment segment, String drawn, String remarks) {
    line(row, segment.tag(), new Lane(drawn, SegmentPaint.of(segment)), style.spell(remarks));
  }

  private String noteText(Row.Note note) {
    String text = style.spell(note.text());
    return note.side() == Side.LEFT
        ? Pad.right(" " + text, columns.lane())
        : Pad.left(text + " ", columns.lane());
  }

  /// One row: its line, further states that an end went through at once, and remarks that need more
  /// room.
  private void line(Row row, String tag, Lane lane, String remarks) {
    boolean beside = columns.reason() > 0;
    List<String> lines = Wrap.lines(remarks, beside ? columns.reason() : columns.lane() - 4);
    int height =
        Math.max(
            Math.max(1, beside ? lines.size() : 1 + lines.size()),
            Math.max(row.left().size(), row.right().size()));
    for (int i = 0; i < height; i++) {
      String time = i == 0 ? Milliseconds.text(row.at()) : "";
      String below = beside ? "" : line(lines, i - 1);
      String right = state(row.right(), i);
      out.append(style.paint(Paint.QUIET, Pad.left(time, columns.time())))
          .append(' ')
          .append(style.paint(Paint.TAG, Pad.right(i == 0 ? tag : "", columns.tag())))
          .append(' ')
          .append(style.paint(Paint.STATE, Pad.left(state(row.left(), i), TextColumns.STATE)))
          .append(' ')
          .append(style.lifeline())
          .append(
              i == 0
                  ? style.paint(lane.paint(), lane.text())
                  : style.paint(Paint.QUIET, Pad.right("  " + below, columns.lane())))
          .append(style.lifeline())
          .append(' ')
          .append(style.paint(Paint.STATE, right));
      if (beside && i < lines.size()) {
        out.append(" ".repeat(TextColumns.STATE - right.length() + 2))
            .append(style.paint(Paint.QUIET, lines.get(i)));
      }
      trimEnd();
      out.append('\n');
    }
  }

  private static String line(List<String> lines, int index) {
    return index >= 0 && index < lines.size() ? lines.get(index) : "";
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

package io.tcp4j.testkit.ladder;

import io.tcp4j.tcp.model.State;
import io.tcp4j.testkit.drawing.Pad;
import io.tcp4j.testkit.drawing.Paint;
import io.tcp4j.testkit.drawing.TextStyle;
import io.tcp4j.testkit.drawing.Wrap;
import java.util.ArrayList;
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
  /// What a note needs beside its text.
  private static final int AROUND_NOTE = 2;

  private static final String REASONS = "why · on what · by which rule";

  private final Ladder ladder;
  private final Clock clock;
  private final TextStyle style;
  private final StringBuilder out = new StringBuilder();
  private final TextArrow arrow;
  private final TextColumns columns;

  private TextLadder(Ladder ladder, TextStyle style) {
    this.ladder = ladder;
    clock = ladder.clock();
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
        case Row.Note note -> note(note);
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

  private void heading() {
    String left = ladder.left().name() + " " + ladder.left().address();
    String right = ladder.right().name() + " " + ladder.right().address();
    StringBuilder line = new StringBuilder(Pad.left(clock.unit(), columns.time()));
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
    boolean beside = columns.reason() > 0;
    List<String> lines =
        Wrap.lines(style.spell(remarks), beside ? columns.reason() : columns.lane() - 4);
    List<String> lane = new ArrayList<>();
    lane.add(drawn);
    if (!beside) {
      lines.forEach(line -> lane.add(Pad.right("  " + line, columns.lane())));
    }
    line(row, segment.tag(), SegmentPaint.of(segment), lane, beside ? lines : List.of());
  }

  private void note(Row.Note note) {
    int width = columns.lane();
    List<String> lane =
        Wrap.lines(style.spell(note.text()), width - AROUND_NOTE).stream()
            .map(
                line ->
                    note.side() == Side.LEFT
                        ? Pad.right(" " + line, width)
                        : Pad.left(line + " ", width))
            .toList();
    line(note, "", Paint.QUIET, lane, List.of());
  }

  /// One row: its line, and below it further states that an end went through at once, and what else
  /// there is to say.
  ///
  /// @param lane what stands between the lifelines, each exactly as wide as the lane
  /// @param paint the colour of the first of them
  /// @param beside what stands at the end of the line
  private void line(Row row, String tag, Paint paint, List<String> lane, List<String> beside) {
    int height =
        Math.max(
            Math.max(lane.size(), beside.size()), Math.max(row.left().size(), row.right().size()));
    for (int i = 0; i < height; i++) {
      String time = i == 0 ? clock.text(row.at()) : "";
      String between = Pad.right(line(lane, i), columns.lane());
      String right = state(row.right(), i);
      out.append(style.paint(Paint.QUIET, Pad.left(time, columns.time())))
          .append(' ')
          .append(style.paint(Paint.TAG, Pad.right(i == 0 ? tag : "", columns.tag())))
          .append(' ')
          .append(style.paint(Paint.STATE, Pad.left(state(row.left(), i), TextColumns.STATE)))
          .append(' ')
          .append(style.lifeline())
          .append(style.paint(i == 0 ? paint : Paint.QUIET, between))
          .append(style.lifeline())
          .append(' ')
          .append(style.paint(Paint.STATE, right));
      if (i < beside.size()) {
        out.append(" ".repeat(TextColumns.STATE - right.length() + 2))
            .append(style.paint(Paint.QUIET, beside.get(i)));
      }
      trimEnd();
      out.append('\n');
    }
  }

  private static String line(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index) : "";
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

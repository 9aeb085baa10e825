package io.tcp4j.testkit.ladder;

import io.tcp4j.testkit.drawing.Pad;
import io.tcp4j.testkit.drawing.TextStyle;

/// Draws the arrow of a segment between the lifelines, exactly as wide as the lane between them. A
/// segment from the left points to the right; one from the right is its mirror image. Where the
/// lane has no room for the whole label, the arrow carries the beginning of it.
final class TextArrow {
  /// What an arrow needs beside its label at least: as in `─ SYN seq 0 ─× lost`.
  static final int AROUND_LABEL = 10;

  private static final int STUMP = 3;

  private final TextStyle style;
  private final int lane;

  TextArrow(TextStyle style, int lane) {
    this.style = style;
    this.lane = lane;
  }

  /// The arrow of a segment that leaves and arrives, or gets lost, in this row.
  String whole(LadderSegment segment) {
    boolean right = segment.from() == Side.LEFT;
    int room = lane - label(segment).length();
    if (segment.lost()) {
      String flown = shaft(Math.max(1, (room - AROUND_LABEL) / 2));
      return right
          ? Pad.right(tail(segment) + flown + style.cross() + " lost", lane)
          : Pad.left("lost " + style.cross() + flown + tail(segment), lane);
    }
    String shaft = shaft(room - 4);
    return right
        ? tail(segment) + shaft + style.headRight()
        : style.headLeft() + shaft + tail(segment);
  }

  /// The tail of an arrow that arrives further down.
  String leaving(LadderSegment segment) {
    return segment.from() == Side.LEFT
        ? Pad.right(tail(segment) + shaft(STUMP) + style.pending(), lane)
        : Pad.left(style.pending() + shaft(STUMP) + tail(segment), lane);
  }

  /// The head of an arrow that left further up.
  String arriving(LadderSegment segment) {
    String label = " " + label(segment) + " ";
    return segment.from() == Side.LEFT
        ? Pad.left(style.pending() + label + shaft(STUMP) + style.headRight(), lane)
        : Pad.right(style.headLeft() + shaft(STUMP) + label + style.pending(), lane);
  }

  /// The arrow of a copy, which left further up together with the segment itself.
  String again(LadderSegment segment) {
    String label = "old: " + label(segment);
    String shaft = shaft(STUMP);
    return segment.from() == Side.LEFT
        ? Pad.left(label + " " + shaft + style.headRight(), lane)
        : Pad.right(style.headLeft() + shaft + " " + label, lane);
  }

  private String tail(LadderSegment segment) {
    return segment.from() == Side.LEFT
        ? shaft(1) + " " + label(segment) + " "
        : " " + label(segment) + " " + shaft(1);
  }

  /// What of the segment's label the arrow has no room for.
  String left(LadderSegment segment) {
    return segment.label().substring(label(segment).length()).strip();
  }

  private String label(LadderSegment segment) {
    StringBuilder label = new StringBuilder(segment.flagNames());
    for (String part : segment.numberParts()) {
      if (label.length() + 1 + part.length() > lane - AROUND_LABEL) {
        break;
      }
      label.append(' ').append(part);
    }
    return label.toString();
  }

  private String shaft(int length) {
    return style.shaft().repeat(length);
  }
}

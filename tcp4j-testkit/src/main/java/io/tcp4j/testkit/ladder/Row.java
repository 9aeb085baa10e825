package io.tcp4j.testkit.ladder;

import io.tcp4j.tcp.model.State;
import java.util.List;

/// One row of a ladder: something that happened, and the states that the two ends entered by it.
public sealed interface Row {
  /// When it happened, in nanoseconds of the run.
  long at();

  /// The states that the left end entered, in order; mostly none or one.
  List<State> left();

  /// The states that the right end entered, in order.
  List<State> right();

  /// The states that this end entered.
  default List<State> states(Side side) {
    return side == Side.LEFT ? left() : right();
  }

  /// A segment leaves one end and arrives at the other, or is lost on its way.
  record Crossing(LadderSegment segment, List<State> left, List<State> right) implements Row {
    @Override
    public long at() {
      return segment.sentAt();
    }
  }

  /// A segment leaves one end; it arrives in an [Arriving] row further down, because the other end
  /// does something before it gets there, or not before the ladder ends.
  record Leaving(LadderSegment segment, List<State> left, List<State> right) implements Row {
    @Override
    public long at() {
      return segment.sentAt();
    }
  }

  /// The segment of a [Leaving] row further up arrives.
  record Arriving(LadderSegment segment, List<State> left, List<State> right) implements Row {
    @Override
    public long at() {
      return segment.arrivedAt();
    }
  }

  /// A copy of a segment of a row further up arrives, after the segment itself.
  record Again(long at, LadderSegment segment, List<State> left, List<State> right)
      implements Row {}

  /// A sentence across the ladder. One with a title begins a chapter, in which both ends begin
  /// anew; one without ends it, and says what came of it.
  record Prose(long at, String title, String text) implements Row {
    boolean begins() {
      return !title.isEmpty();
    }

    @Override
    public List<State> left() {
      return List.of();
    }

    @Override
    public List<State> right() {
      return List.of();
    }
  }

  /// Something that is no segment: a call of the application, a timer.
  record Note(long at, Side side, String text, List<State> left, List<State> right)
      implements Row {}
}

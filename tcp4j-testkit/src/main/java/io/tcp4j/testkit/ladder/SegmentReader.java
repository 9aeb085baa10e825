package io.tcp4j.testkit.ladder;

import io.tcp4j.wire.Segment;

/// Reads segments off the wire for a ladder, one after the other, and remembers the initial
/// sequence numbers that it sees, to count from them.
public final class SegmentReader {
  private final RelativeNumbers numbers = new RelativeNumbers();

  /// A reader that has seen nothing yet.
  public SegmentReader() {}

  /// Reads a segment that one end has sent; that it arrives is not known yet.
  ///
  /// @param number its place on the ladder, from 1
  /// @param from the end
  /// @param at when it was sent, in nanoseconds of the run
  /// @param segment as on the wire, with the ECN codepoint of its packet
  /// @param reason why it was sent
  public LadderSegment read(int number, Side from, long at, Segment segment, Reason reason) {
    return read(number, from, at, segment, reason, numbers.learn(from, segment));
  }

  /// Reads a segment that only pretends to come from one end: what it says of numbers is not
  /// remembered.
  ///
  /// @param number its place on the ladder, from 1
  /// @param from the end
  /// @param at when it was sent, in nanoseconds of the run
  /// @param segment as on the wire, with the ECN codepoint of its packet
  /// @param reason why it was sent
  public LadderSegment readForged(int number, Side from, long at, Segment segment, Reason reason) {
    return read(number, from, at, segment, reason, -1);
  }

  /// Returns SEG.SEQ as it stands on the ladder, for what is said of a segment elsewhere.
  ///
  /// @param from the end that sent it
  /// @param segment its ports and number
  public long sequence(Side from, Segment segment) {
    return numbers.sequence(from, segment);
  }

  private LadderSegment read(
      int number, Side from, long at, Segment segment, Reason reason, long initial) {
    return new LadderSegment(
        number,
        from,
        at,
        LadderSegment.LOST,
        segment.flags,
        numbers.sequence(from, segment),
        numbers.acknowledgment(from, segment),
        initial,
        segment.textLength,
        segment.wnd,
        segment.ecn,
        Options.text(from, segment, numbers),
        reason);
  }
}

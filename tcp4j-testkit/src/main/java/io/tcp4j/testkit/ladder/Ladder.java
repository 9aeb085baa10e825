package io.tcp4j.testkit.ladder;

import java.util.List;
import java.util.stream.Stream;

/// What happened between two ends, ready to be drawn.
///
/// @param name what is shown
/// @param command what shows it again, on a command line; empty for nothing
/// @param opening one sentence that says what the ladder shows
/// @param left the name and address of the left end
/// @param right the name and address of the right end
/// @param rows what happened, from top to bottom
/// @param closing one sentence that says what came of it
public record Ladder(
    String name,
    String command,
    String opening,
    End left,
    End right,
    List<Row> rows,
    String closing) {
  /// One end of a ladder.
  ///
  /// @param name what it is called, as in `client`
  /// @param address its address, as in `10.0.0.1`
  public record End(String name, String address) {}

  /// A ladder that no command shows again.
  public Ladder(String name, String opening, End left, End right, List<Row> rows, String closing) {
    this(name, "", opening, left, right, rows, closing);
  }

  /// Copies the rows.
  public Ladder {
    rows = List.copyOf(rows);
  }

  /// Whether a chapter begins at its very top, so that nothing stands before the first.
  boolean inChapters() {
    return !rows.isEmpty() && rows.getFirst() instanceof Row.Prose prose && prose.begins();
  }

  /// This ladder with other rows and closing words.
  Ladder with(List<Row> otherRows, String otherClosing) {
    return new Ladder(name, command, opening, left, right, otherRows, otherClosing);
  }

  /// How its times are written.
  Clock clock() {
    return Clock.of(rows);
  }

  /// All segments in the order they were sent.
  public Stream<LadderSegment> segments() {
    return rows.stream()
        .<LadderSegment>mapMulti(
            (row, next) -> {
              switch (row) {
                case Row.Crossing crossing -> next.accept(crossing.segment());
                case Row.Leaving leaving -> next.accept(leaving.segment());
                case Row.Arriving _, Row.Again _, Row.Prose _, Row.Note _ -> {}
              }
            });
  }

  /// This end.
  public End end(Side side) {
    return side == Side.LEFT ? left : right;
  }
}

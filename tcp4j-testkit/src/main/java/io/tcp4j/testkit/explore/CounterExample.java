package io.tcp4j.testkit.explore;

import io.tcp4j.testkit.drawing.TextStyle;
import io.tcp4j.testkit.ladder.Ladder;
import io.tcp4j.testkit.ladder.SvgLadder;
import io.tcp4j.testkit.ladder.TextLadder;
import java.util.List;

/// A run that must not be, as short as it could be made.
///
/// @param what which rule was violated, and by what
/// @param moves what led there; the users then read and close over a good network
/// @param ladder all that happened, up to the violation
public record CounterExample(String what, List<Move> moves, Ladder ladder) {
  private static final TextStyle STYLE = new TextStyle(false, false, TextStyle.MAXIMUM_COLUMNS);

  /// Copies the moves.
  public CounterExample {
    moves = List.copyOf(moves);
  }

  /// The ladder as an SVG document.
  public String svg() {
    return SvgLadder.draw(List.of(ladder));
  }

  /// The ladder as text.
  @Override
  public String toString() {
    return TextLadder.draw(ladder, STYLE);
  }
}

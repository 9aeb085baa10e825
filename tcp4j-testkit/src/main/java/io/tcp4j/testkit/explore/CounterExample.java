package io.tcp4j.testkit.explore;

import java.util.List;

/// A run that must not be, as short as it could be made.
///
/// @param what what went wrong
/// @param moves what led there; the users then read and close over a good network
/// @param ladder the run for people
public record CounterExample(String what, List<Move> moves, String ladder) {
  public CounterExample {
    moves = List.copyOf(moves);
  }

  @Override
  public String toString() {
    var out = new StringBuilder(what).append('\n');
    moves.forEach(move -> out.append("  ").append(move).append('\n'));
    return out.append(ladder).toString();
  }
}

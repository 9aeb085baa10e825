package io.tcp4j.testkit.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds a short run that goes wrong, given a long one.
final class Shrinker {
  /// Runs that a search for the shortest may take: as a rule all of four moves.
  private static final int SEARCHED = 20_000;

  private Shrinker() {}

  /// Makes it short.
  ///
  /// @param moves a run that goes wrong
  /// @param wrong how
  static CounterExample shrink(Bounds bounds, List<Move> moves, String wrong) {
    List<Move> least = shortest(bounds);
    if (least == null) {
      least = thinned(bounds, moves);
    }
    var transcript = new LadderTranscript();
    String left = replay(bounds, least, transcript);
    String what = left == null ? wrong : left;
    String opening = least.size() + (least.size() == 1 ? " move" : " moves") + ": " + moves(least);
    return new CounterExample(what, least, transcript.ladder(opening, "Violated: " + what));
  }

  private static String moves(List<Move> moves) {
    return moves.stream().map(Move::toString).collect(Collectors.joining("; "));
  }

  /// The shortest of all runs that go wrong, whatever with; null if it is too long to be found.
  private static @Nullable List<Move> shortest(Bounds bounds) {
    int runs = 0;
    for (int depth = 1; depth < bounds.depth(); depth++) {
      var search = new Search(depth);
      while (search.next()) {
        List<Move> made = new ArrayList<>();
        if (Explorer.play(bounds.withDepth(depth), new Coverage(), search, made) != null) {
          return made;
        }
        if (++runs == SEARCHED) {
          return null;
        }
      }
    }
    return null;
  }

  /// Takes moves away as long as the run still goes wrong.
  private static List<Move> thinned(Bounds bounds, List<Move> moves) {
    List<Move> least = new ArrayList<>(moves);
    boolean shorter = true;
    while (shorter) {
      shorter = false;
      for (int i = least.size() - 1; i >= 0; i--) {
        List<Move> without = new ArrayList<>(least);
        without.remove(i);
        if (replay(bounds, without, Transcript.NONE) != null) {
          least = without;
          shorter = true;
        }
      }
    }
    return least;
  }

  /// Makes the moves that are possible.
  private static @Nullable String replay(Bounds bounds, List<Move> moves, Transcript transcript) {
    return Attempt.of(
        () -> {
          var world = new World(bounds, new Coverage(), transcript);
          for (Move move : moves) {
            if (world.possible(move)) {
              world.happen(move);
            }
          }
          world.finish();
        });
  }
}

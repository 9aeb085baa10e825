package io.tcp4j.testkit.explore;

import java.util.ArrayList;
import java.util.List;
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
    var transcript = new Transcript.Lines();
    String left = replay(bounds, least, transcript);
    return new CounterExample(left == null ? wrong : left, least, transcript.toString());
  }

  /// The shortest of all runs that go wrong, whatever with; null if it is too long to be found.
  private static @Nullable List<Move> shortest(Bounds bounds) {
    int runs = 0;
    for (int depth = 1; depth < bounds.depth(); depth++) {
      var search = new Search(bounds.withDepth(depth), 0, 1);
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

package io.tcp4j.testkit.explore;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lets two engines and a hostile network do whatever they can, and checks after each move that
///
/// - what is read is a beginning of what was written, and a number always stands for the same
///   octet;
/// - SND.UNA ≤ SND.NXT, and the engine's other invariants (with assertions switched on);
/// - nothing is acknowledged that was not sent, and acknowledgments do not go back;
/// - the right edge of a window does not go back (SHLD-14);
/// - every transition is an edge of the state diagram;
/// - a connection that waits for anything has a timer;
/// - one OPEN makes one connection;
///
/// and at the end, when the network has become good and both users have closed, that the run ends,
/// that nothing is left of either end, no memory either, and that all text was read where nobody
/// gave up.
///
/// Runs are made from the beginning each time: an engine cannot be copied. So what costs is the
/// depth: all of 5 moves are tens of thousands of runs, all of 8 many millions. Stateless, so any
/// thread may explore.
public final class Explorer {
  private Explorer() {}

  /// Explores all that can happen within the bounds, or ends at the first failure.
  public static Exploration exhaustive(Bounds bounds) {
    return exhaustive(bounds, 0, 1);
  }

  /// Explores one of several parts of all that can happen, so that each thread can have one.
  ///
  /// @param part which, from 0
  /// @param parts how many parts there are
  public static Exploration exhaustive(Bounds bounds, int part, int parts) {
    var search = new Search(bounds, part, parts);
    return run(bounds, search::next, search);
  }

  /// Explores by chance.
  ///
  /// @param firstSeed seed of the first run; the next one has the next
  /// @param runs how many
  public static Exploration random(Bounds bounds, long firstSeed, long runs) {
    var lottery = new Lottery(firstSeed, runs);
    return run(bounds, lottery::next, lottery);
  }

  /// Chooses one of several moves.
  @FunctionalInterface
  interface Chooser {
    /// Chooses.
    ///
    /// @param moves what is possible
    /// @return null for none: the run belongs to another part of the search
    @Nullable Move choose(List<Move> moves);
  }

  private interface Runs {
    boolean next();
  }

  private static Exploration run(Bounds bounds, Runs all, Chooser chooser) {
    var coverage = new Coverage();
    long runs = 0;
    long moves = 0;
    while (all.next()) {
      runs++;
      List<Move> made = new ArrayList<>();
      String wrong = play(bounds, coverage, chooser, made);
      moves += made.size();
      if (wrong != null) {
        return new Exploration(runs, moves, coverage, Shrinker.shrink(bounds, made, wrong));
      }
    }
    return new Exploration(runs, moves, coverage, null);
  }

  /// Makes one run.
  ///
  /// @param made takes the moves
  /// @return what went wrong, or null
  static @Nullable String play(Bounds bounds, Coverage coverage, Chooser chooser, List<Move> made) {
    return Attempt.of(
        () -> {
          var world = new World(bounds, coverage, Transcript.NONE);
          for (int i = 0; i < bounds.depth(); i++) {
            List<Move> choices = world.choices();
            if (choices.isEmpty()) {
              break;
            }
            Move move = chooser.choose(choices);
            if (move == null) {
              return;
            }
            made.add(move);
            world.happen(move);
          }
          world.finish();
        });
  }
}

package io.tcp4j.testkit.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lets two engines and a hostile network do whatever they can, and checks after each move that
///
/// - what is read is a beginning of what was written, and a number always stands for the same
///   octet;
/// - SND.UNA ≤ SND.NXT, and the engine's other invariants (with assertions switched on);
/// - nothing is acknowledged that was not sent, and acknowledgments do not go back;
/// - the right edge of a window does not go back (SHLD-14), and is kept to;
/// - every transition is an edge of the state diagram;
/// - a connection that waits for anything has a timer;
/// - one OPEN makes one connection, and nobody gives up a peer that answers;
/// - a connection that is over keeps no memory, and who has ended by FIN has read all;
///
/// and at the end, when the network has become good and both users have closed, that the run ends
/// and that nothing is left of either host's connections.
///
/// Runs are made from the beginning each time: an engine cannot be copied. So what costs is the
/// depth: each move more makes about ten times as many runs. Stateless, so any thread may explore.
public final class Explorer {
  /// The beginnings that an exhaustive search is cut up by have so many moves.
  private static final int BEGINNING = 3;

  /// So many runs by chance are a part of an exploration.
  private static final long PART = 2_000;

  private Explorer() {}

  /// Explores all that can happen within the bounds, or ends at the first failure.
  public static Exploration exhaustive(Bounds bounds) {
    return exhaustive(bounds, new Search(bounds.depth()));
  }

  /// Explores all that can happen within the bounds, in parts, several at a time.
  ///
  /// @param threads how many, 1 or more
  /// @param progress is told of each part when it is done
  /// @throws InterruptedException if the thread was interrupted
  public static Exploration exhaustive(Bounds bounds, int threads, Progress progress)
      throws InterruptedException {
    List<Supplier<Exploration>> parts = new ArrayList<>();
    for (int[] first : Search.beginnings(bounds, Math.min(BEGINNING, bounds.depth()))) {
      parts.add(() -> exhaustive(bounds, new Search(bounds.depth(), first)));
    }
    return new Workers(threads, progress).explore(parts);
  }

  private static Exploration exhaustive(Bounds bounds, Search search) {
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

  /// Explores by chance, in parts, several at a time.
  ///
  /// @param firstSeed seed of the first run; the next one has the next
  /// @param runs how many
  /// @param threads how many, 1 or more
  /// @param progress is told of each part when it is done
  /// @throws InterruptedException if the thread was interrupted
  public static Exploration random(
      Bounds bounds, long firstSeed, long runs, int threads, Progress progress)
      throws InterruptedException {
    List<Supplier<Exploration>> parts = new ArrayList<>();
    for (long from = 0; from < runs; from += PART) {
      long seed = firstSeed + from;
      long some = Math.min(PART, runs - from);
      parts.add(() -> random(bounds, seed, some));
    }
    return new Workers(threads, progress).explore(parts);
  }

  /// Is told how far an exploration is.
  @FunctionalInterface
  public interface Progress {
    /// A part is done.
    ///
    /// @param parts how many are done
    /// @param all how many there are
    /// @param runs how many runs those were
    void at(int parts, int all, long runs);
  }

  /// Chooses one of several moves.
  @FunctionalInterface
  interface Chooser {
    /// Chooses.
    ///
    /// @param moves what is possible, at least one
    Move choose(List<Move> moves);
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
            made.add(move);
            world.happen(move);
          }
          world.finish();
        });
  }
}

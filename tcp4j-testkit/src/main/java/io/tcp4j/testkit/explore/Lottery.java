package io.tcp4j.testkit.explore;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Chooses by chance; each run has a seed of its own. What keeps a connection going is likelier
/// than what ends it, so that runs are long enough for something to go wrong.
final class Lottery implements Explorer.Chooser {
  private long seed;
  private final long end;
  private RandomGenerator dice = new SplittableRandom(0);

  Lottery(long firstSeed, long runs) {
    seed = firstSeed;
    end = firstSeed + runs;
  }

  /// Goes on to the next run.
  ///
  /// @return false if all have been made
  boolean next() {
    dice = new SplittableRandom(seed);
    return seed++ < end;
  }

  @Override
  public Move choose(List<Move> moves) {
    int total = moves.stream().mapToInt(Lottery::tickets).sum();
    int drawn = dice.nextInt(total);
    for (Move move : moves) {
      drawn -= tickets(move);
      if (drawn < 0) {
        return move;
      }
    }
    throw new AssertionError(drawn);
  }

  private static int tickets(Move move) {
    return switch (move) {
      case Move.Deliver(_, int index) -> index == 0 ? 40 : 10;
      case Move.Drop _, Move.Duplicate _ -> 8;
      case Move.OldDuplicate _ -> 4;
      case Move.Timer _ -> 15;
      case Move.Reboot _ -> 1;
      case Move.Call(_, UserCall call) ->
          switch (call) {
            case LISTEN, OPEN, SEND, RECEIVE -> 20;
            case CLOSE_OUTPUT -> 2;
            case CLOSE, ABORT -> 1;
          };
    };
  }
}

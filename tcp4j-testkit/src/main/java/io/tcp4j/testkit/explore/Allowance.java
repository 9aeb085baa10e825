package io.tcp4j.testkit.explore;

/// What is left of the moves that {@link Bounds} counts.
final class Allowance {
  private final int[] sends;
  private final int[] closes;
  private int opens;
  private int drops;
  private int duplicates;
  private int overtakings;
  private int oldDuplicates;
  private int timers;

  Allowance(Bounds bounds) {
    sends = new int[] {bounds.sends(), bounds.sends()};
    closes = new int[] {bounds.closes(), bounds.closes()};
    opens = bounds.opens();
    drops = bounds.drops();
    duplicates = bounds.duplicates();
    overtakings = bounds.overtakings();
    oldDuplicates = bounds.oldDuplicates();
    timers = bounds.timers();
  }

  /// Whether a move is within the bounds.
  ///
  /// @param underWay whether segments are under way, which a timer would delay
  boolean allows(Move move, boolean underWay) {
    return switch (move) {
      case Move.Deliver(_, int index) -> index == 0 || overtakings > 0;
      case Move.Drop _ -> drops > 0;
      case Move.Duplicate _ -> duplicates > 0;
      case Move.OldDuplicate _ -> oldDuplicates > 0;
      case Move.Timer _ -> !underWay || timers > 0;
      case Move.Call(Side by, UserCall call) ->
          switch (call) {
            case OPEN -> by == Side.SERVER && opens > 0;
            case SEND -> sends[place(by)] > 0;
            case RECEIVE -> true;
            case CLOSE_OUTPUT, CLOSE, ABORT -> closes[place(by)] > 0;
          };
    };
  }

  /// Takes a move off, whether it was within the bounds or not.
  void spend(Move move, boolean underWay) {
    switch (move) {
      case Move.Deliver(_, int index) -> overtakings -= index == 0 ? 0 : 1;
      case Move.Drop _ -> drops--;
      case Move.Duplicate _ -> duplicates--;
      case Move.OldDuplicate _ -> oldDuplicates--;
      case Move.Timer _ -> timers -= underWay ? 1 : 0;
      case Move.Call(Side by, UserCall call) -> {
        switch (call) {
          case OPEN -> opens -= by == Side.SERVER ? 1 : 0;
          case SEND -> sends[place(by)]--;
          case RECEIVE -> {}
          case CLOSE_OUTPUT, CLOSE, ABORT -> closes[place(by)]--;
        }
      }
    }
  }

  private static int place(Side side) {
    return side == Side.CLIENT ? 0 : 1;
  }
}

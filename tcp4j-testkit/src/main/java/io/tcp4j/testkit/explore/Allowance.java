package io.tcp4j.testkit.explore;

/// What is left of the moves that {@link Bounds} counts.
final class Allowance {
  private final Calls clients;
  private final Calls servers;
  private int drops;
  private int duplicates;
  private int overtakings;
  private int oldDuplicates;
  private int timers;
  private int reboots;

  private static final class Calls {
    private int opens;
    private int sends;
    private int closes;

    Calls(Bounds.Calls bounds) {
      opens = bounds.opens();
      sends = bounds.sends();
      closes = bounds.closes();
    }

    boolean allow(UserCall call) {
      return switch (call) {
        case LISTEN, OPEN -> opens > 0;
        case SEND -> sends > 0;
        case RECEIVE -> true;
        case CLOSE_OUTPUT, CLOSE, ABORT -> closes > 0;
      };
    }

    void spend(UserCall call) {
      switch (call) {
        case LISTEN, OPEN -> opens--;
        case SEND -> sends--;
        case RECEIVE -> {}
        case CLOSE_OUTPUT, CLOSE, ABORT -> closes--;
      }
    }
  }

  Allowance(Bounds bounds) {
    clients = new Calls(bounds.calls());
    servers = new Calls(bounds.calls());
    Bounds.Faults faults = bounds.faults();
    drops = faults.drops();
    duplicates = faults.duplicates();
    overtakings = faults.overtakings();
    oldDuplicates = faults.oldDuplicates();
    timers = faults.timers();
    reboots = faults.reboots();
  }

  private Calls of(Role role) {
    return role == Role.CLIENT ? clients : servers;
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
      case Move.Call(Role by, UserCall call) -> of(by).allow(call);
      case Move.Reboot _ -> reboots > 0;
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
      case Move.Call(Role by, UserCall call) -> of(by).spend(call);
      case Move.Reboot _ -> reboots--;
    }
  }
}

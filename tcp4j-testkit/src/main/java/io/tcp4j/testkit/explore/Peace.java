package io.tcp4j.testkit.explore;

import org.jspecify.annotations.Nullable;

/// The end of a run, when the network is good: all segments arrive, in the order in which they were
/// sent and before any timer expires, the users read what comes, and close when nothing comes any
/// more: first the output, then both directions. Both hosts must come to rest, with nothing left of
/// any connection.
final class Peace {
  /// A run that goes on for longer than this has no end.
  private static final int MOST_EVENTS = 5_000;

  private final World world;
  private Closing closing = Closing.NONE;

  private enum Closing {
    NONE,
    OUTPUT,
    ALL
  }

  Peace(World world) {
    this.world = world;
  }

  /// Lets all happen that goes on.
  void comesToRest() {
    for (int events = 0; !atRest(); events++) {
      if (events == MOST_EVENTS) {
        throw new Violation("every run ends: " + states());
      }
      Move next = next();
      if (next == null) {
        close();
      } else {
        world.act(next);
      }
    }
  }

  private boolean atRest() {
    return !world.network().busy()
        && world.host(Role.CLIENT).idle()
        && world.host(Role.SERVER).idle();
  }

  private @Nullable Move next() {
    for (Role role : Role.values()) {
      if (world.can(role, UserCall.RECEIVE)) {
        return new Move.Call(role, UserCall.RECEIVE);
      }
    }
    if (world.network().busy()) {
      return new Move.Deliver(world.network().oldest(), 0);
    }
    long client = world.host(Role.CLIENT).deadline();
    long server = world.host(Role.SERVER).deadline();
    if (Math.min(client, server) == Long.MAX_VALUE) {
      return null;
    }
    return new Move.Timer(client <= server ? Role.CLIENT : Role.SERVER);
  }

  private void close() {
    if (closing == Closing.ALL) {
      throw new Violation("a connection that both users have closed ends: " + states());
    }
    closing = closing == Closing.NONE ? Closing.OUTPUT : Closing.ALL;
    UserCall call = closing == Closing.OUTPUT ? UserCall.CLOSE_OUTPUT : UserCall.CLOSE;
    for (Role role : Role.values()) {
      if (world.can(role, call)) {
        world.act(new Move.Call(role, call));
      }
    }
  }

  private String states() {
    return world.state(Role.CLIENT) + "/" + world.state(Role.SERVER);
  }
}

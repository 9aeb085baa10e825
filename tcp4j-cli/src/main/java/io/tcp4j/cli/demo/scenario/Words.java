package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.ladder.Side;
import io.tcp4j.cli.demo.world.SimWorld;
import io.tcp4j.cli.demo.world.Tally;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.State;
import java.util.Locale;
import java.util.StringJoiner;

/// Facts of a run in words, for closing sentences.
final class Words {
  private Words() {}

  /// "1 segment", "2 segments".
  static String count(long n, String thing) {
    return n + " " + thing + (n == 1 ? "" : "s");
  }

  /// The time that has passed, as in "30 ms" or "60.02 s".
  static String elapsed(SimWorld world) {
    double ms = world.now() / 1e6;
    return ms < 1000
        ? String.format(Locale.ROOT, "%.0f ms", ms)
        : String.format(Locale.ROOT, "%.2f s", ms / 1000);
  }

  /// The states of both ends, as in "both ends are ESTABLISHED".
  static String states(SimWorld world) {
    State left = world.tally().state(Side.LEFT);
    State right = world.tally().state(Side.RIGHT);
    return left == right
        ? "both ends are " + left
        : "the client is %s and the server %s".formatted(left, right);
  }

  /// What it took: segments, and how many of them were lost and sent again.
  static String effort(SimWorld world) {
    Tally tally = world.tally();
    String text = count(tally.segments(), "segment");
    if (tally.lost() > 0 || tally.retransmissions() > 0) {
      text += ", " + tally.lost() + " lost and " + tally.retransmissions() + " sent again";
    }
    return text;
  }

  /// How the connection ended at one end, as in "reset by the peer".
  static String ending(SimWorld world, Side side) {
    Ending ending = world.tally().ending(side);
    return ending == null ? "still " + world.tally().state(side) : ending.toString();
  }

  static boolean closed(SimWorld world) {
    return world.tally().state(Side.LEFT) == State.CLOSED
        && world.tally().state(Side.RIGHT) == State.CLOSED;
  }

  /// How both ends ended, and what it took.
  static String ends(SimWorld world) {
    String left = ending(world, Side.LEFT);
    String right = ending(world, Side.RIGHT);
    String both =
        left.equals(right)
            ? "At both ends the connection ended: " + left
            : "At the client the connection ended: %s; at the server: %s".formatted(left, right);
    return both + ". It took " + effort(world) + ".";
  }

  /// Who had to wait in TIME-WAIT, and for how long.
  static String timeWait(SimWorld world) {
    StringJoiner text = new StringJoiner(" ");
    for (Side side : Side.values()) {
      if (world.tally().entered(side, State.TIME_WAIT)) {
        double seconds = world.tally().between(side, State.TIME_WAIT, State.CLOSED) / 1e9;
        text.add(
            String.format(
                Locale.ROOT,
                "The %s stayed in TIME-WAIT for %.0f s, so that no old segment can disturb a new"
                    + " connection of the same addresses and ports.",
                world.host(side).name(),
                seconds));
      }
    }
    return text.toString();
  }
}

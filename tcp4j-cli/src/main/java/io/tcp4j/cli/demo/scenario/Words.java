package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.SimWorld;
import io.tcp4j.cli.demo.world.Tally;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.State;
import io.tcp4j.testkit.ladder.Side;
import java.time.Duration;
import java.util.Locale;
import java.util.StringJoiner;

/// Facts of a run in words, for closing sentences.
final class Words {
  private Words() {}

  /// "1 segment", "2 segments".
  static String count(long n, String thing) {
    return n + " " + thing + (n == 1 ? "" : "s");
  }

  /// The time that has passed since the run began.
  static String elapsed(SimWorld world) {
    return span(world.now());
  }

  /// Nanoseconds as in "30 ms", "60.02 s" or "3 h 1 min".
  static String span(long nanos) {
    double seconds = nanos / 1e9;
    if (seconds < 1) {
      return String.format(Locale.ROOT, "%.0f ms", nanos / 1e6);
    }
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.2f s", seconds);
    }
    Duration whole = Duration.ofSeconds(Math.round(seconds));
    return whole.toHours() > 0
        ? whole.toHours() + " h " + whole.toMinutesPart() + " min"
        : whole.toMinutes() + " min " + whole.toSecondsPart() + " s";
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
    Tally tally = world.tally();
    StringJoiner waited = new StringJoiner(", and the ", "The ", "");
    for (Side side : Side.values()) {
      if (tally.entered(side, State.TIME_WAIT) && tally.entered(side, State.CLOSED)) {
        double seconds = tally.between(side, State.TIME_WAIT, State.CLOSED) / 1e9;
        waited.add(
            String.format(
                Locale.ROOT,
                "%s stayed in TIME-WAIT for %.0f s",
                world.host(side).name(),
                seconds));
      }
    }
    return waited.setEmptyValue("").length() == 0
        ? ""
        : waited
            + ", so that no old segment can disturb a new connection of the same addresses and"
            + " ports.";
  }
}

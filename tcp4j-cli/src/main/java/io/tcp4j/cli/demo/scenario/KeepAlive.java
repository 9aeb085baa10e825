package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.SimWorld;
import io.tcp4j.testkit.ladder.Side;
import java.time.Duration;

/// RFC 9293 §3.8.4: a client asks its silent server whether it is still there, until it is not.
final class KeepAlive implements Scenario {
  /// Long enough for two keep-alives, which come after two hours of silence each.
  private static final Duration SILENCE = Duration.ofHours(5);

  /// From the cut until the third is due.
  private static final Duration REST = Duration.ofHours(1);

  @Override
  public String name() {
    return "keep-alive";
  }

  @Override
  public String summary() {
    return "Nobody has anything to say for hours: keep-alives find out when the cable is cut.";
  }

  @Override
  public String play(SimWorld world) {
    world.client().configure(config -> config.keepAlive(true));
    Connection connection = Connection.open(world);
    world.await("both ends to be open", () -> connection.server().state().synchronizedState());
    int handshake = world.tally().segments();
    world.pass(SILENCE);
    int before = world.tally().segments();
    world.cut();
    world.pass(REST);
    world.await("the client to give up", () -> connection.client().ending() != null);
    return ("%s kept the connection alive in %d h of silence. After the cable was cut the client sent"
            + " %d more, all in vain, and then its connection ended: %s. The server, which asks"
            + " nobody, is %s.")
        .formatted(
            Words.count(before - handshake, "segment"),
            SILENCE.toHours(),
            world.tally().segments() - before,
            Words.ending(world, Side.LEFT),
            Words.ending(world, Side.RIGHT));
  }
}

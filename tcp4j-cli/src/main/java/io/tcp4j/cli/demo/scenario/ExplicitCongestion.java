package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.Pick;
import io.tcp4j.cli.demo.world.SimWorld;
import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.TcpInfo;

/// RFC 3168: both ends agree on ECN, a router marks a packet instead of dropping it, and the sender
/// slows down without anything having been lost.
final class ExplicitCongestion implements Scenario {
  /// Few, so that the reduction shows in a short ladder.
  private static final int INITIAL_WINDOW = 4;

  private static final int SEGMENTS = 10;
  private static final int FULL_SEGMENT = 1460;

  @Override
  public String name() {
    return "ecn";
  }

  @Override
  public String summary() {
    return "A router marks a packet instead of dropping it; ECE tells the sender, and CWR its answer.";
  }

  @Override
  public String play(SimWorld world) {
    world.client().configure(config -> config.ecn(EcnMode.ACTIVE).initialWindow(INITIAL_WINDOW));
    world.client().mark(Pick.text(world.chance(1, INITIAL_WINDOW)));
    Connection connection = Connection.open(world);
    connection.server().keepReading();
    byte[] text = new byte[SEGMENTS * FULL_SEGMENT];
    connection.client().write(text);
    world.await(
        "the acknowledgment of all data",
        () ->
            connection.client().allAcknowledged()
                && connection.server().received().length >= text.length);
    TcpInfo client = connection.client().info();
    return "%s, %s: %d of %d bytes arrived, and it took %s."
        .formatted(
            client.options().ecn() ? "Both ends agreed on ECN" : "The ends did not agree on ECN",
            marks(connection.server().info().totals().ecnMarks(), client.totals().ecnReductions()),
            connection.server().received().length,
            text.length,
            Words.effort(world));
  }

  private static String marks(long marks, long reductions) {
    if (marks == 0) {
      return "and no packet came marked";
    }
    return "%s came marked, and the client reduced its window %s"
        .formatted(Words.count(marks, "packet"), reductions == 1 ? "once" : reductions + " times");
  }
}

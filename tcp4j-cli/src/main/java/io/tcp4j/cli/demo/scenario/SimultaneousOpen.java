package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.SimHost;
import io.tcp4j.cli.demo.world.SimWorld;
import io.tcp4j.tcp.model.State;
import io.tcp4j.testkit.ladder.Side;

/// RFC 9293 §3.5, Figure 7: both ends open actively, at the same time, and their SYNs cross.
final class SimultaneousOpen implements Scenario {
  private static final int CLIENT_PORT = 40_000;
  private static final int SERVER_PORT = 50_000;

  @Override
  public String name() {
    return "simultaneous-open";
  }

  @Override
  public String summary() {
    return "Both hosts connect at the same moment, and nobody listens: the SYNs make one connection.";
  }

  @Override
  public String play(SimWorld world) {
    SimHost client = world.client();
    SimHost server = world.server();
    client.connect(CLIENT_PORT, server, SERVER_PORT);
    server.connect(SERVER_PORT, client, CLIENT_PORT);
    world.await("a connection", () -> open(world, Side.LEFT) && open(world, Side.RIGHT));
    boolean crossed =
        world.tally().entered(Side.LEFT, State.SYN_RECEIVED)
            && world.tally().entered(Side.RIGHT, State.SYN_RECEIVED);
    return "After %s %s, by %s%s."
        .formatted(
            Words.elapsed(world),
            Words.states(world),
            Words.effort(world),
            crossed ? "; each was in SYN-RECEIVED, which is not for servers only" : "");
  }

  private static boolean open(SimWorld world, Side side) {
    return world.tally().state(side) == State.ESTABLISHED;
  }
}

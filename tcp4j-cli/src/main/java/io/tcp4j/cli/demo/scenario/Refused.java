package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.SimWorld;
import io.tcp4j.testkit.ladder.Side;

/// RFC 9293 §3.10.7.1: a SYN for a port where nobody listens.
final class Refused implements Scenario {
  @Override
  public String name() {
    return "refused";
  }

  @Override
  public String summary() {
    return "A client asks for a port where nobody listens: the server's host answers with RST.";
  }

  @Override
  public String play(SimWorld world) {
    world.client().connect(world.server(), Connection.PORT);
    world.await("an answer", () -> world.tally().ending(Side.LEFT) != null);
    return "After %s the client's connection is %s: %s. It took %s."
        .formatted(
            Words.elapsed(world),
            world.tally().state(Side.LEFT),
            Words.ending(world, Side.LEFT),
            Words.effort(world));
  }
}

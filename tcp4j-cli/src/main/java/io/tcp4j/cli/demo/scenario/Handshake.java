package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.SimWorld;

/// RFC 9293 §3.5, Figure 6.
final class Handshake implements Scenario {
  @Override
  public String name() {
    return "handshake";
  }

  @Override
  public String summary() {
    return "A connection is opened: each side tells its first sequence number and has it confirmed.";
  }

  @Override
  public String play(SimWorld world) {
    Connection.open(world);
    return "After %s %s: it took %s."
        .formatted(Words.elapsed(world), Words.states(world), Words.effort(world));
  }
}

package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.SimWorld;
import io.tcp4j.tcp.model.State;
import io.tcp4j.testkit.ladder.Side;
import java.time.Duration;
import java.util.Arrays;

/// RFC 9293 §3.6, Figure 13: both ends close at the same time, and their FINs cross.
final class SimultaneousClose implements Scenario {
  private static final Duration IDLE = Duration.ofMillis(100);

  @Override
  public String name() {
    return "simultaneous-close";
  }

  @Override
  public String summary() {
    return "Both ends close at the same moment: the FINs cross, and both ends go through CLOSING.";
  }

  @Override
  public String play(SimWorld world) {
    Connection connection = Connection.open(world);
    world.pass(IDLE);
    connection.client().close();
    connection.server().close();
    connection.awaitEnd(world);
    boolean crossed =
        Arrays.stream(Side.values()).allMatch(end -> world.tally().entered(end, State.CLOSING));
    return (crossed ? "Each end sent its FIN before it saw the other's. " : "")
        + Words.ends(world)
        + " "
        + Words.timeWait(world);
  }
}

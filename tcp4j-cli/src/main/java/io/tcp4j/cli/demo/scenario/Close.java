package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.SimWorld;
import java.time.Duration;

/// RFC 9293 §3.6, Figure 12: the client closes, the server a little later.
final class Close implements Scenario {
  private static final Duration SERVER_GOES_ON = Duration.ofMillis(100);

  @Override
  public String name() {
    return "close";
  }

  @Override
  public String summary() {
    return "A connection is closed, each half by its own end: FIN and ACK, and later FIN and ACK.";
  }

  @Override
  public String play(SimWorld world) {
    Connection connection = Connection.open(world);
    connection.server().keepReading();
    connection.client().close();
    world.await("the client's FIN", connection.server()::endOfStream);
    world.pass(SERVER_GOES_ON);
    connection.server().close();
    connection.awaitEnd(world);
    return Words.ends(world) + " " + Words.timeWait(world);
  }
}

package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.SimSocket;
import io.tcp4j.cli.demo.world.SimWorld;
import io.tcp4j.cli.demo.world.Tally;
import io.tcp4j.tcp.model.State;
import io.tcp4j.testkit.ladder.Side;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// RFC 9293 §3.6: "the user who CLOSEs may continue to RECEIVE until the TCP receiver is told that
/// the remote peer has CLOSED also", which may take hours.
final class HalfClose implements Scenario {
  private static final byte[] REQUEST =
      "Send all you will ever have.".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ANSWER = "An hour has gone by.".getBytes(StandardCharsets.US_ASCII);
  private static final int ANSWERS = 3;

  @Override
  public String name() {
    return "half-close";
  }

  @Override
  public String summary() {
    return "A client ends its own direction only: the server goes on sending, for hours.";
  }

  @Override
  public String play(SimWorld world) {
    Connection connection = Connection.open(world);
    SimSocket client = connection.client();
    SimSocket server = connection.server();
    client.keepReading();
    server.keepReading();
    client.write(REQUEST);
    client.shutdownOutput();
    world.await("the end of the request", server::endOfStream);
    for (int i = 0; i < ANSWERS; i++) {
      world.pass(Duration.ofHours(1));
      server.write(ANSWER);
    }
    server.close();
    connection.awaitEnd(world);
    return "The client ended its direction after %d bytes and read %d more%s. %s %s"
        .formatted(
            server.received().length,
            client.received().length,
            waited(world.tally()),
            Words.ends(world),
            Words.timeWait(world));
  }

  private static String waited(Tally tally) {
    return tally.entered(Side.LEFT, State.FIN_WAIT_2) && tally.entered(Side.LEFT, State.TIME_WAIT)
        ? ", in FIN-WAIT-2 for "
            + Words.span(tally.between(Side.LEFT, State.FIN_WAIT_2, State.TIME_WAIT))
        : "";
  }
}

package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.SimSocket;
import io.tcp4j.cli.demo.world.SimWorld;
import java.nio.charset.StandardCharsets;

/// RFC 9293 §3.6, with the server's ACK and its FIN in one segment: the server closes as soon as it
/// learns that the client has.
///
/// That the ACK waits for the FIN is the delay of RFC 9293 §3.8.6.3: an end that has answered
/// before may well have something to say at once.
final class ThreeWayClose implements Scenario {
  private static final byte[] REQUEST = "What time is it?".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ANSWER = "Time to go.".getBytes(StandardCharsets.US_ASCII);

  @Override
  public String name() {
    return "three-way-close";
  }

  @Override
  public String summary() {
    return "A connection is closed in three segments: the server closes at once, so FIN rides on ACK.";
  }

  @Override
  public String play(SimWorld world) {
    Connection connection = Connection.open(world);
    SimSocket client = connection.client();
    SimSocket server = connection.server();
    client.keepReading();
    server.keepReading();
    client.write(REQUEST);
    world.await("a request", () -> server.received().length == REQUEST.length);
    server.write(ANSWER);
    world.await("an answer", () -> client.received().length == ANSWER.length);
    int before = world.tally().segments();
    client.close();
    world.await("the client's FIN", server::endOfStream);
    server.close();
    connection.awaitEnd(world);
    return "The close took %s. %s %s"
        .formatted(
            Words.count(world.tally().segments() - before, "segment"),
            Words.ends(world),
            Words.timeWait(world));
  }
}

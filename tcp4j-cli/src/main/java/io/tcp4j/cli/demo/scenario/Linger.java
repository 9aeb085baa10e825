package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.SimListener;
import io.tcp4j.cli.demo.world.SimSocket;
import io.tcp4j.cli.demo.world.SimWorld;
import io.tcp4j.tcp.model.State;
import io.tcp4j.testkit.ladder.Side;
import java.time.Duration;

/// `SO_LINGER`: the same program once as it is and once with a linger time of zero, which makes an
/// ABORT (RFC 9293 §3.10.5) of its close.
final class Linger implements Scenario {
  /// More than goes out at once.
  private static final byte[] TEXT = new byte[16_000];

  private static final Duration BUSY = Duration.ofMillis(200);

  @Override
  public String name() {
    return "linger";
  }

  @Override
  public String summary() {
    return "Write and close at once: TCP sends the rest by itself, unless the linger time is zero.";
  }

  @Override
  public String play(SimWorld world) {
    world.chapter(
        "1. No linger time", "Close returns at once, and the FIN follows all that was written.");
    SimListener listener = world.server().listen(Connection.PORT);
    Connection first = Connection.open(world, listener);
    long acknowledged = close(world, first);
    String waited = Words.timeWait(world);
    world.chapter(
        "2. A linger time of zero",
        "Close sends a RST. What was not sent yet never is, and what arrived before is thrown away.");
    int some = abort(world, Connection.open(world, listener));
    return ("Of %d bytes the server's application saw %d, and %d where the linger time was zero and its"
            + " connection ended: %s. Any other linger time only makes close wait for the ACK of the FIN"
            + " (here %s). %s After a RST nobody waits.")
        .formatted(
            TEXT.length,
            first.server().received().length,
            some,
            Words.ending(world, Side.RIGHT),
            Words.span(acknowledged),
            waited);
  }

  /// @return how long a close that lingers would have waited, in nanoseconds
  private static long close(SimWorld world, Connection connection) {
    SimSocket client = connection.client();
    SimSocket server = connection.server();
    server.keepReading();
    client.write(TEXT);
    client.close();
    long closed = world.now();
    world.await("the ACK of the FIN", () -> client.state() != State.FIN_WAIT_1);
    long acknowledged = world.now();
    world.await("the client's FIN", server::endOfStream);
    world.pass(BUSY);
    server.close();
    connection.awaitEnd(world);
    return acknowledged - closed;
  }

  private static int abort(SimWorld world, Connection connection) {
    SimSocket server = connection.server();
    server.keepReading();
    connection.client().setLinger(Duration.ZERO);
    connection.client().write(TEXT);
    connection.client().close();
    connection.awaitEnd(world);
    world.pass(BUSY); // the ACKs that were on their way find nobody
    return server.received().length;
  }
}

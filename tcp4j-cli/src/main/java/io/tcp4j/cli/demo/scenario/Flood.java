package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.SimHost;
import io.tcp4j.cli.demo.world.SimListener;
import io.tcp4j.cli.demo.world.SimWorld;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.testkit.ladder.Reason;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// RFC 4987: SYNs in the names of hosts that are not there fill the SYN queue, and a SYN cookie
/// lets in who means it.
final class Flood implements Scenario {
  private static final byte[] TEXT = "I am really here.".getBytes(StandardCharsets.US_ASCII);
  private static final String NOBODY = "10.0.0.";
  private static final int FIRST_NOBODY = 101;
  private static final int PORT_OF_NOBODY = 6_000;
  private static final int QUEUE = 4;

  /// Where so many do not fill the queue, they get lost on their way.
  private static final int MOST = 12;

  /// Longer than a SYN is on its way, so that the next one finds the queue as this one left it.
  private static final Duration BETWEEN = SimWorld.DELAY.plusMillis(1);

  @Override
  public String name() {
    return "flood";
  }

  @Override
  public String summary() {
    return "SYNs from nobody fill the server's SYN queue; a SYN cookie lets the client in.";
  }

  @Override
  public String play(SimWorld world) {
    SimHost server = world.server();
    server.configure(config -> config.synQueue(QUEUE));
    world.chapter(
        "1. A flood",
        "The attacker's SYNs bear addresses of nobody; the server's SYN queue has %d places."
            .formatted(QUEUE));
    SimListener listener = server.listen(Connection.PORT);
    int forged = flood(world);
    int halfOpen = server.halfOpen();
    long memory = server.memoryUsed();
    world.say(
        "After %s the server remembers %s in SYN-RECEIVED, and has sent %s."
            .formatted(
                Words.count(forged, "SYN"),
                Words.count(halfOpen, "connection"),
                Words.count(server.counted(TcpCounter.COOKIES_SENT), "cookie")));

    world.chapter(
        "2. A client",
        "The server answers its SYN, too, but need not remember it: the ACK brings the cookie back.");
    Connection connection = Connection.open(world, listener);
    connection.client().keepReading();
    connection.server().keepReading();
    connection.client().write(TEXT);
    world.await("the client's text", () -> connection.server().hasReceived(TEXT));
    connection.client().close();
    world.await("the client's FIN", connection.server()::endOfStream);
    connection.server().close();
    world.await(
        "the end of the server's connection", () -> connection.server().state() == State.CLOSED);
    return "%s left %s half open, which held %d bytes of buffers. The server sent %s and accepted %d: it read “%s” from the client, and their connection ended: %s."
        .formatted(
            Words.count(forged, "forged SYN"),
            Words.count(halfOpen, "connection"),
            memory,
            Words.count(server.counted(TcpCounter.COOKIES_SENT), "cookie"),
            server.counted(TcpCounter.COOKIES_ACCEPTED),
            new String(connection.server().received(), StandardCharsets.US_ASCII),
            connection.server().ending());
  }

  /// Sends SYNs until the queue is full; the last places are given by chance.
  ///
  /// @return how many there were
  private static int flood(SimWorld world) {
    Endpoint target = new Endpoint(world.server().address(), Connection.PORT);
    int forged = 0;
    while (forged < MOST && world.server().halfOpen() < QUEUE) {
      IpAddress nobody = IpAddress.parse(NOBODY + (FIRST_NOBODY + forged));
      world
          .client()
          .forgeSyn(
              new Endpoint(nobody, PORT_OF_NOBODY + forged),
              target,
              new Reason(
                  "forged: a SYN in the name of nobody", "nobody's call", "RFC 4987 §2", false));
      forged++;
      world.pass(BETWEEN);
    }
    return forged;
  }
}

package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.Pick;
import io.tcp4j.cli.demo.world.SimHost;
import io.tcp4j.cli.demo.world.SimListener;
import io.tcp4j.cli.demo.world.SimSocket;
import io.tcp4j.cli.demo.world.SimWorld;
import io.tcp4j.cli.demo.world.Tally;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.testkit.ladder.Side;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// RFC 9293 §3.3.2 and §3.6.1: what TIME-WAIT is for, and what it blocks.
final class TimeWait implements Scenario {
  private static final byte[] TEXT = "Some text.".getBytes(StandardCharsets.US_ASCII);
  private static final int CLIENT_PORT = 40_000;
  private static final int OTHER_PORT = 81;
  private static final Duration LATE = Duration.ofSeconds(20);

  @Override
  public String name() {
    return "time-wait";
  }

  @Override
  public String summary() {
    return "The end that closed first waits: its last ACK may be lost, and old segments may come late.";
  }

  @Override
  public String play(SimWorld world) {
    SimHost client = world.client();
    SimHost server = world.server();
    world.chapter(
        "1. What the wait is for",
        "The last ACK is lost, and a copy of the server's text comes when all is over.");
    SimListener listener = server.listen(Connection.PORT);
    closeWithTrouble(world, listener);
    Tally first = world.tally();
    world.pass(LATE);
    boolean blocked = client.connect(CLIENT_PORT, server, Connection.PORT).isEmpty();

    world.chapter(
        "2. What it does not block",
        "At the same time the client's port serves a connection to another port of the server's.");
    State elsewhere = connectElsewhere(world);

    world.chapter(
        "3. The end of the wait", "Now the two ports are free for a new connection of their own.");
    world.await("the end of TIME-WAIT", () -> world.tally().entered(Side.LEFT, State.CLOSED));
    long wait =
        world.tally().enteredAt(Side.LEFT, State.CLOSED)
            - first.enteredAt(Side.LEFT, State.TIME_WAIT);
    Connection.open(world, listener, CLIENT_PORT);
    int again = first.segments(Side.LEFT, SendCause.ACK_TIME_WAIT);
    return ("The wait took %s%s. It blocked the two ports for each other (%s), but not the client's port"
            + " for another (%s); after it %s.")
        .formatted(
            Words.span(wait),
            again == 0 ? "" : ", begun anew when the server's FIN came again",
            blocked ? "connect failed" : "connect did not fail",
            elsewhere,
            Words.states(world));
  }

  private static void closeWithTrouble(SimWorld world, SimListener listener) {
    Connection connection = Connection.open(world, listener, CLIENT_PORT);
    SimSocket client = connection.client();
    SimSocket server = connection.server();
    client.keepReading();
    server.keepReading();
    world.server().duplicate(Pick.text(1), LATE);
    server.write(TEXT);
    world.await("the text", () -> client.hasReceived(TEXT));
    client.close();
    world.await("the client's FIN", server::endOfStream);
    world.client().lose(Pick.any(1));
    server.close();
    world.await("the last ACK", () -> world.tally().state(Side.RIGHT) == State.CLOSED);
  }

  private static State connectElsewhere(SimWorld world) {
    SimListener listener = world.server().listen(OTHER_PORT);
    SimSocket client =
        world.client().connect(CLIENT_PORT, world.server(), OTHER_PORT).orElseThrow();
    listener.accept();
    State state = client.state();
    client.abort();
    world.pass(SimWorld.DELAY);
    return state;
  }
}

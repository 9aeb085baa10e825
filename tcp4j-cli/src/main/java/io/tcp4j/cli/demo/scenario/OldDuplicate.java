package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.Pick;
import io.tcp4j.cli.demo.world.SimListener;
import io.tcp4j.cli.demo.world.SimWorld;
import io.tcp4j.tcp.model.State;
import io.tcp4j.testkit.ladder.Side;
import io.tcp4j.wire.TcpFlags;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// RFC 9293 §3.6.1 and RFC 6191: the same two ports again, while copies of the last connection's
/// segments are still on their way.
final class OldDuplicate implements Scenario {
  private static final int CLIENT_PORT = 40_000;
  private static final byte[] FIRST = "The first connection.".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SECOND = "The second one.".getBytes(StandardCharsets.US_ASCII);
  private static final Duration LATE = Duration.ofSeconds(3);

  @Override
  public String name() {
    return "old-duplicate";
  }

  @Override
  public String summary() {
    return "A new connection on two ports in TIME-WAIT, and old segments that come late.";
  }

  @Override
  public String play(SimWorld world) {
    world.chapter(
        "1. A connection that leaves something behind",
        "Copies of the client's SYN and of its text are held up in the network; the server closes first.");
    SimListener listener = world.server().listen(Connection.PORT);
    world.client().duplicate(Pick.flag(TcpFlags.SYN, 1), LATE);
    world.client().duplicate(Pick.text(1), LATE);
    closedByServer(world, Connection.open(world, listener, CLIENT_PORT), FIRST);

    world.chapter(
        "2. The same two ports again",
        "The server is in TIME-WAIT: the SYN's number is larger than all before, so it is new. Then the copies come.");
    world.client().duplicate(Pick.flag(TcpFlags.SYN, 1), LATE.plus(LATE));
    Connection second = Connection.open(world, listener, CLIENT_PORT);
    boolean reused = !world.tally().entered(Side.RIGHT, State.LISTEN);
    world.pass(LATE);
    closedByServer(world, second, SECOND);
    String read = new String(second.server().received(), StandardCharsets.US_ASCII);

    world.chapter(
        "3. An old SYN in TIME-WAIT", "Its number is smaller than the last: it begins nothing.");
    world.pass(LATE);
    return "The second connection began %s, and the server read “%s” of it. The old SYN left the server in %s."
        .formatted(reused ? "out of TIME-WAIT" : "in LISTEN", read, second.server().state());
  }

  private static void closedByServer(SimWorld world, Connection connection, byte[] text) {
    connection.client().keepReading();
    connection.server().keepReading();
    connection.client().write(text);
    world.await("the text", () -> connection.server().hasReceived(text));
    connection.server().close();
    world.await("the server's FIN", connection.client()::endOfStream);
    connection.client().close();
    world.await("the end of the client's", () -> connection.client().state() == State.CLOSED);
  }
}

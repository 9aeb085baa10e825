package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.Pick;
import io.tcp4j.cli.demo.world.SimHost;
import io.tcp4j.cli.demo.world.SimListener;
import io.tcp4j.cli.demo.world.SimWorld;
import io.tcp4j.tcp.model.State;
import io.tcp4j.testkit.ladder.Side;
import io.tcp4j.wire.TcpFlags;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// RFC 9293 §3.5.1, Figures 9 to 11: one end knows of a connection of which the other knows
/// nothing, and a RST puts that right.
final class HalfOpen implements Scenario {
  private static final byte[] TEXT = "Are you still there?".getBytes(StandardCharsets.US_ASCII);
  private static final int CLIENT_PORT = 40_000;
  private static final Duration DOWN = Duration.ofSeconds(5);
  private static final Duration LATE = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "half-open";
  }

  @Override
  public String summary() {
    return "A host that crashed and came back knows of no connection: RST tells the one that does.";
  }

  @Override
  public String play(SimWorld world) {
    world.chapter(
        "1. The server crashed", "What the client sends belongs to no connection any more.");
    Connection connection = Connection.open(world);
    crash(world, Side.RIGHT);
    String data = writeToOneThatForgot(world, connection);
    world.chapter(
        "2. The client crashed",
        "It connects again from the same port, and the server still believes in the old connection.");
    SimListener listener = world.server().listen(Connection.PORT);
    Connection.open(world, listener, CLIENT_PORT);
    crash(world, Side.LEFT);
    String syn = connectHavingForgotten(world, listener);
    world.chapter(
        "3. An old SYN comes late", "The server answers it, but the client never asked for that.");
    String old = oldSyn(world, listener);
    return data + " " + syn + " " + old;
  }

  /// Figure 10.
  private static String writeToOneThatForgot(SimWorld world, Connection connection) {
    connection.client().keepReading();
    long written = world.now();
    connection.client().write(TEXT);
    world.await("the end of the connection", () -> world.tally().ending(Side.LEFT) != null);
    return "1: %s after it wrote, the client knew: %s."
        .formatted(Words.span(world.now() - written), Words.ending(world, Side.LEFT));
  }

  /// Figure 9.
  private static String connectHavingForgotten(SimWorld world, SimListener listener) {
    long begun = world.now();
    Connection.open(world, listener, CLIENT_PORT);
    return "2: the server's old connection: %s; the new one was open %s after the client asked."
        .formatted(Words.ending(world, Side.RIGHT), Words.span(world.now() - begun));
  }

  /// Figure 11, with one passive end.
  private static String oldSyn(SimWorld world, SimListener listener) {
    world.client().duplicate(Pick.flag(TcpFlags.SYN, 1), LATE);
    Connection connection = Connection.open(world, listener);
    connection.client().abort();
    world.await("a RST", () -> world.tally().state(Side.RIGHT) == State.LISTEN);
    return "3: the server is back in LISTEN, as if nothing had happened.";
  }

  private static void crash(SimWorld world, Side side) {
    SimHost host = world.host(side);
    host.crash();
    world.pass(DOWN);
    host.comeBack();
  }
}

package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.SimWorld;
import io.tcp4j.tcp.model.TcpInfo;
import java.util.Arrays;

/// RFC 1191 and RFC 9293 §3.7.2: a link on the way is smaller than both ends know; the router in
/// front of it says so, and the sender makes smaller segments.
final class PathMtu implements Scenario {
  private static final int NARROW = 1006;
  private static final int FULL_SEGMENT = 1460;
  private static final int SEGMENTS = 3;

  @Override
  public String name() {
    return "path-mtu";
  }

  @Override
  public String summary() {
    return "A router finds segments too big for its next link and says so; smaller ones get through.";
  }

  @Override
  public String play(SimWorld world) {
    world.client().narrow(NARROW);
    Connection connection = Connection.open(world);
    connection.server().keepReading();
    byte[] text = new byte[SEGMENTS * FULL_SEGMENT];
    Arrays.fill(text, (byte) 'a');
    send(world, connection, text, text.length);
    int before = connection.client().info().sending().mss();
    send(world, connection, text, 2 * text.length);
    TcpInfo.Sending sending = connection.client().info().sending();
    return "The path takes packets of %d bytes, segments of %d: %d bytes arrived, and it took %s.%s"
        .formatted(
            sending.mtu(),
            before,
            connection.server().received().length,
            Words.effort(world),
            sending.slowStartThreshold() == Long.MAX_VALUE
                ? " The congestion window was not reduced, for nothing was congested."
                : "");
  }

  private static void send(SimWorld world, Connection connection, byte[] text, int inAll) {
    connection.client().write(text);
    world.await(
        "the acknowledgment of all data",
        () ->
            connection.client().allAcknowledged()
                && connection.server().received().length >= inAll);
  }
}

package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.Pick;
import io.tcp4j.cli.demo.world.SimSocket;
import io.tcp4j.cli.demo.world.SimWorld;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.testkit.ladder.Side;
import java.time.Duration;

/// RFC 9293 §3.8.6.1: a receiver that does not read closes its window, and the sender probes it.
final class ZeroWindow implements Scenario {
  /// Two full segments, so that they close the window to the last byte.
  private static final int BUFFER = 2 * 1460;

  /// Fills the buffer twice, so that the second time closes the window, too.
  private static final int TEXT = 2 * BUFFER;

  private static final int MORE = 1000;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  @Override
  public String name() {
    return "zero-window";
  }

  @Override
  public String summary() {
    return "A reader is slow: its window closes, the sender probes it, and goes on when it is open.";
  }

  @Override
  public String play(SimWorld world) {
    world.server().configure(config -> config.receiveBuffer(BUFFER));
    Connection connection = Connection.open(world);
    SimSocket client = connection.client();
    SimSocket server = connection.server();
    client.write(new byte[TEXT]);
    fill(world, server);
    server.readOnce(BUFFER);
    fill(world, server);
    client.write(new byte[MORE]);
    world.pass(PAUSE);
    // It is for a window update that gets lost that there are probes.
    world.server().lose(Pick.any(1));
    server.readOnce(BUFFER);
    world.await("the last bytes", () -> server.available() == MORE);
    server.readOnce(MORE);
    world.await("the acknowledgment of all data", client::allAcknowledged);
    return "%d bytes went through a buffer of %d, with %s of a closed window: it took %s."
        .formatted(
            server.received().length,
            BUFFER,
            Words.count(world.tally().segments(Side.LEFT, SendCause.WINDOW_PROBE), "probe"),
            Words.effort(world));
  }

  private static void fill(SimWorld world, SimSocket server) {
    world.await("a full buffer", () -> server.available() == BUFFER);
    world.pass(PAUSE);
  }
}

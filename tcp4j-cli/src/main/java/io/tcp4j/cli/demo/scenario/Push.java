package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.Pick;
import io.tcp4j.cli.demo.world.SimSocket;
import io.tcp4j.cli.demo.world.SimWorld;
import java.time.Duration;

/// RFC 9293 §3.9.1.2: the sender sets PSH on the last segment of a write, and nobody waits for it.
final class Push implements Scenario {
  private static final int FULL_SEGMENT = 1460;

  /// Bytes of a write that takes three segments.
  private static final int WRITE = 2 * FULL_SEGMENT + 80;

  private static final Duration HELD_UP = Duration.ofMillis(100);

  @Override
  public String name() {
    return "push";
  }

  @Override
  public String summary() {
    return "PSH marks the end of a write; a reader gets what has arrived with or without it.";
  }

  @Override
  public String play(SimWorld world) {
    Connection connection = Connection.open(world);
    SimSocket client = connection.client();
    SimSocket server = connection.server();
    world.client().delay(Pick.text(3), HELD_UP);
    server.keepReadingAloud();
    client.write(new byte[WRITE]);
    long written = world.now();
    world.await("the first bytes", () -> server.received().length > 0);
    int without = server.received().length;
    long first = world.now() - written;
    world.await("all bytes", () -> server.received().length >= WRITE);
    long all = world.now() - written;
    world.await("the acknowledgment of all data", client::allAcknowledged);
    return ("The application had the first %d bytes %s after the write, and the last %d, with the PSH at"
            + " their end, after %s: nothing was held back for want of a PSH.")
        .formatted(without, Words.span(first), WRITE - without, Words.span(all));
  }
}

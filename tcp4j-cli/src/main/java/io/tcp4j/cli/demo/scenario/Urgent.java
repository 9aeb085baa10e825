package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.SimSocket;
import io.tcp4j.cli.demo.world.SimWorld;
import java.nio.charset.StandardCharsets;

/// RFC 9293 §3.8.5, RFC 6093: urgent data, announced while the window is closed, and read in its
/// place.
final class Urgent implements Scenario {
  /// What the server has room for.
  private static final int BUFFER = 1_000;

  private static final byte[] BULK =
      "another line\n".repeat(100).getBytes(StandardCharsets.US_ASCII);
  private static final byte[] URGENT = "stop that".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] AFTER = "and now this".getBytes(StandardCharsets.US_ASCII);

  @Override
  public String name() {
    return "urgent";
  }

  @Override
  public String summary() {
    return "Urgent data meets a closed window: the server is told at once, and reads it in its turn.";
  }

  @Override
  public String play(SimWorld world) {
    world.server().configure(config -> config.receiveBuffer(BUFFER));
    Connection connection = Connection.open(world);
    SimSocket client = connection.client();
    SimSocket server = connection.server();
    server.noteUrgentMode();
    client.write(BULK);
    world.await("the window to close", () -> client.info().sending().window() == 0);
    client.writeUrgent(URGENT);
    world.await("the news of urgent data", () -> server.urgentRemaining() > 0);
    String told = Words.elapsed(world);
    long urgent = server.urgentRemaining();
    int arrived = server.available();
    client.write(AFTER);
    readToTheMark(world, server);
    int read = server.received().length;
    server.keepReading();
    world.await(
        "the rest", () -> server.received().length == BULK.length + URGENT.length + AFTER.length);
    return ("After %s the server was told that %d bytes were urgent, all up to the urgent pointer,"
            + " though only %d had found room. It read on to the mark, %d bytes in the order they"
            + " were written, and %s. The %d behind the mark were ordinary again.")
        .formatted(
            told,
            urgent,
            arrived,
            read,
            server.urgentModeEnded()
                ? "was told that these were all"
                : "was never told that these were all",
            server.received().length - read);
  }

  /// Reads what is urgent and nothing else, as it arrives.
  private static void readToTheMark(SimWorld world, SimSocket server) {
    while (server.urgentRemaining() > 0) {
      world.await("urgent data", () -> server.available() > 0);
      server.readOnce((int) Math.min(server.available(), server.urgentRemaining()));
    }
  }
}

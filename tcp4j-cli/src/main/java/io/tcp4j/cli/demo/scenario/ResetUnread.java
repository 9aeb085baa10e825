package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.ladder.Side;
import io.tcp4j.cli.demo.world.SimWorld;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// RFC 1122 §4.2.2.13, RFC 2525 §2.17: a host closes while it holds data that nobody has read.
final class ResetUnread implements Scenario {
  private static final byte[] TEXT =
      "first: this is read. second: this is lost.".getBytes(StandardCharsets.US_ASCII);

  private static final int READ = "first: this is read.".length();

  @Override
  public String name() {
    return "reset-unread";
  }

  @Override
  public String summary() {
    return "A server closes while data is unread: RST instead of FIN tells the client of the loss.";
  }

  @Override
  public String play(SimWorld world) {
    Connection connection = Connection.open(world);
    connection.client().keepReading();
    connection.client().write(TEXT);
    world.await("the acknowledgment of the data", connection.client()::allAcknowledged);
    connection.server().readOnce(READ);
    connection.server().close();
    connection.awaitEnd(world);
    int read = connection.server().received().length;
    long unread = world.tally().unread(Side.RIGHT);
    String lost =
        new String(
            Arrays.copyOfRange(TEXT, read, (int) Math.min(TEXT.length, read + unread)),
            StandardCharsets.US_ASCII);
    return ("The server's application read %d of %d bytes and never saw the other %d (seq %d to %d:"
            + " “%s”). The server's TCP calls this end “%s”, the client's “%s”.")
        .formatted(
            read,
            TEXT.length,
            unread,
            read + 1,
            read + unread,
            lost.strip(),
            Words.ending(world, Side.RIGHT),
            Words.ending(world, Side.LEFT));
  }
}

package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.SimListener;
import io.tcp4j.cli.demo.world.SimSocket;
import io.tcp4j.cli.demo.world.SimWorld;
import io.tcp4j.tcp.model.UnreadAfterReset;
import io.tcp4j.testkit.ladder.Side;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// RFC 1122 §4.2.2.13, RFC 2525 §2.17: a host closes while it holds data that nobody has read.
/// Three programs send the same text: one loses it, two cannot.
///
/// The server is the same for all of them: it greets, is busy for a while, and then reads to the
/// end.
final class ResetUnread implements Scenario {
  private static final byte[] TEXT = ascii("Move 100 coins from Ann to Bob.");
  private static final byte[] GREETING = ascii("Welcome.");
  private static final byte[] DONE = ascii("Done.");
  private static final Duration BUSY = Duration.ofMillis(200);

  @Override
  public String name() {
    return "reset-unread";
  }

  @Override
  public String summary() {
    return "Three programs send a text and close: one loses it by its own RST, the other two cannot.";
  }

  @Override
  public String play(SimWorld world) {
    world.chapter(
        "1. Send, close",
        "The client waits until its text is acknowledged, but never reads the greeting.");
    SimListener listener = world.server().listen(Connection.PORT);
    int closing = close(world, listener);
    world.chapter(
        "2. Send, shut down the output, read to the end, close",
        "The server closes when it has read everything, and then the client's reading ends, too.");
    int reading = shutDownAndRead(world, listener);
    world.chapter(
        "3. Send, wait for an answer of the application's own, close",
        "The client closes when the server's application, not its TCP, has said that it is done.");
    int asking = waitForAnswer(world, listener);
    world.chapter(
        "4. The first program once more",
        "This time the server's TCP keeps what came before a RST, as Linux does.");
    listener.close();
    world.server().configure(config -> config.unreadAfterReset(UnreadAfterReset.KEEP));
    int keeping = close(world, world.server().listen(Connection.PORT));
    return ("Of the %d bytes the server's application saw %d where the client just closed, %d where it read to"
            + " the end first, %d where it waited for an answer, and %d where the server's TCP keeps"
            + " what came before a RST, on which no client can rely.")
        .formatted(TEXT.length, closing, reading, asking, keeping);
  }

  private static int close(SimWorld world, SimListener listener) {
    Connection connection = greeted(world, listener);
    SimSocket client = connection.client();
    SimSocket server = connection.server();
    client.write(TEXT);
    world.await("the acknowledgment of the text", client::allAcknowledged);
    client.close();
    world.pass(BUSY);
    server.keepReadingAloud();
    world.await("the end of the connection", () -> world.tally().ending(Side.RIGHT) != null);
    world.say(
        "The text was acknowledged. %s The client's TCP calls this end “%s” (%s), the server's “%s”."
            .formatted(
                seen(server),
                Words.ending(world, Side.LEFT),
                Words.count(world.tally().unread(Side.LEFT), "byte"),
                Words.ending(world, Side.RIGHT)));
    return server.received().length;
  }

  private static int shutDownAndRead(SimWorld world, SimListener listener) {
    Connection connection = greeted(world, listener);
    SimSocket client = connection.client();
    SimSocket server = connection.server();
    client.write(TEXT);
    client.shutdownOutput();
    client.keepReadingAloud();
    world.pass(BUSY);
    server.keepReadingAloud();
    world.await("the client's FIN", server::endOfStream);
    server.close();
    world.await("the server's FIN", client::endOfStream);
    client.close();
    connection.awaitEnd(world);
    world.say(seen(server) + " " + Words.ends(world));
    return server.received().length;
  }

  private static int waitForAnswer(SimWorld world, SimListener listener) {
    Connection connection = greeted(world, listener);
    SimSocket client = connection.client();
    SimSocket server = connection.server();
    client.write(TEXT);
    client.keepReadingAloud();
    world.pass(BUSY);
    server.keepReadingAloud();
    world.await("the text", () -> server.received().length == TEXT.length);
    server.write(DONE);
    world.await("the answer", () -> client.received().length == GREETING.length + DONE.length);
    client.close();
    world.await("the client's FIN", server::endOfStream);
    server.close();
    connection.awaitEnd(world);
    world.say(seen(server) + " " + Words.ends(world));
    return server.received().length;
  }

  private static Connection greeted(SimWorld world, SimListener listener) {
    Connection connection = Connection.open(world, listener);
    connection.server().write(GREETING);
    world.await("the greeting", () -> connection.client().available() == GREETING.length);
    return connection;
  }

  private static String seen(SimSocket server) {
    int seen = server.received().length;
    if (seen == TEXT.length) {
      return "The server's application saw all %d bytes.".formatted(TEXT.length);
    }
    String missed = new String(TEXT, seen, TEXT.length - seen, StandardCharsets.US_ASCII);
    return "The server's application saw %d of %d bytes, and never seq %d to %d: “%s”"
        .formatted(seen, TEXT.length, seen + 1, TEXT.length, missed.strip());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

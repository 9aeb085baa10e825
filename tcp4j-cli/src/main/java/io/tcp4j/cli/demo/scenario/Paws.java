package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.SimSocket;
import io.tcp4j.cli.demo.world.SimWorld;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.testkit.ladder.Reason;
import io.tcp4j.testkit.ladder.Side;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// RFC 7323 §5: numbers come round again after 4 GiB, and a segment from the round before fits
/// exactly where new data is expected. Timestamps tell the two apart.
final class Paws implements Scenario {
  private static final String FIRST = "Pay Ann 10 coins. ";
  private static final String SECOND = "Pay Bob 20 coins. ";
  private static final String THIRD = "Pay Eve 30 coins. ";
  private static final Duration MEANWHILE = Duration.ofMillis(1_999);

  @Override
  public String name() {
    return "paws";
  }

  @Override
  public String summary() {
    return "Sequence numbers come round again; timestamps tell old segments from new (PAWS).";
  }

  @Override
  public String play(SimWorld world) {
    world.chapter(
        "1. Without timestamps",
        "The demo does not send the 4 GiB in between: it moves the number of an old copy on.");
    String wrong = play(world, false);
    world.chapter("2. With timestamps", "The same segment bears the time at which it was sent.");
    String right = play(world, true);
    int answers = world.tally().segments(Side.RIGHT, SendCause.CHALLENGE_ACK);
    return "Without timestamps the server read “%s”, and with them “%s”; it answered the old segment by %s."
        .formatted(wrong.strip(), right.strip(), Words.count(answers, "ACK"));
  }

  /// What the server's application reads of the two texts.
  private static String play(SimWorld world, boolean timestamps) {
    world.client().configure(config -> config.timestamps(timestamps));
    world.server().configure(config -> config.timestamps(timestamps));
    var listener = world.server().listen(timestamps ? Connection.PORT + 1 : Connection.PORT);
    SimSocket client =
        world.client().connect(world.server(), timestamps ? Connection.PORT + 1 : Connection.PORT);
    SimSocket server = listener.accept();
    client.keepReading();
    server.keepReading();
    long sent = world.now();
    write(world, client, FIRST);
    byte[] old = world.client().lastPacket();
    write(world, client, SECOND);
    String age = Words.span(world.now() - sent);
    world
        .client()
        .forge(
            old,
            segment -> segment.seq += FIRST.length() + SECOND.length(),
            new Reason(
                "an old copy, 4 GiB late: its number has come round"
                    + (timestamps ? ", its timestamp is %s old".formatted(age) : ""),
                "nobody's call",
                "RFC 7323 §5",
                true));
    write(world, client, THIRD);
    client.close();
    world.await("the end", server::endOfStream);
    server.close();
    world.pass(MEANWHILE);
    return new String(server.received(), StandardCharsets.US_ASCII);
  }

  private static void write(SimWorld world, SimSocket client, String text) {
    client.write(text.getBytes(StandardCharsets.US_ASCII));
    world.await("an acknowledgment", client::allAcknowledged);
    world.pass(MEANWHILE);
  }
}

package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.SimHost;
import io.tcp4j.cli.demo.world.SimWorld;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.testkit.ladder.Reason;
import io.tcp4j.testkit.ladder.Side;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/// RFC 5961: somebody who sees no segment sends some in the client's name.
final class BlindReset implements Scenario {
  private static final byte[] TEXT = "I am the client.".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] EVIL = "So am I!".getBytes(StandardCharsets.US_ASCII);
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  /// Within any window.
  private static final int NEAR = 1_000;

  /// Within none.
  private static final int FAR = 1 << 30;

  @Override
  public String name() {
    return "blind-reset";
  }

  @Override
  public String summary() {
    return "An attacker who sees nothing has to guess: challenge ACKs make that hopeless.";
  }

  @Override
  public String play(SimWorld world) {
    world.chapter(
        "1. Numbers that are guessed",
        "The attacker sends in the client's name and sees no answer: the answers go to the client.");
    Connection connection = Connection.open(world);
    connection.client().keepReading();
    connection.server().keepReading();
    write(world, connection, TEXT.length);
    byte[] like = world.client().lastPacket();
    attack(world, like, "a RST with a number far away", "RFC 5961 §3", FAR, TcpFlags.RST);
    attack(world, like, "a RST with a number that is near", "RFC 5961 §3", NEAR, TcpFlags.RST);
    attack(world, like, "a SYN, whatever its number", "RFC 5961 §4", NEAR, TcpFlags.SYN);
    forge(
        world,
        like,
        "data with the right number, but nobody knows what to acknowledge",
        "RFC 5961 §5",
        segment -> {
          segment.ack += FAR;
          segment.text = EVIL;
          segment.textOffset = 0;
          segment.textLength = EVIL.length;
        });
    write(world, connection, 2 * TEXT.length);
    int challenges = world.tally().segments(Side.RIGHT, SendCause.CHALLENGE_ACK);
    String lives = Words.states(world);

    world.chapter(
        "2. The number itself", "Of four thousand million numbers one ends the connection.");
    attack(
        world,
        world.client().lastPacket(),
        "a RST with the number",
        "RFC 5961 §3",
        0,
        TcpFlags.RST);
    return "%s; after that %s. Only the RST with exactly the next number did what it should: %s."
        .formatted(
            Words.count(challenges, "challenge ACK"), lives, Words.ending(world, Side.RIGHT));
  }

  private static void write(SimWorld world, Connection connection, int all) {
    connection.client().write(TEXT);
    world.await("the client's text", () -> connection.server().received().length == all);
    world.pass(BETWEEN);
  }

  private static void attack(
      SimWorld world, byte[] like, String what, String rule, int distance, int flags) {
    forge(
        world,
        like,
        what,
        rule,
        segment -> {
          segment.seq += distance;
          segment.flags = flags;
        });
  }

  /// One segment like the client's last one, at the number that the server waits for.
  private static void forge(
      SimWorld world, byte[] like, String what, String rule, Consumer<Segment> change) {
    SimHost client = world.client();
    client.forge(
        like,
        segment -> {
          segment.seq += segment.textLength;
          segment.textLength = 0;
          segment.clearOptions();
          change.accept(segment);
        },
        new Reason("forged: " + what, "nobody's call", rule, false));
    world.pass(BETWEEN);
  }
}

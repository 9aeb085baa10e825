package io.tcp4j.cli.demo.scenario;

import io.tcp4j.cli.demo.world.Pick;
import io.tcp4j.cli.demo.world.SimWorld;
import io.tcp4j.cli.demo.world.Tally;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// RFC 9293 §3.8 and RFC 5681 §3.2: data, a loss, and its recovery by fast retransmit.
final class Transfer implements Scenario {
  /// Full segments of text: enough that three come behind the one that is lost, whichever it is.
  private static final int SEGMENTS = 6;

  private static final int FULL_SEGMENT = 1460;

  @Override
  public String name() {
    return "transfer";
  }

  @Override
  public String summary() {
    return "Data is sent and one segment is lost: repeated ACKs tell the sender, which sends it again.";
  }

  @Override
  public String play(SimWorld world) {
    byte[] text = text();
    world.client().lose(Pick.text(world.chance(2, 3)));
    Connection connection = Connection.open(world);
    connection.server().keepReading();
    connection.client().write(text);
    world.await(
        "the acknowledgment of all data",
        () ->
            connection.client().allAcknowledged()
                && connection.server().received().length >= text.length);
    boolean intact = Arrays.equals(text, connection.server().received());
    return "%d of %d bytes arrived, %s, and were acknowledged after %s: it took %s%s."
        .formatted(
            connection.server().received().length,
            text.length,
            intact ? "in order and intact" : "but not as they were sent",
            Words.elapsed(world),
            Words.effort(world),
            recovery(world.tally()));
  }

  private static String recovery(Tally tally) {
    int fast = tally.fastRetransmissions();
    int other = tally.retransmissions() - fast;
    if (fast == 0 && other == 0) {
      return "";
    }
    if (other == 0) {
      return " (because of duplicate ACKs, without waiting for a timer)";
    }
    return " (%d because of duplicate ACKs, %d after waiting for a timer)".formatted(fast, other);
  }

  /// Numbered lines, so that a capture shows what is where.
  private static byte[] text() {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; lines.length() < SEGMENTS * FULL_SEGMENT; i++) {
      lines.append("This is line ").append(i).append(" of the text that is sent.\n");
    }
    return lines.substring(0, SEGMENTS * FULL_SEGMENT).getBytes(StandardCharsets.US_ASCII);
  }
}

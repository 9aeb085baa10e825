package io.tcp4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.testkit.ladder.LadderSegment;
import io.tcp4j.wire.TcpFlags;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `demo` shows of the way data takes from one application to the other.
class FlowScenariosTest {
  private static final long SEED = 1;

  @Test
  void pushStandsAtTheEndOfAWriteAndNoReaderWaitsForIt() {
    Play play = Play.of("push", SEED, 0);

    assertThat(play.flags()).containsSubsequence("> ACK", "> ACK", "> PSH,ACK");
    assertThat(play.segments().stream().filter(s -> s.has(TcpFlags.PSH))).hasSize(1);
    assertThat(play.notes())
        .containsSubsequence("write 3000 bytes", "read 2920 bytes", "read 80 bytes");
    assertThat(play.ladder().closing())
        .startsWith(
            "The application had the first 2920 bytes 10 ms after the write, and the last 80, with"
                + " the PSH at their end, after 110 ms");
  }

  @Test
  void zeroWindowIsProbedUntilItIsOpen() {
    Play play = Play.of("zero-window", SEED, 0);

    List<LadderSegment> probes =
        play.segments().stream().filter(s -> s.reason().why().startsWith("zero-window")).toList();
    assertThat(probes).hasSize(5).allMatch(s -> s.length() == 1);
    assertThat(play.segments().stream().filter(s -> s.window() == 0)).hasSizeGreaterThan(3);
    assertThat(play.segments())
        .filteredOn(LadderSegment::lost)
        .as("the window update that the last probe makes up for")
        .singleElement()
        .matches(s -> s.reason().why().startsWith("the user read"))
        .matches(s -> s.sentAt() < probes.getLast().sentAt());
    assertThat(play.ladder().closing())
        .startsWith("6840 bytes went through a buffer of 2920, with 5 probes");
  }

  @Test
  void pathMtuShowsTheIcmpMessageAndSmallerSegmentsAfterIt() {
    Play play = Play.of("path-mtu", SEED, 0);

    assertThat(play.notes())
        .filteredOn(note -> note.startsWith("ICMP"))
        .containsExactly(
            "ICMP from a router: seq 1 too big, the next link takes 1006",
            "ICMP from a router: seq 1461 too big, the next link takes 1006",
            "ICMP from a router: seq 2921 too big, the next link takes 1006");
    assertThat(play.segments())
        .filteredOn(LadderSegment::lost)
        .hasSize(3)
        .allMatch(s -> s.length() == 1460);
    List<LadderSegment> arrived =
        play.segments().stream().filter(s -> !s.lost() && s.length() > 0).toList();
    assertThat(arrived).allMatch(s -> s.length() <= 966);
    assertThat(arrived.getFirst().reason().why()).startsWith("the path takes less");
    assertThat(play.ladder().closing())
        .isEqualTo(
            "The path takes packets of 1006 bytes, segments of 966: 8760 bytes arrived, and it took"
                + " 22 segments, 3 lost and 6 sent again. The congestion window was not reduced,"
                + " for nothing was congested.");
  }
}

package io.tcp4j.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.wire.DropReason;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Packets that are random, damaged, old, in pieces or in others' names never throw, never grow the
/// host's memory and never disturb anybody else's connection.
class RandomPacketsTest {
  private static final int SIEGES = Integer.getInteger("runs", 10);
  private static final int SIEGES_OF_A_CAMPAIGN = Integer.getInteger("runs", 700);
  private static final int STEPS = 5_000;

  @Test
  void noPacketThrowsOrGrowsOrDisturbsAnybody() throws IOException {
    assertThat(playAll(SIEGES)).as("reasons seen").hasSizeGreaterThan(20);
  }

  @Test
  @Tag("campaign")
  void noPacketOfAMillionDoes() throws IOException {
    playAll(SIEGES_OF_A_CAMPAIGN);
  }

  /// @return why packets were dropped
  private static Set<DropReason> playAll(int sieges) throws IOException {
    Set<DropReason> reasons = EnumSet.noneOf(DropReason.class);
    long packets = 0;
    Integer only = Integer.getInteger("seed");
    for (int seed = only != null ? only : 0; seed < (only != null ? only + 1 : sieges); seed++) {
      try {
        packets += play(Siege.seeded(seed), reasons);
      } catch (AssertionError | RuntimeException | IOException e) {
        throw new AssertionError("seed " + seed + ": " + e, e);
      }
    }
    System.out.printf("%d sieges, %,d packets, dropped for %s%n", sieges, packets, reasons);
    return reasons;
  }

  private static long play(Siege siege, Set<DropReason> reasons) throws IOException {
    for (int step = 1; step <= STEPS; step++) {
      siege.step();
      if (step % 250 == 0) {
        siege.checkOthers();
      }
    }
    siege.end();
    for (DropReason reason : DropReason.values()) {
      if (siege.victimsCounters().get(reason) > 0) {
        reasons.add(reason);
      }
    }
    return siege.packets;
  }
}

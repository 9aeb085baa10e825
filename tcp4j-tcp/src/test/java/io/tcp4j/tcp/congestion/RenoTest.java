package io.tcp4j.tcp.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 5681 §3.1 and RFC 6928 §2, by the numbers.
class RenoTest {
  private final Reno reno = new Reno(10);

  @ParameterizedTest
  @CsvSource({"1, 10", "536, 5360", "1220, 12200", "1460, 14600", "1461, 14600", "9000, 18000"})
  @Rfc("6928 2")
  void theInitialWindowIsThatOfRfc6928(int mss, long window) {
    reno.begin(mss);
    assertThat(reno.window()).isEqualTo(window);
    assertThat(reno.threshold()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  @Rfc({"3465 2.2", "5681 3.1a"})
  void slowStartGrowsByWhatIsAcknowledged() {
    reno.begin(1000);
    reno.onAck(1000, 10_000);
    assertThat(reno.window()).isEqualTo(11_000);
    reno.onAck(2000, 10_000);
    assertThat(reno.window()).isEqualTo(13_000);
    reno.onAck(500, 10_000);
    assertThat(reno.window()).isEqualTo(13_500);
  }

  @Test
  void anAckOfDozensOfSegmentsGrowsTheWindowByThemAll() {
    reno.begin(1000);
    reno.onAck(50_000, 10_000);
    assertThat(reno.window()).isEqualTo(60_000);
  }

  @Test
  @Rfc("7661 4.1")
  void aWindowThatIsNotUsedDoesNotGrow() {
    reno.begin(1000);
    reno.onAck(1000, 4_999);
    assertThat(reno.window()).isEqualTo(10_000);
  }

  @Test
  @Rfc("5681 3.1b")
  void congestionAvoidanceGrowsByOneSegmentAWindow() {
    reno.begin(1000);
    reno.onLoss(10_000);
    assertThat(reno.window()).isEqualTo(5_000);
    for (int i = 0; i < 4; i++) {
      reno.onAck(1000, 5_000);
      assertThat(reno.window()).isEqualTo(5_000);
    }
    reno.onAck(1000, 5_000);
    assertThat(reno.window()).isEqualTo(6_000);
    for (int i = 0; i < 6; i++) {
      reno.onAck(1000, 6_000);
    }
    assertThat(reno.window()).isEqualTo(7_000);
  }

  @Test
  @Rfc("7661 4.1")
  void congestionAvoidanceDoesNotGrowAWindowThatIsNotUsed() {
    reno.begin(1000);
    reno.onLoss(20_000);
    for (int i = 0; i < 100; i++) {
      reno.onAck(1000, 8_999);
    }
    assertThat(reno.window()).isEqualTo(10_000);
  }

  @Test
  @Rfc("3465 2.3")
  void afterATimeoutAnAckGrowsTheWindowByOneSegmentAtMost() {
    reno.begin(1000);
    reno.onTimeout(20_000, false);
    reno.onAck(5_000, 5_000);
    assertThat(reno.window()).isEqualTo(2_000); // RFC 3465 §2.3
    for (int i = 0; i < 8; i++) {
      reno.onAck(1000, 20_000);
    }
    assertThat(reno.window()).isEqualTo(10_000);
    reno.onLoss(40_000);
    reno.onAck(1000, 20_000); // congestion avoidance: that slow start is over
    reno.onIdle();
    reno.onAck(8_000, 10_000);
    assertThat(reno.window()).isEqualTo(18_000);
  }

  @Test
  void aLossHalvesWhatWasInFlightButNotBelowTwoSegments() {
    reno.begin(1000);
    reno.onLoss(8_000);
    assertThat(reno.threshold()).isEqualTo(4_000);
    reno.onLoss(3_000);
    assertThat(reno.threshold()).isEqualTo(2_000);
  }

  @Test
  @Rfc("5681 3.1c")
  void aTimeoutCollapsesTheWindowAndTheSecondLeavesTheThreshold() {
    reno.begin(1000);
    reno.onTimeout(10_000, false);
    assertThat(reno.window()).isEqualTo(1_000);
    assertThat(reno.threshold()).isEqualTo(5_000);
    reno.onTimeout(1_000, true);
    assertThat(reno.threshold()).isEqualTo(5_000);
  }

  @Test
  @Rfc("5681 3.1a")
  void afterATimeoutSlowStartReachesTheThreshold() {
    reno.begin(1000);
    reno.onTimeout(10_000, false);
    for (long window = 1_000; window < 5_000; window += 1_000) {
      assertThat(reno.window()).isEqualTo(window);
      reno.onAck(1000, window);
    }
    reno.onAck(1000, 5_000);
    assertThat(reno.window()).isEqualTo(5_000);
  }

  @Test
  void theEndOfARecoveryAllowsNoBurst() {
    reno.begin(1000);
    reno.onLoss(20_000);
    reno.onRecovered(3_000);
    assertThat(reno.window()).isEqualTo(4_000);
    reno.onLoss(20_000);
    reno.onRecovered(15_000);
    assertThat(reno.window()).isEqualTo(10_000);
    reno.onLoss(20_000);
    reno.onRecovered(0);
    assertThat(reno.window()).isEqualTo(2_000);
  }

  @ParameterizedTest
  @CsvSource({"1000, 10000", "9000, 18000"})
  @Rfc("5681 4.1")
  void afterIdleTheWindowIsAtMostTheInitialOne(int mss, long initial) {
    reno.begin(mss);
    for (int i = 0; i < 100; i++) {
      reno.onAck(mss, reno.window());
    }
    reno.onIdle();
    assertThat(reno.window()).isEqualTo(initial);
    reno.onLoss(4L * mss);
    reno.onIdle();
    assertThat(reno.window()).isEqualTo(2L * mss); // RW = min (IW, cwnd)
  }
}

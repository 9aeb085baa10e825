package io.tcp4j.tcp.timer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// RFC 6298 §2 and §5, by the numbers.
class RttEstimatorTest {
  private final RttEstimator rtt = new RttEstimator(ms(1_000), ms(200), ms(60_000));

  private static long ms(double millis) {
    return (long) (millis * 1_000_000);
  }

  @Test
  @Rfc("6298 2.1")
  void beforeTheFirstSampleTheRtoIsTheInitialOne() {
    assertThat(rtt.rto()).isEqualTo(ms(1_000));
    assertThat(rtt.srtt()).isZero();
  }

  @Test
  @Rfc("6298 2.2")
  void theFirstSampleSetsAll() {
    rtt.sample(ms(100));
    assertThat(rtt.srtt()).isEqualTo(ms(100));
    assertThat(rtt.rttvar()).isEqualTo(ms(50));
    assertThat(rtt.rto()).isEqualTo(ms(300));
  }

  @Test
  @Rfc("6298 2.3")
  void theVariationIsUpdatedBeforeTheMean() {
    rtt.sample(ms(100));
    rtt.sample(ms(200));
    assertThat(rtt.rttvar()).isEqualTo(ms(62.5));
    assertThat(rtt.srtt()).isEqualTo(ms(112.5));
    assertThat(rtt.rto()).isEqualTo(ms(362.5));
  }

  @Test
  @Rfc("6298 2.5")
  void theRtoStaysWithinItsBounds() {
    rtt.sample(ms(1));
    assertThat(rtt.rto()).isEqualTo(ms(200));
    var slow = new RttEstimator(ms(1_000), ms(200), ms(60_000));
    slow.sample(ms(50_000));
    assertThat(slow.rto()).isEqualTo(ms(60_000));
  }

  @Test
  @Rfc("6298 4")
  void theVariationIsNotBelievedBelowTheClocksGranularity() {
    var fine = new RttEstimator(ms(1_000), ms(1), ms(60_000));
    for (int i = 0; i < 100; i++) {
      fine.sample(ms(10));
    }
    assertThat(fine.rto()).isEqualTo(ms(11)); // SRTT + max (G, 4 * RTTVAR), G = 1 ms
  }

  @Test
  @Rfc("6298 5.5")
  void eachTimeoutDoublesUpToTheBound() {
    for (int i = 1; i <= 5; i++) {
      rtt.backOff();
      assertThat(rtt.rto()).isEqualTo(ms(1_000 << i));
    }
    rtt.backOff();
    assertThat(rtt.rto()).isEqualTo(ms(60_000));
    for (int i = 0; i < 1_000; i++) {
      rtt.backOff();
    }
    assertThat(rtt.rto()).isEqualTo(ms(60_000));
  }

  @Test
  void aSampleEndsTheBackOff() {
    rtt.backOff();
    rtt.backOff();
    rtt.sample(ms(100));
    assertThat(rtt.rto()).isEqualTo(ms(300));
    assertThat(rtt.backOffs()).isZero();
  }

  @Test
  void aSynThatTimedOutMakesTheRtoThreeSeconds() {
    rtt.backOff();
    rtt.established();
    assertThat(rtt.rto()).isEqualTo(ms(3_000)); // §5.7
    assertThat(rtt.backOffs()).isZero();
  }

  @Test
  void aSynThatDidNotTimeOutLeavesTheRto() {
    rtt.established();
    assertThat(rtt.rto()).isEqualTo(ms(1_000));
    rtt.sample(ms(100));
    rtt.established();
    assertThat(rtt.rto()).isEqualTo(ms(300));
  }

  @Test
  void theLongestBackOffDoesNotOverflow() {
    long hour = Duration.ofHours(1).toNanos();
    var longest = new RttEstimator(ms(60_000), ms(60_000), hour);
    for (int i = 0; i < 100; i++) {
      longest.backOff();
      assertThat(longest.rto()).isBetween(ms(60_000), hour);
    }
    assertThat(longest.rto(Integer.MAX_VALUE)).isEqualTo(hour);
  }
}

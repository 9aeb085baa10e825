package io.tcp4j.tcp.timer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.wire.Segment;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  private static final long MILLI = 1_000_000;
  private static final long LONGEST = Duration.ofMinutes(2).toNanos();

  private final Timestamps timestamps = new Timestamps();

  private static Segment segment(long seq, int tsVal, int tsEcr) {
    var segment = new Segment();
    segment.seq = seq;
    segment.timestamps = true;
    segment.tsVal = tsVal;
    segment.tsEcr = tsEcr;
    return segment;
  }

  private Segment stamped(long now) {
    var segment = new Segment();
    timestamps.stamp(segment, now);
    return segment;
  }

  private void agreed(int offset, int peer) {
    timestamps.begin(offset, 0);
    timestamps.agree(segment(0, peer, 0), 0);
  }

  private void arrives(long seq, int tsVal, long lastAckSent, long now) {
    Segment segment = segment(seq, tsVal, 0);
    timestamps.arrived(segment, lastAckSent, now);
    timestamps.accept(segment, now);
  }

  @Test
  @Rfc("7323 5.4")
  void theClockTicksEachMillisecondFromAPlaceOfItsOwn() {
    timestamps.begin(1_000, 0);
    assertThat(stamped(0).tsVal).isEqualTo(1_000);
    assertThat(stamped(MILLI - 1).tsVal).isEqualTo(1_000);
    assertThat(stamped(MILLI).tsVal).isEqualTo(1_001);
    assertThat(stamped(-1).tsVal).isEqualTo(999);
  }

  @Test
  void thereIsNothingToEchoBeforeThePeersSyn() {
    timestamps.begin(7, 0);
    assertThat(stamped(0).timestamps).isTrue();
    assertThat(stamped(0).tsEcr).isZero();
    timestamps.agree(segment(0, 55, 0), 0);
    assertThat(stamped(0).tsEcr).isEqualTo(55);
  }

  @Test
  void aNewConnectionKnowsNothingOfTheOldOne() {
    agreed(7, 55);
    timestamps.begin(8, 0);
    assertThat(timestamps.agreed()).isFalse();
    assertThat(stamped(0).tsEcr).isZero();
  }

  @Test
  void ourClockWraps() {
    timestamps.begin(-1, 0);
    assertThat(stamped(0).tsVal).isEqualTo(-1);
    assertThat(stamped(MILLI).tsVal).isZero();
  }

  @Test
  @Rfc("7323 4.3")
  void theOldestSegmentNotAcknowledgedIsEchoed() {
    agreed(0, 10);
    arrives(100, 20, 100, 0);
    assertThat(stamped(0).tsEcr).isEqualTo(20);
    arrives(200, 30, 100, 0); // the second of two: the delayed ACK echoes the first
    assertThat(stamped(0).tsEcr).isEqualTo(20);
    arrives(200, 40, 200, 0);
    assertThat(stamped(0).tsEcr).isEqualTo(40);
    arrives(150, 50, 200, 0); // begins left of Last.ACK.sent, and reaches beyond
    assertThat(stamped(0).tsEcr).isEqualTo(50);
  }

  @Test
  void whatIsNotAcceptedIsNotEchoed() {
    agreed(0, 10);
    timestamps.arrived(segment(100, 20, 0), 100, 0);
    assertThat(stamped(0).tsEcr).isEqualTo(10);
    Segment without = new Segment();
    timestamps.arrived(without, 100, 0);
    timestamps.accept(without, 0);
    assertThat(stamped(0).tsEcr).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_000, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
  void olderThanTheLastIsOldAcrossTheWrap(int recent) {
    agreed(0, recent);
    assertThat(timestamps.old(segment(0, recent, 0), 0)).isFalse();
    assertThat(timestamps.old(segment(0, recent + 1, 0), 0)).isFalse();
    assertThat(timestamps.old(segment(0, recent + Integer.MAX_VALUE, 0), 0)).isFalse();
    assertThat(timestamps.old(segment(0, recent - 1, 0), 0)).isTrue();
    assertThat(timestamps.old(segment(0, recent + Integer.MIN_VALUE, 0), 0)).isTrue();
    arrives(5, recent - 1, 5, 0);
    assertThat(stamped(0).tsEcr).isEqualTo(recent);
  }

  @Test
  void afterTwentyFourDaysNothingIsOld() {
    agreed(0, 1_000);
    long days = Duration.ofDays(24).toNanos();
    assertThat(timestamps.old(segment(0, 999, 0), days)).isTrue();
    assertThat(timestamps.old(segment(0, 999, 0), days + 1)).isFalse();
    arrives(5, 999, 5, days + 1);
    assertThat(stamped(0).tsEcr).isEqualTo(999);
    assertThat(timestamps.old(segment(0, 998, 0), days + 2)).isTrue();
  }

  @Test
  void aSegmentWithoutIsNeverOld() {
    agreed(0, 1_000);
    assertThat(timestamps.old(new Segment(), 0)).isFalse();
  }

  @Test
  void theEchoTellsTheRoundTrip() {
    agreed(5, 0);
    int sent = stamped(3 * MILLI).tsVal;
    assertThat(timestamps.roundTrip(segment(0, 0, sent), LONGEST, 103 * MILLI))
        .isEqualTo(100 * MILLI);
    assertThat(timestamps.roundTrip(segment(0, 0, sent), LONGEST, 3 * MILLI)).isEqualTo(MILLI);
  }

  @Test
  void anEchoOfWhatWasNeverSentTellsNothing() {
    agreed(5, 0);
    long now = 10 * LONGEST;
    int tsVal = stamped(now).tsVal;
    int[] lies = {0, tsVal + 1, tsVal - 120_001, tsVal + Integer.MIN_VALUE, 5};
    for (int echo : lies) {
      assertThat(timestamps.roundTrip(segment(0, 0, echo), LONGEST, now))
          .as("echo of %d at %d", echo, tsVal)
          .isEqualTo(Timestamps.NO_SAMPLE);
    }
    assertThat(timestamps.roundTrip(segment(0, 0, tsVal - 120_000), LONGEST, now))
        .isEqualTo(LONGEST);
    assertThat(timestamps.roundTrip(new Segment(), LONGEST, now)).isEqualTo(Timestamps.NO_SAMPLE);
  }
}

package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.wire.TcpFlags;
import java.time.Duration;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One or two segments are lost, each in turn: what that costs.
class LossTest {
  private static final int SEGMENTS = 60;

  private static TwoEngines transfer(int superSegmentLimit, int... lost) {
    var net = new TwoEngines().connect();
    net.a.superSegmentLimit = superSegmentLimit;
    int already = net.ab.log.size();
    for (int nth : lost) {
      net.ab.dropNth(already + nth);
    }
    net.a.toSend = SEGMENTS * 1_460;
    net.a.closeWhenSent = true;
    net.b.closeAtEnd = true;
    net.a.after(net.now);
    net.runUntilIdle();
    assertThat(net.a.ended).isEqualTo(Ending.FIN);
    assertThat(net.b.ended).isEqualTo(Ending.FIN);
    net.assertAllDelivered();
    return net;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 60_000})
  void aLossInTheMiddleIsRepairedWithoutATimeout(int superSegmentLimit) {
    for (int nth = 1; nth <= SEGMENTS - 4; nth++) {
      TwoEngines net = transfer(superSegmentLimit, nth);
      assertThat(net.a.counters.of(TcpCounter.RETRANSMISSION_TIMEOUTS))
          .as("loss of %d", nth)
          .isZero();
      assertThat(net.a.counters.of(TcpCounter.FAST_RECOVERIES)).isEqualTo(1);
      assertThat(net.a.counters.of(TcpCounter.RETRANSMISSIONS)).as("loss of %d", nth).isEqualTo(1);
    }
  }

  @Test
  void twoLossesInOneWindowAreOneRecovery() {
    for (int nth = 1; nth <= SEGMENTS - 8; nth++) {
      TwoEngines net = transfer(0, nth, nth + 2);
      assertThat(net.a.counters.of(TcpCounter.RETRANSMISSION_TIMEOUTS))
          .as("loss of %d", nth)
          .isZero();
      assertThat(net.a.counters.of(TcpCounter.FAST_RECOVERIES)).as("loss of %d", nth).isEqualTo(1);
      assertThat(net.a.counters.of(TcpCounter.RETRANSMISSIONS)).isEqualTo(2);
    }
  }

  @Test
  void aLossAtTheEndIsRepairedByOneTimeout() {
    for (int nth = SEGMENTS - 1; nth <= SEGMENTS; nth++) {
      TwoEngines net = transfer(0, nth);
      assertThat(net.a.counters.of(TcpCounter.RETRANSMISSION_TIMEOUTS)).isEqualTo(1);
    }
  }

  @Test
  void aLostAcknowledgmentCostsNothing() {
    for (int nth = 2; nth <= SEGMENTS / 2 - 2; nth++) {
      var net = new TwoEngines().connect();
      net.ba.dropNth(nth);
      net.a.toSend = SEGMENTS * 1_460;
      net.a.after(net.now);
      net.runFor(Duration.ofSeconds(5));
      assertThat(net.b.received).isEqualTo(SEGMENTS * 1_460);
      assertThat(net.a.counters.of(TcpCounter.RETRANSMISSIONS)).as("loss of %d", nth).isZero();
    }
  }

  @Test
  void eachSegmentOfTheCloseMayBeLost() {
    for (int nth = 1; nth <= 3; nth++) {
      for (boolean atA : new boolean[] {true, false}) {
        var net = new TwoEngines().connect();
        (atA ? net.ab : net.ba).dropNth((atA ? net.ab : net.ba).log.size() + nth);
        net.a.closeWhenSent = true;
        net.b.closeAtEnd = true;
        net.a.after(net.now);
        net.runUntilIdle();
        assertThat(net.a.ended).isEqualTo(Ending.FIN);
        assertThat(net.b.ended).isEqualTo(Ending.FIN);
        assertThat(net.ab.log.stream().filter(f -> f.has(TcpFlags.RST))).isEmpty();
        net.assertNothingLeft();
      }
    }
  }

  @Test
  void aReorderedSegmentIsNotSentAgain() {
    for (int nth = 1; nth <= SEGMENTS; nth++) {
      var net = new TwoEngines().connect();
      int late = net.ab.log.size() + nth;
      net.ab.late(f -> f.index() == late, Duration.ofNanos(1)); // behind those sent with it
      net.a.toSend = SEGMENTS * 1_460;
      net.a.after(net.now);
      net.runFor(Duration.ofSeconds(5));
      assertThat(net.b.received).isEqualTo(SEGMENTS * 1_460);
      assertThat(net.a.counters.of(TcpCounter.RETRANSMISSION_TIMEOUTS)).isZero();
    }
  }

  /// How many bytes a transfer with many losses sends again although they have arrived.
  private static long sentInVain(TcpConfig config, int seed) {
    var random = new Random(seed);
    var net = new TwoEngines(config, config).connect();
    net.a.superSegmentLimit = seed % 2 * 20_000;
    var arrived = new BitSet();
    long[] inVain = {0};
    long[] begin = {-1};
    net.ab.drop(
        f -> {
          if (f.text() == 0) {
            return false;
          }
          begin[0] = begin[0] < 0 ? f.segment().seq : begin[0];
          int from = (int) (f.segment().seq - begin[0]);
          inVain[0] += arrived.get(from, from + f.text()).cardinality();
          if (random.nextInt(100) < 8) {
            return true;
          }
          arrived.set(from, from + f.text());
          return false;
        });
    net.a.toSend = 300_000;
    net.a.closeWhenSent = true;
    net.b.closeAtEnd = true;
    net.a.after(net.now);
    net.runUntilIdle();
    net.assertAllDelivered();
    assertThat(net.a.counters.of(TcpCounter.RETRANSMISSIONS)).isPositive();
    return inVain[0];
  }

  @Test
  void whatHasArrivedIsNotSentAgain() {
    TcpConfig without = TcpConfig.builder().sack(false).build();
    long inVain = 0;
    for (int seed = 0; seed < 100; seed++) {
      assertThat(sentInVain(TcpConfig.DEFAULT, seed)).as("seed %d", seed).isZero();
      inVain += sentInVain(without, seed);
    }
    assertThat(inVain).as("without SACK").isPositive();
  }
}

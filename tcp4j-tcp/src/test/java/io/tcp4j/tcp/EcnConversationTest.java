package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.TcpFlags;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two engines over a wire that marks (RFC 3168). That ECT(0), CWR and ECE stand where they may and
/// nowhere else is checked for every segment by {@link TestHost}.
class EcnConversationTest {
  private static final TcpConfig ACTIVE = TcpConfig.builder().ecn(EcnMode.ACTIVE).build();

  private static TwoEngines net() {
    return new TwoEngines(ACTIVE, TcpConfig.DEFAULT);
  }

  private static void transfer(TwoEngines net, int bytes) {
    net.a.toSend = bytes;
    net.a.shutdownWhenSent = true;
    net.b.closeAtEnd = true;
    net.a.closeAtEnd = true;
    net.a.open(net.now);
    net.runUntilIdle();
    net.assertAllDelivered();
    assertThat(net.b.received).isEqualTo(bytes);
  }

  private static long count(TwoEngines.Wire wire, int flags) {
    return wire.log.stream().filter(f -> !f.has(TcpFlags.SYN) && f.has(flags)).count();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 64_000})
  @Rfc({"9293 SHLD-8", "3168 6.1.2b"})
  void oneMarkReducesTheWindowOnceAndIsEchoedUntilCwr(int superSegmentLimit) {
    TwoEngines net = net();
    net.a.superSegmentLimit = superSegmentLimit;
    net.ab.mark(f -> f.index() == 20);
    transfer(net, 500_000);
    assertThat(net.a.counters.of(TcpCounter.ECN_REDUCTIONS)).isEqualTo(1);
    assertThat(net.b.counters.of(TcpCounter.ECN_MARKS_IN)).isEqualTo(1);
    assertThat(count(net.ab, TcpFlags.CWR)).isEqualTo(1); // of a super-segment the first piece only
    assertThat(count(net.ba, TcpFlags.ECE)).isPositive();
    assertThat(net.a.counters.of(TcpCounter.RETRANSMISSIONS)).isZero();
  }

  @Test
  void aMarkWhereThereWouldBeALossReducesAsThatWouldAndNothingIsSentAgain() {
    TwoEngines marks = net();
    marks.ab.mark(f -> f.text() > 0 && f.index() % 200 == 0);
    transfer(marks, 2_000_000);
    TwoEngines losses = net();
    losses.ab.drop(f -> f.text() > 0 && f.index() % 200 == 0);
    transfer(losses, 2_000_000);
    assertThat(marks.a.counters.of(TcpCounter.ECN_REDUCTIONS)).isGreaterThan(3);
    assertThat(marks.a.counters.of(TcpCounter.RETRANSMISSIONS)).isZero();
    assertThat(losses.a.counters.of(TcpCounter.RETRANSMISSIONS)).isGreaterThan(3);
    long halved = losses.a.last.status(losses.now).sending().slowStartThreshold();
    assertThat(marks.a.last.status(marks.now).sending().slowStartThreshold())
        .isBetween(halved / 2, halved * 2);
  }

  @Test
  void whereEveryPacketIsMarkedOneGoesEachTimeout() {
    TwoEngines net = net();
    net.ab.mark(f -> true);
    net.a.toSend = 1_000_000;
    net.a.open(net.now);
    net.runFor(Duration.ofSeconds(10));
    int before = net.ab.log.size();
    net.runFor(Duration.ofSeconds(10));
    // an RTO of 200 ms, and 10 ms each way
    assertThat(net.ab.log.size() - before).isBetween(40, 50);
    assertThat(net.a.counters.of(TcpCounter.RETRANSMISSIONS)).isZero();
  }

  @Test
  void aLostEchoIsRepeatedByTheNextAck() {
    TwoEngines net = net();
    net.ab.mark(f -> f.index() == 20);
    net.ba.drop(1, f -> f.has(TcpFlags.ECE) && !f.has(TcpFlags.SYN));
    transfer(net, 500_000);
    assertThat(net.a.counters.of(TcpCounter.ECN_REDUCTIONS)).isEqualTo(1);
  }

  @Test
  void aLostCwrIsFollowedByAnother() {
    TwoEngines net = net();
    net.ab.mark(f -> f.index() == 20);
    net.ab.drop(1, f -> f.has(TcpFlags.CWR) && !f.has(TcpFlags.SYN));
    transfer(net, 500_000);
    assertThat(count(net.ab, TcpFlags.CWR)).isEqualTo(2);
    boolean echoed = net.ba.log.getLast().has(TcpFlags.ECE);
    assertThat(echoed).as("the last ACK still echoes").isFalse();
  }

  @Test
  void bothDirectionsReduceByThemselves() {
    TwoEngines net = net();
    net.ab.mark(f -> f.text() > 0 && f.index() % 50 == 0);
    net.b.toSend = 500_000;
    transfer(net, 500_000);
    assertThat(net.a.counters.of(TcpCounter.ECN_REDUCTIONS)).isPositive();
    assertThat(net.b.counters.of(TcpCounter.ECN_REDUCTIONS)).isZero();
    assertThat(net.ba.log).anyMatch(f -> f.segment().ecn == Ecn.ECT_0 && f.has(TcpFlags.ECE));
  }
}

package io.tcp4j.tcp;

import static io.tcp4j.tcp.model.State.CLOSED;
import static io.tcp4j.tcp.model.State.CLOSING;
import static io.tcp4j.tcp.model.State.ESTABLISHED;
import static io.tcp4j.tcp.model.State.FIN_WAIT_1;
import static io.tcp4j.tcp.model.State.LAST_ACK;
import static io.tcp4j.tcp.model.State.TIME_WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.CallError;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The retransmission timer (RFC 6298 §5, MUST-18), what goes again when it expires (RFC 5681 §3.1)
/// and when to give up (RFC 9293 §3.8.3).
class RetransmissionTest {
  private final ScriptedPeer peer = new ScriptedPeer();

  /// A connection whose handshake took 100 ms, so that the RTO is 300 ms; segments of 1,000 bytes.
  private void establishedIn100Millis() {
    peer.open().expect("SYN seq=0").elapseMillis(100);
    peer.inject("SYN,ACK seq=0 ack=1 <mss 1000>").expect("ACK seq=1 ack=1").in(ESTABLISHED);
    assertThat(rto()).isEqualTo(300);
  }

  private long rto() {
    return peer.status().roundTrip().timeout() / 1_000_000;
  }

  private long cwnd() {
    return peer.status().sending().congestionWindow();
  }

  @Test
  @Rfc({"9293 MUST-18", "9293 E-20", "6298 5.1", "6298 5.4"})
  void theTimerStartsWithTheFirstSegmentAndIsNotRestartedByTheNext() {
    establishedIn100Millis();
    peer.send(1_000).elapseMillis(200).send(1_000).skip();
    assertThat(peer.nextTimer()).isEqualTo(100); // §5.1
    peer.expect("PSH,ACK seq=1 ack=1 len=1000", SendCause.RETRANSMISSION_TIMEOUT).expectNothing();
  }

  @Test
  @Rfc("6298 5.3")
  void anAckOfNewDataRestartsTheTimer() {
    establishedIn100Millis();
    peer.send(2_000).elapseMillis(100).inject("ACK seq=1 ack=1001");
    long rto = rto();
    assertThat(peer.nextTimer()).isEqualTo(rto); // §5.3
  }

  @Test
  @Rfc("6298 5.2")
  void anAckOfAllStopsTheTimer() {
    establishedIn100Millis();
    peer.send(2_000).elapseMillis(100).inject("ACK seq=1 ack=2001");
    assertThat(peer.host.nextDeadline()).isEqualTo(Long.MAX_VALUE); // §5.2
  }

  @Test
  @Rfc("6298 5.3")
  void anOldAckDoesNotRestartTheTimer() {
    establishedIn100Millis();
    peer.send(2_000).elapseMillis(200).inject("ACK seq=1 ack=1");
    assertThat(peer.nextTimer()).isEqualTo(100);
  }

  @Test
  @Rfc({"9293 MUST-19", "6298 5.5", "6298 5.6"})
  void eachExpiryDoublesTheTimer() {
    establishedIn100Millis();
    peer.send(1_000).skip();
    for (int i = 0; i < 5; i++) {
      assertThat(peer.nextTimer()).isEqualTo(300L << i); // §5.5, §5.6
      peer.expect("PSH,ACK seq=1 ack=1 len=1000", SendCause.RETRANSMISSION_TIMEOUT);
    }
    assertThat(peer.host.counters.of(TcpCounter.RETRANSMISSION_TIMEOUTS)).isEqualTo(5);
  }

  @Test
  @Rfc({"9293 MUST-18", "6298 3"})
  void anAckOfWhatWasSentTwiceIsNoSampleAndKeepsTheBackOff() {
    establishedIn100Millis();
    peer.send(1_000).skip();
    peer.nextTimer();
    long srtt = peer.status().roundTrip().smoothed();
    peer.skip().elapseMillis(50).inject("ACK seq=1 ack=1001");
    assertThat(peer.status().roundTrip().smoothed()).isEqualTo(srtt); // Karn
    assertThat(rto()).isEqualTo(600);
    peer.send(1_000).elapseMillis(100).inject("ACK seq=1 ack=2001");
    assertThat(rto()).isLessThan(300);
  }

  @Test
  void theAckThatEndsASimultaneousOpenIsNoSample() {
    peer.open().elapseMillis(100).inject("SYN seq=0").elapseMillis(5);
    peer.inject("ACK seq=1 ack=1").in(ESTABLISHED); // of our SYN, or of our SYN,ACK?
    assertThat(peer.status().roundTrip().smoothed()).isZero();
  }

  @Test
  void aSampleIsTakenWhateverTheClockSays() {
    var early = new ScriptedPeer(ScriptedPeer.PLAIN, TwoEngines.TUPLE, -5_000_000_000L);
    early.open().elapseMillis(100);
    early.inject("SYN,ACK seq=0 ack=1").in(ESTABLISHED);
    assertThat(early.status().roundTrip().smoothed()).isEqualTo(100_000_000);
  }

  @Test
  @Rfc("6298 5.7")
  void aSynThatWasLostMakesTheRtoThreeSeconds() {
    peer.open().skip();
    peer.nextTimer();
    peer.skip().inject("SYN,ACK seq=0 ack=1 <mss 1000>").skip();
    assertThat(rto()).isEqualTo(3_000); // RFC 6298 §5.7
    assertThat(cwnd()).isEqualTo(10_000); // RFC 6928 §2: once may have been spurious
  }

  @Test
  @Rfc("5681 3.1d")
  void aSynThatWasLostTwiceMakesTheInitialWindowOneSegment() {
    peer.open().skip();
    peer.nextTimer();
    peer.nextTimer();
    peer.skip().inject("SYN,ACK seq=0 ack=1 <mss 1000>").skip();
    assertThat(cwnd()).isEqualTo(1_000); // RFC 5681 §3.1, RFC 6928 §2
  }

  @Test
  @Rfc("9293 MUST-19")
  void afterATimeoutSlowStartRepairsAllThatWasOutstanding() {
    establishedIn100Millis();
    peer.send(20_000).skip();
    peer.nextTimer();
    peer.expect("ACK seq=1 ack=1 len=1000", SendCause.RETRANSMISSION_TIMEOUT).expectNothing();
    assertThat(cwnd()).isEqualTo(1_000);
    assertThat(peer.status().sending().slowStartThreshold()).isEqualTo(5_000);
    peer.inject("ACK seq=1 ack=1001");
    peer.expect("ACK seq=1001 ack=1 len=1000", SendCause.RETRANSMISSION);
    peer.expect("ACK seq=2001 ack=1 len=1000", SendCause.RETRANSMISSION).expectNothing();
    peer.inject("ACK seq=1 ack=3001");
    // RFC 3465 §2.3: one segment more for each ACK, however much it acknowledges
    for (int seq = 3_001; seq <= 5_001; seq += 1_000) {
      peer.expect("ACK seq=" + seq + " ack=1 len=1000", SendCause.RETRANSMISSION);
    }
    peer.expectNothing().inject("ACK seq=1 ack=10001"); // the peer had the rest
    peer.expect("ACK seq=10001 ack=1 len=1000", SendCause.DATA);
    assertThat(peer.status().sending().unacknowledged().bytes()).isLessThanOrEqualTo(cwnd());
  }

  @Test
  @Rfc("5681 3.1c")
  void theThresholdIsCutOncePerLossNotPerExpiry() {
    establishedIn100Millis();
    peer.send(100_000).skip();
    peer.nextTimer();
    peer.nextTimer();
    assertThat(peer.status().sending().slowStartThreshold()).isEqualTo(5_000);
    peer.inject("ACK seq=1 ack=10001").skip(); // no sample: the back-off stays
    long flight = peer.status().sending().unacknowledged().bytes();
    assertThat(flight).isEqualTo(2_000);
    peer.nextTimer(); // but this is another segment (RFC 5681 §3.1)
    assertThat(peer.status().sending().slowStartThreshold()).isEqualTo(Math.max(flight / 2, 2_000));
  }

  @Test
  void aSuperSegmentIsRepairedInSegments() {
    peer.host.superSegmentLimit = 64_000;
    establishedIn100Millis();
    peer.send(20_000).expect("PSH,ACK seq=1 ack=1 len=5000");
    peer.expect("PSH,ACK seq=5001 ack=1 len=5000").expectNothing();
    peer.nextTimer();
    peer.expect("ACK seq=1 ack=1 len=1000").expectNothing();
    peer.inject("ACK seq=1 ack=1001").expect("ACK seq=1001 ack=1 len=1000");
    peer.expect("ACK seq=2001 ack=1 len=1000").expectNothing();
  }

  @Test
  void aFinGoesAgainInTheSegmentWithItsText() {
    peer.window = 0; // so that text and FIN wait together
    establishedIn100Millis();
    peer.send(1_000).shutdownOutput().expectNothing().inject("ACK seq=1 ack=1 win=5000");
    peer.expect("FIN,PSH,ACK seq=1 ack=1 len=1000", SendCause.DATA_AND_FIN);
    peer.nextTimer();
    peer.expect("FIN,PSH,ACK seq=1 ack=1 len=1000", SendCause.RETRANSMISSION_TIMEOUT);
    peer.expectNothing().inject("ACK seq=1 ack=1002").in(State.FIN_WAIT_2);
  }

  @ParameterizedTest
  @EnumSource(
      value = State.class,
      names = {"FIN_WAIT_1", "CLOSING", "LAST_ACK"})
  void aFinIsSentAgainInEachStateThatWaitsForItsAck(State state) {
    ScriptedPeer one = ScriptedPeer.reach(state);
    int ack = state == FIN_WAIT_1 ? 1 : 2;
    for (int i = 0; i < 4; i++) {
      one.nextTimer();
      one.expect("FIN,ACK seq=1 ack=" + ack, SendCause.RETRANSMISSION_TIMEOUT).in(state);
    }
    one.inject("ACK seq=" + ack + " ack=2");
    one.in(state == FIN_WAIT_1 ? State.FIN_WAIT_2 : state == CLOSING ? TIME_WAIT : CLOSED);
    assertThat(state == LAST_ACK).isEqualTo(one.state() == CLOSED);
  }

  @Test
  @Rfc({"9293 MUST-20b", "9293 E-20"})
  void aPeerThatStaysSilentIsGivenUpAfterTheUserTimeout() {
    var one = new ScriptedPeer(TcpConfig.builder().userTimeout(Duration.ofSeconds(100)).build());
    one.established().send(1_000).skip();
    one.elapse(Duration.ofMillis(99_999)).in(ESTABLISHED);
    one.elapse(Duration.ofMillis(1)).gone();
    assertThat(one.host.ended).isEqualTo(Ending.TIMED_OUT);
    one.sendFails(CallError.TIMED_OUT).readFails(CallError.TIMED_OUT);
  }

  @Test
  @Rfc("9293 SHLD-11")
  void unlessToldASilentPeerIsTriedForFarMoreThanAHundredSeconds() {
    peer.established().send(1_000).skip().elapse(Duration.ofMinutes(14)).in(ESTABLISHED);
    assertThat(peer.sentCount()).isGreaterThanOrEqualTo(10);
  }

  @Test
  void progressPutsTheUserTimeoutOff() {
    var one = new ScriptedPeer(TcpConfig.builder().userTimeout(Duration.ofSeconds(100)).build());
    one.established().send(5_000).skip();
    for (int i = 1; i <= 4; i++) {
      one.elapse(Duration.ofSeconds(90)).inject("ACK seq=1 ack=" + (1 + i * 1_000));
      one.in(ESTABLISHED);
    }
    one.elapse(Duration.ofSeconds(100)).gone();
  }

  @Test
  void anIdleConnectionStaysForEver() {
    peer.established().elapse(Duration.ofDays(30)).in(ESTABLISHED).expectNothing();
  }
}

package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.TcpCounter;
import org.junit.jupiter.api.Test;

/// Fast retransmit and fast recovery (RFC 5681 §3.2), NewReno (RFC 6582) and limited transmit (RFC
/// 3042), by the numbers: segments of 1,000 bytes, an initial window of ten.
class FastRecoveryTest {
  private final ScriptedPeer peer = new ScriptedPeer();

  private void tenOut() {
    peer.established("<mss 1000>").send(100_000);
    for (int i = 0; i < 10; i++) {
      peer.expect("ACK seq=" + (1 + i * 1000) + " ack=1 len=1000", SendCause.DATA);
    }
    peer.expectNothing();
  }

  private void duplicates(int n) {
    for (int i = 0; i < n; i++) {
      peer.inject("ACK seq=1 ack=1");
    }
  }

  private long cwnd() {
    return peer.status().sending().congestionWindow();
  }

  private long ssthresh() {
    return peer.status().sending().slowStartThreshold();
  }

  @Test
  @Rfc("3042 2")
  void theFirstTwoDuplicatesReleaseANewSegmentEach() {
    tenOut();
    duplicates(1);
    peer.expect("ACK seq=10001 ack=1 len=1000", SendCause.DATA).expectNothing();
    duplicates(1);
    peer.expect("ACK seq=11001 ack=1 len=1000", SendCause.DATA).expectNothing();
  }

  @Test
  @Rfc("5681 3.2a")
  void theThirdDuplicateSendsTheFirstSegmentAgainAtOnceAndHalves() {
    tenOut();
    duplicates(2);
    peer.skip();
    duplicates(1);
    peer.expect("ACK seq=1 ack=1 len=1000", SendCause.FAST_RETRANSMIT).expectNothing();
    // RFC 5681 §3.2 step 2: what limited transmit sent does not count as FlightSize
    assertThat(ssthresh()).isEqualTo(5_000);
    assertThat(cwnd()).isEqualTo(5_000 + 3 * 1_000);
    assertThat(peer.host.counters.of(TcpCounter.FAST_RECOVERIES)).isEqualTo(1);
  }

  @Test
  @Rfc("5681 3.2b")
  void furtherDuplicatesInflateTheWindowUntilNewSegmentsMayGo() {
    tenOut();
    duplicates(3);
    peer.skip();
    duplicates(4);
    peer.expectNothing(); // 12,000 outstanding, window 8,000 + 4,000
    duplicates(1);
    peer.expect("ACK seq=12001 ack=1 len=1000", SendCause.DATA).expectNothing();
    duplicates(3);
    peer.expect("ACK seq=13001 ack=1 len=1000");
    peer.expect("ACK seq=14001 ack=1 len=1000");
    peer.expect("ACK seq=15001 ack=1 len=1000").expectNothing();
  }

  @Test
  @Rfc({"5681 3.2b", "6582 3.2c"})
  void aFullAcknowledgmentDeflatesTheWindow() {
    tenOut();
    duplicates(11);
    peer.skip();
    peer.inject("ACK seq=1 ack=12001"); // all up to "recover"; 4,000 outstanding
    assertThat(cwnd()).isEqualTo(5_000); // min (ssthresh, FlightSize + SMSS)
    peer.expect("ACK seq=16001 ack=1 len=1000").expectNothing();
  }

  @Test
  @Rfc("6582 3.2a")
  void aPartialAcknowledgmentSendsTheNextHoleAtOnce() {
    tenOut();
    duplicates(3);
    peer.skip();
    peer.inject("ACK seq=1 ack=3001");
    peer.expect("ACK seq=3001 ack=1 len=1000", SendCause.PARTIAL_ACK).expectNothing();
    // RFC 6582 §3.2 step 3: deflate by what was acknowledged, add back one segment
    assertThat(cwnd()).isEqualTo(8_000 - 3_000 + 1_000);
    peer.inject("ACK seq=1 ack=5001");
    peer.expect("ACK seq=5001 ack=1 len=1000", SendCause.PARTIAL_ACK).expectNothing();
    assertThat(cwnd()).isEqualTo(6_000 - 2_000 + 1_000);
  }

  @Test
  void lessThanASegmentAcknowledgedAddsNothingBack() {
    tenOut();
    duplicates(3);
    peer.skip().inject("ACK seq=1 ack=501");
    assertThat(cwnd()).isEqualTo(8_000 - 500); // RFC 6582 §3.2 step 3: "at least one SMSS"
  }

  @Test
  @Rfc("6582 3.2b")
  void onlyTheFirstPartialAcknowledgmentRestartsTheTimer() {
    tenOut();
    duplicates(3);
    peer.elapseMillis(100).inject("ACK seq=1 ack=2001");
    long deadline = peer.host.nextDeadline();
    peer.elapseMillis(50).inject("ACK seq=1 ack=3001");
    assertThat(peer.host.nextDeadline()).isEqualTo(deadline);
    assertThat(deadline - peer.now).isEqualTo(150_000_000); // RTO 200 ms from the first
  }

  @Test
  @Rfc("6582 3.2c")
  void aSecondLossInTheSameWindowHalvesOnce() {
    tenOut();
    duplicates(3);
    peer.skip();
    peer.inject("ACK seq=1 ack=5001");
    long threshold = ssthresh();
    for (int i = 0; i < 5; i++) {
      peer.inject("ACK seq=1 ack=5001");
    }
    assertThat(ssthresh()).isEqualTo(threshold);
    assertThat(peer.host.counters.of(TcpCounter.FAST_RECOVERIES)).isEqualTo(1);
  }

  @Test
  @Rfc("6582 3.2d")
  void duplicatesAfterATimeoutBeginNoFastRetransmit() {
    tenOut();
    peer.nextTimer();
    peer.expect("ACK seq=1 ack=1 len=1000", SendCause.RETRANSMISSION_TIMEOUT).expectNothing();
    duplicates(5);
    // RFC 6582 §3.2 step 4, RFC 3042: neither is the window inflated by them
    peer.expectNothing();
    assertThat(peer.host.counters.of(TcpCounter.FAST_RECOVERIES)).isZero();
    assertThat(cwnd()).isEqualTo(1_000);
  }

  @Test
  @Rfc({"5681 3.1c", "5681 4.3"})
  void aTimeoutInARecoveryHalvesTheWindowAndNotWhatHasArrivedBeyondTheGap() {
    tenOut();
    duplicates(21);
    peer.skip();
    assertThat(peer.status().sending().unacknowledged().bytes()).isEqualTo(26_000);
    assertThat(ssthresh()).isEqualTo(5_000);
    peer.nextTimer();
    assertThat(ssthresh()).isEqualTo(2_500);
  }

  @Test
  @Rfc("5681 2")
  void aWindowUpdateIsNoDuplicate() {
    tenOut();
    for (int i = 1; i <= 5; i++) {
      peer.inject("ACK seq=1 ack=1 win=" + (65_000 - i));
    }
    peer.expectNothing();
  }

  @Test
  @Rfc("5681 2")
  void textIsNoDuplicate() {
    tenOut();
    for (int i = 0; i < 5; i++) {
      peer.inject("ACK seq=" + (1 + i) + " ack=1 len=1");
    }
    peer.skip();
    assertThat(peer.host.counters.of(TcpCounter.FAST_RECOVERIES)).isZero();
    assertThat(cwnd()).isEqualTo(10_000);
  }

  @Test
  void aLostSuperSegmentIsSentAgainInSegments() {
    peer.host.superSegmentLimit = 64_000;
    peer.established("<mss 1000>").send(100_000);
    peer.expect("PSH,ACK seq=1 ack=1 len=5000").expect("PSH,ACK seq=5001 ack=1 len=5000");
    duplicates(3);
    peer.expect("ACK seq=10001 ack=1 len=1000");
    peer.expect("ACK seq=11001 ack=1 len=1000");
    peer.expect("ACK seq=1 ack=1 len=1000", SendCause.FAST_RETRANSMIT).expectNothing();
    peer.inject("ACK seq=1 ack=4001");
    peer.expect("ACK seq=4001 ack=1 len=1000", SendCause.PARTIAL_ACK).expectNothing();
  }
}

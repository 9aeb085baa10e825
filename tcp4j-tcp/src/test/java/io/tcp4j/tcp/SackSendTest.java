package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.CongestionState;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the sender makes of SACK blocks (RFC 2018 §5, §8).
class SackSendTest {
  private final ScriptedPeer peer = new ScriptedPeer(config().build());

  private static TcpConfig.Builder config() {
    return TcpConfig.builder().timestamps(false).windowScaling(false);
  }

  /// Ten segments of 1000 bytes are outstanding: the initial window.
  @BeforeEach
  void sendTen() {
    peer.established("<mss 1000,sackOK>").send(10_000);
    for (int seq = 1; seq < 9_001; seq += 1_000) {
      peer.expect("ACK seq=" + seq + " ack=1 len=1000");
    }
    peer.expect("PSH,ACK seq=9001 ack=1 len=1000").expectNothing();
  }

  private TcpInfo.Sending sending() {
    return peer.status().sending();
  }

  private void acks(long acknowledged, String blocks) {
    peer.inject("ACK seq=1 ack=" + acknowledged + " " + blocks);
  }

  @Test
  @Rfc("2018 5")
  void whatArrivedIsNotSentAgain() {
    acks(1, "<sack 2001-3001>");
    acks(1, "<sack 5001-7001 2001-3001>");
    assertThat(sending().sacked()).isEqualTo(new TcpInfo.Amount(3_000, 3));
    peer.nextTimer();
    peer.expect("ACK seq=1 ack=1 len=1000", SendCause.RETRANSMISSION_TIMEOUT).expectNothing();
    assertThat(sending().congestionState()).isEqualTo(CongestionState.LOSS);
    assertThat(sending().lost()).isEqualTo(new TcpInfo.Amount(6_000, 6));
    assertThat(sending().resent()).isEqualTo(new TcpInfo.Amount(1_000, 1));
    acks(1_001, "<sack 5001-7001 2001-3001>");
    peer.expect("ACK seq=1001 ack=1 len=1000").expect("ACK seq=3001 ack=1 len=1000");
    acks(7_001, "<>");
    peer.expect("ACK seq=7001 ack=1 len=1000").expect("ACK seq=8001 ack=1 len=1000");
    peer.expect("PSH,ACK seq=9001 ack=1 len=1000").expectNothing();
    acks(10_001, "<>");
    assertThat(sending().congestionState()).isEqualTo(CongestionState.OPEN);
    assertThat(peer.status().totals().retransmissions()).isEqualTo(6);
    assertThat(peer.status().totals().resentBytes()).isEqualTo(6_000);
  }

  @Test
  void whatArrivedMakesRoomForNewText() {
    peer.send(5_000).expectNothing();
    acks(1, "<sack 1001-2001>");
    peer.expect("ACK seq=10001 ack=1 len=1000").expectNothing();
    assertThat(sending().congestionState()).isEqualTo(CongestionState.DISORDER);
    acks(1, "<sack 1001-3001>");
    peer.expect("ACK seq=11001 ack=1 len=1000").expectNothing();
    assertThat(sending().congestionWindow()).isEqualTo(10_000); // not inflated
  }

  @Test
  @Rfc("2018 5")
  void theThirdDuplicateSendsTheFirstGapAndNoMore() {
    acks(1, "<sack 1001-2001>");
    acks(1, "<sack 1001-3001>");
    peer.expectNothing();
    acks(1, "<sack 1001-4001>");
    peer.expect("ACK seq=1 ack=1 len=1000", SendCause.FAST_RETRANSMIT).expectNothing();
    assertThat(sending().congestionState()).isEqualTo(CongestionState.RECOVERY);
    assertThat(sending().slowStartThreshold()).isEqualTo(5_000);
    acks(4_001, "<sack 5001-10001>");
    peer.expect("ACK seq=4001 ack=1 len=1000", SendCause.PARTIAL_ACK).expectNothing();
    acks(10_001, "<>");
    assertThat(sending().congestionState()).isEqualTo(CongestionState.OPEN);
    assertThat(sending().unacknowledged().bytes()).isZero();
  }

  @Test
  @Rfc("5681 4.3")
  void aTimeoutInARecoveryHalvesTheWindowAndNotWhatThePeerHas() {
    peer.send(20_000).skip();
    for (int last = 2_001; last <= 20_001; last += 1_000) {
      acks(1, "<sack 1001-" + last + ">");
    }
    assertThat(sending().slowStartThreshold()).isEqualTo(5_000);
    peer.nextTimer();
    assertThat(sending().slowStartThreshold()).isEqualTo(2_500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<sack 1-1001>", // begins where the ACK ends
        "<sack 4294966297-1>",
        "<sack 2001-2001>",
        "<sack 3001-2001>",
        "<sack 9001-10002>", // beyond SND.NXT
        "<sack 10001-11001>",
        "<sack 2000001001-2000002001>",
        "<sack 2001-2000002001>",
        "<sack 4294966796-5001>",
        "<sack 2002-3001>", // less than a segment
        "<sack 2001-3000>",
        "<sack 2500-2501>",
      })
  void blocksThatCannotBeCountForNothing(String blocks) {
    acks(1, blocks);
    assertThat(sending().sacked().bytes()).isZero();
    peer.nextTimer();
    acks(1_001, "<>");
    peer.skip();
    assertThat(sending().sacked().bytes()).isZero();
  }

  @Test
  void blocksOfOldAcksCount() {
    acks(3_001, "<>");
    acks(1, "<sack 5001-6001>");
    assertThat(sending().sacked().bytes()).isEqualTo(1_000);
  }

  @Test
  void withoutPermissionBlocksCountForNothing() {
    var plain = new ScriptedPeer(config().sack(false).build());
    plain.established("<mss 1000,sackOK>").send(5_000).skip();
    plain.inject("ACK seq=1 ack=1 <sack 1001-5001>");
    assertThat(plain.status().sending().sacked().bytes()).isZero();
  }

  @Test
  @Rfc("2018 8")
  void aPeerThatThrowsAwayWhatItHadGetsItAgain() {
    acks(1, "<sack 1001-10001>");
    acks(1_001, "<>"); // and yet it acknowledges no more
    assertThat(sending().sacked().bytes()).isEqualTo(9_000);
    peer.nextTimer();
    peer.expect("ACK seq=1001 ack=1 len=1000", SendCause.RETRANSMISSION_TIMEOUT);
    assertThat(sending().sacked().bytes()).isZero();
    assertThat(sending().lost().bytes()).isEqualTo(8_000);
    acks(2_001, "<>");
    peer.expect("ACK seq=2001 ack=1 len=1000").expect("ACK seq=3001 ack=1 len=1000");
  }

  @Test
  void aPeerThatThrowsAwayAPartIsServedAfterATimeoutMore() {
    acks(1, "<sack 3001-5001 8001-10001>");
    peer.nextTimer();
    peer.skip();
    acks(3_001, "<>"); // 3001 was thrown away
    peer.skip().nextTimer();
    peer.expect("ACK seq=3001 ack=1 len=1000", SendCause.RETRANSMISSION_TIMEOUT);
    assertThat(sending().sacked().bytes()).isZero();
  }

  @Test
  void aSackedFinIsNotSentAgain() {
    peer.inject("ACK seq=1 ack=10001").send(1_000).shutdownOutput();
    peer.expect("PSH,ACK seq=10001 ack=1 len=1000").expect("FIN,ACK seq=11001 ack=1");
    acks(10_001, "<sack 11001-11002>");
    peer.nextTimer();
    peer.expect("PSH,ACK seq=10001 ack=1 len=1000", SendCause.RETRANSMISSION_TIMEOUT);
    acks(11_002, "<>");
    peer.expectNothing().in(State.FIN_WAIT_2);
  }

  @Test
  void manyBlocksOfOneByteCostNothing() {
    for (int i = 1; i < 9_990; i++) {
      acks(1, "<sack " + (i + 1) + "-" + (i + 2) + " " + (9_999 - i) + "-" + (10_000 - i) + ">");
    }
    assertThat(sending().sacked().bytes()).isZero();
    assertThat(sending().unacknowledged().segments()).isEqualTo(10);
  }

  @Test
  void theSynIsNoneOfIt() {
    var one = new ScriptedPeer(config().build());
    one.listenForThisPeer().inject("SYN seq=0 <mss 1000,sackOK>").skip();
    one.inject("ACK seq=1 ack=0 <sack 0-1>").inject("ACK seq=1 ack=1 <sack 0-1>");
    one.in(State.ESTABLISHED);
    assertThat(one.status().sending().sacked().bytes()).isZero();
  }

  @Test
  void reportsOfTextThatCameTwiceAreCounted() {
    acks(3_001, "<sack 1001-2001>");
    assertThat(peer.status().totals().duplicatesReported()).isOne();
    acks(3_001, "<sack 5001-6001 4001-7001>");
    assertThat(peer.status().totals().duplicatesReported()).isEqualTo(2);
    acks(3_001, "<sack 4001-7001>");
    acks(3_001, "<sack 4001-7001 8001-9001>");
    acks(3_001, "<sack 3001-2001>");
    assertThat(peer.status().totals().duplicatesReported()).isEqualTo(2);
    assertThat(sending().sacked()).isEqualTo(new TcpInfo.Amount(4_000, 4));
  }

  @Test
  void copiesThatTheNetworkMadeAreNoSignOfALoss() {
    var other = new ScriptedPeer(config().build());
    other.established("<mss 1000,sackOK>").send(5_000).skip();
    other.inject("ACK seq=1 ack=1001").skip();
    for (int i = 0; i < 4; i++) {
      other.inject("ACK seq=1 ack=1001 <sack 1-1001>");
    }
    other.expectNothing();
    assertThat(other.status().totals().duplicatesReported()).isEqualTo(4);
  }

  @Test
  void aPeerThatAgreedAndReportsNothingIsHelpedAsIfItHadNot() {
    var other = new ScriptedPeer(config().build());
    other.established("<mss 1000,sackOK>").send(20_000).skip();
    other.inject("ACK seq=1 ack=1").expect("ACK seq=10001 ack=1 len=1000"); // RFC 3042
    other.inject("ACK seq=1 ack=1").expect("ACK seq=11001 ack=1 len=1000").expectNothing();
  }
}

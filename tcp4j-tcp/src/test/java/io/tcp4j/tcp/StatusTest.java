package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.CongestionState;
import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.SendLimit;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpInfo;
import io.tcp4j.tcp.model.TcpInfo.Amount;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// STATUS (RFC 9293 §3.10.6).
class StatusTest {
  private static final long MILLI = 1_000_000;

  private ScriptedPeer peer = new ScriptedPeer();

  private TcpInfo.Sending sending() {
    return peer.status().sending();
  }

  private TcpInfo.Totals totals() {
    return peer.status().totals();
  }

  @Test
  void whatTheSynsAgreedOn() {
    peer = new ScriptedPeer(TcpConfig.builder().ecn(EcnMode.ACTIVE).build());
    peer.open().skip().inject("SYN,ACK,ECE seq=0 ack=1 <mss 1012,sackOK,ts 7 100,ws 3>");
    assertThat(peer.status().options())
        .isEqualTo(new TcpInfo.Options(true, true, true, 3, 5, true, false));
    assertThat(sending().mss()).isEqualTo(1_000);
    assertThat(sending().mtu()).isEqualTo(1_500);
    assertThat(peer.status().receiving().advertisedMss()).isEqualTo(1_460);
    var plain = new ScriptedPeer().established("<mss 1000>");
    assertThat(plain.status().options())
        .isEqualTo(new TcpInfo.Options(false, false, false, 0, 0, false, false));
  }

  @Test
  void segmentsAndBytesAreCountedBothWays() {
    peer.established("<mss 1000>").send(2_500).inject("ACK seq=1 ack=1 len=700");
    peer.inject("ACK seq=701 ack=1001 len=700").elapseMillis(40);
    TcpInfo.Totals totals = totals();
    assertThat(totals.segmentsSent()).isEqualTo(2 + 3 + 1); // SYN, ACK; text; ACK
    assertThat(totals.textSegmentsSent()).isEqualTo(3);
    assertThat(totals.segmentsReceived()).isEqualTo(3);
    assertThat(totals.textSegmentsReceived()).isEqualTo(2);
    assertThat(totals.receivedBytes()).isEqualTo(1_400);
    assertThat(totals.acknowledgedBytes()).isEqualTo(1_000);
    assertThat(sending().unsent() + totals.sentBytes()).isEqualTo(2_500);
  }

  @Test
  void superSegmentsCountAsWhatTheLinkMakesOfThem() {
    peer.host.superSegmentLimit = 60_000;
    peer.established("<mss 1000>").send(4_500).inject("ACK seq=1 ack=1 len=2500 gso=1000");
    assertThat(totals().textSegmentsSent()).isEqualTo(5);
    assertThat(totals().textSegmentsReceived()).isEqualTo(3);
    assertThat(sending().unacknowledged()).isEqualTo(new Amount(4_500, 5));
    assertThat(peer.status().receiving().mss()).isEqualTo(1_000);
  }

  @Test
  void aRetransmissionCountsUntilItIsAcknowledged() {
    peer.established("<mss 1000>").send(2_000).skip();
    peer.nextTimer();
    assertThat(sending().lost()).isEqualTo(new Amount(1_000, 1));
    assertThat(sending().resent()).isEqualTo(new Amount(1_000, 1));
    assertThat(sending().timeouts()).isOne();
    assertThat(sending().backOffs()).isOne();
    assertThat(sending().congestionState()).isEqualTo(CongestionState.LOSS);
    assertThat(totals().retransmissions()).isOne();
    assertThat(totals().resentBytes()).isEqualTo(1_000);
    peer.nextTimer();
    assertThat(sending().timeouts()).isEqualTo(2);
    peer.inject("ACK seq=1 ack=1001");
    assertThat(sending().timeouts()).isZero();
    assertThat(sending().backOffs()).isEqualTo(2); // nothing was measured
    peer.inject("ACK seq=1 ack=2001");
    assertThat(sending().unacknowledged()).isEqualTo(new Amount(0, 0));
    assertThat(sending().congestionState()).isEqualTo(CongestionState.OPEN);
  }

  @Test
  void aFinIsNoSegmentMore() {
    peer.established("<mss 1000>").send(2_000);
    peer.shutdownOutput();
    assertThat(sending().unacknowledged().bytes()).isEqualTo(2_001);
    peer.inject("ACK seq=1 ack=2001");
    assertThat(sending().unacknowledged()).isEqualTo(new Amount(1, 1));
    assertThat(totals().acknowledgedBytes()).isEqualTo(2_000);
    peer.inject("ACK seq=1 ack=2002");
    assertThat(totals().acknowledgedBytes()).isEqualTo(2_000);
  }

  @Test
  void aMarkThatWasEchoedShowsUntilItsWindowIsAcknowledged() {
    peer = new ScriptedPeer(ScriptedPeer.plain().ecn(EcnMode.ACTIVE).build());
    peer.established("<mss 1000>").send(5_000).inject("ACK,ECE seq=1 ack=1001");
    assertThat(sending().congestionState()).isEqualTo(CongestionState.REDUCED);
    peer.inject("ACK seq=1 ack=5001");
    assertThat(sending().congestionState()).isEqualTo(CongestionState.OPEN);
    assertThat(peer.status().receiving().ecnSeen()).isFalse();
    peer.inject("ACK seq=1 ack=5001 len=10 ECT(0)");
    assertThat(peer.status().receiving().ecnSeen()).isTrue();
  }

  @Test
  void howLongAgoThingsHappened() {
    peer.established("<mss 1000>").elapseMillis(1_000);
    assertThat(peer.status().since())
        .isEqualTo(new TcpInfo.Since(1_000 * MILLI, 1_000 * MILLI, 1_000 * MILLI));
    peer.send(100).elapseMillis(50).inject("ACK seq=1 ack=101").elapseMillis(20);
    peer.inject("ACK seq=1 ack=101 len=10").elapseMillis(5);
    assertThat(peer.status().since())
        .isEqualTo(new TcpInfo.Since(75 * MILLI, 5 * MILLI, 5 * MILLI));
  }

  @Test
  void theRoundTripIsMeasured() {
    peer.established("<mss 1000>").send(10).elapseMillis(80).inject("ACK seq=1 ack=11").send(10);
    peer.elapseMillis(30).inject("ACK seq=1 ack=21");
    TcpInfo.RoundTrip roundTrip = peer.status().roundTrip();
    assertThat(roundTrip.smoothed()).isPositive();
    assertThat(roundTrip.smallest()).isLessThan(roundTrip.smoothed() + 1);
    assertThat(roundTrip.timeout()).isGreaterThanOrEqualTo(200 * MILLI);
  }

  @Test
  void theTimeThatThePeersWindowHoldsUpTheSender() {
    peer.established("<mss 1000>").inject("ACK seq=1 ack=1 win=1000").elapseMillis(500);
    assertThat(sending().busy()).isZero();
    peer.send(3_000).elapseMillis(10);
    assertThat(sending().limit()).isEqualTo(SendLimit.RECEIVER_WINDOW);
    assertThat(sending().busy()).isEqualTo(10 * MILLI);
    assertThat(sending().busyWithoutWindow()).isEqualTo(10 * MILLI);
    peer.inject("ACK seq=1 ack=1001 win=9000").elapseMillis(7);
    assertThat(sending().busy()).isEqualTo(17 * MILLI);
    assertThat(sending().busyWithoutWindow()).isEqualTo(10 * MILLI);
    peer.inject("ACK seq=1 ack=3001").elapseMillis(100);
    assertThat(sending().busy()).isEqualTo(17 * MILLI);
  }

  @Test
  void theTimeThatTheSendBufferHoldsUpTheUser() {
    peer = new ScriptedPeer(ScriptedPeer.plain().sendBuffer(3_000).build());
    peer.established("<mss 1000>");
    assertThat(peer.host.send(5_000, peer.now)).isEqualTo(3_000);
    peer.elapseMillis(25);
    assertThat(sending().busyWithoutText()).isEqualTo(25 * MILLI);
    assertThat(sending().busy()).isEqualTo(25 * MILLI);
    peer.inject("ACK seq=1 ack=2001").elapseMillis(5); // WRITABLE is told: the user has its turn
    assertThat(sending().busyWithoutText()).isEqualTo(25 * MILLI);
    assertThat(sending().busy()).isEqualTo(30 * MILLI);
  }

  @Test
  void aFullCongestionWindowIsNotTheSendBuffersFault() {
    peer = new ScriptedPeer(ScriptedPeer.plain().sendBuffer(3_000).initialWindow(3).build());
    peer.established("<mss 1000>");
    assertThat(peer.host.send(5_000, peer.now)).isEqualTo(3_000);
    peer.elapseMillis(25);
    assertThat(sending().busyWithoutText()).isZero();
    assertThat(sending().busy()).isEqualTo(25 * MILLI);
  }

  @Test
  void timeStandsStillWhenAllIsOver() {
    peer.established("<mss 1000>").send(1_000).elapseMillis(10).inject("RST seq=1");
    peer.elapse(Duration.ofMinutes(1));
    assertThat(sending().busy()).isEqualTo(10 * MILLI);
    assertThat(sending().unacknowledged()).isEqualTo(new Amount(0, 0));
  }

  @Test
  void aSynCountsButIsNoText() {
    peer.open().elapseMillis(100);
    assertThat(sending().unacknowledged()).isEqualTo(new Amount(1, 1));
    assertThat(sending().busy()).isZero();
    assertThat(peer.status().since().textSent()).isEqualTo(100 * MILLI);
    assertThat(peer.status().roundTrip().timeout()).isEqualTo(1_000 * MILLI);
  }
}

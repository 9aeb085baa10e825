package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.IsnGenerator;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Endpoint;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Timestamps and PAWS (RFC 7323 §3–5).
class TimestampsConversationTest {
  private static final long MILLI = 1_000_000;

  private final ScriptedPeer peer = new ScriptedPeer(config().build());

  private static TcpConfig.Builder config() {
    return TcpConfig.builder().sack(false).windowScaling(false);
  }

  /// Agreed on; the peer's clock says 1000 and its MSS makes segments of 1000 bytes.
  private ScriptedPeer established() {
    return peer.established("<mss 1012,ts 1000 100>");
  }

  private long dropped(DropReason reason) {
    return peer.host.counters.drops(reason);
  }

  // --- agreeing

  @Test
  @Rfc("7323 3.2a")
  void bothSynsCarryThem() {
    peer.open().expect("SYN seq=0 <mss 1460,ts 100 0>").elapseMillis(30);
    peer.inject("SYN,ACK seq=0 ack=1 <mss 1012,ts 1000 100>");
    peer.expect("ACK seq=1 ack=1 <ts 130 1000>");
    peer.send(2_000).expect("ACK seq=1 ack=1 len=1000 <ts 130 1000>");
    peer.expect("PSH,ACK seq=1001 ack=1 len=1000 <ts 130 1000>");
    peer.elapseMillis(5).inject("ACK seq=1 ack=2001 <ts 1040 130>").send(1);
    peer.expect("PSH,ACK seq=2001 ack=1 len=1 <ts 135 1040>");
    assertThat(peer.status().options().timestamps()).isTrue();
  }

  @Test
  @Rfc("7323 3.2a")
  void aSynAckWithoutThemMeansNone() {
    peer.established("<mss 1000>").send(1_000).expect("PSH,ACK seq=1 ack=1 len=1000");
    assertThat(peer.status().options().timestamps()).isFalse();
  }

  @Test
  @Rfc("7323 3.2a")
  void aSynAckAnswersThemOnly() {
    peer.listen().inject("SYN seq=0 <mss 1012,ts 77 0>");
    peer.expect("SYN,ACK seq=0 ack=1 <mss 1460,ts 100 77>");
    var other = new ScriptedPeer(config().build());
    other.listen().inject("SYN seq=0 <mss 1000>").expect("SYN,ACK seq=0 ack=1 <mss 1460>");
    var off = new ScriptedPeer(config().timestamps(false).build());
    off.listen().inject("SYN seq=0 <mss 1012,ts 77 0>").expect("SYN,ACK seq=0 ack=1 <mss 1460>");
    off.inject("ACK seq=1 ack=1 <ts 78 0>").in(State.ESTABLISHED);
    assertThat(off.status().options().timestamps()).isFalse();
  }

  @Test
  void aSynAckMayNotBringWhatWasNotOffered() {
    var off = new ScriptedPeer(config().timestamps(false).build());
    off.open().skip().inject("SYN,ACK seq=0 ack=1 <mss 1012,ts 77 0>");
    off.expect("ACK seq=1 ack=1");
    assertThat(off.status().options().timestamps()).isFalse();
  }

  @Test
  void crossingSynsAgreeToo() {
    peer.open().expect("SYN seq=0 <mss 1460,ts 100 0>").elapseMillis(5);
    peer.inject("SYN seq=0 <mss 1012,ts 1000 0>");
    peer.expect("SYN,ACK seq=0 ack=1 <mss 1460,ts 105 1000>").elapseMillis(5);
    peer.inject("SYN,ACK seq=0 ack=1 <mss 1012,ts 1010 105>").in(State.ESTABLISHED);
    peer.send(10).expect("PSH,ACK seq=1 ack=1 len=10 <ts 110 1010>");
  }

  @Test
  void aSynSentAgainIsEchoed() {
    peer.listenForThisPeer().inject("SYN seq=0 <mss 1012,ts 1000 0>").skip();
    peer.elapseMillis(500).inject("SYN seq=0 <mss 1012,ts 1500 0>");
    peer.expect("SYN,ACK seq=0 ack=1 <mss 1460,ts 600 1500>");
    peer.elapseMillis(400).inject("SYN seq=0 <mss 1012,ts 1400 0>"); // an older one
    peer.expect("ACK seq=1 ack=1 <ts 1000 1500>", SendCause.CHALLENGE_ACK);
  }

  @Test
  void anOpenAfterAListenEchoesNothing() {
    peer.listenForThisPeer().inject("SYN seq=0 <mss 1012,ts 1000 0>").skip();
    peer.inject("RST seq=1").in(State.LISTEN).send(10);
    peer.expect("SYN seq=0 <mss 1460,ts 100 0>");
  }

  @Test
  @Rfc("7323 5.4")
  void eachPairOfSocketsHasAClockOfItsOwn() {
    var isn = new IsnGenerator(1, 2);
    var other =
        new io.tcp4j.tcp.model.FourTuple(
            Endpoint.parse("10.0.0.1:40001"), Endpoint.parse("10.0.0.2:80"));
    assertThat(isn.timestampOffset(other)).isNotEqualTo(isn.timestampOffset(TwoEngines.TUPLE));
    assertThat(new IsnGenerator(1, 2).timestampOffset(other)).isEqualTo(isn.timestampOffset(other));
    assertThat(new IsnGenerator(1, 3).timestampOffset(other))
        .isNotEqualTo(isn.timestampOffset(other));
  }

  // --- which TSval is echoed (§4.3)

  @Test
  @Rfc("7323 4.3")
  void aDelayedAckEchoesTheFirstOfItsSegments() {
    established().inject("ACK seq=1 ack=1 len=100 <ts 1010 100>");
    peer.inject("ACK seq=101 ack=1 len=100 <ts 1020 100>").expectNothing().elapseMillis(40);
    peer.expect("ACK seq=1 ack=201 <ts 140 1010>");
    peer.inject("ACK seq=201 ack=1 len=100 <ts 1030 140>").elapseMillis(40);
    peer.expect("ACK seq=1 ack=301 <ts 180 1030>");
  }

  @Test
  @Rfc("7323 4.3")
  void aSegmentBeyondAGapIsNotEchoed() {
    established().inject("ACK seq=101 ack=1 len=100 <ts 1020 100>");
    peer.expect("ACK seq=1 ack=1 <ts 100 1000>");
    peer.inject("ACK seq=1 ack=1 len=100 <ts 1030 100>");
    peer.expect("ACK seq=1 ack=201 <ts 100 1030>");
  }

  @Test
  void aSegmentThatWasTrimmedIsEchoedByWhereItBegan() {
    established().inject("ACK seq=1 ack=1 len=100 <ts 1010 100>").elapseMillis(40).skip();
    peer.inject("ACK seq=51 ack=1 len=100 <ts 1020 100>").elapseMillis(40);
    peer.expect("ACK seq=1 ack=151 <ts 180 1020>");
  }

  @Test
  void aSegmentWhoseAckIsNotAcceptableIsNotEchoed() {
    established().inject("ACK seq=1 ack=5000 len=100 <ts 1010 100>");
    peer.expect("ACK seq=1 ack=1 <ts 100 1000>", SendCause.CHALLENGE_ACK);
    peer.inject("ACK seq=200000 ack=1 <ts 1020 100>");
    peer.expect("ACK seq=1 ack=1 <ts 100 1000>");
  }

  @Test
  void aLateSegmentWithANewTimestampIsNotEchoed() {
    // it lies left of the window: processed no further than the first check (§5.3 R2, R3)
    established().inject("ACK seq=1 ack=1 len=100 <ts 1010 100>").elapseMillis(40).skip();
    peer.inject("ACK seq=1 ack=1 len=100 <ts 1050 100>");
    peer.expect("ACK seq=1 ack=101 <ts 140 1010>");
  }

  // --- PAWS (§5)

  @Test
  @Rfc("7323 5.3a")
  void anOldTimestampIsAnsweredAndDropped() {
    established().inject("ACK seq=1 ack=1 len=100 <ts 999 100>");
    peer.expect("ACK seq=1 ack=1 <ts 100 1000>", SendCause.CHALLENGE_ACK);
    assertThat(peer.connection().available()).isZero();
    assertThat(dropped(DropReason.TCP_OLD_TIMESTAMP)).isOne();
    peer.inject("ACK seq=1 ack=1 len=100 <ts 1000 100>");
    assertThat(peer.connection().available()).isEqualTo(100);
  }

  @Test
  @Rfc("7323 5.3a")
  void anOldFinDoesNotEndTheStream() {
    established().inject("FIN,ACK seq=1 ack=1 <ts 999 100>").in(State.ESTABLISHED);
  }

  @Test
  @Rfc("7323 5.5")
  void afterTwentyFourDaysOfSilenceAnyTimestampIsNew() {
    established().elapse(Duration.ofDays(24)).inject("ACK seq=1 ack=1 len=100 <ts 999 100>").skip();
    assertThat(peer.connection().available()).isZero();
    peer.elapseMillis(1).inject("ACK seq=1 ack=1 len=100 <ts 999 100>").elapseMillis(40);
    assertThat(peer.connection().available()).isEqualTo(100);
    assertThat(peer.next("ACK").segment().tsEcr).isEqualTo(999);
  }

  @Test
  void theClocksWrap() {
    peer.established("<mss 1012,ts 4294967295 100>");
    peer.inject("ACK seq=1 ack=1 len=100 <ts 0 100>").elapseMillis(40);
    peer.expect("ACK seq=1 ack=101 <ts 140 0>");
    peer.inject("ACK seq=101 ack=1 len=100 <ts 4294967295 100>");
    peer.expect("ACK seq=1 ack=101 <ts 140 0>", SendCause.CHALLENGE_ACK);
  }

  @Test
  @Rfc("7323 5.3b")
  void aRstIsBelievedWhateverItsTimestamp() {
    for (String options : new String[] {"", " <>", " <ts 1 100>", " <ts 2000 100>"}) {
      var one = new ScriptedPeer(config().missingTimestamps(false).build());
      one.established("<mss 1012,ts 1000 100>").inject("RST seq=1" + options).gone();
    }
  }

  @Test
  @Rfc("7323 3.2a")
  void ourRstCarriesThem() {
    established().elapseMillis(5).abort();
    peer.expect("RST,ACK seq=1 ack=1 <ts 105 1000>");
  }

  @Test
  void aSynOfAnotherLifeIsChallenged() {
    for (String options : new String[] {"<mss 1000>", "<ts 1 0>", "<ts 5000 0>"}) {
      var one = new ScriptedPeer(config().missingTimestamps(false).build());
      one.established("<mss 1012,ts 1000 100>").inject("SYN seq=70000 " + options);
      one.expect("ACK seq=1 ack=1 <ts 100 1000>", SendCause.CHALLENGE_ACK);
      one.inject("SYN seq=1 " + options);
      one.expect("ACK seq=1 ack=1 <ts 100 1000>", SendCause.CHALLENGE_ACK).in(State.ESTABLISHED);
    }
  }

  @Test
  void timeWaitGoesOnStamping() {
    established().shutdownOutput().skip();
    peer.inject("FIN,ACK seq=1 ack=2 <ts 1010 100>").in(State.TIME_WAIT).skip();
    peer.elapseMillis(7).inject("FIN,ACK seq=1 ack=2 <ts 1020 100>");
    peer.expect("ACK seq=2 ack=2 <ts 107 1020>");
  }

  // --- segments without them

  @Test
  @Rfc("7323 3.2b")
  void segmentsWithoutThemAreTaken() {
    established().inject("ACK seq=1 ack=1 len=100 <>").elapseMillis(40);
    peer.expect("ACK seq=1 ack=101 <ts 140 1000>");
  }

  @Test
  @Rfc("7323 3.2b")
  void segmentsWithoutThemAreDroppedInSilenceIfToldSo() {
    var strict = new ScriptedPeer(config().missingTimestamps(false).build());
    strict.established("<mss 1012,ts 1000 100>").inject("ACK seq=1 ack=1 len=100 <>");
    strict.elapseMillis(500).expectNothing();
    assertThat(strict.connection().available()).isZero();
    assertThat(strict.host.counters.drops(DropReason.TCP_NO_TIMESTAMP)).isOne();
  }

  // --- the round trip (§4)

  @Test
  @Rfc("7323 4.1")
  void theEchoTellsWhichCopyWasAcknowledged() {
    peer.open().elapseMillis(100).skip();
    peer.inject("SYN,ACK seq=0 ack=1 <mss 1012,ts 1000 100>").skip();
    assertThat(peer.status().roundTrip().smoothed()).isEqualTo(100 * MILLI);
    peer.send(1_000).skip();
    assertThat(peer.nextTimer()).isEqualTo(300); // sent again
    peer.elapseMillis(100).inject("ACK seq=1 ack=1001 <ts 1500 500>");
    assertThat(peer.status().roundTrip().smoothed()).isEqualTo(100 * MILLI);
    assertThat(peer.status().sending().backOffs()).isZero();
    peer.send(1_000).skip();
    long before = peer.status().roundTrip().timeout() / MILLI;
    assertThat(peer.nextTimer()).isEqualTo(before);
    peer.elapseMillis(10).inject("ACK seq=1 ack=2001 <ts 1900 600>"); // it was the first copy
    assertThat(peer.status().roundTrip().smoothed()).isEqualTo(120 * MILLI);
  }

  @Test
  void aSynSentAgainGivesASample() {
    peer.open().skip();
    peer.nextTimer();
    peer.elapseMillis(50).inject("SYN,ACK seq=0 ack=1 <mss 1012,ts 1000 1100>");
    assertThat(peer.status().roundTrip().smoothed()).isEqualTo(50 * MILLI);
    assertThat(peer.status().sending().congestionWindow()).isEqualTo(10_000);
  }

  @Test
  void aSynLostTwiceBeginsWithOneSegmentAllTheSame() {
    peer.open().skip();
    peer.nextTimer();
    peer.nextTimer();
    peer.elapseMillis(50).inject("SYN,ACK seq=0 ack=1 <mss 1012,ts 1000 3100>");
    assertThat(peer.host.counters.of(TcpCounter.RETRANSMISSIONS)).isEqualTo(2);
    assertThat(peer.status().sending().congestionWindow()).isEqualTo(1_000);
  }

  @Test
  void aPeerThatLiesDoesNotMoveTheRtoBeyondReason() {
    established().send(1_000).skip();
    peer.nextTimer();
    peer.inject("ACK seq=1 ack=1001 <ts 1500 2000000000>"); // never sent
    assertThat(peer.status().roundTrip().smoothed()).isLessThanOrEqualTo(MILLI);
    peer.elapse(Duration.ofMinutes(10)).send(1_000).skip();
    peer.nextTimer();
    peer.inject("ACK seq=1 ack=2001 <ts 700000 101>"); // ten minutes ago
    assertThat(peer.status().roundTrip().smoothed()).isLessThanOrEqualTo(MILLI);
  }

  @Test
  void anEchoOnAnAckOfNothingNewIsNoSample() {
    established().send(1_000).skip();
    long srtt = peer.status().roundTrip().smoothed();
    peer.elapseMillis(150).inject("ACK seq=1 ack=1 <ts 1100 100>");
    assertThat(peer.status().roundTrip().smoothed()).isEqualTo(srtt);
  }
}

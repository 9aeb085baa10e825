package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.CallError;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.StateDiagram;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Rules of §3.10 whose loss would show at one odd place only.
class SmallPrintTest {
  private static ScriptedPeer established(String options) {
    return new ScriptedPeer().established(options);
  }

  // --- the window

  @Test
  @Rfc("9293 E-15")
  void textThatWasSentEarlierAndComesLaterDoesNotSetTheWindow() {
    ScriptedPeer peer = established("").inject("ACK seq=101 ack=1 len=10 win=5000");
    peer.inject("ACK seq=1 ack=1 len=10 win=100");
    assertThat(peer.status().sending().window()).isEqualTo(5_000);
  }

  @Test
  void aFinStaysBehindWhereTheTextFillsTheWindow() {
    ScriptedPeer peer = new ScriptedPeer();
    peer.open().skip().inject("SYN,ACK seq=0 ack=1 win=0 <mss 1460>").skip();
    peer.send(100).shutdownOutput().expectNothing();
    peer.inject("ACK seq=1 ack=1 win=100").expect("PSH,ACK seq=1 ack=1 len=100").expectNothing();
    peer.inject("ACK seq=1 ack=101 win=100").expect("FIN,ACK seq=101 ack=1");
  }

  @Test
  void aClosedWindowThatHasShrunkByLessThanAUnitHasShrunk() {
    ScriptedPeer peer = new ScriptedPeer();
    peer.open().skip().inject("SYN,ACK seq=0 ack=1 win=100 <mss 1460,ws 5>").skip();
    peer.send(100).expect("PSH,ACK seq=1 ack=1 len=100");
    peer.inject("ACK seq=1 ack=91 win=0").inject("ACK seq=5 ack=91 win=0 len=1");
    peer.expect("ACK seq=91 ack=1");
  }

  @Test
  void beforeItIsEstablishedAnAckHasTheNumberBehindTheSyn() {
    ScriptedPeer peer = new ScriptedPeer().listen();
    peer.inject("SYN seq=0 win=0 <mss 1460>").expect("SYN,ACK seq=0 ack=1");
    peer.inject("ACK seq=-5 ack=1 len=1 win=0").expect("ACK seq=1 ack=1");
  }

  @Test
  void aFinThatIsQueuedBeforeEstablishedWaitsForAWindow() {
    ScriptedPeer peer = new ScriptedPeer().listenForThisPeer();
    peer.inject("SYN seq=0 win=0 <mss 1460>").skip();
    peer.shutdownOutput().in(State.SYN_RECEIVED).expectNothing();
  }

  @Test
  @Rfc("9293 E-11")
  void textOfASynAckThatCrossedIsTakenAsFarAsTheWindowGoes() {
    ScriptedPeer peer = new ScriptedPeer(ScriptedPeer.plain().receiveBuffer(4096).build());
    peer.open().inject("SYN seq=0 <mss 1460>").skip();
    peer.inject("SYN,ACK seq=0 ack=1 len=5000").in(State.ESTABLISHED);
    assertThat(peer.status().receiving().unread()).isEqualTo(4096);
  }

  // --- the states

  @Test
  void theAckOfOurFinLeadsToFinWait2EvenWhereItsTextEndsTheConnection() {
    ScriptedPeer peer = ScriptedPeer.reach(State.ESTABLISHED).close().skip();
    peer.inject("ACK seq=1 ack=2 len=5").in(State.CLOSED);
    assertThat(peer.host.path).extracting(StateDiagram.Edge::to).contains(State.FIN_WAIT_2);
  }

  @Test
  void theSynAnswerToACrossedSynIsRepeatedARtoAfterItWasSent() {
    ScriptedPeer peer = new ScriptedPeer().open().expect("SYN seq=0");
    peer.elapseMillis(900).inject("SYN seq=0 <mss 1460>").expect("SYN,ACK seq=0 ack=1");
    assertThat(peer.nextTimer()).isEqualTo(1_000);
    peer.expect("SYN,ACK seq=0 ack=1").expectNothing();
  }

  @Test
  void aSynWithAFinThatIsTakenIsTakenWithoutTheFinAndNothingElse() {
    ScriptedPeer peer = new ScriptedPeer(ScriptedPeer.plain().synWithFin(true).build()).listen();
    peer.inject("SYN,FIN seq=0 <mss 1460>").expect("SYN,ACK seq=0 ack=1");
    peer.inject("ACK seq=1 ack=1").in(State.ESTABLISHED).urgent(0, false);
  }

  // --- the user

  @Test
  @Rfc("9293 E-4")
  void closingTwiceIsAnErrorAndSoIsClosingWhatIsHalfClosed() {
    ScriptedPeer peer = ScriptedPeer.reach(State.ESTABLISHED).shutdownOutput();
    int closing = CallError.CLOSING.code();
    assertThat(peer.connection().shutdownOutput(peer.now)).isEqualTo(closing);
    assertThat(peer.connection().close(peer.now)).isEqualTo(closing);
    assertThat(peer.connection().close(peer.now)).isEqualTo(closing);
  }

  @Test
  @Rfc("9293 E-3")
  void readingNoBytesTellsWhetherTheEndWasReached() {
    ScriptedPeer peer = ScriptedPeer.reach(State.ESTABLISHED).inject("FIN,ACK seq=1 ack=1 len=1");
    assertThat(peer.connection().receive(new byte[0], 0, 0, peer.now)).isZero();
    peer.read(1);
    assertThat(CallError.of(peer.connection().receive(new byte[0], 0, 0, peer.now)))
        .isEqualTo(CallError.END_OF_STREAM);
  }

  @Test
  void theUserIsToldWhenThePeerHasTheFinAndNotBefore() {
    ScriptedPeer peer = ScriptedPeer.reach(State.ESTABLISHED).send(10);
    peer.inject("ACK seq=1 ack=11").shutdownOutput();
    assertThat(peer.host.bits & Readiness.OUTPUT_DONE).isZero();
    peer.inject("ACK seq=1 ack=12");
    assertThat(peer.host.bits & Readiness.OUTPUT_DONE).isNotZero();
  }

  @Test
  void whoseTextWasAllTakenIsNotToldThatThereIsRoom() {
    ScriptedPeer peer = ScriptedPeer.reach(State.ESTABLISHED);
    peer.host.bits = 0;
    peer.send(10).inject("ACK seq=1 ack=11");
    assertThat(peer.host.bits & Readiness.WRITABLE).isZero();
  }

  // --- urgent data

  @Test
  void theUserIsToldWhenTheOutOfBandOctetItselfArrivesAndOnlyThen() {
    ScriptedPeer peer = new ScriptedPeer(ScriptedPeer.plain().urgentInline(false).build());
    peer.established();
    peer.inject("URG,ACK seq=1 ack=1 up=10").told(Readiness.URGENT);
    peer.inject("ACK seq=1 ack=1 len=5").told();
    peer.inject("ACK seq=6 ack=1 len=5").told(Readiness.URGENT);
    peer.inject("ACK seq=11 ack=1 len=5").told();
  }

  @Test
  void smallTextBehindUrgentTextWaitsAsAnyOther() {
    ScriptedPeer peer = ScriptedPeer.reach(State.ESTABLISHED).sendUrgent(10).skip();
    peer.send(10).expectNothing();
    peer.inject("ACK seq=1 ack=11").expect("PSH,ACK seq=11 ack=1 len=10");
  }

  // --- the link

  @Test
  void aLinkThatIsFullIsAskedOnceAndTheUserOfItIsTold() {
    ScriptedPeer peer = established("<mss 1000>");
    peer.host.refused = s -> true;
    int before = peer.host.attempts;
    peer.host.bits = 0;
    assertThat(peer.connection().send(new byte[9_000], 0, 9_000, peer.now)).isEqualTo(9_000);
    assertThat(peer.host.attempts - before).isEqualTo(1);
    assertThat(peer.connection().takeReadiness() & Readiness.OUTPUT_PENDING).isNotZero();
  }

  @Test
  void anAckThatFindsTheLinkFullIsPending() {
    ScriptedPeer peer = ScriptedPeer.reach(State.ESTABLISHED);
    peer.host.refused = s -> true;
    peer.host.bits = 0;
    peer.inject("ACK seq=11 ack=1 len=5");
    assertThat(peer.host.bits & Readiness.OUTPUT_PENDING).isNotZero();
  }

  @Test
  void whereAFinHasLeftNothingIsPending() {
    ScriptedPeer peer = ScriptedPeer.reach(State.ESTABLISHED);
    peer.host.bits = 0;
    peer.shutdownOutput().expect("FIN,ACK seq=1 ack=1");
    assertThat(peer.host.bits & Readiness.OUTPUT_PENDING).isZero();
  }

  // --- the congestion window

  /// A window of 20 segments of 1000 bytes, just opened; all is acknowledged.
  private static ScriptedPeer warm() {
    ScriptedPeer peer = established("<mss 1000>").send(10_000).skip();
    for (int ack = 1_001; ack <= 10_001; ack += 1_000) {
      peer.inject("ACK seq=1 ack=" + ack);
    }
    assertThat(peer.status().sending().congestionWindow()).isEqualTo(20_000);
    return peer;
  }

  @Test
  @Rfc("5681 4.1")
  void aConnectionIdleForAnRtoKeepsItsWindow() {
    ScriptedPeer peer = warm().elapse(Duration.ofNanos(warm().status().roundTrip().timeout()));
    peer.send(1_000);
    assertThat(peer.status().sending().congestionWindow()).isEqualTo(20_000);
  }

  @Test
  @Rfc("5681 4.1")
  void aConnectionIdleForMoreThanAnRtoBeginsAgainWithTheInitialWindow() {
    ScriptedPeer peer = warm();
    peer.elapse(Duration.ofNanos(peer.status().roundTrip().timeout() + 1)).send(1_000);
    assertThat(peer.status().sending().congestionWindow()).isEqualTo(10_000);
  }

  @Test
  void smallTextThatJustFitsIntoTheCongestionWindowGoes() {
    ScriptedPeer peer = new ScriptedPeer(ScriptedPeer.plain().nagle(false).build());
    peer.established("<mss 1000>");
    peer.send(9_990).skip().send(10).expect("PSH,ACK seq=9991 ack=1 len=10");
    peer.send(1).expectNothing();
  }

  @Test
  @Rfc("7661 4.1")
  void aWindowThatWasFilledGrowsThoughLessIsOutstandingWhenTheAckComes() {
    ScriptedPeer peer = established("<mss 1000>").send(10_000).skip();
    peer.inject("ACK seq=1 ack=6001").inject("ACK seq=1 ack=7001").inject("ACK seq=1 ack=8001");
    assertThat(peer.status().sending().congestionWindow()).isEqualTo(18_000);
  }
}

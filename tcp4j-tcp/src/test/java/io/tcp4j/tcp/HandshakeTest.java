package io.tcp4j.tcp;

import static io.tcp4j.tcp.model.State.CLOSED;
import static io.tcp4j.tcp.model.State.ESTABLISHED;
import static io.tcp4j.tcp.model.State.FIN_WAIT_1;
import static io.tcp4j.tcp.model.State.FIN_WAIT_2;
import static io.tcp4j.tcp.model.State.LISTEN;
import static io.tcp4j.tcp.model.State.SYN_RECEIVED;
import static io.tcp4j.tcp.model.State.SYN_SENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.CallError;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.SynCookies;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.wire.DropReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// §3.10.7.1 to §3.10.7.3, and SYN-RECEIVED: what arrives before a connection is synchronized.
class HandshakeTest {
  private final ScriptedPeer peer = new ScriptedPeer();

  // --- CLOSED

  @Test
  @Rfc("9293 E-7")
  void closedAnswersASegmentWithoutAckByARstThatAcknowledgesAllOfIt() {
    peer.inject("SYN seq=5 len=10").expect("RST,ACK seq=0 ack=16").expectNothing();
    peer.inject("FIN seq=5 len=10").expect("RST,ACK seq=0 ack=16");
    peer.inject("none seq=5 len=10").expect("RST,ACK seq=0 ack=15");
  }

  @Test
  @Rfc("9293 E-7")
  void closedAnswersASegmentWithAckByARstInItsPlace() {
    peer.inject("ACK seq=5 ack=77").expect("RST seq=77").expectNothing();
    peer.inject("SYN,ACK seq=5 ack=77").expect("RST seq=77");
    peer.inject("FIN,ACK seq=5 ack=77").expect("RST seq=77");
  }

  @Test
  @Rfc("9293 E-7")
  void closedNeverAnswersARst() {
    peer.inject("RST seq=5").inject("RST,ACK seq=5 ack=7").expectNothing();
  }

  // --- LISTEN

  @Test
  @Rfc("9293 E-8")
  void listenIgnoresARst() {
    peer.listen().inject("RST seq=5").inject("RST,ACK seq=5 ack=7").expectNothing();
    peer.inject("SYN,RST seq=0").expectNothing();
    assertThat(peer.host.counters.drops(DropReason.TCP_RESET_IN_LISTEN)).isEqualTo(3);
  }

  @Test
  @Rfc("9293 E-8")
  void listenAnswersAnyAckByARst() {
    peer.listen().inject("ACK seq=5 ack=77").expect("RST seq=77", SendCause.RESET_BAD_ACK);
    peer.inject("SYN,ACK seq=5 ack=78").expect("RST seq=78");
    peer.inject("FIN,ACK seq=5 ack=79 len=10").expect("RST seq=79").expectNothing();
  }

  @Test
  @Rfc("9293 E-8")
  void listenDropsWhatHasNeitherSynNorAck() {
    peer.listen().inject("FIN seq=5").inject("none seq=5 len=10").expectNothing();
    peer.inject("SYN,FIN seq=5").expectNothing();
  }

  @Test
  void aFullSynQueueDropsTheSyn() {
    var full = new ScriptedPeer(ScriptedPeer.plain().synCookies(SynCookies.NEVER).build());
    full.host.synQueueRoom = 0;
    full.listen().inject("SYN seq=0").expectNothing();
    assertThat(full.host.counters.drops(DropReason.TCP_SYN_QUEUE_FULL)).isEqualTo(1);
  }

  @Test
  void aFullAcceptQueueDropsTheAckAndTheSynAckIsRepeated() {
    peer.host.acceptQueueRoom = 0;
    peer.listen().inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1");
    peer.inject("ACK seq=1 ack=1").in(SYN_RECEIVED).expectNothing();
    peer.nextTimer();
    peer.expect("SYN,ACK seq=0 ack=1");
    peer.host.acceptQueueRoom = 1;
    peer.inject("ACK seq=1 ack=1").in(ESTABLISHED);
    assertThat(peer.host.halfOpen).isZero();
  }

  // --- SYN-SENT

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 2})
  @Rfc("9293 E-9")
  void synSentAnswersABadAckByARst(int ack) {
    peer.open().expect("SYN seq=0");
    peer.inject("ACK seq=0 ack=" + ack).expect("RST seq=" + ack, SendCause.RESET_BAD_ACK);
    peer.inject("SYN,ACK seq=0 ack=" + ack).expect("RST seq=" + ack).in(SYN_SENT);
    peer.inject("RST,ACK seq=0 ack=" + ack).expectNothing().in(SYN_SENT);
  }

  @Test
  @Rfc({"9293 N-2", "9293 E-9"})
  void synSentBelievesARstOnlyWithAGoodAck() {
    peer.open().expect("SYN seq=0");
    peer.inject("RST seq=0").in(SYN_SENT).expectNothing();
    peer.inject("RST,ACK seq=0 ack=1").gone();
    assertThat(peer.host.ended).isEqualTo(Ending.REFUSED);
    peer.sendFails(CallError.REFUSED).readFails(CallError.REFUSED);
  }

  @Test
  @Rfc("9293 E-9")
  void synSentDropsWhatHasNeitherSynNorRst() {
    peer.open().expect("SYN seq=0");
    peer.inject("ACK seq=0 ack=1").inject("FIN,ACK seq=0 ack=1 len=10").inject("none seq=0");
    peer.expectNothing().in(SYN_SENT);
    assertThat(peer.host.counters.drops(DropReason.TCP_NO_SYN_IN_SYN_SENT)).isEqualTo(3);
  }

  @Test
  void textAndFinOnTheSynAckAreTaken() {
    peer.open().expect("SYN seq=0");
    peer.inject("SYN,FIN,ACK seq=0 ack=1 len=10").in(io.tcp4j.tcp.model.State.CLOSE_WAIT);
    peer.expect("ACK seq=1 ack=12").expectNothing().read(10).readEnd();
  }

  @Test
  void textOnTheSynAckBeyondTheWindowIsCutOff() {
    var small = new ScriptedPeer(TcpConfig.builder().receiveBuffer(1_000).build());
    small.open().expect("SYN seq=0 win=1000");
    small.inject("SYN,FIN,ACK seq=0 ack=1 len=1400").in(ESTABLISHED);
    small.expect("ACK seq=1 ack=1001 win=0").read(1_000);
  }

  @Test
  @Rfc("9293 MUST-23")
  void anOpenThatNobodyAnswersIsTriedForThreeMinutes() {
    peer.open().expect("SYN seq=0");
    long before = peer.now;
    for (int i = 0, seconds = 1; i < 7; i++, seconds *= 2) {
      assertThat(peer.nextTimer()).isEqualTo(seconds * 1_000L);
      peer.expect("SYN seq=0", SendCause.RETRANSMISSION_TIMEOUT).in(SYN_SENT);
    }
    peer.nextTimer();
    peer.gone(); // MUST-23: R2 of a SYN is at least 3 minutes
    assertThat(Duration.ofNanos(peer.now - before)).isEqualTo(Duration.ofMinutes(3));
    assertThat(peer.host.ended).isEqualTo(Ending.TIMED_OUT);
    assertThat(peer.host.counters.of(TcpCounter.FAILED_OPENS)).isEqualTo(1);
  }

  // --- SYN-RECEIVED

  @Test
  @Rfc("9293 E-14")
  void theAckOfTheHandshakeSetsTheWindow() {
    peer.listen().inject("SYN seq=0 win=1000").expect("SYN,ACK seq=0 ack=1");
    peer.inject("ACK seq=1 ack=1 win=5000").in(ESTABLISHED);
    assertThat(peer.status().sending().window()).isEqualTo(5_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 2})
  @Rfc("9293 E-14")
  void synReceivedAnswersABadAckByARst(int ack) {
    peer.listen().inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1");
    peer.inject("ACK seq=1 ack=" + ack).in(SYN_RECEIVED);
    peer.expect("RST seq=" + ack, SendCause.RESET_BAD_ACK).expectNothing();
    peer.inject("ACK seq=1 ack=1").in(ESTABLISHED);
  }

  @Test
  void synReceivedAnswersTheSynAgain() {
    peer.listen().inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1");
    peer.inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1").expectNothing().in(SYN_RECEIVED);
  }

  @Test
  @Rfc("9293 N-9")
  void aSynInTheWindowReturnsAPassiveOpenToListen() {
    peer.listenForThisPeer().inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1");
    peer.inject("SYN seq=7").in(LISTEN).expectNothing();
    peer.inject("SYN seq=100").expect("SYN,ACK seq=0 ack=101").in(SYN_RECEIVED);
  }

  @Test
  @Rfc("9293 N-9")
  void aSynInTheWindowIsChallengedAfterAnActiveOpen() {
    peer.open().expect("SYN seq=0").inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1");
    peer.inject("SYN seq=7").in(SYN_RECEIVED);
    peer.expect("ACK seq=1 ack=1", SendCause.CHALLENGE_ACK).expectNothing();
  }

  @Test
  @Rfc("9293 N-10")
  void aRstThatIsNotExactIsChallengedInSynReceived() {
    peer.listen().inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1");
    peer.inject("RST seq=2").in(SYN_RECEIVED);
    peer.expect("ACK seq=1 ack=1", SendCause.CHALLENGE_ACK);
    peer.inject("RST seq=0").in(SYN_RECEIVED).expectNothing();
  }

  @Test
  @Rfc({"9293 MUST-11", "9293 E-12"})
  void aRstRefusesAnActiveOpenInSynReceived() {
    peer.open().inject("SYN seq=0").in(SYN_RECEIVED).inject("RST seq=1").gone();
    assertThat(peer.host.ended).isEqualTo(Ending.REFUSED);
  }

  @Test
  @Rfc("9293 E-8")
  void textOnTheSynWaitsForTheHandshake() {
    peer.listen().inject("SYN seq=0 len=100").expect("SYN,ACK seq=0 ack=1");
    assertThat(peer.connection().available()).isZero();
    assertThat(peer.host.read(10, peer.now)).isZero();
    peer.inject("ACK seq=1 ack=1").in(ESTABLISHED).expect("ACK seq=1 ack=101").read(100);
    assertThat(peer.host.bits & Readiness.READABLE).isNotZero();
  }

  @Test
  void textOnTheSynIsNotTakenTwice() {
    peer.listen().inject("SYN seq=0 len=100").expect("SYN,ACK seq=0 ack=1");
    peer.inject("ACK seq=1 ack=1 len=150").in(ESTABLISHED).expect("ACK seq=1 ack=151");
    peer.read(150);
    assertThat(peer.host.pages.outstanding()).isZero();
    assertThat(peer.host.counters.of(TcpCounter.OUT_OF_ORDER_KEPT)).isZero();
  }

  @Test
  void textOfASynThatCameToNothingIsForgotten() {
    peer.listenForThisPeer().inject("SYN seq=0 len=100").expect("SYN,ACK seq=0 ack=1");
    peer.inject("RST seq=1").in(LISTEN);
    assertThat(peer.host.pages.outstanding()).isZero();
    peer.inject("SYN seq=5000").skip().inject("ACK seq=5001 ack=1").in(ESTABLISHED);
    assertThat(peer.connection().available()).isZero();
  }

  @Test
  void whatTheUserSentToAPeerThatDidNotComeIsFlushed() {
    peer.listenForThisPeer().inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1");
    peer.send(100).inject("RST seq=1").in(LISTEN);
    assertThat(peer.host.pages.outstanding()).isZero();
  }

  @Test
  void closeInSynReceivedSendsAFinAtOnceAndBothAreRepeated() {
    peer.listenForThisPeer().inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1");
    peer.shutdownOutput().in(FIN_WAIT_1).expect("FIN,ACK seq=1 ack=1");
    peer.nextTimer();
    // the SYN is ours to repeat until it is acknowledged, and acknowledges the peer's
    peer.expect("SYN,ACK seq=0 ack=1", SendCause.RETRANSMISSION_TIMEOUT);
    peer.inject("ACK seq=1 ack=1").in(FIN_WAIT_1).expect("FIN,ACK seq=1 ack=1");
    peer.inject("ACK seq=1 ack=2").in(FIN_WAIT_2).expectNothing();
  }

  @Test
  void closeInSynReceivedLeavesTheListenersQueue() {
    peer.listen().inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1");
    assertThat(peer.host.halfOpen).isEqualTo(1);
    peer.shutdownOutput().in(FIN_WAIT_1);
    assertThat(peer.host.halfOpen).isZero();
    peer.inject("FIN,ACK seq=1 ack=2").in(io.tcp4j.tcp.model.State.TIME_WAIT);
    assertThat(peer.host.halfOpen).isZero();
  }

  @Test
  @Rfc("9293 E-4")
  void closeInSynReceivedWaitsForTextThatWasSent() {
    peer.listenForThisPeer().inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1");
    peer.send(10).shutdownOutput().in(SYN_RECEIVED).expectNothing();
    peer.sendFails(CallError.CLOSING);
    peer.inject("ACK seq=1 ack=1").in(FIN_WAIT_1).expect("FIN,PSH,ACK seq=1 ack=1 len=10");
  }

  @Test
  @Rfc("9293 E-4")
  void closeInSynSentDeletesTheTcbWithoutASegment() {
    peer.open().expect("SYN seq=0").send(10).close().gone();
    peer.expectNothing();
    assertThat(peer.host.ended).isEqualTo(Ending.CLOSED_EARLY);
  }

  @Test
  @Rfc("9293 E-2")
  void sendTurnsAListenForThisPeerIntoAnActiveOpen() {
    peer.listenForThisPeer().send(10).in(SYN_SENT).expect("SYN seq=0");
    peer.inject("SYN,ACK seq=0 ack=1").expect("PSH,ACK seq=1 ack=1 len=10");
    // the open is active now: MUST-11
    assertThat(peer.in(ESTABLISHED).host.path.toString()).contains("event=SEND");
  }

  @Test
  @Rfc({"9293 MUST-11", "9293 E-1"})
  void openTurnsAListenForThisPeerIntoAnActiveOpen() {
    peer.listenForThisPeer();
    assertThat(peer.connection().open(peer.now)).isZero();
    peer.expect("SYN seq=0").inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1");
    peer.inject("RST seq=1").in(CLOSED);
    assertThat(peer.host.ended).isEqualTo(Ending.REFUSED); // and not back to LISTEN
  }

  @Test
  void theFinMayComeWithTheAckOfTheHandshake() {
    peer.listen().inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1");
    peer.inject("FIN,ACK seq=1 ack=1 len=10").in(io.tcp4j.tcp.model.State.CLOSE_WAIT);
    peer.expect("ACK seq=1 ack=12").read(10).readEnd();
    assertThat(peer.host.bits & Readiness.CONNECTED).isNotZero();
  }

  @Test
  void theAckOfTheHandshakeMayBeLostWhenTextFollows() {
    peer.listen().inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1");
    peer.inject("ACK seq=101 ack=1 len=10").in(ESTABLISHED).expect("ACK seq=1 ack=1");
    peer.inject("ACK seq=1 ack=1 len=100").read(110);
  }

  @Test
  void aSynMayOfferNoWindowAtAll() {
    peer.listen().inject("SYN seq=0 win=0").expect("SYN,ACK seq=0 ack=1");
    peer.inject("ACK seq=1 ack=1 win=0").in(ESTABLISHED).send(100).expectNothing();
    peer.inject("ACK seq=1 ack=1 win=100").expect("PSH,ACK seq=1 ack=1 len=100");
  }

  @Test
  void aChildThatCameToNothingIsNoListener() {
    peer.listen().inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1");
    TcpConnection child = peer.host.connection;
    peer.inject("RST seq=1").in(LISTEN);
    assertThat(child.state()).isEqualTo(CLOSED);
    assertThat(CallError.of(child.send(new byte[1], 0, 1, peer.now))).isEqualTo(CallError.RESET);
    assertThat(CallError.of(child.abort(peer.now))).isEqualTo(CallError.DOES_NOT_EXIST);
    child.segmentArrives(TwoEngines.onWire(peer.segment("SYN seq=0")), peer.now);
    peer.expect("RST,ACK seq=0 ack=1"); // as from CLOSED
    assertThat(peer.host.counters.of(TcpCounter.FAILED_OPENS)).isEqualTo(1);
  }

  @Test
  void aCloseBeforeTheHandshakeIsNotForgottenWhenThePeerResets() {
    peer.listenForThisPeer().inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1");
    peer.send(10).shutdownOutput().in(SYN_RECEIVED).inject("RST seq=1").gone();
  }
}

package io.tcp4j.tcp;

import static io.tcp4j.tcp.model.State.CLOSED;
import static io.tcp4j.tcp.model.State.CLOSE_WAIT;
import static io.tcp4j.tcp.model.State.CLOSING;
import static io.tcp4j.tcp.model.State.ESTABLISHED;
import static io.tcp4j.tcp.model.State.FIN_WAIT_1;
import static io.tcp4j.tcp.model.State.FIN_WAIT_2;
import static io.tcp4j.tcp.model.State.LAST_ACK;
import static io.tcp4j.tcp.model.State.SYN_SENT;
import static io.tcp4j.tcp.model.State.TIME_WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.CallError;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.IcmpError;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// §3.10.7.4 for each synchronized state: the eight checks against what an honest, a confused and a
/// malicious peer may send (E-10 to E-20).
class StatesTest {
  /// RCV.NXT+RCV.WND: a window of 65,535 from 1 on.
  private static final int EDGE = 65_536;

  private ScriptedPeer peer;
  private State state;

  /// SND.NXT and RCV.NXT, relative.
  private int sndNxt;

  private int rcvNxt;
  private String acknowledgment;

  private void reach(State wanted) {
    peer = ScriptedPeer.reach(wanted);
    state = wanted;
    sndNxt = wanted == ESTABLISHED || wanted == CLOSE_WAIT ? 1 : 2;
    rcvNxt = wanted == ESTABLISHED || wanted == FIN_WAIT_1 || wanted == FIN_WAIT_2 ? 1 : 2;
    acknowledgment = "ACK seq=" + sndNxt + " ack=" + rcvNxt;
  }

  /// An ACK that changes nothing: of what is acknowledged already.
  private int oldAck() {
    return state == FIN_WAIT_2 || state == TIME_WAIT ? 2 : 1;
  }

  private void assertAnsweredAndUnchanged() {
    peer.expect(acknowledgment).expectNothing().in(state);
  }

  private void assertSilentAndUnchanged() {
    peer.expectNothing().in(state);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "ESTABLISHED",
        "FIN_WAIT_1",
        "FIN_WAIT_2",
        "CLOSE_WAIT",
        "CLOSING",
        "LAST_ACK",
        "TIME_WAIT"
      })
  @Rfc("9293 E-10")
  void outsideTheWindowIsAnsweredByAnAck(State of) {
    reach(of);
    for (int seq : new int[] {rcvNxt - 1, rcvNxt - 5_000, EDGE + 1, 5 * EDGE}) {
      peer.elapseMillis(1).inject("ACK seq=" + seq + " ack=" + oldAck());
      assertAnsweredAndUnchanged();
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2", "CLOSE_WAIT", "CLOSING", "LAST_ACK"})
  void aRstBeyondTheWindowForWhichThereIsRoomMustProveItself(State of) {
    reach(of);
    peer.inject("RST seq=" + EDGE).expect(acknowledgment, SendCause.CHALLENGE_ACK);
    peer.expectNothing().in(state);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2", "CLOSE_WAIT", "CLOSING", "LAST_ACK"})
  @Rfc({"9293 N-3", "9293 E-10", "5961 3.2a"})
  void aRstOutsideTheWindowIsDropped(State of) {
    reach(of);
    int room = ScriptedPeer.PLAIN.receiveBuffer();
    for (int seq : new int[] {rcvNxt - 1, rcvNxt + room, 5 * room}) {
      peer.inject("RST seq=" + seq).inject("RST,ACK seq=" + seq + " ack=1");
      assertSilentAndUnchanged();
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {"ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2", "CLOSE_WAIT", "CLOSING", "LAST_ACK"})
  @Rfc({"9293 N-4", "5961 3.2b"})
  void aRstExactlyAtTheLeftEdgeResets(State of) {
    reach(of);
    peer.inject("RST seq=" + rcvNxt).gone();
    assertThat(peer.host.ended).isEqualTo(Ending.RESET);
    assertThat(peer.host.counters.of(TcpCounter.RESETS_IN)).isEqualTo(1);
    peer.sendFails(CallError.RESET);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2", "CLOSE_WAIT", "CLOSING", "LAST_ACK"})
  @Rfc("9293 SHLD-2")
  void aRstWithTextAndAnyAckResets(State of) {
    reach(of);
    peer.inject("RST,ACK seq=" + rcvNxt + " ack=7777 len=20").gone(); // SHLD-2
  }

  @ParameterizedTest
  @EnumSource(
      names = {"ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2", "CLOSE_WAIT", "CLOSING", "LAST_ACK"})
  @Rfc({"9293 N-5", "5961 3.2c"})
  void aRstElsewhereInTheWindowIsChallenged(State of) {
    reach(of);
    for (int seq : new int[] {rcvNxt + 1, EDGE - 1}) {
      peer.inject("RST seq=" + seq);
      assertAnsweredAndUnchanged();
    }
    assertThat(peer.host.counters.of(TcpCounter.CHALLENGE_ACKS)).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "ESTABLISHED",
        "FIN_WAIT_1",
        "FIN_WAIT_2",
        "CLOSE_WAIT",
        "CLOSING",
        "LAST_ACK",
        "TIME_WAIT"
      })
  @Rfc({"9293 N-6", "5961 4.2"})
  void aSynAnywhereIsChallenged(State of) {
    reach(of);
    for (int seq : new int[] {rcvNxt, rcvNxt + 5, 5 * EDGE}) {
      peer.inject("SYN seq=" + seq);
      assertAnsweredAndUnchanged();
    }
    peer.inject("SYN,ACK seq=0 ack=1");
    assertAnsweredAndUnchanged();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2", "CLOSE_WAIT", "CLOSING", "LAST_ACK"})
  @Rfc("9293 E-13")
  void withoutAckASegmentIsDropped(State of) {
    reach(of);
    peer.inject("none seq=" + rcvNxt + " len=10").inject("FIN seq=" + rcvNxt);
    assertSilentAndUnchanged();
    assertThat(peer.connection().available()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2", "CLOSE_WAIT", "CLOSING", "LAST_ACK"})
  @Rfc({"9293 N-7", "9293 E-15", "5961 5.2"})
  void anAckOfWhatWasNeverSentIsAnsweredAndDropped(State of) {
    reach(of);
    peer.inject("ACK seq=" + rcvNxt + " ack=" + (sndNxt + 1) + " len=10");
    assertAnsweredAndUnchanged();
    assertThat(peer.connection().available()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2", "CLOSE_WAIT", "CLOSING", "LAST_ACK"})
  @Rfc({"9293 MAY-12", "9293 N-7", "5961 5.2"})
  void anAckOlderThanAnyWindowIsAnsweredAndDropped(State of) {
    reach(of);
    int oldest = oldAck() - 65_535; // SND.UNA - MAX.SND.WND
    peer.inject("ACK seq=" + rcvNxt + " ack=" + oldest);
    assertSilentAndUnchanged();
    peer.inject("ACK seq=" + rcvNxt + " ack=" + (oldest - 1) + " len=10");
    assertAnsweredAndUnchanged(); // RFC 5961 §5
    assertThat(peer.connection().available()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2", "CLOSE_WAIT", "CLOSING", "LAST_ACK"})
  @Rfc("9293 E-15")
  void aDuplicateAckChangesNothing(State of) {
    reach(of);
    peer.inject("ACK seq=" + rcvNxt + " ack=" + oldAck());
    assertSilentAndUnchanged();
  }

  @ParameterizedTest
  @CsvSource({
    "ESTABLISHED, 10",
    "FIN_WAIT_1, 10",
    "FIN_WAIT_2, 10",
    "CLOSE_WAIT, 0",
    "CLOSING, 0",
    "LAST_ACK, 0",
  })
  @Rfc("9293 E-18")
  void textIsTakenBeforeThePeersFin(State of, int taken) {
    reach(of);
    peer.inject("ACK seq=" + rcvNxt + " ack=" + oldAck() + " len=10").in(of);
    assertThat(peer.connection().available()).isEqualTo(taken);
  }

  @ParameterizedTest
  @CsvSource({
    "ESTABLISHED, 1, CLOSE_WAIT",
    "FIN_WAIT_1, 1, CLOSING",
    "FIN_WAIT_1, 2, TIME_WAIT",
    "FIN_WAIT_2, 2, TIME_WAIT",
  })
  @Rfc("9293 E-19")
  void aFinIsTakenAndAcknowledgedAtOnce(State of, int ack, State to) {
    reach(of);
    peer.inject("FIN,ACK seq=1 ack=" + ack).in(to);
    peer.expect("ACK seq=" + sndNxt + " ack=2", SendCause.ACK_FIN).expectNothing();
    peer.readEnd();
  }

  @ParameterizedTest
  @CsvSource({"FIN_WAIT_1, FIN_WAIT_2", "CLOSING, TIME_WAIT", "LAST_ACK, CLOSED"})
  @Rfc("9293 E-16")
  void theAcknowledgmentOfOurFinMovesOn(State of, State to) {
    reach(of);
    peer.inject("ACK seq=" + rcvNxt + " ack=2").in(to).expectNothing();
  }

  @ParameterizedTest
  @EnumSource(names = {"CLOSE_WAIT", "CLOSING", "LAST_ACK", "TIME_WAIT"})
  void aFinAgainIsAcknowledgedAgain(State of) {
    reach(of);
    peer.inject("FIN,ACK seq=1 ack=" + oldAck());
    assertAnsweredAndUnchanged();
  }

  // --- the limit of challenge ACKs (RFC 5961 §7)

  @Test
  @Rfc({"9293 N-8", "5961 7"})
  void challengeAcksAreLimitedPerConnection() {
    reach(ESTABLISHED);
    for (int i = 0; i < 100; i++) {
      peer.elapseMillis(1).inject("RST seq=5").inject("SYN seq=5").inject("ACK seq=1 ack=9");
    }
    assertThat(peer.sentCount()).isEqualTo(4);
    peer.skip().elapseMillis(500).inject("RST seq=5").expect("ACK seq=1 ack=1").in(ESTABLISHED);
  }

  @Test
  @Rfc("5961 7")
  void twoConfusedSidesDoNotAnswerEachOtherForEver() {
    reach(ESTABLISHED);
    for (int i = 0; i < 1_000; i++) {
      peer.inject("ACK seq=-100 ack=1");
    }
    assertThat(peer.sentCount()).isLessThanOrEqualTo(4);
  }

  @Test
  void textThatComesAgainIsAnsweredWithoutLimit() {
    reach(ESTABLISHED);
    peer.inject("ACK seq=1 ack=1 len=10").read(10).skip();
    for (int i = 0; i < 20; i++) {
      peer.inject("ACK seq=1 ack=1 len=10").expect("ACK seq=1 ack=11", SendCause.ACK_UNACCEPTABLE);
    }
  }

  // --- TIME-WAIT

  @Test
  @Rfc({"9293 MUST-13", "9293 E-16", "9293 E-20"})
  void timeWaitLastsTwiceTheMslFromTheLastFin() {
    peer = new ScriptedPeer(TcpConfig.builder().msl(Duration.ofSeconds(5)).build());
    peer.established().shutdownOutput().inject("FIN,ACK seq=1 ack=2").in(TIME_WAIT).skip();
    peer.elapse(Duration.ofSeconds(9)).inject("FIN,ACK seq=1 ack=2");
    peer.expect("ACK seq=2 ack=2", SendCause.ACK_TIME_WAIT); // restarts
    peer.elapse(Duration.ofMillis(9_999)).in(TIME_WAIT).elapseMillis(1).gone();
  }

  @Test
  void theRfcsOwnTimeWaitLastsFourMinutes() {
    peer = new ScriptedPeer(TcpConfig.builder().msl(TcpConfig.RFC_793_MSL).build());
    peer.established().shutdownOutput().inject("FIN,ACK seq=1 ack=2").in(TIME_WAIT).skip();
    peer.elapse(Duration.ofMinutes(4).minusMillis(1)).in(TIME_WAIT).elapseMillis(1).gone();
  }

  @Test
  void nothingButAFinRestartsTimeWait() {
    reach(TIME_WAIT);
    long deadline = peer.host.nextDeadline();
    peer.elapse(Duration.ofSeconds(30));
    peer.inject("ACK seq=2 ack=2").expectNothing();
    peer.inject("ACK seq=2 ack=2 len=10").expect("ACK seq=2 ack=2", SendCause.CHALLENGE_ACK);
    peer.elapse(Duration.ofSeconds(5));
    peer.inject("ACK seq=1 ack=2").expect("ACK seq=2 ack=2");
    peer.inject("SYN seq=1000").expect("ACK seq=2 ack=2", SendCause.CHALLENGE_ACK);
    assertThat(peer.host.nextDeadline()).isEqualTo(deadline);
  }

  @Test
  @Rfc("1337 3")
  void aRstDoesNotEndTimeWait() {
    reach(TIME_WAIT);
    for (int seq : new int[] {1, 2, 3, 5_000}) {
      peer.inject("RST seq=" + seq).inject("RST,ACK seq=" + seq + " ack=2");
    }
    assertSilentAndUnchanged(); // RFC 1337
  }

  @Test
  void anMslOfZeroEndsTimeWaitAtOnce() {
    peer = new ScriptedPeer(TcpConfig.builder().msl(Duration.ZERO).build());
    peer.established().shutdownOutput().inject("FIN,ACK seq=1 ack=2").skip();
    peer.elapseMillis(0).gone();
  }

  @Test
  void segmentsInTimeWaitAreCountedOnce() {
    reach(TIME_WAIT);
    long before = peer.host.counters.of(TcpCounter.SEGMENTS_IN);
    peer.inject("ACK seq=2 ack=2");
    assertThat(peer.host.counters.of(TcpCounter.SEGMENTS_IN)).isEqualTo(before + 1);
    peer.connection().segmentArrives(TwoEngines.onWire(peer.segment("ACK seq=2 ack=2")), peer.now);
    assertThat(peer.host.counters.of(TcpCounter.SEGMENTS_IN)).isEqualTo(before + 2);
  }

  @Test
  void segmentsForClosedAreCounted() {
    peer = new ScriptedPeer();
    peer.inject("ACK seq=2 ack=2").skip();
    assertThat(peer.host.counters.of(TcpCounter.SEGMENTS_IN)).isEqualTo(1);
    assertThat(peer.host.counters.of(TcpCounter.SEGMENTS_OUT)).isEqualTo(1);
  }

  // --- ICMP (§3.9.2.2)

  @ParameterizedTest
  @CsvSource({
    "PORT_UNREACHABLE, REFUSED",
    "PROTOCOL_UNREACHABLE, UNREACHABLE",
    "PROHIBITED, UNREACHABLE",
    "HOST_UNREACHABLE, UNREACHABLE",
    "NETWORK_UNREACHABLE, UNREACHABLE",
    "SOURCE_ROUTE_FAILED, UNREACHABLE",
    "UNKNOWN_NEXT_HEADER, UNREACHABLE",
    "TIME_EXCEEDED, ",
    "PARAMETER_PROBLEM, ",
  })
  @Rfc("5461 4.1")
  void anIcmpErrorMayEndAnOpenThatHasNotSucceeded(IcmpError error, Ending ending) {
    reach(SYN_SENT);
    peer.connection().icmpError(error, peer.iss(), peer.now);
    peer.host.after(peer.now);
    assertThat(peer.host.ended).isEqualTo(ending);
    peer.in(ending == null ? SYN_SENT : CLOSED);
  }

  @ParameterizedTest
  @EnumSource(IcmpError.class)
  @Rfc("5927 5.2")
  void afterwardsEveryIcmpErrorIsSoft(IcmpError error) {
    reach(ESTABLISHED);
    peer.send(100).skip().connection().icmpError(error, peer.iss() + 1, peer.now);
    peer.in(ESTABLISHED).inject("ACK seq=1 ack=101").in(ESTABLISHED);
  }

  @ParameterizedTest
  @CsvSource({"-1", "1", "100000"})
  @Rfc("5927 4.1")
  void anIcmpErrorAboutWhatIsNotOutstandingIsIgnored(int offset) {
    reach(SYN_SENT);
    peer.connection().icmpError(IcmpError.PORT_UNREACHABLE, peer.iss() + offset, peer.now);
    peer.in(SYN_SENT); // RFC 5927 §4.1
  }

  // --- FIN-WAIT-2 (not in the RFC)

  @Test
  void anOrphanWaitsForThePeersFinForALimitedTime() {
    reach(ESTABLISHED);
    peer.close().skip().inject("ACK seq=1 ack=2").in(FIN_WAIT_2);
    peer.elapse(Duration.ofMillis(59_999)).in(FIN_WAIT_2).elapseMillis(1).gone();
    peer.inject("FIN,ACK seq=1 ack=2").expect("RST seq=2");
  }

  @Test
  void aReaderWaitsForThePeersFinForEver() {
    reach(FIN_WAIT_2);
    peer.elapse(Duration.ofDays(10)).in(FIN_WAIT_2).inject("ACK seq=1 ack=2 len=10").read(10);
  }

  @Test
  void inTheStatesAfterThePeersFinOurDataStillFlows() {
    reach(CLOSE_WAIT);
    peer.send(3_000).expect("ACK seq=1 ack=2 len=1460").expect("ACK seq=1461 ack=2 len=1460");
    peer.shutdownOutput().in(LAST_ACK).skip().inject("ACK seq=2 ack=1").in(LAST_ACK);
    peer.nextTimer();
    peer.expect("ACK seq=1 ack=2 len=1460", SendCause.RETRANSMISSION_TIMEOUT);
    peer.inject("ACK seq=2 ack=3002").gone();
    assertThat(CLOSING.maySegmentize()).isTrue();
  }
}

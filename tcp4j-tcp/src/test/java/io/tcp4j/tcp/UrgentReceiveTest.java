package io.tcp4j.tcp;

import static io.tcp4j.tcp.model.Readiness.URGENT;
import static io.tcp4j.tcp.model.Readiness.URGENT_DONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.UrgentPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The peer's urgent data, read in-line: notices, what remains, the mark; and pointers that make no
/// sense (RFC 9293 §3.8.5, §3.9.1.3, §3.10.7.4 sixth; RFC 6093).
class UrgentReceiveTest {
  private final ScriptedPeer peer = new ScriptedPeer();

  private static ScriptedPeer reading(UrgentPointer pointer) {
    return new ScriptedPeer(TcpConfig.builder().urgentPointer(pointer).build()).established();
  }

  /// A peer that fills the buffer of an engine that reads nothing.
  private static ScriptedPeer full() {
    var peer = new ScriptedPeer(TcpConfig.builder().receiveBuffer(1_000).build()).established();
    peer.inject("ACK seq=1 ack=1 len=1000").elapseMillis(40).expect("ACK seq=1 ack=1001 win=0");
    return peer;
  }

  // --- urgent mode and the mark

  @ParameterizedTest
  @EnumSource(UrgentPointer.class)
  @Rfc({"9293 MUST-32", "6093 4"})
  void urgentModeLastsUntilTheLastUrgentOctetIsRead(UrgentPointer pointer) {
    ScriptedPeer peer = reading(pointer).urgent(0, false);
    peer.inject("PSH,ACK,URG seq=1 ack=1 len=10 up=" + (4 - pointer.before())).told(URGENT);
    peer.urgent(4, false).read(3).urgent(1, false).told();
    peer.readsOnly(1).told(URGENT_DONE).urgent(0, true);
    peer.readsOnly(6).told().urgent(0, false);
  }

  @ParameterizedTest
  @EnumSource(UrgentPointer.class)
  @Rfc("9293 MUST-33")
  void thePointerMayBeFarAheadOfTheText(UrgentPointer pointer) {
    ScriptedPeer peer = reading(pointer);
    peer.inject("ACK,URG seq=1 ack=1 up=65535").told(URGENT);
    peer.urgent(65_535 + pointer.before(), false);
    peer.inject("ACK seq=1 ack=1 len=1000").readsOnly(1_000).told();
    peer.urgent(64_535 + pointer.before(), false);
    assertThat(peer.status().receiving().urgent()).isEqualTo(64_535 + pointer.before());
  }

  @Test
  @Rfc({"9293 MUST-33", "6093 6"})
  void aReadEndsAtTheMarkAndTheNextGoesOnBehind() {
    peer.established().inject("ACK seq=1 ack=1 len=10").inject("ACK,URG seq=11 ack=1 len=10 up=5");
    assertThat(peer.connection().available()).isEqualTo(20);
    peer.readsOnly(15).urgent(0, true).readsOnly(5).urgent(0, false);
  }

  @Test
  @Rfc({"9293 MUST-32", "9293 N-1"})
  void thePointerThatAdvancesIsToldAndTakesTheMarkAlong() {
    peer.established().inject("ACK,URG seq=1 ack=1 len=10 up=4").told(URGENT);
    peer.inject("ACK,URG seq=11 ack=1 len=10 up=3").told(URGENT).urgent(13, false);
    peer.readsOnly(13).told(URGENT_DONE).readsOnly(7);
  }

  @Test
  void urgentModeThatBeginsAgainBeforeItsEndWasToldHasNotEnded() {
    peer.established().inject("ACK,URG seq=1 ack=1 len=4 up=4");
    peer.connection().takeReadiness();
    peer.connection().receive(new byte[4], 0, 4, peer.now);
    peer.connection().segmentArrives(peer.segment("ACK,URG seq=5 ack=1 len=4 up=4"), peer.now);
    assertThat(peer.connection().takeReadiness() & (URGENT | URGENT_DONE)).isEqualTo(URGENT);
  }

  @Test
  void aPointerThatWaitsBeyondAGapIsToldAtOnce() {
    peer.established().inject("ACK,URG seq=11 ack=1 len=10 up=5").told(URGENT).urgent(15, false);
    assertThat(peer.connection().available()).isZero();
    peer.inject("ACK seq=1 ack=1 len=10").readsOnly(15).told(URGENT_DONE).readsOnly(5);
  }

  @Test
  void sequenceNumbersThatWrapMoveNothing() {
    peer.irs = -5;
    peer.established().inject("ACK,URG seq=1 ack=1 len=10 up=9").urgent(9, false);
    peer.readsOnly(9).urgent(0, true).readsOnly(1);
  }

  // --- old, repeated and senseless pointers

  @Test
  void aPointerThatComesAgainIsNoNews() {
    peer.established().inject("ACK,URG seq=1 ack=1 len=10 up=4").told(URGENT);
    peer.inject("ACK,URG seq=1 ack=1 len=10 up=4").inject("ACK,URG seq=11 ack=1 up=0").told(URGENT);
    peer.urgent(10, false); // the second says that what came last was urgent, too
    peer.inject("ACK,URG seq=11 ack=1 up=0").told();
  }

  @Test
  void aPointerToWhatHasBeenReadIsOld() {
    peer.established().inject("ACK,URG seq=1 ack=1 len=10 up=4").readsOnly(4).readsOnly(6);
    peer.told(URGENT, URGENT_DONE);
    peer.inject("ACK,URG seq=11 ack=1 up=0").told().urgent(0, false);
    peer.inject("ACK,URG seq=1 ack=1 len=20 up=7").told().urgent(0, false).readsOnly(10);
  }

  @Test
  @Rfc("9293 E-17")
  void aPointerDoesNotRecede() {
    peer.established().inject("ACK,URG seq=1 ack=1 len=10 up=100").told(URGENT);
    peer.inject("ACK,URG seq=11 ack=1 len=10 up=5").told().urgent(100, false);
  }

  @Test
  void thePointerCountsFromTheSequenceNumberThoughTheTextIsTrimmed() {
    peer.established().inject("ACK seq=1 ack=1 len=5");
    peer.inject("ACK,URG seq=1 ack=1 len=20 up=8").told(URGENT).urgent(8, false);
    peer.readsOnly(8).urgent(0, true).readsOnly(12);
  }

  @Test
  void aPointerWithoutTheBitSaysNothing() {
    peer.established().inject("ACK seq=1 ack=1 len=10 up=4").told().readsOnly(10).urgent(0, false);
  }

  @Test
  void aPointerOutsideTheWindowSaysNothing() {
    peer.established().inject("ACK,URG seq=70000 ack=1 len=10 up=4").told().urgent(0, false);
    peer.inject("ACK,URG seq=70000 ack=1 up=4").told();
    peer.inject("ACK,URG seq=1 ack=1000 len=10 up=4").told(); // acknowledges what was never sent
  }

  // --- a closed window

  @Test
  @Rfc("9293 MUST-66")
  void urgentDataIsToldThoughTheWindowIsClosed() {
    ScriptedPeer peer = full();
    peer.inject("ACK,URG seq=1001 ack=1 up=3").told(URGENT).urgent(1_003, false); // MUST-66
    peer.inject("ACK,URG seq=1001 ack=1 len=1 up=7").told(URGENT).urgent(1_007, false);
    peer.readsOnly(1_000).told().inject("ACK,URG seq=1001 ack=1 len=7 up=7").told();
    peer.readsOnly(7).told(URGENT_DONE);
  }

  // --- the end of the stream

  @Test
  void aFinMayFollowTheMark() {
    peer.established().inject("FIN,ACK,URG seq=1 ack=1 len=5 up=5").told(URGENT);
    peer.readsOnly(5).told(URGENT_DONE).urgent(0, true).readEnd();
  }

  @Test
  @Rfc("9293 E-17")
  void afterTheFinNothingBecomesUrgent() {
    peer.established().inject("FIN,ACK seq=1 ack=1 len=10").in(State.CLOSE_WAIT);
    peer.inject("ACK,URG seq=5 ack=1 len=20 up=3").told().urgent(0, false); // "ignore the URG"
  }

  @Test
  void aPointerBeyondTheFinIsNone() {
    peer.established().inject("FIN,ACK,URG seq=1 ack=1 len=5 up=6").told(URGENT, URGENT_DONE);
    peer.urgent(0, false).readsOnly(5).readEnd();
  }

  @Test
  void aPointerBeyondAFinThatIsKnownIsNone() {
    peer.established().inject("FIN,ACK seq=11 ack=1").inject("ACK,URG seq=1 ack=1 len=5 up=11");
    peer.told().urgent(0, false);
    peer.inject("ACK,URG seq=6 ack=1 len=5 up=5").told(URGENT).readsOnly(10).readEnd();
  }

  @Test
  void aResetEndsUrgentMode() {
    peer.established().inject("ACK,URG seq=1 ack=1 len=5 up=100").inject("RST seq=6").gone();
    peer.urgent(0, false);
  }

  // --- states

  @ParameterizedTest
  @EnumSource(State.class)
  @Rfc("9293 E-17")
  void urgentPointersCountWhereTextDoes(State state) {
    ScriptedPeer peer = ScriptedPeer.reach(state);
    boolean sent = state == State.FIN_WAIT_2;
    peer.inject("ACK,URG seq=1 ack=" + (sent ? 2 : 1) + " len=1 up=9").skip();
    if (state.mayReceiveText() || state == State.SYN_RECEIVED) {
      peer.told(URGENT).urgent(9, false);
    } else {
      peer.told();
    }
  }

  @Test
  void aPointerInTheSynCountsOnceItsTextDoes() {
    peer.listen().inject("SYN,URG seq=0 len=10 up=5 <mss 1460>").told().skip();
    peer.inject("ACK seq=1 ack=1").told(URGENT).urgent(4, false); // the SYN is an octet
    peer.readsOnly(4).told(URGENT_DONE).readsOnly(6);
  }

  @Test
  void aPointerInASynThatCameToNothingIsForgotten() {
    peer.listenForThisPeer().inject("SYN,URG seq=0 up=1000 <mss 1460>").urgent(999, false);
    peer.inject("RST seq=1").in(State.LISTEN).urgent(0, false);
    peer.inject("SYN seq=0 <mss 1460>").skip().inject("ACK seq=1 ack=1");
    peer.in(State.ESTABLISHED).told().urgent(0, false);
  }

  @Test
  void nobodyIsAtAMarkBeforeThereIsAny() {
    peer.open().urgent(0, false).inject("SYN,ACK seq=0 ack=1").urgent(0, false);
  }

  @Test
  void aPointerInTheSynThatAnswersCounts() {
    peer.open().skip().inject("SYN,ACK,URG seq=0 ack=1 len=10 up=5 <mss 1460>").told(URGENT);
    peer.readsOnly(4).told(URGENT_DONE).readsOnly(6);
  }

  @Test
  void aPointerInASynThatCrossedOursCounts() {
    peer.open().skip().inject("SYN,URG seq=0 len=10 up=5 <mss 1460>").skip();
    peer.inject("SYN,ACK seq=0 ack=1").in(State.ESTABLISHED).told(URGENT);
    peer.readsOnly(4).told(URGENT_DONE).readsOnly(6);
  }
}

package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.wire.DropReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is refused is counted under its reason, once; what is not, is not.
class CountedTest {
  private static long drops(ScriptedPeer peer, DropReason reason) {
    return peer.host.counters.drops(reason);
  }

  private static long count(ScriptedPeer peer, TcpCounter counter) {
    return peer.host.counters.of(counter);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SYN_SENT     | RST seq=0                  | TCP_RESET_UNPROVEN",
        "SYN_RECEIVED | SYN seq=0                  | TCP_DUPLICATE_SYN",
        "SYN_RECEIVED | ACK seq=1 ack=5            | TCP_BAD_ACK",
        "ESTABLISHED  | none seq=1 len=1           | TCP_NO_ACK",
        "ESTABLISHED  | RST seq=-5                 | TCP_RESET_OUTSIDE_WINDOW",
        "ESTABLISHED  | ACK seq=-100 ack=1 len=50  | TCP_OUTSIDE_WINDOW",
        "ESTABLISHED  | ACK seq=2000000 ack=1      | TCP_OUTSIDE_WINDOW",
      })
  void aSegmentThatHasNoEffectIsCountedUnderItsReason(
      State state, String segment, DropReason reason) {
    ScriptedPeer peer = ScriptedPeer.reach(state);
    peer.inject(segment);
    assertThat(drops(peer, reason)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"'SYN,FIN seq=0', TCP_SYN_WITH_FIN", "none seq=5, TCP_NOTHING_FOR_LISTEN"})
  void soIsWhatBeginsNothing(String segment, DropReason reason) {
    ScriptedPeer peer = new ScriptedPeer().listen().inject(segment).expectNothing();
    assertThat(drops(peer, reason)).isEqualTo(1);
  }

  @Test
  void aHandshakeThatFindsTheAcceptQueueFullIsCounted() {
    ScriptedPeer peer = new ScriptedPeer().listen().inject("SYN seq=0 <mss 1460>");
    peer.host.acceptQueueRoom = 0;
    peer.inject("ACK seq=1 ack=1").in(State.SYN_RECEIVED);
    assertThat(drops(peer, DropReason.TCP_ACCEPT_QUEUE_FULL)).isEqualTo(1);
  }

  @Test
  void textBeforeAClosedWindowIsCountedThoughItsAckIsHeeded() {
    ScriptedPeer peer = new ScriptedPeer(ScriptedPeer.plain().receiveBuffer(4096).build());
    peer.established().inject("ACK seq=1 ack=1 len=4096").skip().send(10).skip();
    peer.inject("ACK seq=4097 ack=11 len=1");
    assertThat(drops(peer, DropReason.TCP_TEXT_OUTSIDE_WINDOW)).isEqualTo(1);
    assertThat(peer.status().totals().acknowledgedBytes()).isEqualTo(10);
  }

  @Test
  void textWithASynForWhichThereIsNoMemoryIsCountedAndOtherIsNot() {
    ScriptedPeer poor = new ScriptedPeer().listen();
    poor.host.pages.budget = 0;
    poor.inject("SYN seq=0 len=10 <mss 1460>");
    assertThat(drops(poor, DropReason.TCP_NO_MEMORY)).isEqualTo(1);
    ScriptedPeer rich = new ScriptedPeer().listen().inject("SYN seq=0 len=10 <mss 1460>");
    ScriptedPeer terse = new ScriptedPeer().listen().inject("SYN seq=0 <mss 1460>");
    assertThat(drops(rich, DropReason.TCP_NO_MEMORY)).isZero();
    assertThat(drops(terse, DropReason.TCP_NO_MEMORY)).isZero();
  }

  @Test
  void textThatEndsWhereAnEarlyFinStandsIsNoneAfterIt() {
    ScriptedPeer peer = ScriptedPeer.reach(State.ESTABLISHED);
    peer.inject("FIN,ACK seq=11 ack=1").inject("ACK seq=1 ack=1 len=10").in(State.CLOSE_WAIT);
    assertThat(drops(peer, DropReason.TCP_TEXT_AFTER_FIN)).isZero();
  }

  @Test
  void textBehindAnEarlyFinIsCountedAndNotKept() {
    ScriptedPeer peer = ScriptedPeer.reach(State.ESTABLISHED);
    peer.inject("FIN,ACK seq=11 ack=1").inject("ACK seq=11 ack=1 len=10");
    assertThat(drops(peer, DropReason.TCP_TEXT_AFTER_FIN)).isEqualTo(1);
    assertThat(count(peer, TcpCounter.OUT_OF_ORDER_KEPT)).isZero();
  }

  @Test
  void textOutOfOrderIsCountedOnce() {
    ScriptedPeer peer = ScriptedPeer.reach(State.ESTABLISHED);
    peer.inject("ACK seq=11 ack=1 len=10");
    assertThat(count(peer, TcpCounter.OUT_OF_ORDER_KEPT)).isEqualTo(1);
    assertThat(peer.status().totals().outOfOrder()).isEqualTo(1);
  }

  @Test
  void opensAreCountedByTheirKind() {
    ScriptedPeer active = ScriptedPeer.reach(State.SYN_SENT);
    ScriptedPeer passive = ScriptedPeer.reach(State.SYN_RECEIVED);
    assertThat(count(active, TcpCounter.ACTIVE_OPENS)).isEqualTo(1);
    assertThat(count(active, TcpCounter.PASSIVE_OPENS)).isZero();
    assertThat(count(passive, TcpCounter.PASSIVE_OPENS)).isEqualTo(1);
    assertThat(count(passive, TcpCounter.ACTIVE_OPENS)).isZero();
  }

  @Test
  void resetsAreCountedBothWays() {
    ScriptedPeer refused = ScriptedPeer.reach(State.SYN_SENT).inject("RST,ACK seq=0 ack=1");
    assertThat(count(refused, TcpCounter.RESETS_IN)).isEqualTo(1);
    ScriptedPeer aborted = ScriptedPeer.reach(State.ESTABLISHED).abort();
    assertThat(count(aborted, TcpCounter.RESETS_OUT)).isEqualTo(1);
  }

  @Test
  void aResetThatFindsTheLinkFullIsNotCountedAsSent() {
    ScriptedPeer peer = ScriptedPeer.reach(State.ESTABLISHED);
    peer.host.refused = s -> true;
    peer.abort().expectNothing();
    assertThat(count(peer, TcpCounter.RESETS_OUT)).isZero();
  }

  @Test
  void eachMarkIsCounted() {
    ScriptedPeer peer =
        ScriptedPeer.reach(State.ESTABLISHED, ScriptedPeer.plain().ecn(EcnMode.ACTIVE).build());
    peer.inject("ACK seq=1 ack=1 len=10 CE").inject("ACK seq=11 ack=1 len=10 CE");
    peer.inject("ACK seq=21 ack=1 len=10 ECT(0)");
    assertThat(count(peer, TcpCounter.ECN_MARKS_IN)).isEqualTo(2);
  }

  @Test
  void theSynThatBeganAPassiveConnectionIsOneOfItsSegments() {
    ScriptedPeer peer = new ScriptedPeer().accepted("");
    assertThat(peer.status().totals().segmentsReceived()).isEqualTo(2);
  }

  @Test
  void aFinBesideTextCountsAsNoSegmentOfItsOwn() {
    ScriptedPeer peer = new ScriptedPeer().established("<mss 1000>");
    peer.host.refused = s -> true;
    peer.send(1_000).shutdownOutput();
    peer.host.linkHasRoom(peer.now);
    peer.expect("FIN,PSH,ACK seq=1 ack=1 len=1000");
    assertThat(peer.status().sending().unacknowledged().bytes()).isEqualTo(1_001);
    assertThat(peer.status().sending().unacknowledged().segments()).isEqualTo(1);
  }

  @Test
  void textThatArrivesAfterCloseCountsAsReceived() {
    ScriptedPeer peer = ScriptedPeer.reach(State.ESTABLISHED).close().skip();
    peer.inject("ACK seq=1 ack=2 len=30").in(State.CLOSED);
    assertThat(peer.status().totals().receivedBytes()).isEqualTo(30);
  }
}

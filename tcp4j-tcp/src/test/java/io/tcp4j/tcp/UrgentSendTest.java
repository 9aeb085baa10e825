package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.CallError;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.UrgentPointer;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// SEND with the URGENT flag: which segments carry the pointer, and where it points (RFC 9293
/// §3.8.5, §3.10.2).
class UrgentSendTest {
  private final ScriptedPeer peer = new ScriptedPeer();

  @ParameterizedTest
  @EnumSource(UrgentPointer.class)
  @Rfc("9293 MUST-62")
  void thePointerIsToTheEndOfTheUrgentText(UrgentPointer pointer) {
    var peer = new ScriptedPeer(TcpConfig.builder().urgentPointer(pointer).build()).established();
    int up = 5 - pointer.before();
    peer.sendUrgent(5).expect("PSH,ACK,URG seq=1 ack=1 up=" + up + " len=5", SendCause.DATA);
  }

  @Test
  void whatIsSentAfterIsNotUrgent() {
    peer.established().sendUrgent(5).skip().inject("ACK seq=1 ack=6").send(5);
    peer.expect("PSH,ACK seq=6 ack=1 len=5");
    peer.inject("ACK seq=1 ack=11 len=3000").expect("ACK seq=11 ack=3001").expectNothing();
  }

  @Test
  void oneSegmentMayHoldTheEndOfUrgentTextAndMore() {
    peer.window = 0;
    peer.established().sendUrgent(5).skip().send(5);
    peer.inject("ACK seq=1 ack=1 win=5000").expect("PSH,ACK,URG seq=1 ack=1 up=5 len=10");
  }

  @Test
  void allThatIsStillToBeSentBeforeItIsUrgentToo() {
    peer.window = 1_460;
    peer.established().send(3_000).expect("ACK seq=1 ack=1 len=1460").sendUrgent(7);
    peer.expect("ACK,URG seq=1461 ack=1 up=1547", SendCause.URGENT_NOTICE).expectNothing();
    peer.inject("ACK seq=1 ack=1461").expect("ACK,URG seq=1461 ack=1 up=1547 len=1460");
    peer.inject("ACK seq=1 ack=2921").expect("PSH,ACK,URG seq=2921 ack=1 up=87 len=87");
  }

  @Test
  void whatWasSentBeforeIsUrgentWhenItIsSentAgain() {
    peer.established().send(100).expect("PSH,ACK seq=1 ack=1 len=100").sendUrgent(7);
    peer.expect("PSH,ACK,URG seq=101 ack=1 up=7 len=7");
    peer.nextTimer();
    peer.expect("PSH,ACK,URG seq=1 ack=1 up=107 len=100", SendCause.RETRANSMISSION_TIMEOUT);
  }

  @Test
  void acknowledgmentsCarryThePointerWhileUrgentTextIsUnsent() {
    peer.window = 0;
    peer.established().sendUrgent(5).skip().inject("ACK seq=1 ack=1 win=0 len=3000");
    peer.expect("ACK,URG seq=1 ack=3001 up=5");
  }

  @Test
  void urgentTextDoesNotWaitForNagle() {
    peer.established().send(10).skip().send(10).expectNothing();
    peer.sendUrgent(1).expect("PSH,ACK,URG seq=11 ack=1 up=11 len=11");
  }

  @Test
  void theFinMayFollowInTheSameSegment() {
    peer.window = 0;
    peer.established().sendUrgent(5).skip().shutdownOutput();
    peer.inject("ACK seq=1 ack=1 win=5000").expect("FIN,PSH,ACK,URG seq=1 ack=1 up=5 len=5");
  }

  // --- a closed window

  @Test
  void theNewsGoesAheadOfTextThatTheWindowKeepsBack() {
    peer.window = 0;
    peer.established().sendUrgent(5);
    peer.expect("ACK,URG seq=1 ack=1 up=5", SendCause.URGENT_NOTICE).expectNothing();
    peer.nextTimer();
    peer.expect("ACK,URG seq=1 ack=1 up=5 len=1", SendCause.WINDOW_PROBE);
    peer.inject("ACK seq=1 ack=1 win=0").sendUrgent(3);
    peer.expectNothing(); // the peer is in urgent mode, and the update can wait for the text
    peer.nextTimer();
    peer.expect("ACK,URG seq=1 ack=1 up=8 len=1", SendCause.WINDOW_PROBE);
  }

  @Test
  void theNewsGoesAgainWhenAllThatWasUrgentHadBeenSent() {
    peer.window = 5;
    peer.established().sendUrgent(5).expect("PSH,ACK,URG seq=1 ack=1 up=5 len=5").sendUrgent(5);
    peer.expect("ACK,URG seq=6 ack=1 up=5", SendCause.URGENT_NOTICE).expectNothing();
  }

  @Test
  void theNewsWaitsForALinkThatIsFull() {
    peer.window = 0;
    peer.established();
    peer.host.refused = s -> true;
    peer.sendUrgent(5).expectNothing();
    peer.host.linkHasRoom(peer.now);
    peer.expect("ACK,URG seq=1 ack=1 up=5", SendCause.URGENT_NOTICE).expectNothing();
  }

  @Test
  void theNewsGoesWhereALinkThatWasFullHasRoomAndTheWindowHasNoneAnyMore() {
    peer.established();
    peer.host.refused = s -> true;
    peer.sendUrgent(5).inject("ACK seq=1 ack=1 win=0").expectNothing();
    peer.host.linkHasRoom(peer.now);
    peer.expect("ACK,URG seq=1 ack=1 up=5", SendCause.URGENT_NOTICE).expectNothing();
  }

  // --- a pointer of 16 bits

  @ParameterizedTest
  @EnumSource(UrgentPointer.class)
  @Rfc("9293 MUST-31")
  void urgentTextOfAnyLengthIsAnnouncedAsFarAsThePointerReaches(UrgentPointer pointer) {
    TcpConfig config = TcpConfig.builder().initialWindow(1_000).urgentPointer(pointer).build();
    var peer = new ScriptedPeer(config);
    peer.established("<mss 1460,ws 7>").inject("ACK seq=1 ack=1").sendUrgent(146_000);
    for (int from = 0; from < 146_000; from += 1_460) {
      Segment s = peer.next("urgent text").segment();
      assertThat(s.textLength).isEqualTo(1_460);
      assertThat(s.has(TcpFlags.URG)).isTrue();
      assertThat(s.up).isEqualTo(Math.min(65_535, 146_000 - from - pointer.before()));
    }
    peer.expectNothing();
    // again, it must not call an octet the last one that it is not: the peer may have it already
    peer.nextTimer();
    peer.expect("ACK seq=1 ack=1 len=1460", SendCause.RETRANSMISSION_TIMEOUT);
  }

  /// 65,535 is as far as the pointer reaches. It says so unless the octet that it would call the
  /// last one has been sent.
  @ParameterizedTest
  @CsvSource({
    "FOLLOWING_OCTET, 65534, 'mss 1057,ws 0', true",
    "FOLLOWING_OCTET, 65535, 'mss 1285,ws 0', false",
    "LAST_OCTET, 65535, 'mss 1285,ws 0', true",
    "LAST_OCTET, 65536, 'mss 1024,ws 1', false"
  })
  void thePointerIsNotToAnOctetThatWasSent(
      UrgentPointer pointer, int sent, String options, boolean urgent) {
    TcpConfig config = TcpConfig.builder().initialWindow(1_000).urgentPointer(pointer).build();
    var peer = new ScriptedPeer(config);
    peer.window = sent >> (options.endsWith("1") ? 1 : 0);
    peer.established("<" + options + ">").inject("ACK seq=1 ack=1").sendUrgent(100_000);
    assertThat(peer.status().sending().unacknowledged().bytes()).isEqualTo(sent);
    peer.skip().nextTimer();
    assertThat(peer.next("the first segment again").segment().has(TcpFlags.URG)).isEqualTo(urgent);
  }

  @ParameterizedTest
  @EnumSource(UrgentPointer.class)
  void aPointerIsSentAsSoonAsTheEndIsInReach(UrgentPointer pointer) {
    TcpConfig config = TcpConfig.builder().initialWindow(1_000).urgentPointer(pointer).build();
    int length = 65_535 + pointer.before();
    var peer = new ScriptedPeer(config);
    peer.established("<mss 1460,ws 7>").inject("ACK seq=1 ack=1").sendUrgent(length);
    peer.skip().nextTimer();
    peer.expect("ACK,URG seq=1 ack=1 up=65535 len=1460");
  }

  // --- super-segments

  @Test
  void urgentTextGoesInSingleSegments() {
    peer.host.superSegmentLimit = 60_000;
    peer.established().sendUrgent(3_000).send(10_000);
    peer.expect("ACK,URG seq=1 ack=1 up=3000 len=1460");
    peer.expect("ACK,URG seq=1461 ack=1 up=1540 len=1460");
    peer.expect("PSH,ACK,URG seq=2921 ack=1 up=80 len=80")
        .expect("PSH,ACK seq=3001 ack=1 len=5840");
  }

  @Test
  void aSuperSegmentThatHasBecomeUrgentIsSentAgainInSingleSegments() {
    peer.host.superSegmentLimit = 60_000;
    peer.established().send(4_380).expect("PSH,ACK seq=1 ack=1 len=4380").sendUrgent(1).skip();
    peer.nextTimer();
    peer.expect("ACK,URG seq=1 ack=1 up=4381 len=1460");
    peer.inject("ACK seq=1 ack=1461").expect("ACK,URG seq=1461 ack=1 up=2921 len=1460");
  }

  // --- states, and a buffer that is full

  @ParameterizedTest
  @EnumSource(State.class)
  void urgentTextIsTakenWhereTextIs(State state) {
    ScriptedPeer peer = ScriptedPeer.reach(state);
    TcpConnection connection = peer.connection();
    if (state == State.CLOSED) {
      return; // there is no connection to call
    }
    int taken = connection.sendUrgent(new byte[1], 0, 1, peer.now);
    if (state.maySend() || state == State.LISTEN) {
      assertThat(taken).isOne();
    } else {
      assertThat(CallError.of(taken)).isEqualTo(CallError.CLOSING);
    }
  }

  @Test
  void urgentTextGivenBeforeTheHandshakeIsUrgentAfterIt() {
    peer.open().skip().sendUrgent(5).expectNothing().nextTimer();
    peer.expect("SYN seq=0").expectNothing().inject("SYN,ACK seq=0 ack=1 <mss 1460>");
    peer.expect("PSH,ACK,URG seq=1 ack=1 up=5 len=5");
  }

  @Test
  void theHandshakeItselfBringsTheNewsToAClosedWindow() {
    peer.window = 0;
    peer.open().skip().sendUrgent(5).inject("SYN,ACK seq=0 ack=1 <mss 1460>");
    peer.expect("ACK,URG seq=1 ack=1 up=5", SendCause.HANDSHAKE_DONE).expectNothing();
  }

  @Test
  void urgentTextGivenToAHandshakeThatCameToNothingIsForgotten() {
    peer.listenForThisPeer().inject("SYN seq=0 <mss 1460>").sendUrgent(5);
    peer.inject("RST seq=1").in(State.LISTEN).skip();
    peer.inject("SYN seq=0 <mss 1460>").expect("SYN,ACK seq=0 ack=1");
    peer.inject("ACK seq=1 ack=1").in(State.ESTABLISHED).expectNothing();
    peer.host.sent = 0;
    peer.send(3).expect("PSH,ACK seq=1 ack=1 len=3");
  }

  @Test
  void nothingIsUrgentWhereNothingIsGiven() {
    peer.window = 0;
    peer.established().send(5).sendUrgent(0).inject("ACK seq=1 ack=1 win=0").expectNothing();
    peer.nextTimer();
    peer.expect("ACK seq=1 ack=1 len=1", SendCause.WINDOW_PROBE);
  }

  @Test
  void ofTextThatFindsNoRoomThePointerIsToTheEndOfWhatDid() {
    var peer = new ScriptedPeer(TcpConfig.builder().sendBuffer(8).build());
    peer.window = 0;
    peer.established();
    assertThat(peer.host.sendUrgent(20, peer.now)).isEqualTo(8);
    peer.expect("ACK,URG seq=1 ack=1 up=8");
    assertThat(peer.host.sendUrgent(12, peer.now)).isZero();
    assertThat(peer.host.sendUrgent(0, peer.now)).isZero();
    peer.expectNothing();
  }

  @Test
  void nothingIsUrgentAgainOnceItIsAcknowledged() {
    peer.established().sendUrgent(5).skip().inject("ACK seq=1 ack=6");
    peer.configure(config -> config.keepAlive(true));
    peer.elapse(Duration.ofHours(2)).expect("ACK seq=5 ack=1", SendCause.KEEP_ALIVE);
  }
}

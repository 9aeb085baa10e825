package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Endpoint;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 9293 §3.7.2, RFC 1191, RFC 8201, and what RFC 5927 §7.2 lets nobody forge. The link's MTU is
/// 1500, so that a full segment has 1460 bytes of text.
class PathMtuTest {
  private static final int HEADERS = 40;

  private ScriptedPeer peer = ScriptedPeer.reach(State.ESTABLISHED);

  /// A router says so of the segment with this relative number.
  private ScriptedPeer tooBig(int mtu, int seq) {
    peer.connection().packetTooBig(mtu, peer.iss() + seq, peer.now);
    peer.host.after(peer.now);
    return peer;
  }

  private void sendFull(int segments) {
    for (int i = 0; i < segments; i++) {
      peer.send(1460).expectText(1 + 1460 * i, 1460);
    }
  }

  @Test
  @Rfc("1191 6.4")
  void whatWasTooBigIsSentAgainAtOnceInSmallerSegments() {
    sendFull(2);
    tooBig(1000 + HEADERS, 1)
        .expectText(1, 1000, SendCause.PATH_MTU)
        .expectText(1001, 460, SendCause.PATH_MTU)
        .expectText(1461, 1000, SendCause.PATH_MTU)
        .expectText(2461, 460, SendCause.PATH_MTU)
        .expectNothing();
  }

  @Test
  void newTextComesInSmallerSegmentsToo() {
    sendFull(1);
    tooBig(1000 + HEADERS, 1).skip();
    peer.inject("ACK seq=1 ack=1461");
    peer.send(2500).expectText(1461, 1000).expectText(2461, 1000);
    assertThat(peer.status().sending().mss()).isEqualTo(1000);
    assertThat(peer.status().sending().mtu()).isEqualTo(1040);
  }

  @Test
  @Rfc({"8201 5.4", "1191 6.4"})
  void itIsNoCongestion() {
    sendFull(3);
    long window = peer.status().sending().congestionWindow();
    tooBig(1000 + HEADERS, 1).skip();
    // the peer has none of them, and what it says to a small one behind them is no sign of a loss
    peer.inject("ACK seq=1 ack=1").inject("ACK seq=1 ack=1").inject("ACK seq=1 ack=1");
    peer.expectNothing();
    assertThat(peer.status().sending().congestionWindow()).isGreaterThanOrEqualTo(window);
    assertThat(peer.status().sending().slowStartThreshold()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void theRetransmissionTimerStartsAnew() {
    sendFull(1);
    peer.elapseMillis(150);
    tooBig(1000 + HEADERS, 1).skip();
    assertThat(peer.nextTimer()).isEqualTo(200);
  }

  @Test
  @Rfc("1191 6.2")
  void otherConnectionsAreToldOfIt() {
    sendFull(1);
    tooBig(1300, 1);
    assertThat(peer.host.pathMtu).isEqualTo(1300);
    assertThat(peer.host.mayFragment).isFalse();
  }

  @Test
  @Rfc("1191 6.2")
  void aConnectionBeginsWithWhatIsKnownAndAdvertisesWhatItTakesItself() {
    peer = new ScriptedPeer();
    peer.host.pathMtu = 1300;
    peer.open().expect("SYN seq=0 <mss 1460,ws 5>");
    peer.inject("SYN,ACK seq=0 ack=1 <mss 1460>").expect("ACK seq=1 ack=1");
    peer.send(2000).expectText(1, 1260);
  }

  @Test
  void theIpHeaderAsItIsCounts() {
    peer = new ScriptedPeer();
    peer.host.ipHeaderLength = 32;
    peer.established();
    peer.send(2000).expectText(1, 1448).skip();
    tooBig(1300, 1).expectText(1, 1248);
  }

  @Test
  void timestampsTakeTheirShare() {
    peer = ScriptedPeer.reach(State.ESTABLISHED, TcpConfig.DEFAULT);
    peer.send(1448).skip();
    tooBig(1300, 1);
    assertThat(peer.next("text").segment().textLength).isEqualTo(1248);
  }

  @Test
  void aSuperSegmentIsSentAgainAsOneOfSmallerPieces() {
    peer = new ScriptedPeer();
    peer.host.superSegmentLimit = 60_000;
    peer.established();
    peer.send(14_600);
    assertThat(peer.next("text").segment().gsoSize).isEqualTo(1460);
    peer.skip();
    tooBig(1040, 1);
    assertThat(peer.next("text").segment().gsoSize).isEqualTo(1000);
    assertThat((int) peer.next("text").segment().seq - peer.iss()).isEqualTo(7001);
  }

  @Test
  void whatThePeerHasIsNotSentAgain() {
    peer = ScriptedPeer.reach(State.ESTABLISHED, ScriptedPeer.plain().sack(true).build());
    sendFull(3);
    peer.inject("ACK seq=1 ack=1 <sack 1461-2921>");
    tooBig(1000 + HEADERS, 1)
        .expectText(1, 1000)
        .expectText(1001, 460)
        .expectText(2921, 1000)
        .expectText(3921, 460)
        .expectNothing();
  }

  // --- forged messages (RFC 5927)

  @ParameterizedTest
  @ValueSource(ints = {0, 1461, 100_000, -1})
  @Rfc("5927 4.1")
  void aMessageAboutWhatIsNotOutstandingIsIgnored(int seq) {
    sendFull(1);
    tooBig(1000, seq).expectNothing();
    assertThat(peer.status().sending().mss()).isEqualTo(1460);
  }

  @ParameterizedTest
  @ValueSource(ints = {1500, 1501, 9000, Integer.MAX_VALUE})
  @Rfc("5927 7.2a")
  void aClaimThatWouldHaveLetThePacketPassIsIgnored(int mtu) {
    sendFull(1);
    tooBig(mtu, 1).expectNothing();
    assertThat(peer.status().sending().mss()).isEqualTo(1460);
  }

  @Test
  @Rfc("5927 7.2a")
  void whoeverSentOnlySmallPacketsIsToldNothingOfLargeOnes() {
    peer.send(500).expectText(1, 500);
    tooBig(1000, 1).expectNothing();
    assertThat(peer.status().sending().mss()).isEqualTo(1460);
  }

  @Test
  @Rfc("5927 7.2b")
  void aClaimIsPutAsideWherePacketsOfThatSizeHaveArrived() {
    sendFull(1);
    peer.inject("ACK seq=1 ack=1461").send(1460).expectText(1461, 1460);
    tooBig(1000 + HEADERS, 1461).expectNothing();
    assertThat(peer.status().sending().mss()).isEqualTo(1460);
    // the segment arrives after all, and the claim was a lie
    peer.inject("ACK seq=1 ack=2921").send(1460).expectText(2921, 1460);
    peer.nextTimer();
    peer.expectText(2921, 1460, SendCause.RETRANSMISSION_TIMEOUT);
    assertThat(peer.status().sending().mss()).isEqualTo(1460);
  }

  @Test
  @Rfc("5927 7.2c")
  void aClaimPutAsideIsBelievedWhenTheSegmentTimesOut() {
    sendFull(1);
    peer.inject("ACK seq=1 ack=1461").send(1460).expectText(1461, 1460);
    tooBig(1000 + HEADERS, 1461).expectNothing();
    long window = peer.status().sending().congestionWindow();
    peer.nextTimer();
    peer.expectText(1461, 1000, SendCause.PATH_MTU)
        .expectText(2461, 460, SendCause.PATH_MTU)
        .expectNothing();
    assertThat(peer.status().sending().congestionWindow()).isEqualTo(window);
  }

  @Test
  @Rfc("5927 7.2b")
  void ofSeveralClaimsPutAsideTheLeastHarmfulCounts() {
    sendFull(1);
    peer.inject("ACK seq=1 ack=1461").send(1460).skip();
    tooBig(600, 1461);
    tooBig(1400, 1461);
    tooBig(700, 1461);
    peer.nextTimer();
    peer.expectText(1461, 1360);
  }

  @Test
  void aPathThatGetsSmallerAgainAndAgainIsFollowed() {
    sendFull(1);
    tooBig(1400, 1).expectText(1, 1360).skip();
    tooBig(1300, 1).expectText(1, 1260).skip();
    // a late message about the first packet says nothing new
    tooBig(1400, 1).expectNothing();
  }

  // --- the least

  @ParameterizedTest
  @CsvSource({"551", "68", "0"})
  @Rfc("1191 3")
  void nothingLeadsBelowTheConfiguredMinimumWhereRoutersCutInstead(int mtu) {
    sendFull(1);
    tooBig(mtu, 1).expectText(1, 512).skip();
    assertThat(peer.host.mayFragment).isTrue();
    assertThat(peer.host.pathMtu).isEqualTo(552);
  }

  @Test
  void atTheMinimumAlreadyRoutersAreToCut() {
    sendFull(1);
    tooBig(552, 1).expectText(1, 512).skip();
    assertThat(peer.host.mayFragment).isFalse();
    tooBig(296, 1).expectText(1, 512);
    assertThat(peer.host.mayFragment).isTrue();
    peer.skip();
    tooBig(200, 1).expectNothing();
  }

  @Test
  void theMinimumIsConfigured() {
    peer = ScriptedPeer.reach(State.ESTABLISHED, ScriptedPeer.plain().minimumPathMtu(1000).build());
    sendFull(1);
    tooBig(600, 1).expectText(1, 960);
  }

  @ParameterizedTest
  @ValueSource(ints = {1279, 600, 0})
  @Rfc("8201 4")
  void overIpv6AClaimOfLessThan1280IsDiscarded(int mtu) {
    var six = new FourTuple(Endpoint.parse("[2001:db8::1]:1"), Endpoint.parse("[2001:db8::2]:2"));
    peer = new ScriptedPeer(ScriptedPeer.PLAIN, six, 0);
    peer.host.maximumMessageSize = 1460;
    peer.host.ipHeaderLength = 40;
    peer.established("<mss 1440>").send(1440).expectText(1, 1440);
    tooBig(mtu, 1).expectNothing();
    assertThat(peer.host.mayFragment).isFalse();
    tooBig(1280, 1).expectText(1, 1220);
  }

  // --- black holes

  @Test
  @Rfc({"4821 7.7", "2923 2.1"})
  void fullSegmentsThatVanishAreSentAgainInSmallerOnes() {
    peer.send(1460).expectText(1, 1460);
    peer.nextTimer();
    peer.expectText(1, 1460);
    peer.nextTimer();
    peer.expectText(1, 1460);
    peer.nextTimer();
    peer.expectText(1, 1024, SendCause.RETRANSMISSION_TIMEOUT).expectNothing();
    assertThat(peer.status().sending().mss()).isEqualTo(1024);
    peer.inject("ACK seq=1 ack=1025").expectText(1025, 436);
  }

  @Test
  void thatTheyVanishIsAGuessAndNoNewsForOtherConnections() {
    peer.send(1460);
    for (int i = 0; i < 3; i++) {
      peer.nextTimer();
    }
    assertThat(peer.status().sending().mss()).isEqualTo(1024);
    assertThat(peer.host.pathMtu).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void stillSmallerOnesFollow() {
    peer.send(1460);
    for (int i = 0; i < 6; i++) {
      peer.nextTimer();
    }
    assertThat(peer.status().sending().mss()).isEqualTo(512);
    for (int i = 0; i < 6; i++) {
      peer.nextTimer();
    }
    assertThat(peer.status().sending().mss()).as("the minimum").isEqualTo(512);
  }

  @Test
  void smallSegmentsThatVanishSayNothingAboutThePathMtu() {
    peer.send(1000);
    for (int i = 0; i < 6; i++) {
      peer.nextTimer();
    }
    assertThat(peer.status().sending().mss()).isEqualTo(1460);
  }

  @Test
  void blackHolesNeedNotBeLookedFor() {
    peer = ScriptedPeer.reach(State.ESTABLISHED, ScriptedPeer.plain().blackHoleTimeouts(0).build());
    peer.send(1460);
    for (int i = 0; i < 8; i++) {
      peer.nextTimer();
    }
    assertThat(peer.status().sending().mss()).isEqualTo(1460);
  }

  // --- larger again

  /// The path was found to take 1040 bytes; ten minutes are over.
  private void tenMinutesAfter() {
    sendFull(1);
    tooBig(1000 + HEADERS, 1).skip();
    peer.inject("ACK seq=1 ack=1461").elapse(Duration.ofMinutes(10));
  }

  @Test
  @Rfc({"1191 6.3", "8201 5.3", "4821 7.4"})
  void afterTenMinutesOneLargerSegmentTriesThePath() {
    tenMinutesAfter();
    peer.send(6_000)
        .expectText(1461, 1240, SendCause.PATH_MTU_PROBE) // 1280 bytes
        .expectText(2701, 1000, SendCause.DATA)
        .skip();
    peer.inject("ACK seq=1 ack=2701");
    assertThat(peer.status().sending().mss()).isEqualTo(1240);
    assertThat(peer.host.pathMtu).isEqualTo(1280);
    peer.inject("ACK seq=1 ack=7461").elapse(Duration.ofMinutes(10)).send(6_000);
    peer.expectText(7461, 1452, SendCause.PATH_MTU_PROBE);
  }

  @Test
  @Rfc("1191 6.3")
  void notEarlier() {
    sendFull(1);
    tooBig(1000 + HEADERS, 1).skip();
    peer.inject("ACK seq=1 ack=1461").elapse(Duration.ofSeconds(599));
    peer.send(6_000).expectText(1461, 1000);
  }

  @Test
  @Rfc("4821 7.6.2")
  void aLargerSegmentThatIsLostIsNoCongestion() {
    tenMinutesAfter();
    peer.send(6_000).skip();
    long window = peer.status().sending().congestionWindow();
    peer.inject("ACK seq=1 ack=1461").inject("ACK seq=1 ack=1461").inject("ACK seq=1 ack=1461");
    peer.expectText(1461, 1000, SendCause.PATH_MTU).expectText(2461, 240, SendCause.PATH_MTU);
    peer.inject("ACK seq=1 ack=1461").inject("ACK seq=1 ack=7461").expectNothing();
    assertThat(peer.status().sending().mss()).isEqualTo(1000);
    assertThat(peer.status().sending().slowStartThreshold()).isEqualTo(Long.MAX_VALUE);
    assertThat(peer.status().sending().congestionWindow()).isGreaterThanOrEqualTo(window);
    peer.send(6_000).expectText(7461, 1000); // and is not tried again at once
  }

  @Test
  void aRouterMayAnswerTheLargerSegment() {
    tenMinutesAfter();
    peer.send(6_000).skip();
    tooBig(1000 + HEADERS, 1461)
        .expectText(1461, 1000, SendCause.PATH_MTU)
        .expectText(2461, 240, SendCause.PATH_MTU)
        .expectNothing();
    assertThat(peer.status().sending().mss()).isEqualTo(1000);
  }

  @Test
  void noLargerSegmentIsTriedThatThePeerWouldNotTake() {
    peer = new ScriptedPeer();
    peer.established("<mss 1000>");
    peer.host.pathMtu = 1500;
    peer.send(1000).skip();
    tooBig(840, 1).skip();
    peer.inject("ACK seq=1 ack=1001").elapse(Duration.ofMinutes(10)).send(8_000);
    peer.expectText(1001, 966, SendCause.PATH_MTU_PROBE).skip();
    peer.inject("ACK seq=1 ack=9001").elapse(Duration.ofMinutes(10)).send(8_000);
    peer.expectText(9001, 1000, SendCause.PATH_MTU_PROBE).skip();
    peer.inject("ACK seq=1 ack=17001").elapse(Duration.ofMinutes(10)).send(8_000);
    peer.expectText(17001, 1000, SendCause.DATA);
  }

  @Test
  void aLinkWithoutRoomPutsTheLargerSegmentOff() {
    tenMinutesAfter();
    peer.host.refused = s -> true;
    peer.send(6_000).expectNothing();
    peer.host.linkHasRoom(peer.now);
    peer.expectText(1461, 1240, SendCause.PATH_MTU_PROBE);
  }
}

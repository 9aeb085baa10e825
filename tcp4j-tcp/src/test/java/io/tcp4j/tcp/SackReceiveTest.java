package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the receiver's SACK blocks say (RFC 2018 §2–4), and D-SACK (RFC 2883).
class SackReceiveTest {
  private final ScriptedPeer peer = new ScriptedPeer(config().build());

  private static TcpConfig.Builder config() {
    return TcpConfig.builder().timestamps(false).windowScaling(false);
  }

  private ScriptedPeer established() {
    return peer.established("<mss 1000,sackOK>");
  }

  // --- agreeing

  @Test
  @Rfc("2018 2")
  void bothSynsPermitIt() {
    peer.open().expect("SYN seq=0 <mss 1460,sackOK>");
    peer.inject("SYN,ACK seq=0 ack=1 <mss 1000,sackOK>").expect("ACK seq=1 ack=1");
    assertThat(peer.status().options().sack()).isTrue();
  }

  @Test
  @Rfc("2018 2")
  void aSynAckPermitsItInAnswerOnly() {
    peer.listen().inject("SYN seq=0 <mss 1000>").expect("SYN,ACK seq=0 ack=1 <mss 1460>");
    var other = new ScriptedPeer(config().build());
    other.listen().inject("SYN seq=0 <mss 1000,sackOK>");
    other.expect("SYN,ACK seq=0 ack=1 <mss 1460,sackOK>");
    var off = new ScriptedPeer(config().sack(false).build());
    off.listen().inject("SYN seq=0 <mss 1000,sackOK>").expect("SYN,ACK seq=0 ack=1 <mss 1460>");
  }

  @Test
  @Rfc("2018 2")
  void withoutPermissionThereAreNoBlocks() {
    for (ScriptedPeer one :
        new ScriptedPeer[] {
          peer.established("<mss 1000>"),
          new ScriptedPeer(config().sack(false).build()).established("<mss 1000,sackOK>")
        }) {
      one.inject("ACK seq=1001 ack=1 len=1000");
      assertThat(one.next("ACK").segment().sackBlocks).isZero();
      one.inject("ACK seq=1001 ack=1 len=1000");
      assertThat(one.next("ACK").segment().sackBlocks).isZero();
    }
  }

  // --- blocks (RFC 2018 §4)

  @Test
  void eachSegmentBeyondAGapIsReportedAtOnce() {
    established().inject("ACK seq=1001 ack=1 len=1000");
    peer.expect("ACK seq=1 ack=1 <sack 1001-2001>");
    peer.inject("ACK seq=2001 ack=1 len=500").expect("ACK seq=1 ack=1 <sack 1001-2501>");
    peer.inject("ACK seq=5001 ack=1 len=500").expect("ACK seq=1 ack=1 <sack 5001-5501 1001-2501>");
    peer.inject("ACK seq=2501 ack=1 len=500").expect("ACK seq=1 ack=1 <sack 1001-3001 5001-5501>");
    peer.inject("ACK seq=1 ack=1 len=1000").expect("ACK seq=1 ack=3001 <sack 5001-5501>");
    peer.inject("ACK seq=3001 ack=1 len=2000");
    assertThat(peer.next("ACK").segment().sackBlocks).isZero();
  }

  @Test
  @Rfc("2018 3")
  void fourBlocksFitAndThreeBesideTimestamps() {
    established();
    var stamping = new ScriptedPeer(config().timestamps(true).build());
    stamping.established("<mss 1000,sackOK,ts 1 100>");
    for (int seq = 1_001; seq <= 9_001; seq += 2_000) {
      peer.skip().inject("ACK seq=" + seq + " ack=1 len=1000");
      stamping.skip().inject("ACK seq=" + seq + " ack=1 len=1000");
    }
    peer.expect("ACK seq=1 ack=1 <sack 9001-10001 7001-8001 5001-6001 3001-4001>");
    stamping.expect("ACK seq=1 ack=1 <ts 100 1,sack 9001-10001 7001-8001 5001-6001>");
  }

  @Test
  @Rfc("2018 4b")
  void allAcksCarryThemUntilTheGapIsClosed() {
    established().inject("ACK seq=1001 ack=1 len=1000").skip();
    peer.inject("ACK seq=1 ack=1 len=100").expect("ACK seq=1 ack=101 <sack 1001-2001>");
    peer.inject("ACK seq=90000 ack=1").expect("ACK seq=1 ack=101 <sack 1001-2001>");
  }

  @Test
  void textWithoutRoomForThemIsFollowedByAnAck() {
    established().inject("ACK seq=1001 ack=1 len=1000").skip();
    peer.send(1_000).expect("PSH,ACK seq=1 ack=1 len=1000").expectNothing(); // nothing new to say
    peer.host.refused = s -> s.textLength == 0;
    peer.inject("ACK seq=3001 ack=1001 len=1000").expectNothing();
    peer.send(1_000); // the link is full: both wait
    peer.host.linkHasRoom(peer.now);
    peer.expect("PSH,ACK seq=1001 ack=1 len=1000");
    peer.expect("ACK seq=2001 ack=1 <sack 3001-4001 1001-2001>").expectNothing();
  }

  @Test
  void textWithRoomForThemCarriesThem() {
    established().inject("ACK seq=1001 ack=1 len=1000").skip();
    peer.send(980).expect("PSH,ACK seq=1 ack=1 len=980 <sack 1001-2001>");
    peer.inject("ACK seq=3001 ack=981 len=1000").skip();
    peer.send(988).expect("PSH,ACK seq=981 ack=1 len=988 <sack 3001-4001>");
    peer.inject("ACK seq=3001 ack=1969 len=1000").skip();
    peer.send(989).expect("PSH,ACK seq=1969 ack=1 len=989");
  }

  @Test
  void theSendMssMakesNoRoomForThem() {
    established().inject("ACK seq=1001 ack=1 len=1000").skip();
    peer.send(2_000).expect("ACK seq=1 ack=1 len=1000");
  }

  @Test
  void textThrownAwayForWantOfMemoryIsNotReported() {
    established();
    peer.host.pages.budget = 1;
    peer.inject("ACK seq=20001 ack=1 len=400").expect("ACK seq=1 ack=1 <sack 20001-20401>");
    peer.inject("ACK seq=1 ack=1 len=1000").skip(); // takes the place of what came early
    assertThat(peer.connection().available()).isEqualTo(1_000);
    peer.inject("ACK seq=90000 ack=1");
    assertThat(peer.next("ACK").segment().sackBlocks).isZero();
  }

  @Test
  void aFinBeyondAGapIsRememberedButInNoBlock() {
    established().inject("FIN,ACK seq=1001 ack=1 len=1000");
    peer.expect("ACK seq=1 ack=1 <sack 1001-2001>");
    peer.inject("ACK seq=1 ack=1 len=1000").expect("ACK seq=1 ack=2002").in(State.CLOSE_WAIT);
  }

  @Test
  void textBeyondAFinIsReportedNoMore() {
    established().inject("ACK seq=3001 ack=1 len=1000").skip();
    peer.inject("FIN,ACK seq=1001 ack=1 len=1000").expect("ACK seq=1 ack=1 <sack 1001-2001>");
  }

  @Test
  void aThousandGapsAreReportedFourAtATime() {
    established();
    for (int i = 0; i < 5_000; i++) {
      peer.skip().inject("ACK seq=" + (3 + 2 * i) + " ack=1 len=1");
      assertThat(peer.next("ACK").segment().sackBlocks).isEqualTo(Math.min(4, i + 1));
    }
  }

  // --- D-SACK (RFC 2883 §4)

  @Test
  @Rfc("2883 4a")
  void aSegmentThatCameTwiceIsReportedOnce() {
    established().inject("ACK seq=1 ack=1 len=1000").elapseMillis(40).skip();
    peer.inject("ACK seq=1 ack=1 len=1000").expect("ACK seq=1 ack=1001 <sack 1-1001>");
    peer.inject("ACK seq=1001 ack=1 len=1000").elapseMillis(40);
    assertThat(peer.next("ACK").segment().sackBlocks).isZero();
  }

  @Test
  @Rfc("2883 4b")
  void thePartThatCameTwiceIsReported() {
    established().inject("ACK seq=1 ack=1 len=1000").elapseMillis(40).skip();
    peer.inject("ACK seq=501 ack=1 len=1000").expect("ACK seq=1 ack=1501 <sack 501-1001>");
  }

  @Test
  @Rfc("2883 4c")
  void beyondAGapTheBlockThatItLiesInFollows() {
    established()
        .inject("ACK seq=1001 ack=1 len=2000")
        .inject("ACK seq=5001 ack=1 len=1000")
        .skip();
    peer.inject("ACK seq=1501 ack=1 len=500");
    peer.expect("ACK seq=1 ack=1 <sack 1501-2001 1001-3001 5001-6001>");
    peer.inject("ACK seq=2501 ack=1 len=3000");
    peer.expect("ACK seq=1 ack=1 <sack 2501-3001 1001-6001>");
    peer.inject("ACK seq=6001 ack=1 len=1000").expect("ACK seq=1 ack=1 <sack 1001-7001>");
  }

  @Test
  void whatClosesAGapMayHaveComeTwiceInPart() {
    established().inject("ACK seq=1001 ack=1 len=1000").skip();
    peer.inject("ACK seq=1 ack=1 len=1500").expect("ACK seq=1 ack=2001 <sack 1001-1501>");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, -999, -5_000, -1_000_000_000})
  void textFromBeforeTheStreamIsNoBlock(int seq) {
    established().inject("ACK seq=" + seq + " ack=1 len=1");
    assertThat(peer.next("ACK").segment().sackBlocks).isZero();
  }

  @Test
  void ofTextThatBeginsBeforeTheStreamOnlyTheStreamsPartCounts() {
    established().inject("ACK seq=1 ack=1 len=10").elapseMillis(40).skip();
    peer.inject("ACK seq=-5 ack=1 len=10").expect("ACK seq=1 ack=11 <sack 1-5>");
  }

  @Test
  void aReportThatTheLinkRefusesIsMadeLater() {
    established().inject("ACK seq=1 ack=1 len=1000").elapseMillis(40).skip();
    peer.host.refused = s -> true;
    peer.inject("ACK seq=1 ack=1 len=1000").expectNothing();
    peer.host.linkHasRoom(peer.now);
    peer.expect("ACK seq=1 ack=1001 <sack 1-1001>").expectNothing();
  }

  @Test
  void aZeroWindowIsNoGap() {
    var small = new ScriptedPeer(config().receiveBuffer(1_000).build());
    small.established("<mss 1000,sackOK>").inject("ACK seq=1 ack=1 len=1000");
    small.elapse(Duration.ofMillis(40)).skip();
    small.inject("ACK seq=1001 ack=1 len=1");
    small.expect("ACK seq=1 ack=1001 win=0", SendCause.ACK_UNACCEPTABLE);
  }

  @Test
  void aGapThatIsFilledWhileTheLinkIsFullIsForgotten() {
    established();
    peer.host.refused = s -> true;
    peer.inject("ACK seq=1001 ack=1 len=1000").inject("ACK seq=1 ack=1 len=1000").expectNothing();
    peer.host.refused = s -> false;
    peer.host.linkHasRoom(peer.now);
    peer.expect("ACK seq=1 ack=2001").expectNothing();
    peer.inject("ACK seq=2001 ack=1").expectNothing();
    peer.send(100).expect("PSH,ACK seq=1 ack=2001 len=100").expectNothing();
  }
}

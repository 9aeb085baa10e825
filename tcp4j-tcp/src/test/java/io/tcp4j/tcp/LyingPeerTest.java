package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Segment;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a peer says that cannot be so, or that contradicts what it said before.
class LyingPeerTest {
  private static final TcpConfig SACK = ScriptedPeer.plain().sack(true).build();

  private ScriptedPeer peer = new ScriptedPeer();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3001-2001", // ends before it begins
        "2001-2001", // is empty
        "1-2001", // begins with what is acknowledged
        "6001-7001", // was never sent
        "2001-6002", // ends beyond what was sent
        "2001-2000001", // far beyond
        "3001-2001 2001-2001 6001-7001"
      })
  @Rfc("2018 5")
  void aSackBlockThatCannotBeIsPassedOver(String blocks) {
    peer = new ScriptedPeer(SACK).established("<mss 1000,sackOK>").send(5_000).skip();
    peer.inject("ACK seq=1 ack=1001 <sack " + blocks + ">").skip();
    assertThat(peer.status().sending().sacked().bytes()).isZero();
    peer.inject("ACK seq=1 ack=5001");
    assertThat(peer.status().sending().unacknowledged().bytes()).isZero();
  }

  /// "The data receiver is permitted to discard data ... that have been SACKed" (RFC 2018 §8).
  @Test
  @Rfc("2018 8")
  void aPeerThatThrowsAwayWhatItHasSackedGetsItAgain() {
    peer = new ScriptedPeer(SACK).established("<mss 1000,sackOK>").send(4_000).skip();
    peer.inject("ACK seq=1 ack=1 <sack 1001-4001>");
    peer.inject("ACK seq=1 ack=1001").elapse(Duration.ofSeconds(10));
    assertThat(peer.next("the first of what it had").segment().textLength).isEqualTo(1000);
    peer.skip();
    for (int ack = 2001; ack <= 4001; ack += 1000) {
      peer.inject("ACK seq=1 ack=" + ack).skip();
    }
    assertThat(peer.status().sending().unacknowledged().bytes()).isZero();
  }

  /// What has been taken in order does not change any more, read or not.
  @Test
  void otherTextInTheSamePlaceDoesNotReplaceWhatWasTaken() {
    peer.established().inject("ACK seq=1 ack=1 len=100").skip();
    forged("ACK seq=1 ack=1 len=100");
    forged("ACK seq=51 ack=1 len=50");
    Segment longer = peer.segment("ACK seq=51 ack=1 len=100");
    Arrays.fill(longer.text, 0, 50, (byte) '!');
    peer.host.arrives(TwoEngines.onWire(longer), peer.now);
    peer.read(150);
  }

  private void forged(String text) {
    Segment segment = peer.segment(text);
    Arrays.fill(segment.text, (byte) '!');
    peer.host.arrives(TwoEngines.onWire(segment), peer.now);
  }

  /// The first FIN says where the stream ends.
  @ParameterizedTest
  @ValueSource(
      strings = {"FIN,ACK seq=51 ack=1 len=20", "FIN,ACK seq=201 ack=1", "ACK seq=151 ack=1 len=9"})
  void aSecondFinOrTextBehindTheFirstMovesNothing(String lie) {
    peer.established().inject("FIN,ACK seq=51 ack=1 len=50").inject(lie).skip();
    peer.inject("ACK seq=1 ack=1 len=60").in(State.CLOSE_WAIT).read(100).readEnd();
  }

  @Test
  void aFinThatComesAgainWithMoreTextBringsNone() {
    peer.established().inject("FIN,ACK seq=1 ack=1 len=10").skip().in(State.CLOSE_WAIT);
    peer.inject("FIN,ACK seq=1 ack=1 len=30").in(State.CLOSE_WAIT).skip();
    peer.inject("FIN,ACK seq=12 ack=1 len=30").in(State.CLOSE_WAIT).skip();
    peer.read(10).readEnd();
  }

  /// Neither SYN had them, so they are noise (RFC 7323 §3.2).
  @ParameterizedTest
  @ValueSource(strings = {"<ts 0 0>", "<ts 4294967295 7>", "<ts 5 5>"})
  void timestampsThatWereNotAgreedOnAreNoise(String timestamps) {
    peer = new ScriptedPeer(TcpConfig.builder().sack(false).build()).established("<mss 1000>");
    peer.inject("ACK seq=1 ack=1 len=100 <ts 9 9>")
        .inject("ACK seq=101 ack=1 len=100 " + timestamps)
        .read(200)
        .elapseMillis(50);
    Segment answer = peer.next("ACK").segment();
    assertThat(answer.timestamps).isFalse();
  }

  @Test
  void sackBlocksThatWereNotAgreedOnAreNoise() {
    peer.established("<mss 1000>").send(5_000).skip();
    peer.inject("ACK seq=1 ack=1 <sack 1001-5001>");
    assertThat(peer.status().sending().sacked().bytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 47})
  @Rfc("9293 MUST-16")
  void anMssOfNextToNothingIsTakenForFortyEight(int mss) {
    peer.established("<mss " + mss + ">").send(1_000);
    assertThat(peer.next("text").segment().textLength).isEqualTo(48);
  }

  /// It could else have the queue cut into its tiny pieces (CVE-2019-11478).
  @Test
  void aPeerOfTinySegmentsGetsThemOneByOneFromALinkThatCuts() {
    peer.host.superSegmentLimit = 60_000;
    peer.established("<mss 400>").send(4_000);
    for (int i = 0; i < 10; i++) {
      assertThat(peer.next("text").segment().textLength).isEqualTo(400);
    }
    peer.expectNothing();
  }

  /// The first window is of the SYN; what follows takes it back, and gives it again.
  @Test
  @Rfc({"9293 MUST-34", "9293 SHLD-15", "9293 SHLD-16"})
  void aWindowThatShrinksAndGrowsWithEachAckLosesNothing() {
    peer.established("<mss 1000>").send(20_000).skip();
    int acked = 1;
    for (int window : new int[] {0, 500, 10_000, 1, 3_000, 0, 65_535}) {
      acked = Math.min(acked + 1_000, (int) (peer.status().totals().sentBytes() + 1));
      peer.inject("ACK seq=1 ack=%d win=%d".formatted(acked, window)).skip();
    }
    for (int i = 0; i < 40; i++) {
      int sent = (int) peer.status().totals().sentBytes() + 1;
      peer.inject("ACK seq=1 ack=%d win=65535".formatted(sent)).skip();
    }
    assertThat(peer.status().sending().unsent()).isZero();
    assertThat(peer.status().sending().unacknowledged().bytes()).isZero();
  }

  /// An ACK beyond SND.NXT opens nothing, whatever else it says.
  @ParameterizedTest
  @ValueSource(ints = {102, 1_000, 1_000_000_000, Integer.MAX_VALUE})
  @Rfc("5961 5.2")
  void anAckOfTheFutureIsChallengedWithAllThatItBrings(int ack) {
    peer.established().send(100).skip();
    peer.inject("FIN,ACK seq=1 ack=%d win=9 len=10".formatted(ack))
        .expect("ACK seq=101 ack=1", SendCause.CHALLENGE_ACK)
        .in(State.ESTABLISHED)
        .readsOnly(0);
    assertThat(peer.status().sending().window()).isEqualTo(65_535);
    assertThat(peer.status().sending().unacknowledged().bytes()).isEqualTo(100);
  }

  @Test
  @Rfc("9293 N-10")
  void aResetOutsideTheWindowIsNothingInSynReceivedEither() {
    for (String open : new String[] {"", "active"}) {
      peer = new ScriptedPeer();
      if (open.isEmpty()) {
        peer.listen().inject("SYN seq=0").skip();
      } else {
        peer.open().skip().inject("SYN seq=0").skip();
      }
      peer.in(State.SYN_RECEIVED)
          .inject("RST seq=0")
          .inject("RST seq=70000")
          .inject("RST,ACK seq=-5 ack=1")
          .expectNothing()
          .in(State.SYN_RECEIVED);
    }
  }
}

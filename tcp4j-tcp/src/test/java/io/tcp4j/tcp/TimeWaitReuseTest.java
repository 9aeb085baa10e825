package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.wire.DropReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A connection that begins on two sockets in TIME-WAIT (RFC 9293 §3.6.1, MAY-2 and SHLD-4; RFC
/// 6191): the peer's last number was 1, its FIN's, and its last timestamp 1.
class TimeWaitReuseTest {
  private static final TcpConfig STAMPED = TcpConfig.builder().sack(false).build();

  private ScriptedPeer peer;

  private ScriptedPeer waiting(TcpConfig config) {
    peer = ScriptedPeer.reach(State.TIME_WAIT, config).listen();
    return peer;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 1_000_000, Integer.MAX_VALUE})
  @Rfc("9293 MAY-2")
  void aSynWithALargerNumberBeginsAnother(int seq) {
    waiting(ScriptedPeer.PLAIN).inject("SYN seq=" + seq);
    peer.expect("SYN,ACK seq=0 ack=" + (seq + 1), SendCause.SYN_ANSWER);
    peer.inject("ACK seq=%d ack=1 len=10".formatted(seq + 1)).in(State.ESTABLISHED);
    assertThat(peer.host.counters.of(TcpCounter.TIME_WAITS_REUSED)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 0, -1_000_000, -2_147_483_646})
  @Rfc({"9293 MAY-2", "5961 4.2"})
  void aSynWithASmallerNumberIsChallenged(int seq) {
    waiting(ScriptedPeer.PLAIN).inject("SYN seq=" + seq);
    peer.expect("ACK seq=2 ack=2").in(State.TIME_WAIT);
  }

  /// RFC 6191 §2, in its order, where both connections bear timestamps.
  @ParameterizedTest
  @CsvSource({
    "2, -1000, true",
    "100, 1000, true",
    "1, 2, true",
    "1, 1, false",
    "0, 1000, false",
    "-100, 1000, false"
  })
  @Rfc({"9293 SHLD-4", "6191 2"})
  void theTimestampDecidesAndIfThatIsTheSameTheNumber(int tsVal, int seq, boolean begins) {
    waiting(STAMPED);
    String tsval = Integer.toUnsignedString(tsVal);
    peer.inject("SYN seq=%d <mss 1460,ts %s 0>".formatted(seq, tsval));
    if (begins) {
      peer.expect("SYN,ACK seq=0 ack=" + (seq + 1));
      assertThat(peer.host.state()).isEqualTo(State.SYN_RECEIVED);
    } else {
      peer.expect("ACK seq=2 ack=2").in(State.TIME_WAIT);
    }
  }

  @ParameterizedTest
  @CsvSource({"2, true", "1, false"})
  @Rfc("6191 2")
  void whereOnlyTheOldConnectionHadTimestampsTheNumberDecides(int seq, boolean begins) {
    waiting(STAMPED).inject("SYN seq=" + seq + " <mss 1460>");
    assertThat(peer.host.state()).isEqualTo(begins ? State.SYN_RECEIVED : State.TIME_WAIT);
  }

  /// RFC 6191 would take any, since the old segments bear no timestamps and would be dropped; but
  /// we take such segments ({@link TcpConfig#missingTimestamps}).
  @ParameterizedTest
  @CsvSource({"2, true", "1, false"})
  void whereOnlyTheNewOneHasThemTheNumberDecidesToo(int seq, boolean begins) {
    peer = new ScriptedPeer(STAMPED);
    peer.established("<mss 1460>").shutdownOutput().skip();
    peer.inject("FIN,ACK seq=1 ack=2 <>").in(State.TIME_WAIT).skip().listen();
    peer.inject("SYN seq=" + seq + " <mss 1460,ts 500 0>");
    assertThat(peer.host.state()).isEqualTo(begins ? State.SYN_RECEIVED : State.TIME_WAIT);
  }

  @Test
  void withoutAListenerTheSynIsChallenged() {
    waiting(ScriptedPeer.PLAIN).host.listening = false;
    peer.inject("SYN seq=2").expect("ACK seq=2 ack=2").in(State.TIME_WAIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SYN,ACK seq=2 ack=2", "RST,SYN seq=2", "ACK seq=2 ack=2 len=1"})
  void nothingButASynBeginsOne(String segment) {
    waiting(ScriptedPeer.PLAIN).inject(segment).in(State.TIME_WAIT);
    assertThat(peer.host.state()).isEqualTo(State.TIME_WAIT);
  }

  @Test
  void itCanBeSwitchedOff() {
    waiting(ScriptedPeer.plain().timeWaitReuse(false).build());
    peer.inject("SYN seq=2").expect("ACK seq=2 ack=2").in(State.TIME_WAIT);
  }

  @Test
  void whereTheSynQueueIsFullTimeWaitGoesOn() {
    waiting(ScriptedPeer.PLAIN).host.synQueueRoom = 0;
    peer.inject("SYN seq=2").expectNothing();
    assertThat(peer.host.state()).isEqualTo(State.TIME_WAIT);
    assertThat(peer.host.counters.drops(DropReason.TCP_SYN_QUEUE_FULL)).isEqualTo(1);
    peer.host.synQueueRoom = 1;
    peer.inject("SYN seq=2").expect("SYN,ACK seq=0 ack=3");
  }

  /// MAY-2 (1): ISS is "larger than the largest sequence number it used on the previous
  /// connection", which has sent faster than the ISN clock ticks.
  @Test
  @Rfc("9293 MAY-2")
  void ourNumbersGoOnBeyondThoseOfTheOldConnection() {
    TcpConfig config = ScriptedPeer.plain().sendBuffer(2_000_000).build();
    peer = new ScriptedPeer(config).established().send(2_000_000);
    int first = peer.iss();
    while (peer.status().sending().unsent() > 0) {
      peer.inject("ACK seq=1 ack=" + (1 + peer.status().totals().sentBytes())).skip();
    }
    peer.shutdownOutput().inject("FIN,ACK seq=1 ack=2000002").in(State.TIME_WAIT).skip();
    peer.listen().inject("SYN seq=2").expect("SYN,ACK seq=0 ack=3");
    assertThat(peer.iss() - first).isEqualTo(2_000_003);
  }

  /// MAY-2 (2): "returns to TIME-WAIT state if the SYN turns out to be an old duplicate".
  @Test
  @Rfc("9293 MAY-2")
  void anOldDuplicateLeadsBackToTheRestOfTheWait() {
    waiting(ScriptedPeer.PLAIN).elapse(Duration.ofSeconds(40));
    peer.inject("SYN seq=2").skip().inject("RST seq=3");
    assertThat(peer.host.state()).isEqualTo(State.TIME_WAIT);
    assertThat(peer.host.halfOpen).isZero();
    peer.inject("FIN,ACK seq=1 ack=-1").skip(); // the old connection's, acknowledged as ever
    peer.elapse(Duration.ofSeconds(59));
    assertThat(peer.host.state()).isEqualTo(State.TIME_WAIT);
    peer.elapse(Duration.ofSeconds(2));
    assertThat(peer.host.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void anOldDuplicateDoesNotProlongTheWait() {
    waiting(ScriptedPeer.PLAIN).elapse(Duration.ofSeconds(50));
    peer.inject("SYN seq=2").elapse(Duration.ofSeconds(5)).skip().inject("RST seq=3");
    peer.elapse(Duration.ofSeconds(4));
    assertThat(peer.host.state()).isEqualTo(State.TIME_WAIT);
    peer.elapse(Duration.ofSeconds(2));
    assertThat(peer.host.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void anotherSynInTheWindowLeadsBackTooAndBeginsYetAnother() {
    waiting(ScriptedPeer.PLAIN).inject("SYN seq=2").expect("SYN,ACK seq=0 ack=3");
    peer.inject("SYN seq=500").expectNothing();
    assertThat(peer.host.state()).isEqualTo(State.TIME_WAIT);
    peer.inject("SYN seq=500").expect("SYN,ACK seq=0 ack=501");
  }

  /// RFC 1337: what is left over from the old connection does the new one no harm.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ACK seq=-50 ack=1 len=50 <ts 1 1>",
        "FIN,ACK seq=1 ack=1 <ts 1 1>",
        "ACK seq=700 ack=1 len=10 <ts 1 1>",
        "RST seq=1"
      })
  @Rfc("1337 3")
  void oldSegmentsDoTheNewConnectionNoHarm(String old) {
    waiting(STAMPED).elapse(Duration.ofSeconds(1));
    peer.inject("SYN seq=600 <mss 1460,ts 1001 0>").expect("SYN,ACK seq=0 ack=601");
    peer.inject("ACK seq=601 ack=1 <ts 1002 100>").in(State.ESTABLISHED);
    peer.inject(old).skip().in(State.ESTABLISHED).readsOnly(0);
    peer.inject("ACK seq=601 ack=1 len=0 <ts 1003 100>").in(State.ESTABLISHED);
  }

  @Test
  void anOpenWaitsForASecondAndForTimestamps() {
    waiting(STAMPED);
    TimeWaitEntry entry = peer.host.timeWait;
    assertThat(entry.yieldsTo(STAMPED, peer.now)).isFalse();
    assertThat(entry.yieldsTo(STAMPED, peer.now + 999_999_999)).isFalse();
    assertThat(entry.yieldsTo(STAMPED, peer.now + 1_000_000_000)).isTrue();
    assertThat(entry.yieldsTo(ScriptedPeer.PLAIN, peer.now + 1_000_000_000)).isFalse();
    waiting(ScriptedPeer.PLAIN);
    assertThat(peer.host.timeWait.yieldsTo(STAMPED, peer.now + 1_000_000_000)).isFalse();
  }

  @Test
  @Rfc("7323 5.4")
  void anOpenGoesOnWithOurNumbersAndOurClock() {
    waiting(STAMPED).elapse(Duration.ofSeconds(1));
    TimeWaitEntry old = peer.host.timeWait;
    int iss = peer.iss();
    peer.open();
    var syn = peer.next("SYN").segment();
    assertThat(peer.iss() - iss).isGreaterThan(2);
    assertThat(syn.tsEcr).isZero();
    assertThat(old.state()).isEqualTo(State.CLOSED);
    assertThat(old.yieldsTo(STAMPED, peer.now)).isFalse();
    peer.inject("SYN,ACK seq=0 ack=1 <mss 1460,ts 1001 100>").in(State.ESTABLISHED);
  }

  /// The peer did not get our last ACK: it is in LAST-ACK still, and challenges the SYN.
  @Test
  void aPeerInLastAckIsResetAndAsksForTheSynAgain() {
    waiting(STAMPED).elapse(Duration.ofSeconds(1)).open().skip();
    peer.inject("ACK seq=1 ack=-4000 <ts 1001 1>");
    var reset = peer.next("RST");
    assertThat(reset.cause()).isEqualTo(SendCause.RESET_BAD_ACK);
    peer.elapse(Duration.ofSeconds(1)).expect("SYN seq=0", SendCause.RETRANSMISSION_TIMEOUT);
  }

  /// The connection that closes before it is open is another one, and its wait is not the rest of
  /// the old one's.
  @Test
  void aConnectionThatIsClosedInSynReceivedHasATimeWaitOfItsOwn() {
    waiting(STAMPED).elapse(Duration.ofSeconds(1)).open().skip();
    peer.inject("SYN seq=0 <mss 1460,ts 1001 0>").expect("SYN,ACK seq=0 ack=1");
    assertThat(peer.host.state()).isEqualTo(State.SYN_RECEIVED);
    peer.shutdownOutput().expect("FIN,ACK seq=1 ack=1").in(State.FIN_WAIT_1);
    peer.inject("FIN,ACK seq=1 ack=2 <ts 1002 100>").expect("ACK seq=2 ack=2");
    assertThat(peer.host.state()).isEqualTo(State.TIME_WAIT);
    peer.inject("FIN,ACK seq=1 ack=2 <ts 1002 100>").expect("ACK seq=2 ack=2");
    peer.elapse(Duration.ofSeconds(59).plusMillis(900));
    assertThat(peer.host.state()).isEqualTo(State.TIME_WAIT);
  }

  @Test
  void anOldTimestampOnARepeatedFinDoesNotStartTheWaitAgain() {
    waiting(STAMPED).elapse(Duration.ofSeconds(40));
    peer.inject("FIN,ACK seq=1 ack=2 <ts 0 100>").skip();
    peer.elapse(Duration.ofSeconds(21));
    assertThat(peer.host.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void theTimestampOfARepeatedFinCounts() {
    waiting(STAMPED).inject("FIN,ACK seq=1 ack=2 <ts 500 100>").skip();
    peer.inject("SYN seq=-7 <mss 1460,ts 499 0>").expect("ACK seq=2 ack=2");
    peer.inject("SYN seq=-7 <mss 1460,ts 501 0>").expect("SYN,ACK seq=0 ack=-6");
  }
}

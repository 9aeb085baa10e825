package io.tcp4j.tcp;

import static io.tcp4j.tcp.model.State.CLOSED;
import static io.tcp4j.tcp.model.State.ESTABLISHED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.CallError;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.KeepAlive;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.timer.Timers;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// Keep-alives (RFC 9293 §3.8.4): when one is sent, what counts as an answer, and how it ends.
class KeepAliveTest {
  private static final Duration IDLE = Duration.ofHours(2);
  private static final long INTERVAL_MILLIS = 75_000;
  private static final int PROBES = 9;
  private static final String PROBE = "ACK seq=0 ack=1";

  private final ScriptedPeer peer = with(KeepAlive.DEFAULT);

  private static ScriptedPeer with(KeepAlive times) {
    return new ScriptedPeer(TcpConfig.builder().keepAlive(true).keepAliveTimes(times).build());
  }

  @Test
  @Rfc("9293 MUST-25")
  void isOffUnlessAskedFor() {
    var silent = new ScriptedPeer();
    silent.established().elapse(Duration.ofDays(100)).expectNothing().in(ESTABLISHED); // MUST-25
    assertThat(silent.host.nextDeadline()).isEqualTo(Timers.NEVER);
  }

  @Test
  @Rfc({"9293 MUST-28", "9293 SHLD-12", "9293 MAY-5"})
  void aSilentPeerIsAskedAfterTwoHours() {
    peer.established().elapse(IDLE.minusMillis(1)).expectNothing().elapseMillis(1); // MUST-28
    peer.expect(PROBE, SendCause.KEEP_ALIVE).expectNothing(); // SHLD-12: no data
    assertThat(peer.host.counters.of(TcpCounter.KEEP_ALIVES)).isOne();
  }

  @Test
  void anAnswerBeginsTheSilenceAnew() {
    peer.established();
    for (int day = 0; day < 100; day++) {
      peer.elapse(IDLE).expect(PROBE).elapseMillis(30).inject("ACK seq=1 ack=1").expectNothing();
    }
    peer.in(ESTABLISHED);
  }

  @Test
  @Rfc("9293 MUST-29")
  void oneLostAnswerProvesNothing() {
    peer.established().elapse(IDLE).expect(PROBE);
    for (int unanswered = 1; unanswered < PROBES; unanswered++) { // MUST-29
      assertThat(peer.nextTimer()).isEqualTo(INTERVAL_MILLIS);
      peer.expect(PROBE);
    }
    peer.elapseMillis(INTERVAL_MILLIS - 1).inject("ACK seq=1 ack=1").in(ESTABLISHED);
    peer.elapse(IDLE.minusMillis(1)).expectNothing().elapseMillis(1).expect(PROBE);
  }

  @Test
  @Rfc("9293 MAY-5")
  void aPeerThatNeverAnswersIsGivenUpAndTold() {
    peer.established().elapse(IDLE).expect(PROBE);
    for (int unanswered = 1; unanswered < PROBES; unanswered++) {
      assertThat(peer.nextTimer()).isEqualTo(INTERVAL_MILLIS);
      peer.expect(PROBE, SendCause.KEEP_ALIVE);
    }
    assertThat(peer.nextTimer()).isEqualTo(INTERVAL_MILLIS);
    peer.expect("RST,ACK seq=1 ack=1", SendCause.RESET_KEEP_ALIVE).expectNothing().gone();
    assertThat(peer.host.ended).isEqualTo(Ending.TIMED_OUT);
    peer.readFails(CallError.TIMED_OUT).sendFails(CallError.TIMED_OUT);
  }

  @Test
  void aPeerThatHasForgottenTheConnectionEndsItByItsReset() {
    peer.established().elapse(IDLE).expect(PROBE).inject("RST seq=1").gone();
    assertThat(peer.host.ended).isEqualTo(Ending.RESET);
  }

  @Test
  @Rfc("9293 MUST-26")
  void whateverComesCountsAsASign() {
    peer.established().elapse(IDLE.minusMillis(1)).inject("ACK seq=1 ack=1 len=10").skip();
    peer.elapse(IDLE.minusMillis(1)).skip().elapseMillis(1).expect("ACK seq=0 ack=11");
  }

  @Test
  void aSegmentThatAnybodyCouldHaveMadeUpIsNoSign() {
    peer.established().elapse(IDLE.minusMinutes(1));
    peer.inject("ACK seq=-100000 ack=1").inject("ACK seq=1 ack=100").skip();
    peer.elapse(Duration.ofMinutes(1)).expect(PROBE);
  }

  @Test
  @Rfc("9293 MUST-26")
  void nothingIsAskedWhileSomethingIsOutstanding() {
    var eager = with(KeepAlive.of(Duration.ofMillis(50), Duration.ofMillis(50), 1));
    eager.established().send(100).expect("PSH,ACK seq=1 ack=1 len=100");
    // MUST-26: sent again instead, for as long as the user timeout lets it
    eager.elapse(Duration.ofMinutes(1)).in(ESTABLISHED);
    assertThat(eager.host.counters.of(TcpCounter.KEEP_ALIVES)).isZero();
    assertThat(eager.host.counters.of(TcpCounter.RETRANSMISSION_TIMEOUTS)).isPositive();
    eager.skip().inject("ACK seq=1 ack=101");
    assertThat(eager.nextTimer()).isEqualTo(50);
    eager.expect("ACK seq=100 ack=1", SendCause.KEEP_ALIVE);
  }

  @Test
  @Rfc("9293 MUST-26")
  void nothingIsAskedWhileTheWindowIsProbed() {
    var eager = with(KeepAlive.of(Duration.ofMillis(50), Duration.ofMillis(50), 1));
    eager.window = 0;
    eager.established().send(100);
    eager.elapse(Duration.ofMinutes(1)).in(ESTABLISHED);
    assertThat(eager.host.counters.of(TcpCounter.KEEP_ALIVES)).isZero();
    assertThat(eager.host.counters.of(TcpCounter.WINDOW_PROBES)).isPositive();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"CLOSED", "LISTEN", "ESTABLISHED", "FIN_WAIT_2", "CLOSE_WAIT"})
  void otherStatesHaveOtherTimers(State state) {
    ScriptedPeer other = ScriptedPeer.reach(state);
    other.configure(config -> config.keepAlive(true));
    other.elapse(Duration.ofDays(1));
    assertThat(other.host.counters.of(TcpCounter.KEEP_ALIVES)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "ESTABLISHED, ACK seq=0 ack=1",
    "FIN_WAIT_2, ACK seq=1 ack=1",
    "CLOSE_WAIT, ACK seq=0 ack=2"
  })
  @Rfc("9293 MUST-24")
  void isSwitchedOnAndOffWhileTheConnectionLives(State state, String probe) {
    ScriptedPeer one = ScriptedPeer.reach(state);
    one.elapse(IDLE);
    one.configure(config -> config.keepAlive(true)); // MUST-24; the silence counts from here
    one.elapse(IDLE.minusMillis(1)).expectNothing().elapseMillis(1).expect(probe);
    one.configure(config -> config.keepAlive(false));
    one.elapse(Duration.ofDays(1)).expectNothing().in(state);
  }

  @Test
  void aLinkWithoutRoomIsNotThePeersSilence() {
    peer.established();
    peer.host.refused = s -> true;
    peer.elapse(IDLE.multipliedBy(10)).expectNothing().in(ESTABLISHED);
    peer.host.linkHasRoom(peer.now);
    peer.elapseMillis(0).expect(PROBE);
    assertThat(peer.host.counters.of(TcpCounter.KEEP_ALIVES)).isOne();
  }

  @Test
  void timersThatAreLateDoNotAskWithoutWaitingForTheAnswer() {
    peer.established();
    peer.now += Duration.ofDays(1).toNanos(); // as if the machine had slept
    peer.host.timeout(peer.now);
    peer.expect(PROBE).expectNothing();
    assertThat(peer.nextTimer()).isEqualTo(INTERVAL_MILLIS);
  }

  @ParameterizedTest
  @EnumSource(names = {"ESTABLISHED", "FIN_WAIT_1", "FIN_WAIT_2"})
  void aKeepAliveOfThePeersIsAnsweredAtOnce(State state) {
    ScriptedPeer asked = ScriptedPeer.reach(state);
    int nxt = state == ESTABLISHED ? 1 : 2;
    asked.inject("ACK seq=0 ack=1");
    asked.expect("ACK seq=" + nxt + " ack=1", SendCause.KEEP_ALIVE_ANSWER).expectNothing();
    asked.inject("ACK seq=0 ack=1 len=1"); // MAY-6: some send an octet with it
    asked.expect("ACK seq=" + nxt + " ack=1").expectNothing().in(state);
  }

  @Test
  void keepAlivesThatAnybodyCouldMakeUpAreNotAllAnswered() {
    peer.established();
    for (int i = 0; i < 100; i++) {
      peer.inject("ACK seq=0 ack=1");
    }
    assertThat(peer.sentCount()).isEqualTo(4); // RFC 5961 §7
  }

  @Test
  void twoSilentHostsKeepEachOtherAlive() {
    TcpConfig config = TcpConfig.builder().keepAlive(true).build();
    var two = new TwoEngines(config, config).connect();
    two.runFor(Duration.ofDays(30));
    assertThat(two.both(ESTABLISHED)).isTrue();
    List<Segment> probes =
        two.ab.log.stream().map(TwoEngines.Flight::segment).filter(s -> s.textLength == 0).toList();
    assertThat(probes)
        .hasSizeBetween(300, 800)
        .allMatch(s -> s.flags == TcpFlags.ACK || s.has(TcpFlags.SYN));

    two.ab.drop(_ -> true);
    two.ba.drop(_ -> true);
    two.runUntilIdle();
    assertThat(two.both(CLOSED)).isTrue();
    assertThat(two.a.ended).isEqualTo(Ending.TIMED_OUT);
    assertThat(two.b.ended).isEqualTo(Ending.TIMED_OUT);
    two.assertNothingLeft();
  }
}

package io.tcp4j.tcp;

import static io.tcp4j.tcp.model.State.CLOSED;
import static io.tcp4j.tcp.model.State.CLOSE_WAIT;
import static io.tcp4j.tcp.model.State.ESTABLISHED;
import static io.tcp4j.tcp.model.State.FIN_WAIT_1;
import static io.tcp4j.tcp.model.State.FIN_WAIT_2;
import static io.tcp4j.tcp.model.State.TIME_WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.CallError;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// §3.10.7.4, first, seventh and eighth: which part of what arrives is taken, when it is
/// acknowledged, and which window is offered.
class ReceiveTextTest {
  private final ScriptedPeer peer = new ScriptedPeer();

  private static TcpConfig.Builder config() {
    return TcpConfig.builder();
  }

  // --- trimming (E-11)

  @Test
  @Rfc("9293 E-11")
  void whatWasReceivedBeforeIsTrimmedOff() {
    peer.established().inject("ACK seq=1 ack=1 len=100").inject("ACK seq=51 ack=1 len=100");
    peer.read(150);
    assertThat(peer.host.counters.of(TcpCounter.OUT_OF_ORDER_KEPT)).isZero();
  }

  @Test
  void anOldSegmentIsAnsweredByAnAck() {
    peer.established().inject("ACK seq=1 ack=1 len=100").inject("ACK seq=1 ack=1 len=100");
    peer.expect("ACK seq=1 ack=101", SendCause.ACK_UNACCEPTABLE).read(100);
    assertThat(peer.connection().available()).isZero();
  }

  @Test
  @Rfc("9293 E-11")
  void whatLiesBeyondTheWindowIsTrimmedOffWithItsFin() {
    var small = new ScriptedPeer(config().receiveBuffer(1_000).build());
    small.established().inject("FIN,ACK seq=1 ack=1 len=1001").in(ESTABLISHED);
    small.expect("ACK seq=1 ack=1001 win=0").read(1_000);
    small.expect("ACK seq=1 ack=1001 win=1000", SendCause.WINDOW_UPDATE);
    small.inject("FIN,ACK seq=1001 ack=1 len=1").in(CLOSE_WAIT).expect("ACK seq=1 ack=1003");
    small.read(1).readEnd();
  }

  @Test
  void aFinAtTheRightEdgeIsTaken() {
    var small = new ScriptedPeer(config().receiveBuffer(1_000).build());
    small.established().inject("FIN,ACK seq=1 ack=1 len=999").in(CLOSE_WAIT);
    small.expect("ACK seq=1 ack=1001 win=0").read(999).readEnd();
    small.expectNothing(); // a window is of no use to a peer that has closed
  }

  @Test
  @Rfc("5961 4.2")
  void aSynInsideASegmentThatReachesIntoTheWindowIsChallenged() {
    peer.established().inject("SYN,ACK seq=0 ack=1 len=100").in(ESTABLISHED);
    peer.expect("ACK seq=1 ack=1", SendCause.CHALLENGE_ACK).expectNothing();
    assertThat(peer.connection().available()).isZero();
  }

  // --- order

  @Test
  @Rfc({"9293 MUST-59", "9293 SHLD-31", "9293 MAY-13", "5681 4.2"})
  void textOutOfOrderIsKeptAndAnsweredByADuplicateAck() {
    peer.established().inject("ACK seq=101 ack=1 len=100");
    peer.expect("ACK seq=1 ack=1", SendCause.ACK_OUT_OF_ORDER);
    assertThat(peer.connection().available()).isZero();
    peer.inject("ACK seq=1 ack=1 len=100");
    peer.expect("ACK seq=1 ack=201", SendCause.ACK_HOLE_FILLED).expectNothing().read(200);
  }

  @Test
  @Rfc("9293 SHLD-31")
  void allOrdersOfFiveSegmentsGiveTheSameText() {
    for (List<Integer> order : permutations(List.of(0, 1, 2, 3, 4))) {
      var one = new ScriptedPeer();
      one.established();
      for (int segment : order) {
        one.inject("ACK seq=" + (1 + 100 * segment) + " ack=1 len=100");
      }
      one.read(500);
      assertThat(one.host.pages.outstanding()).as(order.toString()).isZero();
      one.skip().inject("ACK seq=501 ack=1 len=3000").expect("ACK seq=1 ack=3501");
    }
  }

  @Test
  void randomOverlapsGiveTheTextOfTheModel() {
    for (int seed = 0; seed < 60; seed++) {
      var random = new Random(seed);
      var one = new ScriptedPeer();
      one.established();
      int length = 1 + random.nextInt(20_000);
      boolean[] have = new boolean[length];
      int read = 0;
      for (int done = 0; done < length; ) {
        int from = Math.min(length - 1, Math.max(0, done - 500 + random.nextInt(3_000)));
        int n = 1 + random.nextInt(Math.min(1_460, length - from));
        one.inject("ACK seq=" + (1 + from) + " ack=1 len=" + n);
        for (int i = from; i < from + n; i++) {
          have[i] = true;
        }
        while (done < length && have[done]) {
          done++;
        }
        if (one.connection().available() != done - read) {
          fail("seed %d: %d bytes readable", seed, one.connection().available());
        }
        if (random.nextInt(4) == 0 && done > read) {
          int take = 1 + random.nextInt(done - read);
          one.read(take);
          read += take;
        }
      }
      one.read(length - read);
      assertThat(one.host.pages.outstanding()).as("seed %d", seed).isZero();
    }
  }

  private static List<List<Integer>> permutations(List<Integer> of) {
    if (of.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Integer>> all = new ArrayList<>();
    for (Integer first : of) {
      List<Integer> others = of.stream().filter(i -> !i.equals(first)).toList();
      for (List<Integer> tail : permutations(others)) {
        List<Integer> one = new ArrayList<>(List.of(first));
        one.addAll(tail);
        all.add(one);
      }
    }
    return all;
  }

  // --- FIN (E-19)

  @Test
  void aFinThatCameEarlyIsTakenWhenTheGapIsFilled() {
    peer.established().inject("FIN,ACK seq=101 ack=1").in(ESTABLISHED);
    peer.expect("ACK seq=1 ack=1", SendCause.ACK_OUT_OF_ORDER); // RFC 5681 §4.2
    peer.inject("ACK seq=1 ack=1 len=100").in(CLOSE_WAIT).expect("ACK seq=1 ack=102");
    peer.read(100).readEnd();
  }

  @Test
  @Rfc("9293 E-19")
  void aFinWithTextThatCameEarlyIsTakenWhenTheGapIsFilled() {
    peer.established().inject("FIN,ACK seq=101 ack=1 len=50").in(ESTABLISHED).skip();
    peer.inject("ACK seq=1 ack=1 len=100").in(CLOSE_WAIT).expect("ACK seq=1 ack=152");
    peer.read(150).readEnd();
    assertThat(peer.host.bits & Readiness.END_OF_STREAM).isNotZero();
  }

  @Test
  void textAfterAFinIsNoText() {
    peer.established().inject("FIN,ACK seq=101 ack=1").skip();
    peer.inject("ACK seq=1 ack=1 len=200").in(CLOSE_WAIT).read(100).readEnd();
    assertThat(peer.host.counters.drops(DropReason.TCP_TEXT_AFTER_FIN)).isEqualTo(1);
    assertThat(peer.host.pages.outstanding()).isZero();
  }

  @Test
  void textThatCameBeforeTheFinItLiesBehindIsForgotten() {
    peer.established().inject("ACK seq=6 ack=1 len=10").inject("ACK seq=5001 ack=1 len=10");
    peer.inject("FIN,ACK seq=1 ack=1 len=5").in(CLOSE_WAIT).read(5).readEnd();
    assertThat(peer.host.pages.outstanding()).isZero();
    peer.shutdownOutput().skip().inject("ACK seq=7 ack=2").gone();
  }

  @Test
  @Rfc("9293 E-18")
  void textIsIgnoredOnceTheFinIsIn() {
    peer.established().inject("FIN,ACK seq=1 ack=1").skip();
    peer.inject("ACK seq=2 ack=1 len=10").in(CLOSE_WAIT).readEnd();
  }

  @Test
  void textAndFinMayComeInTheSegmentThatAcknowledgesOurFin() {
    peer.established().shutdownOutput().skip();
    peer.inject("FIN,ACK seq=1 ack=2 len=10").in(TIME_WAIT).expect("ACK seq=2 ack=12");
    peer.read(10).readEnd();
  }

  @Test
  void aFinWhoseTextFindsNoMemoryIsNotTaken() {
    peer.established().shutdownOutput().skip();
    peer.host.pages.budget = 0;
    peer.inject("FIN,ACK seq=1 ack=2 len=10").in(FIN_WAIT_2).expect("ACK seq=2 ack=1");
    peer.host.pages.budget = 10;
    peer.inject("FIN,ACK seq=1 ack=2 len=10").in(TIME_WAIT).read(10).readEnd();
  }

  @Test
  void aTimeWaitKeepsTheTextReadable() {
    peer.established().inject("ACK seq=1 ack=1 len=10").shutdownOutput().skip();
    peer.inject("FIN,ACK seq=11 ack=2").in(TIME_WAIT).expect("ACK seq=2 ack=12");
    peer.elapse(Duration.ofMinutes(2)).in(CLOSED).read(10).readEnd();
    assertThat(peer.host.pages.outstanding()).isZero();
  }

  // --- full close (SHLD-3)

  @Test
  @Rfc({"9293 SHLD-3", "2525 2.17"})
  void closingWithUnreadTextResets() {
    peer.established().inject("ACK seq=1 ack=1 len=10").close();
    peer.expect("RST,ACK seq=1 ack=11", SendCause.RESET_UNREAD_DATA).gone();
    assertThat(peer.host.ended).isEqualTo(Ending.DATA_LOST);
    assertThat(peer.host.unreadAtEnd).isEqualTo(10);
  }

  @Test
  @Rfc({"9293 SHLD-3", "9293 MAY-1"})
  void textThatArrivesAfterAFullCloseResets() {
    peer.established().close().expect("FIN,ACK seq=1 ack=1").in(FIN_WAIT_1);
    peer.inject("ACK seq=1 ack=1 len=10");
    peer.expect("RST,ACK seq=2 ack=1", SendCause.RESET_DATA_AFTER_CLOSE).gone();
    assertThat(peer.host.ended).isEqualTo(Ending.DATA_LOST);
  }

  @Test
  @Rfc("9293 MAY-1")
  void aFinAloneAfterAFullCloseIsInOrder() {
    peer.established().close().expect("FIN,ACK seq=1 ack=1");
    peer.inject("FIN,ACK seq=1 ack=2").in(TIME_WAIT).expect("ACK seq=2 ack=2");
  }

  @Test
  void aHalfCloseGoesOnReceiving() {
    peer.established().shutdownOutput().expect("FIN,ACK seq=1 ack=1");
    peer.inject("ACK seq=1 ack=2 len=10").in(FIN_WAIT_2).read(10);
    peer.sendFails(CallError.CLOSING);
    assertThat(CallError.of(peer.connection().shutdownOutput(peer.now)))
        .isEqualTo(CallError.CLOSING);
  }

  @Test
  void aFullCloseMayFollowAHalfClose() {
    peer.established().shutdownOutput().skip().inject("ACK seq=1 ack=2").in(FIN_WAIT_2);
    peer.connection().close(peer.now);
    peer.elapse(Duration.ofMinutes(2)).gone(); // nobody waits for the peer's FIN for ever
    assertThat(peer.host.ended).isEqualTo(Ending.TIMED_OUT);
  }

  // --- delayed ACK (SHLD-18, SHLD-19, MUST-40)

  @Test
  @Rfc({"9293 MUST-40", "9293 SHLD-18", "9293 SHLD-19"})
  void aSingleSegmentIsAcknowledgedAfterTheDelay() {
    peer.established().inject("ACK seq=1 ack=1 len=1460").inject("ACK seq=1461 ack=1 len=1460");
    peer.expect("ACK seq=1 ack=2921", SendCause.ACK_EVERY_SECOND);
    peer.inject("ACK seq=2921 ack=1 len=1460").expectNothing();
    assertThat(peer.nextTimer()).isEqualTo(40);
    peer.expect("ACK seq=1 ack=4381", SendCause.ACK_DELAYED).expectNothing();
  }

  @Test
  @Rfc("9293 SHLD-18")
  void textToSendCarriesTheAcknowledgment() {
    peer.established().inject("ACK seq=1 ack=1 len=100").expectNothing().send(10);
    peer.expect("PSH,ACK seq=1 ack=101 len=10");
    peer.inject("ACK seq=101 ack=11").elapseMillis(1_000).expectNothing();
  }

  @Test
  void withoutADelayEachSegmentIsAcknowledgedAtOnce() {
    var quick = new ScriptedPeer(config().delayedAck(Duration.ZERO).build());
    quick.established().inject("ACK seq=1 ack=1 len=1").expect("ACK seq=1 ack=2").expectNothing();
    assertThat(quick.host.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  @Rfc("9293 MUST-58")
  void aSuperSegmentGetsOneAckAtOnce() {
    peer.established().inject("ACK seq=1 ack=1 len=29200 gso=1460");
    peer.expect("ACK seq=1 ack=29201", SendCause.ACK_EVERY_SECOND).expectNothing();
  }

  @Test
  @Rfc("9293 MUST-58")
  void smallSegmentsShareAnAck() {
    peer.established().inject("ACK seq=1 ack=1 len=1460").inject("ACK seq=1461 ack=1 len=1460");
    peer.skip();
    for (int i = 0; i < 29; i++) {
      peer.inject("ACK seq=" + (2921 + i * 100) + " ack=1 len=100");
    }
    peer.expectNothing();
    peer.inject("ACK seq=5821 ack=1 len=100").expect("ACK seq=1 ack=5921").expectNothing();
  }

  // --- the window

  @Test
  @Rfc("9293 MUST-39")
  void readingOpensAClosedWindowAtOnceAndOnce() {
    var small = new ScriptedPeer(config().receiveBuffer(10_000).build());
    small.established().inject("ACK seq=1 ack=1 len=1000").inject("ACK seq=1001 ack=1 len=1000");
    small.skip();
    small.inject("ACK seq=2001 ack=1 len=8000 gso=1000").expect("ACK seq=1 ack=10001 win=0");
    small.read(999).expectNothing(); // silly: less than a segment, less than half the buffer
    small.read(1).expect("ACK seq=1 ack=10001 win=1000", SendCause.WINDOW_UPDATE);
    for (int i = 0; i < 9; i++) {
      small.read(1_000);
    }
    // far from one for each read: only when it more than doubles what was offered
    small.expect("ACK seq=1 ack=10001 win=3000").expect("ACK seq=1 ack=10001 win=7000");
    small.expectNothing();
  }

  @Test
  @Rfc("9293 MUST-39")
  void aSmallBufferOpensByHalves() {
    var small = new ScriptedPeer(config().receiveBuffer(600).build());
    small.established().inject("ACK seq=1 ack=1 len=600").nextTimer();
    small
        .expect("ACK seq=1 ack=601 win=0")
        .read(299)
        .expectNothing()
        .read(1)
        .expect("ACK seq=1 ack=601 win=300");
  }

  @Test
  @Rfc("9293 MUST-66")
  void aWindowOfZeroTakesNoTextButAcksAndResets() {
    var small = new ScriptedPeer(config().receiveBuffer(1_000).build());
    small.established().inject("ACK seq=1 ack=1 len=1000").nextTimer();
    small.expect("ACK seq=1 ack=1001 win=0").send(10).expect("PSH,ACK seq=1 ack=1001 win=0 len=10");
    small.inject("ACK seq=1001 ack=11 len=1").expect("ACK seq=11 ack=1001 win=0");
    assertThat(small.status().sending().unacknowledged().bytes()).isZero(); // the ACK counts
    small.inject("FIN,ACK seq=1001 ack=11").in(ESTABLISHED).expect("ACK seq=11 ack=1001 win=0");
    small.inject("RST seq=1001").in(CLOSED); // MUST-66
  }

  @Test
  void windowProbesOfThePeerAreNoDuplicateAcks() {
    var small = new ScriptedPeer(config().receiveBuffer(1_000).build());
    small.established("<mss 500>").inject("ACK seq=1 ack=1 len=1000").skip().send(5_000).skip();
    for (int i = 0; i < 5; i++) {
      small.inject("ACK seq=1001 ack=1 len=1").expect("ACK seq=5001 ack=1001 win=0");
    }
    small.expectNothing();
    assertThat(small.host.counters.of(TcpCounter.FAST_RECOVERIES)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 65_535, 65_536, 1_000_000, 1 << 22})
  @Rfc("7323 2.4")
  void aPeerNeverGetsMoreInThanTheBufferHolds(int capacity) {
    var one = new ScriptedPeer(config().receiveBuffer(capacity).build());
    one.established("<mss 1460,ws 0>");
    var random = new Random(capacity);
    int seq = 1;
    for (int i = 0; i < 20_000; i++) {
      int n = seq < capacity - 5_000 && random.nextInt(4) > 0 ? 1_460 : 1 + random.nextInt(3);
      one.inject("ACK seq=" + seq + " ack=1 len=" + n);
      one.skip().elapseMillis(50);
      seq = 1 + one.connection().available();
    }
    assertThat(one.connection().available()).isBetween(capacity - 3_000, capacity);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  @Rfc({"9293 SHLD-14", "9293 E-18"})
  void theRightEdgeNeverGoesBack(long seed) {
    var random = new Random(seed);
    var one = new ScriptedPeer(config().receiveBuffer(60_000).timestamps(false).build());
    one.open().inject("SYN,ACK seq=0 ack=1 <mss 1460>").skip();
    long edge = 1 + 60_000;
    for (int i = 0; i < 2_000; i++) {
      long next = 1 + one.host.received + one.connection().available();
      switch (random.nextInt(4)) {
        case 0 -> one.read(random.nextInt(one.connection().available() + 1));
        case 1 -> one.configure(c -> c.receiveBuffer(1 + random.nextInt(60_000)));
        case 2 -> one.inject("ACK seq=" + (next + random.nextInt(3_000)) + " ack=1 len=700");
        default -> one.inject("ACK seq=" + next + " ack=1 len=" + (1 + random.nextInt(1_460)));
      }
      one.elapseMillis(50);
      while (one.sentCount() > 0) {
        Segment said = one.relative(one.next("an ACK").segment());
        assertThat(said.ack + said.wnd).as("after %d steps", i).isGreaterThanOrEqualTo(edge);
        edge = said.ack + said.wnd;
      }
    }
    assertThat(edge).isGreaterThan(500_000);
  }

  @Test
  @Rfc("9293 MAY-8")
  void theWindowStaysClosedForAsLongAsNobodyReads() {
    var small = new ScriptedPeer(config().receiveBuffer(1_000).build());
    small.established().inject("ACK seq=1 ack=1 len=1000").skip();
    for (int day = 0; day < 100; day++) {
      small.elapse(Duration.ofDays(1)).skip().inject("ACK seq=1001 ack=1 len=1");
      small.expect("ACK seq=1 ack=1001 win=0").expectNothing().in(ESTABLISHED);
    }
    small.read(1_000).expect("ACK seq=1 ack=1001 win=1000", SendCause.WINDOW_UPDATE);
  }

  // --- memory

  @Test
  void textThatFindsNoMemoryIsAsIfLost() {
    peer.established();
    peer.host.pages.budget = 1;
    peer.inject("ACK seq=1 ack=1 len=1460").inject("ACK seq=1461 ack=1 len=1460").skip();
    peer.inject("ACK seq=2921 ack=1 len=1460").skip(); // the page ends within
    int have = peer.connection().available();
    assertThat(have).isBetween(2_920, 4_379);
    peer.inject("ACK seq=" + (1 + have) + " ack=1 len=100");
    peer.expect("ACK seq=1 ack=" + (1 + have), SendCause.ACK_UNACCEPTABLE).read(have);
    assertThat(peer.host.counters.drops(DropReason.TCP_NO_MEMORY)).isEqualTo(2);
    peer.inject("ACK seq=" + (1 + have) + " ack=1 len=100").read(100);
    assertThat(peer.host.pages.outstanding()).isZero();
  }
}

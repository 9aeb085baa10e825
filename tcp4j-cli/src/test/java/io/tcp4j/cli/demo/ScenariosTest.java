package io.tcp4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.cli.demo.scenario.Scenario;
import io.tcp4j.cli.demo.scenario.Scenarios;
import io.tcp4j.tcp.model.State;
import io.tcp4j.testkit.ladder.LadderSegment;
import io.tcp4j.testkit.ladder.Side;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.TcpFlags;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenariosTest {
  private static final long SEED = 1;

  static Stream<Scenario> all() {
    return Scenarios.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theSameSeedGivesTheSameText(Scenario scenario) {
    assertThat(Play.of(scenario, SEED, 0.2).text()).isEqualTo(Play.of(scenario, SEED, 0.2).text());
  }

  @ParameterizedTest
  @MethodSource("all")
  void anotherSeedGivesAnotherText(Scenario scenario) {
    assertThat(Play.of(scenario, 2, 0).text()).isNotEqualTo(Play.of(scenario, SEED, 0).text());
  }

  @ParameterizedTest
  @MethodSource("all")
  void lossGivesAnotherText(Scenario scenario) {
    Play lossy = Play.of(scenario, SEED, 0.9);

    assertThat(lossy.text()).isNotEqualTo(Play.of(scenario, SEED, 0).text());
    assertThat(lossy.segments()).anyMatch(LadderSegment::lost);
  }

  @ParameterizedTest
  @MethodSource("all")
  void everySegmentHasAReasonAnEventAndARule(Scenario scenario) {
    for (double loss : List.of(0.0, 0.3)) {
      assertThat(Play.of(scenario, SEED, loss).segments())
          .allSatisfy(
              segment -> {
                assertThat(segment.reason().why()).as(segment.toString()).isNotEmpty();
                assertThat(segment.reason().event()).as(segment.toString()).isNotEmpty();
                assertThat(segment.reason().rule()).as(segment.toString()).startsWith("RFC ");
              });
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void everySentenceIsOne(Scenario scenario) {
    assertThat(scenario.summary()).hasSizeLessThan(105).matches("[A-Z].*[.]");
    assertThat(Play.of(scenario, SEED, 0).ladder().closing()).matches("[A-Z0-9].*[.]");
  }

  @ParameterizedTest
  @MethodSource("all")
  void howeverMuchIsLostTheRunComesToAnEndAndSaysWhatHappened(Scenario scenario) {
    for (double loss : List.of(0.1, 0.3, 0.6, 1.0)) {
      for (long seed = 0; seed < 10; seed++) {
        assertThat(Play.of(scenario, seed, loss).ladder().closing()).isNotEmpty();
      }
    }
  }

  @Test
  void handshake() {
    Play play = Play.of("handshake", SEED, 0);

    assertThat(play.flags()).containsExactly("> SYN", "< SYN,ACK", "> ACK");
    assertThat(play.states(Side.LEFT)).containsExactly(State.SYN_SENT, State.ESTABLISHED);
    assertThat(play.states(Side.RIGHT))
        .containsExactly(State.LISTEN, State.SYN_RECEIVED, State.ESTABLISHED);
    assertThat(play.ladder().closing())
        .isEqualTo("After 30 ms both ends are ESTABLISHED: it took 3 segments.");
  }

  @Test
  void aHandshakeThatNeverIsAnsweredSaysSo() {
    Play play = Play.of("handshake", SEED, 1);

    assertThat(play.segments()).allMatch(LadderSegment::lost);
    assertThat(play.ladder().closing())
        .isEqualTo(
            "It came to nothing: waited in vain for a connection. "
                + play.segments().size()
                + " of "
                + play.segments().size()
                + " segments were lost; the client is CLOSED, the server LISTEN.");
  }

  @Test
  void transferLosesOneSegmentAndRepairsItByFastRetransmit() {
    Set<Long> lostPlaces = new HashSet<>();
    for (long seed = 1; seed <= 8; seed++) {
      Play play = Play.of("transfer", seed, 0);
      List<LadderSegment> lost = play.segments().stream().filter(LadderSegment::lost).toList();

      assertThat(play.segments()).hasSizeBetween(14, 16);
      assertThat(lost).hasSize(1);
      assertThat(play.segments().stream().filter(s -> s.reason().why().contains("duplicate ACK:")))
          .hasSizeGreaterThanOrEqualTo(3);
      assertThat(play.segments())
          .filteredOn(s -> s.reason().why().contains("fast retransmit"))
          .singleElement()
          .matches(s -> s.sequence() == lost.getFirst().sequence())
          .matches(s -> s.length() == lost.getFirst().length());
      assertThat(play.ladder().closing())
          .isEqualTo(
              "8760 of 8760 bytes arrived, in order and intact, and were acknowledged after 70 ms:"
                  + " it took 15 segments, 1 lost and 1 sent again (because of duplicate ACKs,"
                  + " without waiting for a timer).");
      lostPlaces.add(lost.getFirst().sequence());
    }
    assertThat(lostPlaces).as("which one is lost is up to the seed").hasSizeGreaterThan(1);
  }

  @Test
  void ecnMarksOnePacketAndReducesTheWindowOnce() {
    Set<Long> marked = new HashSet<>();
    for (long seed = 1; seed <= 8; seed++) {
      Play play = Play.of("ecn", seed, 0);

      assertThat(play.flags()).startsWith("> SYN,ECE,CWR", "< SYN,ACK,ECE", "> ACK");
      assertThat(play.segments()).filteredOn(s -> s.ecn() == Ecn.CE).hasSize(1);
      assertThat(play.segments())
          .filteredOn(s -> s.length() > 0)
          .allMatch(s -> Ecn.capable(s.ecn()));
      assertThat(play.flags()).filteredOn(f -> f.equals("< ACK,ECE")).isNotEmpty();
      assertThat(play.flags()).filteredOn(f -> f.equals("> ACK,CWR")).hasSize(1);
      assertThat(play.flags()).endsWith("< ACK");
      assertThat(play.text())
          .containsPattern("len 1460 marked CE")
          .containsPattern("congestion window reduced to \\d+ bytes");
      assertThat(play.ladder().closing())
          .startsWith(
              "Both ends agreed on ECN, 1 packet came marked, and the client reduced its window"
                  + " once: 14600 of 14600 bytes arrived")
          .doesNotContain("lost");
      play.segments().stream()
          .filter(s -> s.ecn() == Ecn.CE)
          .forEach(s -> marked.add(s.sequence()));
    }
    assertThat(marked).as("which one is marked is up to the seed").hasSizeGreaterThan(1);
  }

  @Test
  void closeGoesThroughTheStatesOfTheRfcsFigure() {
    Play play = Play.of("close", SEED, 0);

    assertThat(play.flags())
        .containsExactly("> SYN", "< SYN,ACK", "> ACK", "> FIN,ACK", "< ACK", "< FIN,ACK", "> ACK");
    assertThat(play.states(Side.LEFT))
        .containsExactly(
            State.SYN_SENT,
            State.ESTABLISHED,
            State.FIN_WAIT_1,
            State.FIN_WAIT_2,
            State.TIME_WAIT,
            State.CLOSED);
    assertThat(play.states(Side.RIGHT))
        .containsExactly(
            State.LISTEN,
            State.SYN_RECEIVED,
            State.ESTABLISHED,
            State.CLOSE_WAIT,
            State.LAST_ACK,
            State.CLOSED);
    assertThat(play.ladder().closing())
        .startsWith("At both ends the connection ended: closed by FIN. It took 7 segments.")
        .contains("The client stayed in TIME-WAIT for 60 s");
  }

  @Test
  void threeWayCloseTakesThreeSegments() {
    Play play = Play.of("three-way-close", SEED, 0);

    assertThat(play.flags()).endsWith("> FIN,ACK", "< FIN,ACK", "> ACK");
    assertThat(play.flags().stream().filter(f -> f.contains("FIN"))).hasSize(2);
    assertThat(play.states(Side.LEFT)).containsSubsequence(State.FIN_WAIT_1, State.TIME_WAIT);
    assertThat(play.states(Side.LEFT)).doesNotContain(State.FIN_WAIT_2, State.CLOSING);
    assertThat(play.states(Side.RIGHT)).containsSubsequence(State.CLOSE_WAIT, State.LAST_ACK);
    assertThat(play.ladder().closing())
        .startsWith("The close took 3 segments. At both ends the connection ended: closed by FIN.");
  }

  @Test
  void refusedIsAnsweredWithRst() {
    Play play = Play.of("refused", SEED, 0);

    assertThat(play.flags()).containsExactly("> SYN", "< RST,ACK");
    assertThat(play.states(Side.LEFT)).containsExactly(State.SYN_SENT, State.CLOSED);
    assertThat(play.states(Side.RIGHT)).isEmpty();
    assertThat(play.ladder().closing())
        .isEqualTo(
            "After 20 ms the client's connection is CLOSED: refused by the peer."
                + " It took 2 segments.");
  }

  @Test
  void urgentDataIsToldOfThroughAClosedWindowAndReadInItsPlace() {
    Play play = Play.of("urgent", SEED, 0);

    assertThat(play.segments().stream().filter(s -> s.has(TcpFlags.URG)).map(s -> s.label()))
        .containsExactly(
            "ACK,URG seq 1001 ack 1 up 309", "PSH,ACK,URG seq 1001 ack 1 len 321 up 309");
    assertThat(play.text())
        .containsSubsequence(
            "wnd 0",
            "write 9 bytes, urgent",
            "told: 1309 urgent bytes to read",
            "read 1000 bytes",
            "read 309 bytes",
            "told: all urgent data is read");
    assertThat(play.ladder().closing())
        .isEqualTo(
            "After 100 ms the server was told that 1309 bytes were urgent, all up to the urgent"
                + " pointer, though only 1000 had found room. It read on to the mark, 1309 bytes in"
                + " the order they were written, and was told that these were all. The 12 behind the"
                + " mark were ordinary again.");
  }

  @Test
  void aLingerTimeOfZeroMakesAnAbortOfAClose() {
    Play play = Play.of("linger", SEED, 0);

    assertThat(play.flags()).filteredOn(flags -> flags.contains("FIN")).hasSize(2);
    assertThat(play.flags()).containsSubsequence("< FIN,ACK", "> RST,ACK", "< ACK", "> RST");
    assertThat(play.ladder().closing())
        .startsWith(
            "Of 16000 bytes the server's application saw 16000, and 0 where the linger time was"
                + " zero and its connection ended: reset by the peer.")
        .contains("The client stayed in TIME-WAIT for 60 s");
  }

  @Test
  void keepAlivesAreAnsweredUntilTheCableIsCut() {
    Play play = Play.of("keep-alive", SEED, 0);

    assertThat(play.segments().stream().filter(s -> s.reason().why().contains("keep-alive")))
        .hasSize(2 + 2 + 9 + 1);
    assertThat(play.segments().subList(0, 7)).noneMatch(LadderSegment::lost);
    assertThat(play.segments().subList(7, 17)).allMatch(LadderSegment::lost);
    assertThat(play.flags()).endsWith("> ACK", "> RST,ACK");
    assertThat(play.states(Side.LEFT))
        .containsExactly(State.SYN_SENT, State.ESTABLISHED, State.CLOSED);
    assertThat(play.states(Side.RIGHT)).endsWith(State.ESTABLISHED);
    assertThat(play.ladder().closing())
        .isEqualTo(
            "4 segments kept the connection alive in 5 h of silence. After the cable was cut the"
                + " client sent 10 more, all in vain, and then its connection ended: timed out. The"
                + " server, which asks nobody, is still ESTABLISHED.");
  }
}

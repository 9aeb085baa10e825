package io.tcp4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.State;
import io.tcp4j.testkit.ladder.LadderSegment;
import io.tcp4j.testkit.ladder.Row;
import io.tcp4j.testkit.ladder.Side;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `demo` shows of the ways in which connections begin and end.
class OpeningAndClosingScenariosTest {
  private static final long SEED = 1;

  @Test
  void simultaneousOpenGoesThroughTheStatesOfTheRfcsFigure() {
    Play play = Play.of("simultaneous-open", SEED, 0);

    assertThat(play.flags()).containsExactly("> SYN", "< SYN", "> SYN,ACK", "< SYN,ACK");
    for (Side side : Side.values()) {
      assertThat(play.states(side))
          .containsExactly(State.SYN_SENT, State.SYN_RECEIVED, State.ESTABLISHED);
    }
    assertThat(play.ladder().closing())
        .isEqualTo(
            "After 20 ms both ends are ESTABLISHED, by 4 segments; each was in SYN-RECEIVED, which"
                + " is not for servers only.");
  }

  @Test
  void simultaneousCloseGoesThroughTheStatesOfTheRfcsFigure() {
    Play play = Play.of("simultaneous-close", SEED, 0);

    assertThat(play.flags()).endsWith("> FIN,ACK", "< FIN,ACK", "> ACK", "< ACK");
    for (Side side : Side.values()) {
      assertThat(play.states(side))
          .endsWith(
              State.ESTABLISHED, State.FIN_WAIT_1, State.CLOSING, State.TIME_WAIT, State.CLOSED);
    }
    assertThat(play.ladder().closing())
        .startsWith("Each end sent its FIN before it saw the other's. At both ends the connection")
        .contains(
            "The client stayed in TIME-WAIT for 60 s, and the server stayed in TIME-WAIT for");
  }

  @Test
  void halfCloseGoesOnForHours() {
    Play play = Play.of("half-close", SEED, 0);

    assertThat(play.states(Side.LEFT))
        .endsWith(State.FIN_WAIT_1, State.FIN_WAIT_2, State.TIME_WAIT, State.CLOSED);
    assertThat(play.states(Side.RIGHT)).endsWith(State.CLOSE_WAIT, State.LAST_ACK, State.CLOSED);
    assertThat(play.segments())
        .filteredOn(s -> s.from() == Side.RIGHT && s.length() > 0)
        .extracting(s -> Duration.ofNanos(s.sentAt()).toHours())
        .containsExactly(1L, 2L, 3L);
    assertThat(play.ladder().closing())
        .startsWith(
            "The client ended its direction after 28 bytes and read 60 more, in FIN-WAIT-2 for 3 h"
                + " 0 min. At both ends the connection ended: closed by FIN.");
  }

  @Test
  void timeWaitAnswersTheFinAgainStartsAnewAndIsNotEndedByReset() {
    Play play = Play.of("time-wait", SEED, 0).chapter(1);

    assertThat(play.flags()).endsWith("< FIN,ACK", "> ACK", "< FIN,ACK", "> ACK", "> ACK", "< RST");
    List<LadderSegment> segments = play.segments();
    assertThat(segments.get(segments.size() - 5).lost()).as("the last ACK").isTrue();
    assertThat(play.rows(Row.Again.class))
        .singleElement()
        .matches(row -> row.segment().length() > 0 && row.left().isEmpty());
    assertThat(play.states(Side.LEFT)).endsWith(State.FIN_WAIT_2, State.TIME_WAIT);
  }

  @Test
  void timeWaitBlocksTheTwoPortsAndNoOthersUntilItIsOver() {
    Play play = Play.of("time-wait", SEED, 0);

    assertThat(play.chapter(1).notes())
        .endsWith(
            "connect from port 40000 to 10.0.0.2:80",
            "connect fails: Cannot assign requested address");
    assertThat(play.chapter(2).states(Side.LEFT))
        .containsExactly(State.SYN_SENT, State.ESTABLISHED, State.CLOSED);
    assertThat(play.chapter(3).states(Side.LEFT))
        .containsExactly(State.CLOSED, State.SYN_SENT, State.ESTABLISHED);
    assertThat(play.chapter(3).notes())
        .containsExactly("2MSL timeout", "connect from port 40000 to 10.0.0.2:80");
    assertThat(play.ladder().closing())
        .isEqualTo(
            "The wait took 60.20 s, begun anew when the server's FIN came again. It blocked the two"
                + " ports for each other (connect failed), but not the client's port for another"
                + " (ESTABLISHED); after it both ends are ESTABLISHED.");
  }
}

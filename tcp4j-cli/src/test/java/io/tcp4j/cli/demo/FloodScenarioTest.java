package io.tcp4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.State;
import io.tcp4j.testkit.ladder.LadderSegment;
import io.tcp4j.testkit.ladder.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `demo flood` shows of the SYN queue and of SYN cookies.
class FloodScenarioTest {
  private static final String COOKIE = "answer the SYN by a cookie";
  private static final int QUEUE = 4;

  @Test
  void theEndingSaysHowManySynsPlacesAndCookiesThereWere() {
    Play play = Play.of("flood", 1, 0);

    assertThat(play.chapter(1).said())
        .isEqualTo(
            "After 6 SYNs the server remembers 4 connections in SYN-RECEIVED, and has sent 2"
                + " cookies.");
    assertThat(play.ladder().closing())
        .isEqualTo(
            "6 forged SYNs left 4 connections half open, which held 0 bytes of buffers. The server"
                + " sent 3 cookies and accepted 1: it read “I am really here.” from the client, and"
                + " their connection ended: closed by FIN.");
  }

  @Test
  void whicheverSynsFindAPlaceTheClientComesInByACookie() {
    for (long seed = 1; seed <= 20; seed++) {
      Play play = Play.of("flood", seed, 0);

      assertThat(play.chapter(1).states(Side.RIGHT))
          .filteredOn(State.SYN_RECEIVED::equals)
          .hasSize(QUEUE);
      assertThat(play.chapter(2).flags()).startsWith("> SYN", "< SYN,ACK", "> ACK");
      assertThat(play.chapter(2).segments().get(1).reason().why()).startsWith(COOKIE);
      assertThat(play.chapter(2).states(Side.RIGHT))
          .containsExactly(
              State.SYN_RECEIVED,
              State.ESTABLISHED,
              State.CLOSE_WAIT,
              State.LAST_ACK,
              State.CLOSED);
      assertThat(play.ladder().closing()).contains("accepted 1:").endsWith("closed by FIN.");
    }
  }

  @Test
  void theLadderSaysInWhoseNameASynCameAndThatNobodyGetsTheAnswer() {
    List<LadderSegment> flood = Play.of("flood", 1, 0).chapter(1).segments();

    assertThat(flood)
        .filteredOn(s -> s.from() == Side.LEFT)
        .extracting(LadderSegment::label)
        .startsWith("SYN seq 0 from 10.0.0.101", "SYN seq 0 from 10.0.0.102");
    assertThat(flood)
        .filteredOn(s -> s.from() == Side.RIGHT)
        .allMatch(LadderSegment::lost)
        .extracting(LadderSegment::label)
        .startsWith(
            "SYN,ACK seq 0 ack 1 mss 1460 to 10.0.0.101",
            "SYN,ACK seq 0 ack 1 mss 1460 to 10.0.0.102");
  }
}

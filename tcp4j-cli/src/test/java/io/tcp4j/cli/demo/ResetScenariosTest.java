package io.tcp4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.State;
import io.tcp4j.testkit.ladder.Row;
import io.tcp4j.testkit.ladder.Side;
import io.tcp4j.wire.TcpFlags;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `demo` shows of RST, and of the data that it costs.
class ResetScenariosTest {
  private static final long SEED = 1;

  @Test
  void halfOpenConnectionsAreResetByTheEndThatForgot() {
    Play play = Play.of("half-open", SEED, 0);

    assertThat(play.chapter(1).flags()).endsWith("> PSH,ACK", "< RST");
    assertThat(play.chapter(1).states(Side.LEFT)).endsWith(State.ESTABLISHED, State.CLOSED);
    assertThat(play.chapter(1).notes()).endsWith("read fails: Connection reset");
    assertThat(play.chapter(2).flags())
        .endsWith("> SYN", "< ACK", "> RST", "> SYN", "< SYN,ACK", "> ACK");
    assertThat(play.chapter(2).states(Side.RIGHT))
        .endsWith(State.ESTABLISHED, State.CLOSED, State.SYN_RECEIVED, State.ESTABLISHED);
    assertThat(play.chapter(3).flags()).endsWith("> RST,ACK", "< SYN,ACK", "> RST");
    assertThat(play.chapter(3).states(Side.RIGHT))
        .endsWith(State.CLOSED, State.SYN_RECEIVED, State.LISTEN);
    assertThat(play.ladder().closing())
        .contains("1: 20 ms after it wrote, the client knew: reset by the peer.")
        .contains("2: the server's old connection: reset by the peer; the new one was open")
        .contains("3: the server is back in LISTEN");
  }

  @Test
  void resetUnreadSaysWhichBytesTheApplicationNeverSaw() {
    Play play = Play.of("reset-unread", SEED, 0);

    assertThat(play.chapter(1).flags()).endsWith("< PSH,ACK", "> PSH,ACK", "< ACK", "> RST,ACK");
    assertThat(play.chapter(1).notes()).endsWith("read fails: Connection reset");
    assertThat(play.chapter(1).said())
        .contains(
            "The text was acknowledged. The server's application saw 0 of 31 bytes, and never seq 1"
                + " to 31: “Move 100 coins from Ann to Bob.”")
        .contains("The client's TCP calls this end “reset by us: received data was not read” (8 b")
        .contains("the server's “reset by the peer”");
  }

  @Test
  void resetUnreadShowsTwoProgramsThatLoseNothing() {
    Play play = Play.of("reset-unread", SEED, 0);

    for (int safe : List.of(2, 3)) {
      assertThat(play.chapter(safe).segments()).noneMatch(s -> s.has(TcpFlags.RST));
      assertThat(play.chapter(safe).said())
          .startsWith("The server's application saw all 31 bytes. At both ends the connection");
    }
    assertThat(play.chapter(2).notes())
        .containsSubsequence("shutdown output", "read: end of stream");
    assertThat(play.chapter(3).notes())
        .containsSubsequence("write 5 bytes", "read 5 bytes", "close");
    assertThat(play.ladder().closing())
        .startsWith(
            "Of the 31 bytes the server's application saw 0 where the client just closed, 31");
  }

  @Test
  void resetUnreadShowsTheReceiverThatKeepsWhatCameBeforeTheReset() {
    Play play = Play.of("reset-unread", SEED, 0).chapter(4);

    assertThat(play.flags()).endsWith("> RST,ACK");
    assertThat(play.notes()).endsWith("read 31 bytes", "read fails: Connection reset");
    assertThat(play.said()).contains("The server's application saw all 31 bytes.");
  }

  @Test
  void aBlindAttackerGetsChallengeAcksUntilItGuessesTheNumber() {
    Play play = Play.of("blind-reset", SEED, 0);

    assertThat(play.chapter(1).flags())
        .containsSubsequence(
            "> RST", "> RST", "< ACK", "> SYN", "< ACK", "> PSH,ACK", "< ACK", "> PSH,ACK");
    assertThat(play.chapter(1).states(Side.RIGHT))
        .containsExactly(State.LISTEN, State.SYN_RECEIVED, State.ESTABLISHED);
    assertThat(play.chapter(2).states(Side.RIGHT)).containsExactly(State.CLOSED);
    assertThat(play.ladder().closing())
        .startsWith("3 challenge ACKs; after that both ends are ESTABLISHED.")
        .endsWith("reset by the peer.");
  }

  @Test
  void pawsShowsWhatIsReadWithTimestampsAndWithout() {
    Play play = Play.of("paws", SEED, 0);

    assertThat(play.ladder().closing())
        .contains("Without timestamps the server read “Pay Ann 10 coins. Pay Bob 20 coins. Pay Ann")
        .contains("with them “Pay Ann 10 coins. Pay Bob 20 coins. Pay Eve 30 coins.”")
        .endsWith("it answered the old segment by 1 ACK.");
  }

  @Test
  void oldDuplicatesOfTheLastConnectionDoTheNextOneNoHarm() {
    Play play = Play.of("old-duplicate", SEED, 0);

    assertThat(play.chapter(1).states(Side.RIGHT)).endsWith(State.TIME_WAIT);
    assertThat(play.chapter(2).states(Side.RIGHT))
        .startsWith(State.SYN_RECEIVED, State.ESTABLISHED)
        .endsWith(State.TIME_WAIT);
    assertThat(play.rows(Row.Again.class)).hasSize(3);
    assertThat(play.chapter(3).flags()).containsExactly("< ACK", "> RST");
    assertThat(play.chapter(3).states(Side.RIGHT)).isEmpty();
    assertThat(play.ladder().closing())
        .isEqualTo(
            "The second connection began out of TIME-WAIT, and the server read “The second one.” of"
                + " it. The old SYN left the server in TIME-WAIT.");
  }
}

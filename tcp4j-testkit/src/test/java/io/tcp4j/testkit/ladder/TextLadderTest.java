package io.tcp4j.testkit.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.testkit.drawing.TextStyle;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextLadderTest {
  private static final TextStyle WIDE = new TextStyle(false, false, 120);
  private static final List<Ladder> ALL =
      List.of(
          LadderFixture.handshake(),
          LadderFixture.simultaneousClose(),
          LadderFixture.loss(),
          LadderFixture.late());

  @Test
  void theHandshakeReadsLikeTheFigureOfTheRfc() {
    assertThat(TextLadder.draw(LadderFixture.handshake(), WIDE))
        .isEqualTo(
            """
            handshake · One sentence that says what the ladder shows.

                  ms                 client 10.0.0.1               server 10.0.0.2               why · on what · by which rule
               0.000                 │                         listen on port 80 │ LISTEN
               0.000        SYN-SENT │ connect to 10.0.0.2:80                    │
               0.000 #1              │─ SYN seq 0 mss 1460 ws 7 ────────────────►│ SYN-RECEIVED  active OPEN: ask for a connection
                                     │                                           │               on OPEN by the client
                                     │                                           │               RFC 9293 §3.10.1 · ISN 3816285231
              10.000 #2  ESTABLISHED │◄────── SYN,ACK seq 0 ack 1 mss 1460 ws 7 ─│               answer the SYN: acknowledge it and
                                     │                                           │               send our own · on #1
                                     │                                           │               RFC 9293 §3.10.7.2 · ISN 3816285230
              20.000 #3              │─ ACK seq 1 ack 1 ────────────────────────►│ ESTABLISHED   acknowledge the SYN: the handshake
                                     │                                           │               is done · on #2
                                     │                                           │               RFC 9293 §3.10.7.3

            The connection is open.
            """);
  }

  @Test
  void whatAnArrowHasNoRoomForStandsBelowIt() {
    assertThat(TextLadder.draw(LadderFixture.handshake(), new TextStyle(false, false, 80)))
        .contains(
            """
               0.000 #1              │─ SYN seq 0 mss 1460 ws 7 ─────────────►│ SYN-RECEIVED
                                     │  active OPEN: ask for a connection     │
                                     │  on OPEN by the client                 │
                                     │  RFC 9293 §3.10.1 · ISN 3816285231     │
              10.000 #2  ESTABLISHED │◄───────────────── SYN,ACK seq 0 ack 1 ─│
                                     │  mss 1460 ws 7 · answer the SYN:       │
            """);
  }

  @Test
  void aLostSegmentDoesNotReachTheOtherSide() {
    List<String> lost =
        TextLadder.draw(LadderFixture.loss(), WIDE)
            .lines()
            .filter(line -> line.contains("lost"))
            .toList();

    assertThat(lost).hasSize(2);
    assertThat(lost.get(0)).containsPattern("│─ PSH,ACK seq 1 ack 1 len 1460 ─+× lost +│");
    assertThat(lost.get(1)).containsPattern("│ +lost ×─+ PSH,ACK seq 1 ack 1 len 700 ─│");
  }

  @Test
  void aSegmentThatCrossesAnotherLeavesAndArrivesOnLinesOfItsOwn() {
    String text = TextLadder.draw(LadderFixture.simultaneousClose(), WIDE);

    assertThat(text).contains("│─ FIN,ACK seq 1 ack 1 ───···");
    assertThat(text).contains("··· FIN,ACK seq 1 ack 1 ───►│ CLOSING");
  }

  @Test
  void chaptersHaveTitlesAndASegmentThatIsLateOrAnOldCopyARowOfItsOwn() {
    assertThat(TextLadder.draw(LadderFixture.late(), WIDE))
        .isEqualTo(
            """
            late · One sentence that says what the ladder shows.

            1. Held up · A segment takes long.

                  ms                 client 10.0.0.1            server 10.0.0.2               why · on what · by which rule
               0.000 #1              │─ FIN,ACK seq 1 ack 1 ───···            │               CLOSE · on CLOSE · RFC 9293 §3.10.4
               5.000 #2              │◄─────────── PSH,ACK seq 1 ack 1 len 7 ─│               new data · on SEND · RFC 9293 §3.10.2
              50.000 #1              │            ··· FIN,ACK seq 1 ack 1 ───►│ CLOSE-WAIT

            It arrived.

            2. Copied · A segment comes twice.

                  ms                 client 10.0.0.1            server 10.0.0.2               why · on what · by which rule
              60.000 #3              │◄─────────── PSH,ACK seq 1 ack 1 len 7 ─│               new data · on SEND · RFC 9293 §3.10.2
             100.000 #3              │◄─── old: PSH,ACK seq 1 ack 1 len 7     │
             120.000                 │ close                                  │

            Both came.
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 80, 100, 110, 120, 140, 160, 1000})
  void noLineIsWiderThanAskedFor(int columns) {
    TextStyle style = new TextStyle(false, false, columns);

    for (Ladder ladder : ALL) {
      assertThat(TextLadder.draw(ladder, style).lines())
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(style.columns()));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 120})
  void lifelinesAreStraight(int columns) {
    for (Ladder ladder : ALL) {
      List<List<Integer>> places =
          TextLadder.draw(ladder, new TextStyle(false, false, columns))
              .lines()
              .filter(line -> line.contains("│"))
              .map(line -> List.of(line.indexOf('│'), line.lastIndexOf('│')))
              .distinct()
              .toList();
      assertThat(places).as(ladder.name()).hasSize(1);
    }
  }

  @Test
  void inAsciiThereIsNothingButAscii() {
    TextStyle style = new TextStyle(true, false, 100);

    for (Ladder ladder : ALL) {
      assertThat(TextLadder.draw(ladder, style)).isASCII();
    }
    assertThat(TextLadder.draw(LadderFixture.handshake(), style))
        .contains("|- SYN seq 0 mss 1460 ws 7 -")
        .contains("->| SYN-RECEIVED")
        .contains("RFC 9293 section 3.10.1");
  }

  @Test
  void colourAddsNothingButColour() {
    for (Ladder ladder : ALL) {
      String plain = TextLadder.draw(ladder, new TextStyle(false, false, 120));
      String coloured = TextLadder.draw(ladder, new TextStyle(false, true, 120));

      assertThat(coloured).contains("\u001b[").isNotEqualTo(plain);
      assertThat(withoutColour(coloured)).isEqualTo(withoutTrailingSpace(plain));
    }
  }

  private static String withoutColour(String text) {
    return withoutTrailingSpace(text.replaceAll("\u001b\\[[0-9;]*m", ""));
  }

  private static String withoutTrailingSpace(String text) {
    return text.replaceAll("(?m) +$", "");
  }
}

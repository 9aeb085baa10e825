package io.tcp4j.testkit.ladder;

import static io.tcp4j.testkit.ladder.LadderFixture.MS;
import static io.tcp4j.wire.TcpFlags.ACK;
import static io.tcp4j.wire.TcpFlags.FIN;
import static io.tcp4j.wire.TcpFlags.SYN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tcp4j.tcp.model.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderRecorderTest {
  private final LadderFixture f = new LadderFixture();

  @Test
  void aStateBelongsToTheRowOfTheSegmentWhoseArrivalCausedIt() {
    List<Row> rows = LadderFixture.handshake().rows();

    assertThat(rows).hasSize(5);
    assertThat(rows.get(0).right()).containsExactly(State.LISTEN);
    assertThat(rows.get(1).left()).containsExactly(State.SYN_SENT);
    assertThat(rows.get(2).left()).isEmpty();
    assertThat(rows.get(2).right()).containsExactly(State.SYN_RECEIVED);
    assertThat(rows.get(3).left()).containsExactly(State.ESTABLISHED);
    assertThat(rows.get(4).right()).containsExactly(State.ESTABLISHED);
  }

  @Test
  void aSegmentThatNeverArrivesIsLost() {
    List<LadderSegment> segments = LadderFixture.loss().segments().toList();

    assertThat(segments).extracting(LadderSegment::lost).containsExactly(true, true, false);
    assertThat(segments.get(2).arrivedAt()).isEqualTo(10 * MS);
  }

  @Test
  void whereSegmentsCrossTheFirstArrivesInARowOfItsOwnSoThatStatesStayInOrder() {
    List<Row> rows = LadderFixture.simultaneousClose().rows();

    assertThat(rows.get(1)).isInstanceOf(Row.Leaving.class);
    assertThat(rows.get(1).right()).isEmpty();
    assertThat(rows.stream().flatMap(row -> row.right().stream()))
        .containsExactly(State.FIN_WAIT_1, State.CLOSING, State.TIME_WAIT, State.CLOSED);
    assertThat(rows.stream().flatMap(row -> row.left().stream()))
        .containsExactly(State.FIN_WAIT_1, State.CLOSING, State.TIME_WAIT, State.CLOSED);
    assertThat(rows.stream().filter(Row.Arriving.class::isInstance))
        .extracting(Row::left, Row::right)
        .containsExactly(
            tuple(List.of(), List.of(State.CLOSING)), tuple(List.of(State.TIME_WAIT), List.of()));
  }

  @Test
  void aStateEnteredWithoutACallOrASegmentGetsARowThatNamesTheTimer() {
    f.recorder.entered(Side.LEFT, 0, State.TIME_WAIT, "");
    f.recorder.entered(Side.LEFT, 60_000 * MS, State.CLOSED, "2MSL timeout");

    assertThat(f.recorder.rows().getLast())
        .isEqualTo(
            new Row.Note(60_000 * MS, Side.LEFT, "2MSL timeout", List.of(State.CLOSED), List.of()));
  }

  @Test
  void aSentenceKeepsItsPlaceAndWhatArrivesBelowItIsDrawnBelowIt() {
    f.sent(Side.LEFT, 0, SYN, 0, 0, 0, "", "", "");
    f.recorder.said(5 * MS, "Chapter", "What comes next.");
    f.recorder.noted(Side.LEFT, 8 * MS, "close");
    f.recorder.arrived(1, 10 * MS);
    f.recorder.entered(Side.RIGHT, 10 * MS, State.SYN_RECEIVED, "");

    assertThat(f.recorder.rows())
        .extracting(row -> row.getClass().getSimpleName())
        .containsExactly("Leaving", "Prose", "Note", "Arriving");
  }

  @Test
  void whatAnEndSendsBeforeASegmentArrivesStandsAboveItsArrival() {
    f.sent(Side.LEFT, 0, FIN, 0, 0, 0, "", "", "");
    f.sent(Side.RIGHT, 5 * MS, ACK, 1, 1, 0, "", "", "");
    f.recorder.arrived(1, 10 * MS);
    f.recorder.entered(Side.RIGHT, 10 * MS, State.CLOSE_WAIT, "");

    assertThat(f.recorder.rows())
        .extracting(row -> row.getClass().getSimpleName())
        .containsExactly("Leaving", "Crossing", "Arriving");
  }

  @Test
  void anArrivalDoesNotSlipInFrontOfAnEarlierOneThatHasARowOfItsOwn() {
    f.sent(Side.LEFT, 0, SYN, 0, 0, 0, "", "", "");
    f.sent(Side.LEFT, 5 * MS, ACK, 1, 1, 0, "", "", "");
    f.recorder.arrivedLate(1, 12 * MS);
    f.recorder.entered(Side.RIGHT, 12 * MS, State.SYN_RECEIVED, "");
    f.recorder.arrived(2, 15 * MS);
    f.recorder.entered(Side.RIGHT, 15 * MS, State.ESTABLISHED, "");

    assertThat(f.recorder.rows().stream().flatMap(row -> row.right().stream()))
        .containsExactly(State.SYN_RECEIVED, State.ESTABLISHED);
  }

  @Test
  void severalStatesAtOnceStayTogetherInTheirOrder() {
    f.sent(Side.LEFT, 0, ACK, 1, 1, 0, "", "", "");
    f.recorder.arrived(1, MS);
    f.recorder.entered(Side.RIGHT, MS, State.ESTABLISHED, "");
    f.recorder.entered(Side.RIGHT, MS, State.CLOSE_WAIT, "");

    assertThat(f.recorder.rows().getFirst().right())
        .containsExactly(State.ESTABLISHED, State.CLOSE_WAIT);
  }

  @Test
  void aDuplicateMadeByTheLinkDoesNotChangeWhenTheSegmentArrived() {
    f.sent(Side.LEFT, 0, SYN, 0, 0, 0, "", "", "");
    f.recorder.arrived(1, MS);
    f.recorder.arrived(1, 2 * MS);

    assertThat(f.ladder("", "").segments().map(LadderSegment::arrivedAt)).containsExactly(MS);
  }

  @Test
  void aSegmentOutOfTurnIsRefused() {
    f.sent(Side.LEFT, 0, SYN, 0, 0, 0, "", "", "");
    LadderSegment again = f.ladder("", "").segments().findFirst().orElseThrow();

    assertThatThrownBy(() -> f.recorder.sent(again))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("segment 1");
  }
}

package io.tcp4j.testkit.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.State;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.TcpFlags;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentFilterTest {
  private static final Ladder HANDSHAKE = LadderFixture.handshake();

  @Test
  void withoutWordsTheLadderStaysAsItIs() {
    assertThat(new SegmentFilter(List.of()).of(HANDSHAKE)).isSameAs(HANDSHAKE);
  }

  @Test
  void oneWordOfAGroupIsEnough() {
    assertThat(shown(HANDSHAKE, List.of(Set.of(FilterWord.SYN)))).containsExactly("#1", "#2");
    assertThat(shown(HANDSHAKE, List.of(Set.of(FilterWord.SYN, FilterWord.PURE_ACK))))
        .containsExactly("#1", "#2", "#3");
  }

  @Test
  void everyGroupMustFit() {
    assertThat(shown(HANDSHAKE, List.of(Set.of(FilterWord.ACK), Set.of(FilterWord.CLIENT))))
        .containsExactly("#3");
    assertThat(shown(HANDSHAKE, List.of(Set.of(FilterWord.SYN), Set.of(FilterWord.FIN)))).isEmpty();
  }

  @Test
  void kindsAreWhatTheySay() {
    Ladder loss = LadderFixture.loss();

    assertThat(shown(loss, List.of(Set.of(FilterWord.LOST)))).containsExactly("#1", "#2");
    assertThat(shown(loss, List.of(Set.of(FilterWord.DATA)))).containsExactly("#1", "#2", "#3");
    assertThat(shown(loss, List.of(Set.of(FilterWord.PURE_ACK)))).isEmpty();
    assertThat(shown(loss, List.of(Set.of(FilterWord.RETRANSMISSION)))).isEmpty();
    assertThat(FilterWord.RETRANSMISSION.fits(again())).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = FilterWord.class,
      names = {"SYN", "ACK", "FIN", "RST", "PSH", "URG", "ECE", "CWR"})
  void aFlagIsShownByItsName(FilterWord flag) {
    for (int bit = 1; bit <= TcpFlags.CWR; bit <<= 1) {
      LadderFixture f = new LadderFixture();
      f.sent(Side.LEFT, 0, bit, 0, 0, 0, "", "", "");
      LadderSegment segment = f.ladder("", "").segments().findFirst().orElseThrow();
      assertThat(flag.fits(segment)).isEqualTo(TcpFlags.toString(bit).equals(flag.toString()));
    }
  }

  @Test
  void callsAndChangesOfStateStayAndNameTheSegmentThatIsNotShown() {
    Ladder filtered = filtered(HANDSHAKE, List.of(Set.of(FilterWord.FIN)));

    assertThat(filtered.rows().stream().map(Row::left).flatMap(List::stream))
        .containsExactly(State.SYN_SENT, State.ESTABLISHED);
    assertThat(filtered.rows().stream().map(Row::right).flatMap(List::stream))
        .containsExactly(State.LISTEN, State.SYN_RECEIVED, State.ESTABLISHED);
    assertThat(filtered.rows())
        .allMatch(Row.Note.class::isInstance)
        .extracting(row -> ((Row.Note) row).text())
        .containsExactly(
            "listen on port 80",
            "connect to 10.0.0.2:80",
            "(#1 SYN not shown)",
            "(#2 SYN,ACK not shown)",
            "(#3 ACK not shown)");
  }

  @Test
  void aSegmentThatArrivesInARowOfItsOwnIsHiddenThereToo() {
    Ladder filtered =
        filtered(LadderFixture.simultaneousClose(), List.of(Set.of(FilterWord.PURE_ACK)));

    assertThat(filtered.rows())
        .noneMatch(row -> row instanceof Row.Leaving leaving && leaving.segment().has(TcpFlags.FIN))
        .noneMatch(row -> row instanceof Row.Arriving come && come.segment().has(TcpFlags.FIN));
    assertThat(filtered.segments().map(LadderSegment::tag)).containsExactly("#3", "#4");
    assertThat(filtered.rows().stream().map(Row::right).flatMap(List::stream))
        .containsExactly(State.FIN_WAIT_1, State.CLOSING, State.TIME_WAIT, State.CLOSED);
  }

  @Test
  void theClosingWordsSayHowManyAreNotShown() {
    assertThat(
            filtered(HANDSHAKE, List.of(Set.of(FilterWord.SYN), Set.of(FilterWord.SERVER)))
                .closing())
        .isEqualTo(
            "2 of 3 segments are not shown (--filter SYN --filter server)."
                + " The connection is open.");
  }

  private static List<String> shown(Ladder ladder, List<Set<FilterWord>> groups) {
    return filtered(ladder, groups).segments().map(LadderSegment::tag).toList();
  }

  private static Ladder filtered(Ladder ladder, List<Set<FilterWord>> groups) {
    return new SegmentFilter(groups).of(ladder);
  }

  private static LadderSegment again() {
    return new LadderSegment(
        1,
        Side.LEFT,
        0,
        1,
        TcpFlags.ACK,
        1,
        1,
        -1,
        10,
        1,
        Ecn.NOT_ECT,
        "",
        new Reason("", "", "", true));
  }
}

package io.tcp4j.testkit.packetdrill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tcp4j.testkit.packetdrill.parse.ScriptParser;
import io.tcp4j.testkit.packetdrill.script.Event;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final long MS = 1_000_000;

  private final Timeline timeline = new Timeline(4 * MS, false);

  private static Event event(String text) {
    return ScriptParser.parse("a.pkt", text, Map.of()).events().getFirst();
  }

  @Test
  void aRelativeTimeCountsFromTheEventBefore() {
    happened("0.1 > . 1:1(0) ack 1", 103 * MS);

    assertThat(timeline.slot(event("+.2 > . 1:1(0) ack 1"), 103 * MS).from()).isEqualTo(303 * MS);
  }

  @Test
  void betweenTwoPacketsOfThePeerItCountsFromWhenTheFirstWasDue() {
    happened("0.1 < . 1:1(0) ack 1", 103 * MS);

    assertThat(timeline.slot(event("+.2 < . 1:1(0) ack 1"), 103 * MS).from()).isEqualTo(300 * MS);
  }

  @Test
  void anAbsoluteTimeCountsFromTheBeginning() {
    happened("0.1 `a`", 100 * MS);

    Timeline.Slot slot = timeline.slot(event("1.5 `b`"), 100 * MS);
    assertThat(slot.from()).isEqualTo(1_500 * MS);
    assertThat(slot.blocks()).isFalse();
  }

  @Test
  void aBlockingCallReturnsAtItsEnd() {
    happened("0.1 `a`", 100 * MS);

    Timeline.Slot slot = timeline.slot(event("+0...0.25 close(3) = 0"), 100 * MS);
    assertThat(slot.blocks()).isTrue();
    assertThat(slot.end()).isEqualTo(350 * MS);
  }

  @Test
  void whatComesWithinFourMillisecondsIsInTime() {
    Timeline.Slot slot = timeline.slot(event("0.010 `a`"), 0);

    assertInTime(slot, 6 * MS);
    assertInTime(slot, 14 * MS);
    assertLate(slot, 6 * MS - 1);
    assertLate(slot, 14 * MS + 1);
  }

  @Test
  void afterALongGapAnEighthOfItIsGranted() {
    Timeline.Slot slot = timeline.slot(event("0.8 `a`"), 0);

    assertInTime(slot, 700 * MS);
    assertInTime(slot, 900 * MS);
    assertLate(slot, 700 * MS - 1);
    assertLate(slot, 900 * MS + 1);
  }

  @Test
  void theToleranceIsAtBothEndsOfARange() {
    Timeline.Slot slot = timeline.slot(event("0.01~0.02 `a`"), 0);

    assertInTime(slot, 24 * MS);
    assertLate(slot, 24 * MS + 1);
    assertInTime(slot, 6 * MS);
  }

  @Test
  void whatMayComeAtAnyTimeIsNeverLate() {
    assertInTime(timeline.slot(event("* `a`"), 0), 1_000_000 * MS);
  }

  @Test
  void strictlyNothingIsGranted() {
    Timeline strict = new Timeline(4 * MS, true);
    Timeline.Slot slot = strict.slot(event("0.8 `a`"), 0);

    assertThatCode(() -> strict.check("it came", slot, 800 * MS)).doesNotThrowAnyException();
    assertThatExceptionOfType(ScriptFailure.class)
        .isThrownBy(() -> strict.check("it came", slot, 800 * MS + 1));
  }

  private void happened(String text, long at) {
    Event event = event(text);
    timeline.happened(event, timeline.slot(event, 0), at);
  }

  private void assertInTime(Timeline.Slot slot, long at) {
    assertThatCode(() -> timeline.check("it came", slot, at)).doesNotThrowAnyException();
  }

  private void assertLate(Timeline.Slot slot, long at) {
    assertThatExceptionOfType(ScriptFailure.class)
        .isThrownBy(() -> timeline.check("it came", slot, at))
        .withMessageStartingWith("it came at ");
  }
}

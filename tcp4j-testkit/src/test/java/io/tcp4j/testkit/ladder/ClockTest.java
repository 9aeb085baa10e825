package io.tcp4j.testkit.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockTest {
  private static Clock of(Duration last) {
    return Clock.of(
        List.of(
            new Row.Note(0, Side.LEFT, "first", List.of(), List.of()),
            new Row.Note(last.toNanos(), Side.LEFT, "last", List.of(), List.of())));
  }

  @Test
  void aShortLadderCountsMilliseconds() {
    Clock clock = of(Duration.ofSeconds(599));

    assertThat(clock.unit()).isEqualTo("ms");
    assertThat(clock.text(60_150_012_345L)).isEqualTo("60150.012");
    assertThat(clock.text(0)).isEqualTo("0.000");
  }

  @Test
  void aLongLadderCountsHours() {
    Clock clock = of(Duration.ofHours(3));

    assertThat(clock.unit()).isEqualTo("h:mm:ss");
    assertThat(clock.text(Duration.ofHours(25).plusMillis(61_040).toNanos()))
        .isEqualTo("25:01:01.040");
    assertThat(clock.text(30_000_000)).isEqualTo("0:00:00.030");
  }

  @Test
  void aLadderOfNothingHasOneToo() {
    assertThat(Clock.of(List.of())).isEqualTo(Clock.MILLISECONDS);
  }
}

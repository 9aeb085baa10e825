package io.tcp4j.tcp.send;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BusyTimeTest {
  private final BusyTime time = new BusyTime();

  private void assertTimes(long now, long total, long withoutWindow, long withoutText) {
    assertThat(time.total(now)).isEqualTo(total);
    assertThat(time.withoutWindowUntil(now)).isEqualTo(withoutWindow);
    assertThat(time.withoutTextUntil(now)).isEqualTo(withoutText);
  }

  @Test
  void idleTimeCountsForNothing() {
    assertTimes(100, 0, 0, 0);
    time.busy(100);
    time.idle(107);
    assertTimes(500, 7, 0, 0);
  }

  @Test
  void thePhaseThatGoesOnCountsUpToNow() {
    time.busy(10);
    assertTimes(13, 3, 0, 0);
    time.withoutWindow(15);
    assertTimes(19, 9, 4, 0);
    time.withoutText(20);
    assertTimes(26, 16, 5, 6);
    time.busy(30);
    assertTimes(31, 21, 5, 10);
  }

  @Test
  void toldTwiceItIsTheSamePhase() {
    time.withoutText(10);
    time.withoutText(15);
    assertTimes(20, 10, 0, 10);
  }
}

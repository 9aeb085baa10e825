package io.tcp4j.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RealTimeTest {
  @Test
  void threadsWaitForEachOtherInRealTime() throws Exception {
    try (Clockwork clockwork = Clockwork.real()) {
      Task<String> task = clockwork.spawn("thread", () -> "done");
      assertThat(task.get(Duration.ofSeconds(30))).isEqualTo("done");
    }
  }

  @Test
  void anHourIsOverSoonInScaledTime() {
    try (Clockwork clockwork = Clockwork.scaled(100_000)) {
      long start = clockwork.scheduler().nanoTime();
      clockwork.sleep(Duration.ofHours(1));
      assertThat(clockwork.scheduler().nanoTime() - start)
          .isGreaterThanOrEqualTo(Duration.ofHours(1).toNanos());
    }
  }

  @Test
  void scaledTimersAreDueWhenTheScaledClockSaysSo() {
    VirtualTime machine = new VirtualTime();
    ScaledScheduler scaled = new ScaledScheduler(machine, 3);
    List<Long> runs = new ArrayList<>();
    scaled.timer(() -> runs.add(scaled.nanoTime())).arm(1_000_000_000);
    scaled.timer(() -> runs.add(-1L)).arm(Long.MAX_VALUE);
    machine.runUntilIdle();

    assertThat(machine.nanoTime()).isEqualTo(333_333_334);
    assertThat(runs).containsExactly(1_000_000_002L);
    assertThat(scaled.epochNanos() - scaled.nanoTime())
        .isEqualTo(machine.epochNanos() - machine.nanoTime());
  }
}

package io.tcp4j.link.tun;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdleStrategyTest {
  @Test
  void blockingNeverLooksAgain() {
    IdleStrategy idle = IdleStrategy.blocking();
    idle.reset();
    assertThat(idle.lookAgain()).isFalse();
  }

  @Test
  void spinningForNoTimeNeverLooksAgain() {
    assertThat(IdleStrategy.spinning(Duration.ZERO).lookAgain()).isFalse();
  }

  @Test
  void spinningLooksAgainUntilTheLimitHasPassedSinceTheFirstLook() {
    long[] now = {Long.MAX_VALUE - 5}; // the clock may wrap
    Spinning idle = new Spinning(10, () -> now[0]);
    assertThat(idle.lookAgain()).isTrue();
    now[0] += 9;
    assertThat(idle.lookAgain()).isTrue();
    now[0] += 1;
    assertThat(idle.lookAgain()).isFalse();
    idle.reset();
    assertThat(idle.lookAgain()).isTrue();
  }
}

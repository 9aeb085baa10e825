package io.tcp4j.stack.ip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final int PER_SECOND = 1_000;
  private static final int BURST = 50;

  private static TokenBucket bucket(long seed) {
    return new TokenBucket(PER_SECOND, BURST, new Random(seed), 0);
  }

  private static int drain(TokenBucket bucket, long now) {
    int events = 0;
    while (bucket.take(now)) {
      events++;
    }
    return events;
  }

  @Test
  void nobodyCanTellFromABurstWhetherAnotherHasTakenATokenBefore() {
    Set<Integer> untouched = new HashSet<>();
    Set<Integer> touched = new HashSet<>();
    for (int seed = 0; seed < 1_000; seed++) {
      untouched.add(drain(bucket(seed), 0));
      TokenBucket bucket = bucket(-1 - seed);
      assertThat(bucket.take(0)).isTrue();
      touched.add(drain(bucket, 0));
    }
    assertThat(untouched).hasSizeGreaterThan(10).allMatch(events -> events > 25 && events < 100);
    Set<Integer> both = new HashSet<>(untouched);
    both.retainAll(touched);
    assertThat(both).hasSizeGreaterThan(10);
  }

  @Test
  void onAverageThereAreAsManyAsIsSaid() {
    TokenBucket bucket = bucket(1);
    int events = 0;
    for (int millis = 0; millis < 100_000; millis++) {
      events += drain(bucket, Duration.ofMillis(millis).toNanos());
    }
    assertThat(events).isBetween(99_000, 101_000);
  }
}

package io.tcp4j.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SerialEventsTest {
  @Test
  void whatHappensWhileAHandlerRunsIsToldAfterIt() {
    List<Integer> told = new ArrayList<>();
    SerialEvents events =
        new SerialEvents() {
          @Override
          protected void handle(int bits) {
            told.add(bits);
            if (bits == 1) {
              publish(2);
              publish(4);
              publish(2);
              assertThat(told).containsExactly(1);
            }
          }
        };
    events.publish(1);
    assertThat(told).containsExactly(1, 6);
    events.publish(8);
    assertThat(told).containsExactly(1, 6, 8);
  }

  @Test
  @Timeout(60)
  void manyThreadsNeverMeetInTheHandlerAndNoEventIsLost() throws InterruptedException {
    int threads = 4;
    int rounds = 50_000;
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger meetings = new AtomicInteger();
    int[] lastSeen = new int[threads];
    int[] published = new int[threads];
    SerialEvents events =
        new SerialEvents() {
          @Override
          protected void handle(int bits) {
            meetings.addAndGet(inside.incrementAndGet() - 1);
            for (int i = 0; i < threads; i++) {
              if ((bits & 1 << i) != 0) {
                lastSeen[i] = published[i];
              }
            }
            inside.decrementAndGet();
          }
        };
    CountDownLatch done = new CountDownLatch(threads);
    for (int t = 0; t < threads; t++) {
      int me = t;
      Thread.ofPlatform()
          .start(
              () -> {
                for (int i = 1; i <= rounds; i++) {
                  published[me] = i;
                  events.publish(1 << me);
                }
                done.countDown();
              });
    }
    done.await();
    events.publish(1 << 20);
    assertThat(meetings).hasValue(0);
    assertThat(lastSeen).containsOnly(rounds);
  }
}

package io.tcp4j.tcp.send;

import static io.tcp4j.tcp.send.RetransmissionQueue.FIN;
import static io.tcp4j.tcp.send.RetransmissionQueue.LOST;
import static io.tcp4j.tcp.send.RetransmissionQueue.NO_SAMPLE;
import static io.tcp4j.tcp.send.RetransmissionQueue.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RetransmissionQueueTest {
  private final RetransmissionQueue queue = new RetransmissionQueue();

  private void threeSegments() {
    queue.append(100, 200, 1, 0);
    queue.append(200, 300, 2, 0);
    queue.append(300, 401, 3, FIN);
  }

  @Test
  void entriesFollowEachOther() {
    threeSegments();
    assertThat(queue.size()).isEqualTo(3);
    assertThat(queue.start(0)).isEqualTo(100);
    assertThat(queue.start(2)).isEqualTo(300);
    assertThat(queue.end(2)).isEqualTo(401);
    assertThat(queue.is(2, FIN)).isTrue();
    assertThat(queue.is(1, FIN)).isFalse();
  }

  @Test
  void theYoungestSegmentAcknowledgedIsTheSample() {
    threeSegments();
    assertThat(queue.acknowledge(300)).isEqualTo(2);
    assertThat(queue.start(0)).isEqualTo(300);
    assertThat(queue.acknowledge(401)).isEqualTo(3);
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void aPartIsNoSampleAndStays() {
    threeSegments();
    assertThat(queue.acknowledge(150)).isEqualTo(NO_SAMPLE);
    assertThat(queue.start(0)).isEqualTo(150);
    assertThat(queue.size()).isEqualTo(3);
  }

  @Test
  void whatWasSentTwiceSpoilsTheSample() {
    threeSegments();
    queue.markLost(0);
    queue.retransmitted(0, 9);
    assertThat(queue.acknowledge(300)).isEqualTo(NO_SAMPLE);
    assertThat(queue.acknowledge(401)).isEqualTo(3);
  }

  @Test
  void lostBytesAreThoseOfTheLostEntries() {
    threeSegments();
    queue.markLost(1);
    assertThat(queue.lostBytes()).isEqualTo(100);
    assertThat(queue.firstLost()).isEqualTo(1);
    queue.acknowledge(250);
    assertThat(queue.lostBytes()).isEqualTo(50);
    assertThat(queue.firstLost()).isZero();
    queue.retransmitted(0, 9);
    assertThat(queue.lostBytes()).isZero();
    assertThat(queue.firstLost()).isEqualTo(-1);
    queue.markAllLost();
    assertThat(queue.lostBytes()).isEqualTo(151);
  }

  @Test
  void aSplitLeavesTheSynInFrontAndTheFinBehind() {
    queue.append(99, 401, 1, SYN | FIN);
    queue.markLost(0);
    queue.split(0, 100);
    assertThat(queue.is(0, SYN) && !queue.is(0, FIN) && queue.is(0, LOST)).isTrue();
    assertThat(queue.is(1, FIN) && !queue.is(1, SYN) && queue.is(1, LOST)).isTrue();
    assertThat(queue.lostBytes()).isEqualTo(302);
    queue.retransmitted(0, 2);
    assertThat(queue.lostBytes()).isEqualTo(301);
  }

  @Test
  void agreesWithAModelOfEachNumber() {
    for (int seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      boolean[] lost = new boolean[10_000];
      int una = 0;
      int nxt = 0;
      queue.clear();
      for (int i = 0; i < 200; i++) {
        int entry = queue.isEmpty() ? 0 : random.nextInt(queue.size());
        switch (random.nextInt(6)) {
          case 0, 1 -> {
            int to = nxt + 1 + random.nextInt(40);
            queue.append(nxt, to, i, 0);
            nxt = to;
          }
          case 2 -> {
            una += random.nextInt(nxt - una + 1);
            queue.acknowledge(una);
          }
          case 3 -> {
            if (!queue.isEmpty()) {
              queue.markLost(entry);
              fill(lost, entry, true);
            }
          }
          case 4 -> {
            if (!queue.isEmpty()) {
              queue.retransmitted(entry, i);
              fill(lost, entry, false);
            }
          }
          default -> {
            if (!queue.isEmpty() && queue.end(entry) - queue.start(entry) > 1) {
              long length = queue.end(entry) - queue.start(entry);
              queue.split(entry, queue.start(entry) + 1 + random.nextInt((int) length - 1));
            }
          }
        }
        check(lost, una, nxt);
      }
    }
  }

  private void fill(boolean[] lost, int entry, boolean value) {
    for (long n = queue.start(entry); n < queue.end(entry); n++) {
      lost[(int) n] = value;
    }
  }

  private void check(boolean[] lost, int una, int nxt) {
    int count = 0;
    int first = -1;
    for (int n = una; n < nxt; n++) {
      count += lost[n] ? 1 : 0;
      first = lost[n] && first < 0 ? n : first;
    }
    assertThat(queue.lostBytes()).isEqualTo(count);
    assertThat(queue.isEmpty()).isEqualTo(una == nxt);
    if (first < 0) {
      assertThat(queue.firstLost()).isEqualTo(-1);
    } else {
      assertThat(queue.start(queue.firstLost())).isEqualTo(first);
    }
    if (una < nxt) {
      assertThat(queue.start(0)).isEqualTo(una);
      assertThat(queue.end(queue.size() - 1)).isEqualTo(nxt);
    }
  }
}

package io.tcp4j.tcp.send;

import static io.tcp4j.tcp.send.RetransmissionQueue.FIN;
import static io.tcp4j.tcp.send.RetransmissionQueue.LOST;
import static io.tcp4j.tcp.send.RetransmissionQueue.NO_SAMPLE;
import static io.tcp4j.tcp.send.RetransmissionQueue.SACKED;
import static io.tcp4j.tcp.send.RetransmissionQueue.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  // --- SACK (RFC 2018 §5)

  private String sacked() {
    var list = new StringBuilder();
    for (int i = 0; i < queue.size(); i++) {
      if (queue.is(i, SACKED)) {
        list.append(queue.start(i)).append('-').append(queue.end(i)).append(' ');
      }
    }
    return list.toString().trim();
  }

  @Test
  void blocksMarkWhatTheyCover() {
    threeSegments();
    queue.sack(200, 300, 100);
    assertThat(sacked()).isEqualTo("200-300");
    assertThat(queue.sackedBytes()).isEqualTo(100);
    queue.sack(200, 300, 100); // again
    assertThat(queue.sackedBytes()).isEqualTo(100);
    queue.sack(200, 401, 100);
    assertThat(sacked()).isEqualTo("200-300 300-401");
    assertThat(queue.is(2, FIN)).isTrue();
    queue.acknowledge(250);
    assertThat(queue.sackedBytes()).isEqualTo(151);
    queue.acknowledge(401);
    assertThat(queue.sackedBytes()).isZero();
  }

  @Test
  void ofASuperSegmentWholeSegmentsCount() {
    queue.append(100, 1_050, 1, FIN); // nine segments of 100, one of 49, and the FIN at 1049
    queue.sack(150, 399, 100);
    assertThat(sacked()).isEqualTo("200-300");
    queue.sack(901, 950, 100);
    queue.sack(101, 199, 100);
    assertThat(sacked()).isEqualTo("200-300");
    queue.sack(950, 1_050, 100);
    assertThat(sacked()).isEqualTo("200-300 1000-1050");
    queue.sack(900, 1_050, 100);
    assertThat(sacked()).isEqualTo("200-300 900-1000 1000-1050");
    assertThat(queue.sackedBytes()).isEqualTo(250);
    assertThat(queue.is(queue.size() - 1, FIN)).isTrue();
  }

  @Test
  void aFinThatWasLeftOutIsAPieceOfItsOwn() {
    threeSegments();
    queue.sack(300, 399, 100);
    assertThat(sacked()).isEmpty();
    queue.sack(300, 400, 100);
    assertThat(sacked()).isEqualTo("300-400");
    assertThat(queue.is(2, FIN)).isFalse();
    assertThat(queue.is(3, FIN)).isTrue();
    queue.sack(400, 401, 100);
    assertThat(sacked()).isEqualTo("300-400 400-401");
  }

  @Test
  void aPeerCutsNothingSmallerThanItWasSent() {
    queue.append(0, 100_000, 1, 0);
    queue.append(100_000, 100_010, 1, 0);
    for (int at = 1; at < 100_010; at++) {
      queue.sack(at, at + 1, 1_000);
    }
    assertThat(queue.size()).isEqualTo(2);
    assertThat(queue.sackedBytes()).isZero();
    for (int at = 1_000; at < 100_000; at += 2_000) {
      queue.sack(at - 7, at + 1_007, 1_000);
    }
    assertThat(queue.size()).isEqualTo(101);
    assertThat(queue.sackedBytes()).isEqualTo(50_000);
  }

  @Test
  void whatArrivedIsNotLostAnyMore() {
    threeSegments();
    queue.markLost(1);
    queue.sack(200, 300, 100);
    assertThat(queue.lostBytes()).isZero();
    assertThat(queue.firstLost()).isEqualTo(-1);
    queue.markLost(1);
    assertThat(queue.lostBytes()).isZero();
  }

  @Test
  void aTimeoutLeavesWhatArrived() {
    threeSegments();
    queue.sack(200, 300, 100);
    queue.markAllLost();
    assertThat(queue.lostBytes()).isEqualTo(201);
    assertThat(queue.is(1, LOST)).isFalse();
    assertThat(sacked()).isEqualTo("200-300");
  }

  @Test
  void aPeerThatHasTheFirstAndDoesNotAcknowledgeItHasThrownAllAway() {
    threeSegments();
    queue.sack(200, 401, 100);
    queue.acknowledge(200);
    queue.markAllLost();
    assertThat(sacked()).isEmpty();
    assertThat(queue.sackedBytes()).isZero();
    assertThat(queue.lostBytes()).isEqualTo(201);
  }

  @Test
  void whatArrivedEarlierSaysNothingAboutTheRtt() {
    threeSegments();
    queue.sack(200, 401, 100);
    assertThat(queue.acknowledge(401)).isEqualTo(1);
    queue.append(401, 500, 4, 0);
    queue.append(500, 600, 5, 0);
    queue.markLost(0);
    queue.retransmitted(0, 9);
    queue.sack(401, 500, 100);
    assertThat(queue.acknowledge(600)).isEqualTo(5);
    queue.append(600, 700, 6, 0);
    queue.sack(600, 700, 100);
    assertThat(queue.acknowledge(700)).isEqualTo(NO_SAMPLE);
  }

  /// Against a map that has a mark for each number.
  @Test
  void randomBlocksMarkWholeSegmentsOnly() {
    var random = new Random(7);
    for (int run = 0; run < 500; run++) {
      var some = new RetransmissionQueue();
      int end = 0;
      while (end < 3_000) {
        int length = 1 + random.nextInt(400);
        some.append(end, end + length, 0, 0);
        end += length;
      }
      var said = new java.util.BitSet();
      for (int i = 0; i < 30; i++) {
        int left = random.nextInt(end);
        int right = left + 1 + random.nextInt(700);
        some.sack(left, right, 100);
        said.set(left, right);
        if (random.nextInt(4) == 0) {
          some.markLost(random.nextInt(some.size()));
        }
      }
      long sum = 0;
      long lost = 0;
      for (int i = 0; i < some.size(); i++) {
        assertThat(some.end(i)).isGreaterThan(some.start(i));
        if (some.is(i, SACKED)) {
          assertThat(said.nextClearBit((int) some.start(i)))
              .isGreaterThanOrEqualTo((int) some.end(i));
          assertThat(some.is(i, LOST)).isFalse();
          sum += some.end(i) - some.start(i);
        }
        lost += some.is(i, LOST) ? some.end(i) - some.start(i) : 0;
      }
      assertThat(some.sackedBytes()).isEqualTo(sum);
      assertThat(some.lostBytes()).isEqualTo(lost);
      assertThat(some.end(some.size() - 1)).isEqualTo(end);
    }
  }

  /// A peer of tiny segments has a megabyte in 29,000 entries, and repeats its blocks with each
  /// ACK.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void whatIsSackedAlreadyIsNotLookedAtAgain(int way) {
    int entries = 29_000;
    var queue = new RetransmissionQueue();
    for (int i = 0; i < entries; i++) {
      queue.append(i * 36L, (i + 1) * 36L, 0, 0);
    }
    for (int i = 2; i < entries; i++) {
      long left =
          switch (way) {
            case 0 -> 36; // always the same beginning
            case 1 -> 36L * (entries - i); // from the end to the beginning
            default -> 36L * (1 + i * 7_919L % i); // all over the place
          };
      queue.sack(left, way == 1 ? 36L * entries : 36L * i, 36);
    }
    assertThat(queue.visited()).isLessThan(12L * entries);
    assertThat(queue.is(0, SACKED)).isFalse();
    assertThat(queue.sackedBytes()).isPositive();
  }

  @Test
  void aRunThatWasWalkedOverIsWholeAfterSplitsAndAcknowledgments() {
    var queue = new RetransmissionQueue();
    for (int i = 0; i < 64; i++) {
      queue.append(i * 200L, (i + 1) * 200L, 0, 0);
    }
    for (int i = 2; i < 60; i += 3) {
      queue.sack(i * 200L + 100, i * 200L + 500, 100);
      queue.sack(300, i * 200L, 100);
    }
    queue.acknowledge(1_300);
    queue.sack(1_500, 12_700, 100);
    for (int i = 0; i < queue.size(); i++) {
      boolean told = queue.end(i) > 1_300 && queue.end(i) <= 12_700;
      assertThat(queue.is(i, SACKED)).as("entry to %d", queue.end(i)).isEqualTo(told);
    }
    assertThat(queue.sackedBytes()).isEqualTo(12_700 - 1_300);
  }
}

package io.tcp4j.tcp.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.wire.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SackBlocksTest {
  private final ReassemblyRanges ranges = new ReassemblyRanges();
  private final SackBlocks blocks = new SackBlocks(ranges);
  private long ack = 1;

  private void arrives(long left, long right) {
    int old = ranges.overlapping(left, right);
    if (old >= 0) {
      blocks.twice(Math.max(left, ranges.left(old)), Math.min(right, ranges.right(old)));
    }
    ranges.add(left, right);
    blocks.grew(left);
  }

  private List<String> written(int room) {
    var segment = new Segment();
    segment.ack = ack;
    blocks.write(segment, room);
    List<String> list = new ArrayList<>();
    for (int i = 0; i < segment.sackBlocks; i++) {
      list.add(segment.sackLeft[i] + "-" + segment.sackRight[i]);
    }
    return list;
  }

  @Test
  void withoutAGapThereIsNothingToSay() {
    assertThat(blocks.any()).isFalse();
    assertThat(blocks.news()).isFalse();
    assertThat(written(4)).isEmpty();
  }

  @Test
  @Rfc("2018 4a")
  void theBlockThatGrewLastComesFirst() {
    arrives(10, 20);
    arrives(30, 40);
    arrives(50, 60);
    assertThat(written(4)).containsExactly("50-60", "30-40", "10-20");
    arrives(20, 25);
    assertThat(written(4)).containsExactly("10-25", "50-60", "30-40");
  }

  @Test
  void blocksThatGrowTogetherAreOne() {
    arrives(10, 20);
    arrives(30, 40);
    arrives(50, 60);
    arrives(20, 30);
    assertThat(written(4)).containsExactly("10-40", "50-60");
  }

  @Test
  @Rfc("2018 4c")
  void asManyAreWrittenAsThereIsRoomFor() {
    for (int i = 1; i <= 6; i++) {
      arrives(10L * i, 10L * i + 5);
    }
    assertThat(written(0)).isEmpty();
    assertThat(written(1)).containsExactly("60-65");
    assertThat(written(3)).containsExactly("60-65", "50-55", "40-45");
    assertThat(written(4)).containsExactly("60-65", "50-55", "40-45", "30-35");
  }

  @Test
  void whenTheLatestAreAcknowledgedTheOthersAreReportedAgain() {
    for (int i = 6; i >= 1; i--) {
      arrives(10L * i, 10L * i + 5);
    }
    ack = ranges.advance(10);
    ranges.add(ack, 45);
    ack = ranges.advance(ack);
    assertThat(ack).isEqualTo(45);
    assertThat(written(4)).containsExactly("50-55", "60-65");
  }

  @Test
  void whatWasThrownAwayIsNotReported() {
    arrives(10, 20);
    arrives(30, 40);
    ranges.cutFrom(15);
    assertThat(written(4)).containsExactly("10-15");
    ranges.cutFrom(10);
    assertThat(written(4)).isEmpty();
    assertThat(blocks.any()).isFalse();
  }

  @Test
  void textThatCameTwiceIsToldFirstAndOnce() {
    arrives(10, 20);
    arrives(30, 40);
    blocks.sent();
    arrives(12, 18);
    assertThat(blocks.news()).isTrue();
    assertThat(written(3)).containsExactly("12-18", "10-20", "30-40");
    blocks.sent();
    assertThat(blocks.news()).isFalse();
    assertThat(written(3)).containsExactly("10-20", "30-40");
  }

  @Test
  void theBlockAroundItFollowsWhateverGrewSince() {
    arrives(10, 20);
    arrives(12, 18);
    arrives(30, 40);
    assertThat(written(3)).containsExactly("12-18", "10-20", "30-40");
    ack = 20;
    ranges.advance(10);
    assertThat(written(3)).containsExactly("12-18", "30-40");
  }

  @Test
  void textThatCameTwiceAndWasThrownAwayIsNotTold() {
    arrives(10, 20);
    arrives(12, 18);
    ranges.cutFrom(15);
    assertThat(written(3)).containsExactly("10-15");
    ranges.cutFrom(10);
    assertThat(written(3)).isEmpty();
  }

  @Test
  void ofSeveralThatCameTwiceTheFirstIsTold() {
    ack = 7;
    blocks.twice(2, 3);
    blocks.twice(5, 6);
    assertThat(blocks.any()).isTrue();
    assertThat(written(3)).containsExactly("2-3");
  }

  @Test
  void textOfASynIsNoBlock() {
    ranges.add(ack, 5);
    assertThat(written(3)).isEmpty();
  }

  @Test
  void clearForgetsWhatCameTwice() {
    blocks.twice(2, 3);
    blocks.clear();
    assertThat(blocks.any()).isFalse();
    assertThat(blocks.news()).isFalse();
  }

  /// Against a list that does it the long way: the ranges, sorted by when they last grew.
  @Test
  void theOrderIsThatOfTheLastFourChanges() {
    var random = new Random(1);
    for (int run = 0; run < 300; run++) {
      var somewhere = new ReassemblyRanges();
      var some = new SackBlocks(somewhere);
      List<Long> changes = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        long left = 10L + random.nextInt(60);
        long right = left + 1 + random.nextInt(4);
        somewhere.add(left, right);
        some.grew(left);
        changes.addFirst(left);
      }
      var segment = new Segment();
      some.write(segment, 4);
      List<Long> expected =
          changes.stream().map(seq -> somewhere.left(somewhere.find(seq))).distinct().toList();
      assertThat(segment.sackBlocks).isEqualTo(Math.min(4, somewhere.count()));
      // the first is always right; one further on may have been pushed out by others that merged
      assertThat(segment.sackLeft[0]).isEqualTo(expected.getFirst());
      for (int i = 0; i < segment.sackBlocks; i++) {
        int range = somewhere.find(segment.sackLeft[i]);
        assertThat(segment.sackLeft[i]).isEqualTo(somewhere.left(range));
        assertThat(segment.sackRight[i]).isEqualTo(somewhere.right(range));
      }
    }
  }
}

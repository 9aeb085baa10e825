package io.tcp4j.tcp.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ReassemblyRangesTest {
  private final ReassemblyRanges ranges = new ReassemblyRanges();

  private String text() {
    var text = new StringBuilder();
    for (int i = 0; i < ranges.count(); i++) {
      text.append(ranges.left(i)).append('-').append(ranges.right(i)).append(' ');
    }
    return text.toString().trim();
  }

  @Test
  void rangesThatTouchOrOverlapMerge() {
    ranges.add(10, 20);
    ranges.add(30, 40);
    ranges.add(50, 60);
    assertThat(text()).isEqualTo("10-20 30-40 50-60");
    ranges.add(20, 25);
    assertThat(text()).isEqualTo("10-25 30-40 50-60");
    ranges.add(28, 31);
    assertThat(text()).isEqualTo("10-25 28-40 50-60");
    ranges.add(5, 55);
    assertThat(text()).isEqualTo("5-60");
    ranges.add(1, 3);
    assertThat(text()).isEqualTo("1-3 5-60");
  }

  @Test
  void whatIsInOrderIsTakenAway() {
    ranges.add(10, 20);
    ranges.add(30, 40);
    assertThat(ranges.advance(5)).isEqualTo(5);
    assertThat(ranges.advance(10)).isEqualTo(20);
    assertThat(text()).isEqualTo("30-40");
    assertThat(ranges.advance(50)).isEqualTo(50);
    assertThat(text()).isEmpty();
  }

  @Test
  void theEndOfTheStreamCutsTheRest() {
    ranges.add(10, 20);
    ranges.add(30, 40);
    ranges.add(50, 60);
    ranges.cutFrom(35);
    assertThat(text()).isEqualTo("10-20 30-35");
    ranges.cutFrom(30);
    assertThat(text()).isEqualTo("10-20");
    ranges.cutFrom(0);
    assertThat(text()).isEmpty();
  }

  @Test
  void aPeerThatLeavesAHoleBehindEveryByteReachesALimit() {
    for (int i = 0; i < ReassemblyRanges.LIMIT; i++) {
      assertThat(ranges.add(2L * i, 2L * i + 1)).isTrue();
    }
    assertThat(ranges.add(1_000_000, 1_000_001)).isFalse();
    assertThat(ranges.count()).isEqualTo(ReassemblyRanges.LIMIT);
    assertThat(ranges.add(1, 2)).as("what fills a hole still fits").isTrue();
    assertThat(ranges.count()).isEqualTo(ReassemblyRanges.LIMIT - 1);
  }

  @Test
  void agreesWithAModel() {
    for (int seed = 0; seed < 500; seed++) {
      var random = new Random(seed);
      boolean[] model = new boolean[200];
      ranges.clear();
      for (int i = 0; i < 40; i++) {
        int left = random.nextInt(199);
        int right = left + 1 + random.nextInt(Math.min(20, 200 - left));
        ranges.add(left, right);
        for (int j = left; j < right; j++) {
          model[j] = true;
        }
        if (random.nextInt(10) == 0) {
          int from = random.nextInt(200);
          ranges.cutFrom(from);
          for (int j = from; j < 200; j++) {
            model[j] = false;
          }
        }
        assertThat(text()).as("seed %d", seed).isEqualTo(text(model));
      }
    }
  }

  private static String text(boolean[] model) {
    var text = new StringBuilder();
    for (int i = 0; i < model.length; i++) {
      if (model[i] && (i == 0 || !model[i - 1])) {
        text.append(i).append('-');
      }
      if (model[i] && (i == model.length - 1 || !model[i + 1])) {
        text.append(i + 1).append(' ');
      }
    }
    return text.toString().trim();
  }
}

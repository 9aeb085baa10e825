package io.tcp4j.tcp.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.PageSource;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PagedBufferTest {
  private static final int PAGE = PageSource.PAGE;

  /// Counts; gives pages full of rubbish, and refuses beyond a budget.
  private static final class Source implements PageSource {
    private int out;
    private int budget = Integer.MAX_VALUE;

    @Override
    public byte[] take() {
      if (out == budget) {
        return null;
      }
      out++;
      byte[] page = new byte[PAGE];
      Arrays.fill(page, (byte) 0x77);
      return page;
    }

    @Override
    public void give(byte[] page) {
      out--;
      Arrays.fill(page, (byte) 0x66);
    }
  }

  private final Source source = new Source();
  private final PagedBuffer buffer = new PagedBuffer(source);

  @Test
  void ownsNoPageUntilSomethingIsWritten() {
    buffer.reset(1L << 32);
    assertThat(buffer.pageCount()).isZero();
    assertThat(buffer.write((1L << 32) + 5, new byte[] {1}, 0, 1)).isEqualTo(1);
    assertThat(buffer.pageCount()).isEqualTo(1);
  }

  @Test
  void writesStopWhereTheBudgetEnds() {
    buffer.reset(0);
    source.budget = 2;
    assertThat(buffer.write(100, new byte[3 * PAGE], 0, 3 * PAGE)).isEqualTo(2 * PAGE - 100);
    source.budget = 3;
    assertThat(buffer.write(2L * PAGE, new byte[10], 0, 10)).isEqualTo(10);
  }

  @Test
  void pagesGoBackWhenAllInThemIsReleased() {
    buffer.reset(0);
    buffer.write(0, new byte[3 * PAGE], 0, 3 * PAGE);
    buffer.releaseBelow(PAGE - 1);
    assertThat(source.out).isEqualTo(3);
    buffer.releaseBelow(PAGE);
    assertThat(source.out).isEqualTo(2);
    buffer.releaseFrom(2L * PAGE);
    assertThat(source.out).isEqualTo(1);
    buffer.releaseFrom(2L * PAGE - 1);
    assertThat(source.out).isEqualTo(1);
    buffer.releaseFrom(PAGE);
    assertThat(source.out).isZero();
  }

  @Test
  void agreesWithAModel() {
    for (int seed = 0; seed < 40; seed++) {
      var random = new Random(seed);
      long base = random.nextLong(1L << 40);
      int span = 40 * PAGE;
      byte[] model = new byte[span];
      boolean[] written = new boolean[span];
      buffer.reset(base);
      int low = 0;
      for (int i = 0; i < 60; i++) {
        int at = low + random.nextInt(Math.min(span - low, 20 * PAGE));
        byte[] text = new byte[random.nextInt(Math.min(span - at, 3 * PAGE) + 1)];
        random.nextBytes(text);
        assertThat(buffer.write(base + at, text, 0, text.length)).isEqualTo(text.length);
        System.arraycopy(text, 0, model, at, text.length);
        Arrays.fill(written, at, at + text.length, true);
        if (random.nextInt(5) == 0) {
          low = Math.min(low + random.nextInt(PAGE), span - 1);
          buffer.releaseBelow(base + low);
        }
        if (i % 10 == 0) {
          check(base, model, written, low);
        }
      }
      check(base, model, written, low);
      buffer.discard();
      assertThat(source.out).isZero();
    }
  }

  private void check(long base, byte[] model, boolean[] written, int low) {
    byte[] read = new byte[model.length];
    for (int from = low; from < model.length; from++) {
      int to = from;
      while (to < model.length && written[to]) {
        to++;
      }
      if (to > from) {
        buffer.read(base + from, read, from, to - from);
        assertThat(Arrays.mismatch(read, from, to, model, from, to)).isEqualTo(-1);
        from = to;
      }
    }
  }
}

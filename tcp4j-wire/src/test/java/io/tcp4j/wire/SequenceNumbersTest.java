package io.tcp4j.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceNumbersTest {
  private static final long LAP = 1L << 32;

  @ParameterizedTest
  @CsvSource({
    "0x100000000, 0,          0x100000000",
    "0x100000000, 1,          0x100000001",
    "0x100000000, 0xffffffff, 0xffffffff",
    "0x1ffffffff, 0,          0x200000000",
    "0x200000000, 0xffffffff, 0x1ffffffff",
    "0x100000000, 0x7fffffff, 0x17fffffff",
    "0x100000000, 0x80000000, 0x80000000",
  })
  void unwrapsToTheNumberNearest(String near, String wire, String expected) {
    assertThat(SequenceNumbers.unwrap(Long.decode(near), Long.decode(wire).intValue()))
        .isEqualTo(Long.decode(expected));
  }

  @Test
  void unwrapFindsEveryNumberWithinHalfALap() {
    Random random = new Random(1);
    for (int round = 0; round < 100_000; round++) {
      long near = LAP + random.nextLong(8 * LAP);
      long number = near + random.nextInt();
      assertThat(SequenceNumbers.unwrap(near, (int) number)).isEqualTo(number);
    }
  }

  @Test
  void firstLeavesRoomBelow() {
    assertThat(SequenceNumbers.first(0)).isEqualTo(LAP);
    assertThat(SequenceNumbers.first(-1)).isEqualTo(2 * LAP - 1);
    assertThat(SequenceNumbers.unwrap(SequenceNumbers.first(0), -1)).isPositive();
  }
}

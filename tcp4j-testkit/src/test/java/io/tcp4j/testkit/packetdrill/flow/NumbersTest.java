package io.tcp4j.testkit.packetdrill.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NumbersTest {
  private final Numbers numbers = new Numbers();

  @BeforeEach
  void theSynHasNumber100InTheScriptAndIsNearTheWrapOnTheWire() {
    assertThat(numbers.known()).isFalse();
    numbers.learn(100, 0xffff_fff0L);
  }

  @Test
  void theNumberOfASynIsTheScriptsOwn() {
    assertThat(numbers.known()).isTrue();
    assertThat(numbers.toWire(100, true)).isEqualTo(0xffff_fff0L);
    assertThat(numbers.toScript(0xffff_fff0L, true)).isEqualTo(100);
  }

  @Test
  void allOthersCountFromTheInitialNumber() {
    assertThat(numbers.toWire(1, false)).isEqualTo(0xffff_fff1L);
    assertThat(numbers.toScript(0xffff_fff1L, false)).isEqualTo(1);
  }

  @Test
  void theyGoOnAfterTheWrap() {
    assertThat(numbers.toWire(0x20, false)).isEqualTo(0x10);
    assertThat(numbers.toScript(0x10, false)).isEqualTo(0x20);
  }

  @Test
  void aNumberBeforeTheInitialOneIsLarge() {
    assertThat(numbers.toScript(0xffff_ffefL, false)).isEqualTo(0xffff_ffffL);
    assertThat(numbers.toWire(0xffff_ffffL, false)).isEqualTo(0xffff_ffefL);
  }
}

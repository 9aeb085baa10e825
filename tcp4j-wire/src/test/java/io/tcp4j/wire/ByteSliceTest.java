package io.tcp4j.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ByteSliceTest {
  private final byte[] array = Hex.bytes("0011223344");

  @Test
  void isEqualByItsBytesAlone() {
    ByteSlice slice = ByteSlice.of(array, 1, 3);
    ByteSlice same = ByteSlice.of(Hex.bytes("112233"));
    assertThat(slice).isEqualTo(same).hasSameHashCodeAs(same).hasToString("3 bytes 112233");
    assertThat(slice)
        .isNotEqualTo(ByteSlice.of(array, 1, 2))
        .isNotEqualTo(ByteSlice.of(array, 0, 3));
    assertThat(slice.toByteArray()).isEqualTo(Hex.bytes("112233"));
  }

  @Test
  void showsTheArrayAndDoesNotCopyIt() {
    ByteSlice slice = ByteSlice.of(array, 1, 3);
    array[1] = 0x7f;
    assertThat(slice).isEqualTo(ByteSlice.of(Hex.bytes("7f2233")));
    assertThat(slice.array()).isSameAs(array);
    assertThat(slice.offset()).isEqualTo(1);
  }

  @Test
  void isCutFromItsEnd() {
    ByteSlice slice = ByteSlice.of(array, 1, 3);
    assertThat(slice.first(2)).isEqualTo(ByteSlice.of(Hex.bytes("1122")));
    assertThat(slice.first(0)).isEqualTo(ByteSlice.EMPTY);
    assertThat(slice.first(4)).isSameAs(slice);
  }

  @Test
  void liesWithinItsArray() {
    assertThatThrownBy(() -> ByteSlice.of(array, 3, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> ByteSlice.of(array, -1, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}

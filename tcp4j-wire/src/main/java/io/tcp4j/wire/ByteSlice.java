package io.tcp4j.wire;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/// Some bytes of an array, not copied. Two slices are equal if their bytes are.
///
/// A slice of a received packet is borrowed: it is valid as long as the packet is.
public final class ByteSlice {
  /// A slice without bytes.
  public static final ByteSlice EMPTY = new ByteSlice(new byte[0], 0, 0);

  private final byte[] array;
  private final int offset;
  private final int length;

  private ByteSlice(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  /// Returns the slice of `length` bytes from `offset` on.
  ///
  /// @throws IndexOutOfBoundsException if it does not lie in the array
  public static ByteSlice of(byte[] array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, array.length);
    return new ByteSlice(array, offset, length);
  }

  /// Returns the slice that is all of an array.
  public static ByteSlice of(byte[] array) {
    return new ByteSlice(array, 0, array.length);
  }

  /// Returns the array that the bytes are in: itself, not a copy.
  public byte[] array() {
    return array;
  }

  /// Returns the index of the first byte in the array.
  public int offset() {
    return offset;
  }

  /// Returns the number of bytes.
  public int length() {
    return length;
  }

  /// Returns the first bytes, at most `limit`.
  public ByteSlice first(int limit) {
    return length <= limit ? this : new ByteSlice(array, offset, limit);
  }

  /// Returns the bytes in an array of their own.
  public byte[] toByteArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  /// Copies the bytes to another array.
  void copyTo(byte[] to, int at) {
    System.arraycopy(array, offset, to, at, length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByteSlice that
        && Arrays.equals(
            array, offset, offset + length, that.array, that.offset, that.offset + that.length);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  @Override
  public String toString() {
    return length + " bytes " + HexFormat.of().formatHex(array, offset, offset + length);
  }
}

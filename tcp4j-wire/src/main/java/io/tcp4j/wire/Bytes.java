package io.tcp4j.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Numbers in network byte order inside a `byte[]`, at any alignment.
///
/// Every access is checked against the array's own bounds and against nothing else: a caller that
/// reads a packet inside a larger array has to know that the field lies within the packet.
public final class Bytes {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Bytes() {}

  /// Returns the byte at `index`, 0..255.
  public static int u8(byte[] b, int index) {
    return b[index] & 0xff;
  }

  /// Returns the two bytes at `index`, 0..65535.
  public static int u16(byte[] b, int index) {
    return (short) SHORT.get(b, index) & 0xffff;
  }

  /// Returns the four bytes at `index` as they are, so that the upper half of the range is
  /// negative.
  public static int i32(byte[] b, int index) {
    return (int) INT.get(b, index);
  }

  /// Returns the four bytes at `index`, 0..2³²−1.
  public static long u32(byte[] b, int index) {
    return (int) INT.get(b, index) & 0xffff_ffffL;
  }

  /// Returns the eight bytes at `index`.
  public static long i64(byte[] b, int index) {
    return (long) LONG.get(b, index);
  }

  /// Writes the low 8 bits of `value`.
  public static void put8(byte[] b, int index, int value) {
    b[index] = (byte) value;
  }

  /// Writes the low 16 bits of `value`.
  public static void put16(byte[] b, int index, int value) {
    SHORT.set(b, index, (short) value);
  }

  /// Writes all 32 bits of `value`.
  public static void put32(byte[] b, int index, int value) {
    INT.set(b, index, value);
  }

  /// Writes all 64 bits of `value`.
  public static void put64(byte[] b, int index, long value) {
    LONG.set(b, index, value);
  }
}

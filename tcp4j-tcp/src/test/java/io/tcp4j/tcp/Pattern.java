package io.tcp4j.tcp;

/// Text that shows where it belongs: each byte follows from its place in the stream.
final class Pattern {
  private Pattern() {}

  static byte at(long position) {
    return (byte) (position * 7 + (position >>> 8) * 13 + (position >>> 16) * 29);
  }

  static byte[] bytes(long position, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = at(position + i);
    }
    return bytes;
  }

  /// Fails unless the bytes are those that stand at `position`.
  static void check(byte[] bytes, int offset, int length, long position) {
    for (int i = 0; i < length; i++) {
      if (bytes[offset + i] != at(position + i)) {
        throw new AssertionError(
            "byte "
                + (position + i)
                + " of the stream is "
                + bytes[offset + i]
                + " instead of "
                + at(position + i));
      }
    }
  }
}

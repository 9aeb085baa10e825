package io.tcp4j.testkit.campaign;

import java.util.Arrays;

/// Bytes of which each follows from its place, made once for all.
final class Pattern {
  /// Longest piece of it.
  static final int LONGEST = 8_192;

  /// The largest prime below 2⁸: no segment size divides it, so shifted text never looks right.
  private static final int PERIOD = 251;

  private final byte[] bytes = new byte[PERIOD + LONGEST];

  /// Makes a pattern.
  ///
  /// @param first the byte that it begins with
  Pattern(int first) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (first + i % PERIOD);
    }
  }

  /// An array with the bytes from a place on, {@link #LONGEST} of them, at {@link #offset}; nobody
  /// writes to it.
  byte[] bytes() {
    return bytes;
  }

  /// Where in {@link #bytes} the bytes from a place on are.
  int offset(long place) {
    return (int) (place % PERIOD);
  }

  /// How many bytes are as the pattern has them from a place on, before the first that is not; -1
  /// if all are.
  int mismatch(long place, byte[] text, int length) {
    int from = offset(place);
    return Arrays.mismatch(text, 0, length, bytes, from, from + length);
  }
}

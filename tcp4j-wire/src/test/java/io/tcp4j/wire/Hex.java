package io.tcp4j.wire;

import java.util.HexFormat;

/// Bytes written as people read them.
final class Hex {
  private Hex() {}

  /// Returns the bytes of hexadecimal digits; white space does not matter.
  static byte[] bytes(String digits) {
    return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
  }

  /// Returns the digits of some bytes of an array.
  static String of(byte[] b, int offset, int length) {
    return HexFormat.of().formatHex(b, offset, offset + length);
  }
}

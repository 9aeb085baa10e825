package io.tcp4j.testkit.packetdrill.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// A TCP option as it stands in a header.
///
/// @param kind its kind, 0..255
/// @param bytes all of its bytes, kind and length included
@SuppressWarnings("ArrayRecordComponent") // copied on its way in and out
public record RawOption(int kind, byte[] bytes) {
  /// End of option list.
  public static final int END_OF_LIST = 0;

  /// No operation.
  public static final int NO_OPERATION = 1;

  /// Copies the bytes.
  public RawOption {
    bytes = bytes.clone();
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  /// The options in order; what follows a broken one, or the end of the list, is one option of its
  /// own for each octet.
  static List<RawOption> parse(byte[] b, int from, int to) {
    List<RawOption> options = new ArrayList<>();
    int at = from;
    while (at < to) {
      int kind = b[at] & 0xff;
      int length = 1;
      if (kind != END_OF_LIST && kind != NO_OPERATION && at + 1 < to) {
        int claimed = b[at + 1] & 0xff;
        length = claimed >= 2 && claimed <= to - at ? claimed : 1;
      }
      options.add(new RawOption(kind, Arrays.copyOfRange(b, at, at + length)));
      at += length;
    }
    return options;
  }

  /// Whether it only fills space.
  public boolean padding() {
    return kind == NO_OPERATION || kind == END_OF_LIST;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawOption that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case END_OF_LIST -> "eol";
      case NO_OPERATION -> "nop";
      case 2 -> "mss " + number(2, 2);
      case 3 -> "wscale " + number(2, 1);
      case 4 -> "sackOK";
      case 5 -> sack();
      case 8 -> "TS val " + number(2, 4) + " ecr " + number(6, 4);
      default -> "option " + HexFormat.of().formatHex(bytes);
    };
  }

  private String sack() {
    StringBuilder text = new StringBuilder("sack");
    for (int at = 2; at + 8 <= bytes.length; at += 8) {
      text.append(' ').append(number(at, 4)).append(':').append(number(at + 4, 4));
    }
    return text.toString();
  }

  /// The number in some of its bytes; fewer where it ends before them.
  public long number(int at, int octets) {
    long value = 0;
    for (int i = at; i < Math.min(at + octets, bytes.length); i++) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    return value;
  }
}

package io.tcp4j.testkit.packetdrill.flow;

import io.tcp4j.testkit.packetdrill.script.OptionText;
import java.io.ByteArrayOutputStream;
import java.util.List;

/// Options as a script writes them, in the bytes that they are on the wire.
final class OptionBytes {
  private static final int FAST_OPEN = 34;
  private static final int EXPERIMENTAL = 254;
  private static final int FAST_OPEN_MAGIC = 0xf989;
  private static final int MD5 = 19;

  private OptionBytes() {}

  /// The bytes of one option.
  ///
  /// @param acknowledged the numbers that SACK blocks are of
  /// @param value TSval on the wire
  /// @param echo TSecr on the wire
  static byte[] of(OptionText option, Numbers acknowledged, long value, long echo) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (option) {
      case OptionText.EndOfList _ -> out.write(0);
      case OptionText.NoOperation _ -> out.write(1);
      case OptionText.MaximumSegmentSize(int mss) -> {
        head(out, 2, 4);
        put(out, mss, 2);
      }
      case OptionText.WindowScale(int shift) -> {
        head(out, 3, 3);
        put(out, shift, 1);
      }
      case OptionText.SackPermitted _ -> head(out, 4, 2);
      case OptionText.Sack(List<OptionText.Sack.Block> blocks) -> {
        head(out, 5, 2 + 8 * blocks.size());
        for (OptionText.Sack.Block block : blocks) {
          put(out, acknowledged.toWire(block.left(), false), 4);
          put(out, acknowledged.toWire(block.right(), false), 4);
        }
      }
      case OptionText.Timestamps _ -> {
        head(out, 8, 10);
        put(out, value, 4);
        put(out, echo, 4);
      }
      case OptionText.FastOpen(List<Byte> cookie, boolean experimental) -> {
        head(out, experimental ? EXPERIMENTAL : FAST_OPEN, cookie.size() + (experimental ? 4 : 2));
        if (experimental) {
          put(out, FAST_OPEN_MAGIC, 2);
        }
        cookie.forEach(out::write);
      }
      case OptionText.Other(String _, List<Byte> bytes) -> {
        head(out, MD5, 2 + bytes.size());
        bytes.forEach(out::write);
      }
    }
    return out.toByteArray();
  }

  private static void head(ByteArrayOutputStream out, int kind, int length) {
    out.write(kind);
    out.write(length);
  }

  private static void put(ByteArrayOutputStream out, long value, int octets) {
    for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
      out.write((int) (value >>> shift));
    }
  }
}

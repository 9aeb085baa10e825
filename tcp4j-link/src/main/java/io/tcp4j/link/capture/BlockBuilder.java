package io.tcp4j.link.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Builds pcapng blocks, little-endian, one behind the other in a buffer that is written out when
/// the next block may not fit. Not thread-safe.
final class BlockBuilder {
  private static final int BUFFER = 256 * 1024;

  private final OutputStream out;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
  private int blockStart;

  BlockBuilder(OutputStream out) {
    this.out = out;
  }

  /// Begins a block.
  ///
  /// @param bytes an upper bound of its length
  void begin(int type, int bytes) throws IOException {
    if (bytes > buffer.remaining()) {
      drain();
    }
    blockStart = buffer.position();
    buffer.putInt(type).putInt(0); // the length is not known yet
  }

  /// Ends the block.
  void end() {
    int length = buffer.position() + Integer.BYTES - blockStart;
    buffer.putInt(blockStart + Integer.BYTES, length).putInt(length);
  }

  void int16(int value) {
    buffer.putShort((short) value);
  }

  void int32(int value) {
    buffer.putInt(value);
  }

  void int64(long value) {
    buffer.putLong(value);
  }

  /// Adds bytes, filled up with zeros to a multiple of four.
  ///
  /// @return the index in [#array] at which they are
  int padded(byte[] bytes, int offset, int length) {
    int at = buffer.position();
    buffer.put(bytes, offset, length);
    for (int i = Pcapng.padding(length); i > 0; i--) {
      buffer.put((byte) 0);
    }
    return at;
  }

  void option(int code, byte... value) {
    int16(code);
    int16(value.length);
    padded(value, 0, value.length);
  }

  /// Adds a text, or nothing if it is empty.
  void option(int code, String text) {
    if (!text.isEmpty()) {
      option(code, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  void optionInt32(int code, int value) {
    int16(code);
    int16(Integer.BYTES);
    int32(value);
  }

  void endOfOptions() {
    int32(Pcapng.OPT_END);
  }

  /// Returns the array that blocks are built in.
  byte[] array() {
    return buffer.array();
  }

  /// Writes out all ended blocks.
  void drain() throws IOException {
    int length = buffer.position();
    buffer.clear();
    out.write(buffer.array(), 0, length);
  }
}

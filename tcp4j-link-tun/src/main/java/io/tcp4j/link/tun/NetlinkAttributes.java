package io.tcp4j.link.tun;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The attributes of a message of rtnetlink: each a 16-bit length that counts itself, a 16-bit type
/// and a value, padded to four bytes. One that is not there, or not whole, has the value nothing.
///
/// @param bytes from the first attribute to the end of the last, in machine order
record NetlinkAttributes(ByteBuffer bytes) {
  private static final int HEADER = 4;

  /// The type without the flags for "nested" and "in network byte order".
  private static final int TYPE_MASK = 0x3fff;

  /// Returns those in the buffer from `offset` to its limit.
  static NetlinkAttributes in(ByteBuffer buffer, int offset) {
    return new NetlinkAttributes(
        buffer.slice(offset, buffer.limit() - offset).order(ByteOrder.nativeOrder()));
  }

  /// Returns the attributes within the one of this type: none if it isn't there.
  NetlinkAttributes nested(int type) {
    ByteBuffer value = find(type);
    return value == null ? new NetlinkAttributes(ByteBuffer.allocate(0)) : in(value, 0);
  }

  /// Returns the 32-bit number of this type, or 0.
  int number(int type) {
    ByteBuffer value = find(type);
    return value == null || value.limit() < Integer.BYTES ? 0 : value.getInt(0);
  }

  /// Returns the byte of this type, or 0.
  int octet(int type) {
    ByteBuffer value = find(type);
    return value == null || value.limit() < 1 ? 0 : value.get(0);
  }

  /// Returns the text of this type without its terminating zero, or the empty one.
  String text(int type) {
    ByteBuffer value = find(type);
    return value == null
        ? ""
        : StandardCharsets.US_ASCII.decode(value).toString().replace("\0", "");
  }

  private @Nullable ByteBuffer find(int type) {
    int at = 0;
    while (at + HEADER <= bytes.limit()) {
      int length = Short.toUnsignedInt(bytes.getShort(at));
      if (length < HEADER || length > bytes.limit() - at) {
        return null;
      }
      if ((bytes.getShort(at + 2) & TYPE_MASK) == type) {
        return bytes.slice(at + HEADER, length - HEADER).order(ByteOrder.nativeOrder());
      }
      at += (length + 3) & ~3;
    }
    return null;
  }
}

package io.tcp4j.wire;

/// What the messages of both ICMP versions have in common: type, code, checksum, four bytes that
/// depend on the type, and the rest.
final class IcmpLayout {
  /// Bytes in front of the rest.
  static final int HEADER_LENGTH = 8;

  /// Place of the checksum.
  static final int CHECKSUM = 2;

  /// Place of the four bytes that depend on the type.
  static final int SPECIFIC = 4;

  private IcmpLayout() {}

  /// Returns what follows the eight bytes.
  static ByteSlice rest(byte[] b, int offset, int length) {
    return ByteSlice.of(b, offset + HEADER_LENGTH, length - HEADER_LENGTH);
  }

  /// Returns what follows the checksum.
  static ByteSlice body(byte[] b, int offset, int length) {
    return ByteSlice.of(b, offset + SPECIFIC, length - SPECIFIC);
  }

  static IcmpMessage.EchoRequest echoRequest(byte[] b, int offset, int length) {
    return new IcmpMessage.EchoRequest(
        Bytes.u16(b, offset + 4), Bytes.u16(b, offset + 6), rest(b, offset, length));
  }

  static IcmpMessage.EchoReply echoReply(byte[] b, int offset, int length) {
    return new IcmpMessage.EchoReply(
        Bytes.u16(b, offset + 4), Bytes.u16(b, offset + 6), rest(b, offset, length));
  }

  /// Returns the bytes of a message, its quoted packet cut to `quoteLimit`.
  static int encodedLength(IcmpMessage message, int quoteLimit) {
    return switch (message) {
      case IcmpMessage.EchoRequest(_, _, ByteSlice payload) -> HEADER_LENGTH + payload.length();
      case IcmpMessage.EchoReply(_, _, ByteSlice payload) -> HEADER_LENGTH + payload.length();
      case IcmpMessage.ErrorMessage error ->
          HEADER_LENGTH + Math.min(quoteLimit, error.quoted().length());
      case IcmpMessage.Other(_, _, ByteSlice body) -> SPECIFIC + body.length();
      case IcmpMessage.Malformed malformed -> throw cannotEncode(malformed);
    };
  }

  /// Writes a message of eight bytes and `rest`, checksum field zero, and returns its bytes.
  static int put(byte[] b, int offset, int type, int code, long specific, ByteSlice rest) {
    Bytes.put8(b, offset, type);
    Bytes.put8(b, offset + 1, code);
    Bytes.put16(b, offset + CHECKSUM, 0);
    Bytes.put32(b, offset + SPECIFIC, (int) specific);
    rest.copyTo(b, offset + HEADER_LENGTH);
    return HEADER_LENGTH + rest.length();
  }

  /// Writes a message of which only type and code are known, checksum field zero.
  static int put(byte[] b, int offset, IcmpMessage.Other other) {
    Bytes.put8(b, offset, other.type());
    Bytes.put8(b, offset + 1, other.code());
    Bytes.put16(b, offset + CHECKSUM, 0);
    other.body().copyTo(b, offset + SPECIFIC);
    return SPECIFIC + other.body().length();
  }

  static long echoSpecific(int identifier, int sequence) {
    return (long) identifier << 16 | (sequence & 0xffff);
  }

  static IllegalArgumentException cannotEncode(IcmpMessage message) {
    return new IllegalArgumentException("this version of ICMP has no " + message);
  }
}

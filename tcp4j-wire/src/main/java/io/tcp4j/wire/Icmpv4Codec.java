package io.tcp4j.wire;

import io.tcp4j.wire.IcmpMessage.DestinationUnreachable;
import io.tcp4j.wire.IcmpMessage.EchoReply;
import io.tcp4j.wire.IcmpMessage.EchoRequest;
import io.tcp4j.wire.IcmpMessage.Malformed;
import io.tcp4j.wire.IcmpMessage.Other;
import io.tcp4j.wire.IcmpMessage.PacketTooBig;
import io.tcp4j.wire.IcmpMessage.ParameterProblem;
import io.tcp4j.wire.IcmpMessage.SourceQuench;
import io.tcp4j.wire.IcmpMessage.TimeExceeded;

/// ICMP for IPv4 (RFC 792, RFC 1122 §3.2.2; RFC 1191 §4 for the MTU). The checksum covers the
/// message alone.
public final class Icmpv4Codec {
  /// The most bytes of a packet that are quoted: the answer has at most 576 bytes
  /// (RFC 1812 §4.3.2.3).
  public static final int QUOTE_LIMIT = 576 - Ipv4Codec.HEADER_LENGTH - IcmpLayout.HEADER_LENGTH;

  private static final int ECHO_REPLY = 0;
  private static final int DESTINATION_UNREACHABLE = 3;
  private static final int SOURCE_QUENCH = 4;
  private static final int ECHO_REQUEST = 8;
  private static final int TIME_EXCEEDED = 11;
  private static final int PARAMETER_PROBLEM = 12;

  private static final int FRAGMENTATION_NEEDED = 4;

  private Icmpv4Codec() {}

  /// Decodes the message that fills the `length` bytes from `offset` on.
  public static IcmpMessage decode(byte[] b, int offset, int length) {
    if (length < IcmpLayout.HEADER_LENGTH) {
      return new Malformed(DropReason.ICMP_TRUNCATED);
    }
    if (Checksum.fold(Checksum.sum(b, offset, length)) != 0xffff) {
      return new Malformed(DropReason.ICMP_BAD_CHECKSUM);
    }
    int type = Bytes.u8(b, offset);
    int code = Bytes.u8(b, offset + 1);
    ByteSlice rest = IcmpLayout.rest(b, offset, length);
    return switch (type) {
      case ECHO_REQUEST -> IcmpLayout.echoRequest(b, offset, length);
      case ECHO_REPLY -> IcmpLayout.echoReply(b, offset, length);
      case DESTINATION_UNREACHABLE ->
          code == FRAGMENTATION_NEEDED
              ? new PacketTooBig(Bytes.u16(b, offset + 6), rest)
              : new DestinationUnreachable(UnreachableReason.ofV4(code), code, rest);
      case TIME_EXCEEDED -> new TimeExceeded(code == 1, rest);
      case PARAMETER_PROBLEM -> new ParameterProblem(code, Bytes.u8(b, offset + 4), rest);
      case SOURCE_QUENCH -> new SourceQuench(rest);
      default -> new Other(type, code, IcmpLayout.body(b, offset, length));
    };
  }

  static int encodedLength(IcmpMessage message) {
    return IcmpLayout.encodedLength(message, QUOTE_LIMIT);
  }

  /// Encodes like [IcmpCodec#encode].
  public static int encode(IcmpMessage message, byte[] b, int offset) {
    int length = put(message, b, offset);
    int checksum = Checksum.complete(Checksum.sum(b, offset, length));
    Bytes.put16(b, offset + IcmpLayout.CHECKSUM, checksum);
    return length;
  }

  private static int put(IcmpMessage message, byte[] b, int offset) {
    return switch (message) {
      case EchoRequest(int id, int seq, ByteSlice payload) ->
          IcmpLayout.put(b, offset, ECHO_REQUEST, 0, IcmpLayout.echoSpecific(id, seq), payload);
      case EchoReply(int id, int seq, ByteSlice payload) ->
          IcmpLayout.put(b, offset, ECHO_REPLY, 0, IcmpLayout.echoSpecific(id, seq), payload);
      case DestinationUnreachable unreachable ->
          putError(b, offset, DESTINATION_UNREACHABLE, code(unreachable), 0, unreachable.quoted());
      case PacketTooBig(long mtu, ByteSlice quoted) ->
          putError(
              b,
              offset,
              DESTINATION_UNREACHABLE,
              FRAGMENTATION_NEEDED,
              Math.min(mtu, 0xffff),
              quoted);
      case TimeExceeded(boolean inReassembly, ByteSlice quoted) ->
          putError(b, offset, TIME_EXCEEDED, inReassembly ? 1 : 0, 0, quoted);
      case ParameterProblem(int code, long pointer, ByteSlice quoted) ->
          putError(b, offset, PARAMETER_PROBLEM, code, pointer << 24, quoted);
      case Other other -> IcmpLayout.put(b, offset, other);
      case SourceQuench _, Malformed _ -> throw IcmpLayout.cannotEncode(message);
    };
  }

  private static int putError(
      byte[] b, int offset, int type, int code, long specific, ByteSlice quoted) {
    return IcmpLayout.put(b, offset, type, code, specific, quoted.first(QUOTE_LIMIT));
  }

  private static int code(DestinationUnreachable message) {
    boolean any = message.code() == DestinationUnreachable.ANY_CODE;
    int code = any ? message.reason().v4Code() : message.code();
    if (code < 0) {
      throw IcmpLayout.cannotEncode(message);
    }
    return code;
  }
}

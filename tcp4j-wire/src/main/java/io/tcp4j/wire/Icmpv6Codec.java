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

/// ICMP for IPv6 (RFC 4443). The checksum covers a pseudo-header, too (§2.3).
public final class Icmpv6Codec {
  /// The most bytes of a packet that are quoted: the answer fits the least MTU of IPv6, 1280 bytes
  /// (RFC 4443 §2.4).
  public static final int QUOTE_LIMIT = 1280 - Ipv6Codec.HEADER_LENGTH - IcmpLayout.HEADER_LENGTH;

  private static final int DESTINATION_UNREACHABLE = 1;
  private static final int PACKET_TOO_BIG = 2;
  private static final int TIME_EXCEEDED = 3;
  private static final int PARAMETER_PROBLEM = 4;
  private static final int ECHO_REQUEST = 128;
  private static final int ECHO_REPLY = 129;

  private Icmpv6Codec() {}

  /// Decodes the message that is the payload of `ip` in `b`.
  public static IcmpMessage decode(byte[] b, IpHeader ip) {
    int offset = ip.payloadOffset;
    int length = ip.payloadLength;
    if (length < IcmpLayout.HEADER_LENGTH) {
      return new Malformed(DropReason.ICMP_TRUNCATED);
    }
    if (Checksum.fold(sum(b, offset, length, ip)) != 0xffff) {
      return new Malformed(DropReason.ICMP_BAD_CHECKSUM);
    }
    int type = Bytes.u8(b, offset);
    int code = Bytes.u8(b, offset + 1);
    long specific = Bytes.u32(b, offset + IcmpLayout.SPECIFIC);
    ByteSlice rest = IcmpLayout.rest(b, offset, length);
    return switch (type) {
      case ECHO_REQUEST -> IcmpLayout.echoRequest(b, offset, length);
      case ECHO_REPLY -> IcmpLayout.echoReply(b, offset, length);
      case DESTINATION_UNREACHABLE ->
          new DestinationUnreachable(UnreachableReason.ofV6(code), code, rest);
      case PACKET_TOO_BIG -> new PacketTooBig(specific, rest);
      case TIME_EXCEEDED -> new TimeExceeded(code == 1, rest);
      case PARAMETER_PROBLEM -> new ParameterProblem(code, specific, rest);
      default -> new Other(type, code, IcmpLayout.body(b, offset, length));
    };
  }

  private static long sum(byte[] b, int offset, int length, IpHeader ip) {
    return Checksum.sum(b, offset, length)
        + Checksum.pseudoHeader(
            ip.sourceHigh,
            ip.sourceLow,
            ip.destinationHigh,
            ip.destinationLow,
            IpProtocol.ICMPV6,
            length);
  }

  static int encodedLength(IcmpMessage message) {
    return IcmpLayout.encodedLength(message, QUOTE_LIMIT);
  }

  /// Encodes like [IcmpCodec#encode].
  public static int encode(IcmpMessage message, IpHeader ip, byte[] b, int offset) {
    int length = put(message, b, offset);
    int checksum = Checksum.complete(sum(b, offset, length, ip));
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
          putError(b, offset, PACKET_TOO_BIG, 0, mtu, quoted);
      case TimeExceeded(boolean inReassembly, ByteSlice quoted) ->
          putError(b, offset, TIME_EXCEEDED, inReassembly ? 1 : 0, 0, quoted);
      case ParameterProblem(int code, long pointer, ByteSlice quoted) ->
          putError(b, offset, PARAMETER_PROBLEM, code, pointer, quoted);
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
    int code = any ? message.reason().v6Code() : message.code();
    if (code < 0) {
      throw IcmpLayout.cannotEncode(message);
    }
    return code;
  }
}

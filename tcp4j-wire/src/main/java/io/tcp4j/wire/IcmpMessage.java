package io.tcp4j.wire;

/// An ICMP message in a form that is the same for ICMPv4 (RFC 792) and ICMPv6 (RFC 4443).
///
/// ICMP is not on the data path, so messages are values. Their bytes are slices of the packet they
/// were decoded from and are valid as long as it is.
public sealed interface IcmpMessage {
  /// A message that reports on a packet and quotes the beginning of it ([QuotedSegment] reads it).
  sealed interface ErrorMessage extends IcmpMessage {
    /// Returns the quoted packet from its IP header on, as much as there is of it.
    ByteSlice quoted();
  }

  /// Echo ("ping"); payload may be empty, identifier and sequence are 0..65535.
  record EchoRequest(int identifier, int sequence, ByteSlice payload) implements IcmpMessage {}

  /// Echo reply, with everything the request had.
  record EchoReply(int identifier, int sequence, ByteSlice payload) implements IcmpMessage {}

  /// The packet could not be delivered.
  ///
  /// @param code the code on the wire, 0..255, in which both versions differ; or [#ANY_CODE], then
  ///     encode takes the usual code for the reason
  record DestinationUnreachable(UnreachableReason reason, int code, ByteSlice quoted)
      implements ErrorMessage {
    /// Leaves the code to encode.
    public static final int ANY_CODE = -1;

    /// Makes a message to be sent in either version.
    public DestinationUnreachable(UnreachableReason reason, ByteSlice quoted) {
      this(reason, ANY_CODE, quoted);
    }
  }

  /// The packet was larger than the next link takes and must not be fragmented: ICMPv6 Packet Too
  /// Big, ICMPv4 "fragmentation needed and DF set".
  ///
  /// @param mtu the next link's MTU in bytes, up to 2³²−1; 0 from IPv4 routers older than RFC 1191.
  ///     Whether it may be believed is for the receiver to judge.
  record PacketTooBig(long mtu, ByteSlice quoted) implements ErrorMessage {}

  /// The packet's hop limit ran out, or not all of its fragments came.
  record TimeExceeded(boolean inReassembly, ByteSlice quoted) implements ErrorMessage {}

  /// A field of the packet's header is wrong or not understood.
  ///
  /// @param code the code on the wire, 0..255; see [ParameterProblemCode] for ICMPv6
  /// @param pointer the place of the fault in the quoted packet, in bytes, up to 2³²−1 (255 in
  ///     ICMPv4)
  record ParameterProblem(int code, long pointer, ByteSlice quoted) implements ErrorMessage {}

  /// ICMPv4 Source Quench, obsolete: to be ignored (RFC 6633), never sent.
  record SourceQuench(ByteSlice quoted) implements ErrorMessage {}

  /// Any other message: type and code 0..255, and all that follows the checksum.
  record Other(int type, int code, ByteSlice body) implements IcmpMessage {}

  /// Bytes that are no ICMP message.
  record Malformed(DropReason reason) implements IcmpMessage {}
}

package io.tcp4j.wire;

/// The header of an IPv4 or IPv6 packet in neutral fields; a holder that is filled over and over.
///
/// Addresses are two longs each, an IPv4 address in its mapped form `::ffff:a.b.c.d` (see
/// [IpAddress]). Not thread-safe. Filled by [IpCodec#decode], or by hand before [IpCodec#encode].
public final class IpHeader {
  /// `parameterProblemPointer` when no Parameter Problem message is due.
  public static final int NO_POINTER = -1;

  /// `sourceRouteOffset` of a packet without a source route.
  public static final int NO_SOURCE_ROUTE = -1;

  /// What hosts set hop limits to unless told otherwise (RFC 1700).
  public static final int DEFAULT_HOP_LIMIT = 64;

  /// 4 or 6.
  public int version;

  /// IPv4 Type of Service or IPv6 Traffic Class, 0..255: DSCP and the two ECN bits.
  public int trafficClass;

  /// IPv6 flow label, 20 bits; 0 for IPv4.
  public int flowLabel;

  /// Time to Live or Hop Limit, 0..255.
  public int hopLimit;

  /// Upper-layer protocol, 0..255 ([IpProtocol]): what follows the last extension header. In an
  /// IPv6 fragment: what the Fragment header names.
  public int protocol;

  /// IPv4 16 bits, IPv6 Fragment header 32 bits (0 without one).
  public int identification;

  /// Place of this fragment's payload in the whole datagram's, in bytes, a multiple of 8.
  public int fragmentOffset;

  /// Whether a later fragment follows.
  public boolean moreFragments;

  /// IPv4 DF; true for IPv6, where routers never fragment.
  public boolean dontFragment;

  /// Source address, upper half.
  public long sourceHigh;

  /// Source address, lower half.
  public long sourceLow;

  /// Destination address, upper half.
  public long destinationHigh;

  /// Destination address, lower half.
  public long destinationLow;

  /// The way that an IPv4 packet takes to its destination, for encode, which addresses it to the
  /// first stop. What decode finds is told by `sourceRouteOffset`.
  public SourceRoute sourceRoute = SourceRoute.NONE;

  /// Index of the source route option in the array that was decoded, or [#NO_SOURCE_ROUTE]:
  /// [SourceRoute#back] reads it.
  public int sourceRouteOffset = NO_SOURCE_ROUTE;

  /// Bytes from the start of the packet to the payload, options and extension headers included.
  public int headerLength;

  /// Bytes of the packet as its header says; padding that a link added is not counted.
  public int totalLength;

  /// Index of the payload in the array that was decoded. Not used by encode.
  public int payloadOffset;

  /// Bytes of payload.
  public int payloadLength;

  /// Where in the packet the field stands that names `protocol`, in bytes from its start: what a
  /// "protocol unknown" ICMPv6 message points at.
  public int protocolPointer;

  /// After decode has refused an IPv6 packet: where in the packet the fault is, in bytes from its
  /// start, if RFC 8200 asks to tell the sender, else [#NO_POINTER]. Whether the destination
  /// address permits an answer is for the caller to judge.
  public int parameterProblemPointer = NO_POINTER;

  /// The ICMPv6 Parameter Problem code that goes with the pointer: [ParameterProblemCode].
  public int parameterProblemCode;

  /// Whether an error may be sent although the packet came to a multicast address (RFC 8200 §4.2,
  /// option types `10xxxxxx`).
  public boolean parameterProblemToMulticast;

  /// Creates a holder with all fields zero.
  public IpHeader() {}

  /// Whether the payload is only a part of a datagram's. An IPv6 packet with a Fragment header that
  /// holds all of it is none (RFC 6946).
  public boolean isFragment() {
    return moreFragments || fragmentOffset != 0;
  }

  /// Sets all fields back to what a new holder has.
  public void clear() {
    version = 0;
    trafficClass = 0;
    flowLabel = 0;
    hopLimit = 0;
    protocol = 0;
    identification = 0;
    fragmentOffset = 0;
    moreFragments = false;
    dontFragment = false;
    sourceHigh = 0;
    sourceLow = 0;
    destinationHigh = 0;
    destinationLow = 0;
    sourceRoute = SourceRoute.NONE;
    sourceRouteOffset = NO_SOURCE_ROUTE;
    headerLength = 0;
    totalLength = 0;
    payloadOffset = 0;
    payloadLength = 0;
    protocolPointer = 0;
    parameterProblemPointer = NO_POINTER;
    parameterProblemCode = 0;
    parameterProblemToMulticast = false;
  }

  /// Returns the source address as a value (allocates).
  public IpAddress source() {
    return new IpAddress(sourceHigh, sourceLow);
  }

  /// Returns the destination address as a value (allocates).
  public IpAddress destination() {
    return new IpAddress(destinationHigh, destinationLow);
  }

  /// Sets the source address.
  public void source(IpAddress address) {
    sourceHigh = address.high();
    sourceLow = address.low();
  }

  /// Sets the destination address.
  public void destination(IpAddress address) {
    destinationHigh = address.high();
    destinationLow = address.low();
  }

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder("IPv%d %s > %s".formatted(version, source(), destination()));
    text.append(" protocol=").append(protocol).append(" hops=").append(hopLimit);
    text.append(" len=").append(totalLength);
    if (isFragment()) {
      text.append(" fragment=").append(Integer.toUnsignedString(identification));
      text.append('@').append(fragmentOffset).append(moreFragments ? "+" : "");
    }
    return text.toString();
  }

  /// Whether what decode found can be part of a datagram of at most 65,535 bytes: fragments that
  /// cannot are refused before they cost memory. `unfragmentable` is the bytes that precede the
  /// fragment's payload in the whole datagram and count against the limit.
  boolean fitsNoDatagram(int unfragmentable) {
    return isFragment()
        && (payloadLength == 0
            || (moreFragments && payloadLength % 8 != 0)
            || unfragmentable + fragmentOffset + payloadLength > 0xffff);
  }

  /// Notes what a Parameter Problem message about this packet has to say.
  void parameterProblem(int code, int pointer) {
    parameterProblemCode = code;
    parameterProblemPointer = pointer;
  }
}

package io.tcp4j.link;

/// One IP packet, as a view on somebody else's bytes, with what segmentation and checksum offload
/// need to know about it.
///
/// The object is mutable and meant to be used again for the next packet. It owns no memory: both
/// the object and the bytes are borrowed for the duration of the call that hands it over, so
/// whoever wants to keep the packet copies it. Not thread-safe.
public final class Packet {
  private static final byte[] NO_BYTES = {};

  /// Offset of the checksum field in a TCP header.
  public static final int TCP_CHECKSUM_OFFSET = 16;

  /// The array that holds the packet.
  public byte[] array = NO_BYTES;

  /// Index in [#array] of the first byte of the IP header.
  public int offset;

  /// Bytes of the whole packet, IP header included.
  public int length;

  /// 0 for an ordinary packet. Otherwise this is a super-packet: one TCP segment longer than the
  /// MTU, whose text has to be cut into segments of this many bytes (the last may be shorter)
  /// before it goes on a wire, or which was merged from such segments.
  public int gsoSize;

  /// Start of the transport header, in bytes from [#offset]. Means something only in a super-packet
  /// and in a packet whose checksum is [ChecksumState#PARTIAL].
  public int transportOffset;

  /// Place of the checksum field, in bytes from the start of the transport header. Means something
  /// only while the checksum is [ChecksumState#PARTIAL].
  public int checksumOffset;

  /// What is known of the transport checksum.
  public ChecksumState checksumState = ChecksumState.COMPLETE;

  /// A number that travels with the packet through links in memory, past rules and into copies of
  /// it, for whoever watches it on its way; 0 for none. Nothing on a wire: a device forgets it.
  public long tag;

  /// Makes a view on nothing.
  public Packet() {}

  /// Makes this a view on an ordinary packet: no super-packet, checksum complete, no tag.
  ///
  /// @param array the bytes, borrowed
  /// @param offset index of the first byte of the IP header
  /// @param length bytes of the whole packet
  /// @return this
  public Packet set(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
    gsoSize = 0;
    transportOffset = 0;
    checksumOffset = 0;
    checksumState = ChecksumState.COMPLETE;
    tag = 0;
    return this;
  }

  /// Takes over all that another packet says beside its bytes; the view on the bytes stays as it
  /// is.
  ///
  /// @param other the packet to copy from
  public void describeLike(Packet other) {
    tag = other.tag;
    gsoSize = other.gsoSize;
    transportOffset = other.transportOffset;
    checksumOffset = other.checksumOffset;
    checksumState = other.checksumState;
  }

  /// Says that the TCP checksum is still to be completed.
  ///
  /// @param transportOffset where the TCP header starts, in bytes from the start of the packet
  public void setPartialTcpChecksum(int transportOffset) {
    this.transportOffset = transportOffset;
    checksumOffset = TCP_CHECKSUM_OFFSET;
    checksumState = ChecksumState.PARTIAL;
  }

  /// Returns whether there is a packet at all: at least one byte, and none outside of the array.
  public boolean isWithinArray() {
    return length > 0 && offset >= 0 && offset <= array.length - length;
  }

  /// Returns whether the packet has to be cut before it fits on a wire.
  public boolean isSuperPacket() {
    return gsoSize > 0;
  }

  @Override
  public String toString() {
    return "Packet[length=" + length + ", gsoSize=" + gsoSize + ", " + checksumState + "]";
  }
}

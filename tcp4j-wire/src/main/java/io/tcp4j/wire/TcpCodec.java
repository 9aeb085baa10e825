package io.tcp4j.wire;

import org.jspecify.annotations.Nullable;

/// The TCP header (RFC 9293 §3.1): bytes to [Segment] and back.
///
/// Decoding never throws and never allocates, whatever the bytes: `offset` and `length` must lie in
/// the array, nothing else is expected of them. Text is never copied.
public final class TcpCodec {
  /// Bytes of a header without options.
  public static final int HEADER_LENGTH = 20;

  /// Place of the checksum field in the header.
  public static final int CHECKSUM = 16;

  private static final int SEQUENCE = 4;
  private static final int ACKNOWLEDGMENT = 8;
  private static final int DATA_OFFSET = 12;
  private static final int FLAGS = 13;
  private static final int WINDOW = 14;
  private static final int URGENT_POINTER = 18;

  private TcpCodec() {}

  /// Decodes the segment that fills the `length` bytes from `offset` on. The checksum is not looked
  /// at: see [#checksumOk].
  ///
  /// An option of impossible length (0, 1 or beyond the header, MUST-7) makes the whole segment
  /// undecodable: what such a sender means cannot be known, and if it is a damaged copy the right
  /// one will be sent again. An option of unknown kind is skipped (MUST-6), and so is a known one
  /// with a length that is possible but not its own.
  ///
  /// @return null if the segment is good, else why it has to be dropped; `into` then holds what had
  ///     been decoded so far
  public static @Nullable DropReason decode(byte[] b, int offset, int length, Segment into) {
    into.clear();
    if (length < HEADER_LENGTH) {
      return DropReason.TCP_TRUNCATED;
    }
    int offsetAndReserved = Bytes.u8(b, offset + DATA_OFFSET);
    int headerLength = (offsetAndReserved >>> 4) * 4;
    if (headerLength < HEADER_LENGTH || headerLength > length) {
      return DropReason.TCP_BAD_HEADER_LENGTH;
    }
    into.sourcePort = Bytes.u16(b, offset);
    into.destinationPort = Bytes.u16(b, offset + 2);
    into.seq = Bytes.u32(b, offset + SEQUENCE);
    into.ack = Bytes.u32(b, offset + ACKNOWLEDGMENT);
    into.reserved = offsetAndReserved & 0xf;
    into.flags = Bytes.u8(b, offset + FLAGS);
    into.wnd = Bytes.u16(b, offset + WINDOW);
    into.up = Bytes.u16(b, offset + URGENT_POINTER);
    into.headerLength = headerLength;
    into.text = b;
    into.textOffset = offset + headerLength;
    into.textLength = length - headerLength;
    return TcpOptionCodec.decode(b, offset + HEADER_LENGTH, offset + headerLength, into);
  }

  /// Returns the bytes of header that [#encodeHeader] will write, 20..60.
  public static int headerLength(Segment segment) {
    return HEADER_LENGTH + TcpOptionCodec.length(segment);
  }

  /// Writes the header with its options, checksum field zero, and sets `segment.headerLength`. The
  /// text, which comes after it, and the checksum are the caller's.
  ///
  /// If the options do not all fit, the last SACK blocks are left out; without SACK all always fit.
  ///
  /// @return the bytes written
  public static int encodeHeader(Segment segment, byte[] b, int offset) {
    int headerLength = HEADER_LENGTH + TcpOptionCodec.encode(segment, b, offset + HEADER_LENGTH);
    Bytes.put16(b, offset, segment.sourcePort);
    Bytes.put16(b, offset + 2, segment.destinationPort);
    Bytes.put32(b, offset + SEQUENCE, (int) segment.seq);
    Bytes.put32(b, offset + ACKNOWLEDGMENT, (int) segment.ack);
    Bytes.put8(b, offset + DATA_OFFSET, (headerLength / 4) << 4 | (segment.reserved & 0xf));
    Bytes.put8(b, offset + FLAGS, segment.flags);
    Bytes.put16(b, offset + WINDOW, segment.wnd);
    Bytes.put16(b, offset + CHECKSUM, 0);
    Bytes.put16(b, offset + URGENT_POINTER, segment.up);
    segment.headerLength = headerLength;
    return headerLength;
  }

  /// Whether the checksum of the segment that is the payload of `ip` in `b` is right (MUST-3).
  public static boolean checksumOk(byte[] b, IpHeader ip) {
    return checksumOk(
        b,
        ip.payloadOffset,
        ip.payloadLength,
        ip.sourceHigh,
        ip.sourceLow,
        ip.destinationHigh,
        ip.destinationLow);
  }

  /// Whether the checksum of the segment of `length` bytes at `offset` is right (MUST-3).
  public static boolean checksumOk(
      byte[] b,
      int offset,
      int length,
      long sourceHigh,
      long sourceLow,
      long destinationHigh,
      long destinationLow) {
    long sum =
        Checksum.pseudoHeader(
            sourceHigh, sourceLow, destinationHigh, destinationLow, IpProtocol.TCP, length);
    return Checksum.fold(sum + Checksum.sum(b, offset, length)) == 0xffff;
  }

  /// Fills in the checksum of the segment of `length` bytes at `offset`, text included (MUST-2),
  /// whatever the field held before.
  public static void putChecksum(
      byte[] b,
      int offset,
      int length,
      long sourceHigh,
      long sourceLow,
      long destinationHigh,
      long destinationLow) {
    putPartialChecksum(b, offset, length, sourceHigh, sourceLow, destinationHigh, destinationLow);
    Bytes.put16(b, offset + CHECKSUM, Checksum.complete(Checksum.sum(b, offset, length)));
  }

  /// Fills the checksum field with the sum of the pseudo-header alone, for a link that adds the sum
  /// of header and text and complements it.
  public static void putPartialChecksum(
      byte[] b,
      int offset,
      int length,
      long sourceHigh,
      long sourceLow,
      long destinationHigh,
      long destinationLow) {
    long sum =
        Checksum.pseudoHeader(
            sourceHigh, sourceLow, destinationHigh, destinationLow, IpProtocol.TCP, length);
    Bytes.put16(b, offset + CHECKSUM, Checksum.fold(sum));
  }
}

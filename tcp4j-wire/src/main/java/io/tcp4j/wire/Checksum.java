package io.tcp4j.wire;

/// The Internet checksum: the one's complement of the one's complement sum of the 16-bit words
/// (RFC 1071).
///
/// A sum is carried unfolded in a `long`, so that pieces can be added with plain `+`: each piece
/// but the last must have an even length. [#fold] and [#complete] make 16 bits of it.
///
/// One's complement addition does not care how wide its words are, because 2¹⁶, 2³² and 2⁶⁴ are all
/// 1 modulo 2¹⁶−1: so the bytes are taken eight at a time and added as two 32-bit halves.
public final class Checksum {
  private Checksum() {}

  /// From this length on a sum is worth vector instructions.
  private static final int LONG = 128;

  /// Returns the unfolded sum of `length` bytes from `offset` on; an odd last byte counts as if a
  /// zero byte followed it.
  public static long sum(byte[] b, int offset, int length) {
    long sum = 0;
    int at = offset;
    int end = offset + length;
    if (length >= LONG) {
      sum = sumLong(b, offset, length);
      at += length & -Long.BYTES;
    }
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      sum += halves(Bytes.i64(b, at));
    }
    if (at <= end - Integer.BYTES) {
      sum += Bytes.u32(b, at);
      at += Integer.BYTES;
    }
    if (at <= end - Short.BYTES) {
      sum += Bytes.u16(b, at);
      at += Short.BYTES;
    }
    if (at < end) {
      sum += Bytes.u8(b, at) << 8;
    }
    return sum;
  }

  /// Returns the unfolded sum of the pseudo-header that TCP, UDP and ICMPv6 checksums begin with
  /// (RFC 9293 §3.1, RFC 8200 §8.1).
  ///
  /// One formula serves both families. An IPv4 address is carried as `::ffff:a.b.c.d`, and the word
  /// `ffff` is a zero of one's complement arithmetic.
  ///
  /// @param protocol the upper-layer protocol number, 1..255
  /// @param upperLength bytes of upper-layer header and data
  public static long pseudoHeader(
      long sourceHigh,
      long sourceLow,
      long destinationHigh,
      long destinationLow,
      int protocol,
      int upperLength) {
    return halves(sourceHigh)
        + halves(sourceLow)
        + halves(destinationHigh)
        + halves(destinationLow)
        + protocol
        + upperLength;
  }

  /// Folds a sum to 16 bits, not complemented: what a field holds whose checksum an offloading link
  /// is still to complete. A sum over data that contains its own correct checksum folds to
  /// `0xffff`.
  public static int fold(long sum) {
    long s = (sum >>> 32) + (sum & 0xffff_ffffL);
    s = (s >>> 32) + (s & 0xffff_ffffL);
    s = (s >>> 16) + (s & 0xffff);
    return (int) ((s >>> 16) + (s & 0xffff));
  }

  /// Returns the checksum of a sum, 0..65535: folded and complemented, ready for the header field.
  public static int complete(long sum) {
    return ~fold(sum) & 0xffff;
  }

  /// Sums the whole words of eight bytes, and leaves the rest.
  ///
  /// In exactly this form the JIT compiler turns the loop into vector instructions; unrolling it by
  /// hand or adding the carry at once makes it many times slower. So does calling it for short
  /// lengths as well: from the many sums over 20 bytes of header the compiler would learn that the
  /// loop is not worth it. Hence a method of its own.
  private static long sumLong(byte[] b, int offset, int length) {
    long sum = 0;
    int end = offset + length;
    for (int at = offset; at <= end - Long.BYTES; at += Long.BYTES) {
      sum += halves(Bytes.i64(b, at));
    }
    return sum;
  }

  private static long halves(long word) {
    return (word >>> 32) + (word & 0xffff_ffffL);
  }
}

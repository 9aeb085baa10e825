package io.tcp4j.testkit.explore;

/// The text of one direction: every octet follows from its place, so that whoever reads can tell
/// whether it is the right one.
final class OctetStream {
  /// The largest prime below 2⁸: no segment size divides it, so shifted text never looks right.
  private static final int PERIOD = 251;

  private final int offset;
  private long written;
  private long read;

  /// A stream that nothing has been written to.
  ///
  /// @param offset what its first octet is, so that no stream is taken for another
  OctetStream(int offset) {
    this.offset = offset;
  }

  byte at(long place) {
    return (byte) (offset + place % PERIOD);
  }

  /// The next octets to write.
  byte[] next(int length) {
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = at(written + i);
    }
    return text;
  }

  void wrote(int octets) {
    written += octets;
  }

  void reads(byte[] text, int length) {
    Violation.unless(
        read + length <= written,
        "no more is read than was written",
        read + length - written,
        "octets too many");
    for (int i = 0; i < length; i++) {
      if (text[i] != at(read + i)) {
        throw new Violation("what is read is what was written: octet " + (read + i) + " is not");
      }
    }
    read += length;
  }

  boolean allRead() {
    return read == written;
  }

  @Override
  public String toString() {
    return read + " of " + written + " octets read";
  }
}

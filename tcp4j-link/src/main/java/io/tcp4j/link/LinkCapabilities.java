package io.tcp4j.link;

/// What work a [Link] takes off its user.
///
/// @param checksumOffload whether packets with a [ChecksumState#PARTIAL] checksum may be
///     transmitted, and may be received
/// @param gsoMax length of the longest super-packet that may be transmitted, in bytes with the IP
///     header, up to 65535; 0 if none may. Needs `checksumOffload`
public record LinkCapabilities(boolean checksumOffload, int gsoMax) {
  /// A plain link: whole packets no longer than the MTU, with complete checksums.
  public static final LinkCapabilities NONE = new LinkCapabilities(false, 0);

  /// All there is: checksums, and super-packets as long as an IP header can express.
  public static final LinkCapabilities FULL = new LinkCapabilities(true, 65535);

  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if `gsoMax` is out of range, or asked for without
  ///     `checksumOffload`
  public LinkCapabilities {
    if (gsoMax < 0 || gsoMax > 65535) {
      throw new IllegalArgumentException("gsoMax=" + gsoMax + " is not in 0..65535");
    }
    if (gsoMax > 0 && !checksumOffload) {
      throw new IllegalArgumentException("gsoMax=" + gsoMax + " needs checksumOffload");
    }
  }
}

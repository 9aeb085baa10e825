package io.tcp4j.wire;

import org.jspecify.annotations.Nullable;

/// An address with the length of its network part, as in `10.0.0.1/24`. The address keeps its host
/// bits, so the same type says what an interface is given and what a route leads to.
///
/// A prefix contains only addresses of its own family: `::/0` is all of IPv6 and none of IPv4.
///
/// @param length bits of the network part, counted in the address's own family: 0..32 or 0..128
public record IpPrefix(IpAddress address, int length) {
  /// Checks the length.
  ///
  /// @throws IllegalArgumentException if the length is out of its family's range
  public IpPrefix {
    int limit = address.isV4() ? 32 : 128;
    if (length < 0 || length > limit) {
      throw new IllegalArgumentException("prefix length " + length + " is not in 0.." + limit);
    }
  }

  /// Returns the prefix that is this one address.
  public static IpPrefix host(IpAddress address) {
    return new IpPrefix(address, address.isV4() ? 32 : 128);
  }

  /// Reads `address/length`.
  ///
  /// @throws IllegalArgumentException if it is no such thing; the message names the text
  public static IpPrefix parse(String text) {
    int slash = text.indexOf('/');
    int length = slash < 0 ? -1 : IpAddressText.decimal(text.substring(slash + 1), 3, 128);
    if (length < 0) {
      throw new IllegalArgumentException("not ADDRESS/LENGTH: \"" + text + "\"");
    }
    try {
      return new IpPrefix(IpAddress.parse(text.substring(0, slash)), length);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "not ADDRESS/LENGTH: \"" + text + "\" (" + e.getMessage() + ")", e);
    }
  }

  /// Whether all addresses of another prefix are in this network.
  public boolean contains(IpPrefix other) {
    return length <= other.length && contains(other.address);
  }

  /// Whether the address is in this network.
  public boolean contains(IpAddress other) {
    return contains(other.high(), other.low());
  }

  /// Whether the address with these 128 bits is in this network.
  public boolean contains(long high, long low) {
    return ((high ^ address.high()) & maskHigh()) == 0
        && ((low ^ address.low()) & maskLow()) == 0
        && IpAddress.isV4(high, low) == isV4();
  }

  /// Returns the same prefix with the host bits zero.
  public IpPrefix network() {
    long high = address.high() & maskHigh();
    long low = address.low() & maskLow();
    return new IpPrefix(new IpAddress(high, low), length);
  }

  /// Whether this is a prefix of IPv4.
  public boolean isV4() {
    return address.isV4();
  }

  /// Returns the length counted in the 128-bit space that holds both families, 0..128.
  public int mappedLength() {
    return isV4() ? 96 + length : length;
  }

  /// Returns the address that means all hosts of this IPv4 network; null for IPv6 and for networks
  /// of one or two addresses, which have none (RFC 3021).
  public @Nullable IpAddress broadcast() {
    return isV4() && length <= 30
        ? new IpAddress(address.high(), address.low() | ~maskLow())
        : null;
  }

  private long maskHigh() {
    int bits = mappedLength();
    return bits == 0 ? 0 : -1L << Math.max(0, 64 - bits);
  }

  private long maskLow() {
    int bits = mappedLength();
    return bits <= 64 ? 0 : -1L << (128 - bits);
  }

  @Override
  public String toString() {
    return address + "/" + length;
  }
}

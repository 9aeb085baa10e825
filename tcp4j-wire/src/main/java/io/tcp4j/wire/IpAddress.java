package io.tcp4j.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// An IPv4 or IPv6 address as 128 bits, an IPv4 address in its mapped form `::ffff:a.b.c.d`
/// (RFC 4291 §2.5.5.2). Mapped addresses never appear in IPv6 headers, so the 128 bits say which
/// family is meant.
///
/// Zones (`fe80::1%eth0`) are not part of it. Order is that of the 128 bits, unsigned.
///
/// @param high the upper 64 bits
/// @param low the lower 64 bits
public record IpAddress(long high, long low) implements Comparable<IpAddress> {
  /// What the lower 64 bits of an IPv4 address have above its 32 bits.
  static final long MAPPED = 0xffffL << 32;

  /// `0.0.0.0`.
  public static final IpAddress UNSPECIFIED_V4 = new IpAddress(0, MAPPED);

  /// `::`.
  public static final IpAddress UNSPECIFIED_V6 = new IpAddress(0, 0);

  /// `127.0.0.1`.
  public static final IpAddress LOOPBACK_V4 = ofV4(0x7f00_0001);

  /// `::1`.
  public static final IpAddress LOOPBACK_V6 = new IpAddress(0, 1);

  /// Reads an address in its usual text form, dotted decimal or RFC 4291 §2.2. Names are not looked
  /// up.
  ///
  /// @throws IllegalArgumentException if it is none; the message names the text
  public static IpAddress parse(String text) {
    return IpAddressText.parse(text);
  }

  /// Converts from the JDK's form; a zone is left out.
  public static IpAddress of(InetAddress address) {
    byte[] b = address.getAddress();
    return b.length == 4 ? ofV4(Bytes.i32(b, 0)) : new IpAddress(Bytes.i64(b, 0), Bytes.i64(b, 8));
  }

  /// Returns the IPv4 address with these 32 bits.
  public static IpAddress ofV4(int bits) {
    return new IpAddress(0, MAPPED | Integer.toUnsignedLong(bits));
  }

  /// Whether these 128 bits mean an IPv4 address.
  public static boolean isV4(long high, long low) {
    return high == 0 && low >>> 32 == 0xffff;
  }

  /// Whether these 128 bits are a group address, 224.0.0.0/4 or ff00::/8.
  public static boolean isMulticast(long high, long low) {
    return isV4(high, low) ? (low >>> 28 & 0xf) == 0xe : high >>> 56 == 0xff;
  }

  /// Converts to the JDK's form, without a zone.
  public InetAddress toInetAddress() {
    byte[] b = new byte[isV4() ? 4 : 16];
    if (isV4()) {
      Bytes.put32(b, 0, (int) low);
    } else {
      Bytes.put64(b, 0, high);
      Bytes.put64(b, 8, low);
    }
    try {
      return InetAddress.getByAddress(b);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 and 16 bytes are addresses", e);
    }
  }

  /// Whether this is an IPv4 address.
  public boolean isV4() {
    return isV4(high, low);
  }

  /// Whether this is an IPv6 address.
  public boolean isV6() {
    return !isV4();
  }

  /// Returns 4 or 6.
  public int version() {
    return isV4() ? 4 : 6;
  }

  /// Whether this is in 127.0.0.0/8 or is `::1`.
  public boolean isLoopback() {
    return isV4() ? (low >>> 24 & 0xff) == 127 : equals(LOOPBACK_V6);
  }

  /// Whether this is a group address, 224.0.0.0/4 or ff00::/8.
  public boolean isMulticast() {
    return isMulticast(high, low);
  }

  /// Whether this is 255.255.255.255. What a subnet's broadcast address is, its [IpPrefix] knows.
  public boolean isBroadcast() {
    return isV4() && (int) low == -1;
  }

  /// Whether this is `0.0.0.0` or `::`.
  public boolean isUnspecified() {
    return equals(UNSPECIFIED_V4) || equals(UNSPECIFIED_V6);
  }

  /// Whether this is in 169.254.0.0/16 or fe80::/10.
  public boolean isLinkLocal() {
    return isV4() ? (low >>> 16 & 0xffff) == 0xa9fe : high >>> 54 == 0xfe80 >>> 6;
  }

  @Override
  public int compareTo(IpAddress other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /// Returns the text form: dotted decimal, or RFC 5952.
  @Override
  public String toString() {
    return IpAddressText.format(this);
  }
}

package io.tcp4j.wire;

/// Numbers of the IPv4 protocol field and the IPv6 next header field (IANA "Assigned Internet
/// Protocol Numbers"): the upper layers.
public final class IpProtocol {
  /// ICMP for IPv4 (RFC 792).
  public static final int ICMPV4 = 1;

  /// TCP (RFC 9293).
  public static final int TCP = 6;

  /// UDP (RFC 768).
  public static final int UDP = 17;

  /// ICMP for IPv6 (RFC 4443).
  public static final int ICMPV6 = 58;

  private IpProtocol() {}
}

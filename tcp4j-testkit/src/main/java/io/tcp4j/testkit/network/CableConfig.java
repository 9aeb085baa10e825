package io.tcp4j.testkit.network;

import io.tcp4j.wire.IpPrefix;
import java.time.Duration;
import java.util.List;

/// What a [Cable] is like: a value.
///
/// @param delay how long a packet takes, in either direction
/// @param mtu length of the longest packet, in bytes with the IP header, 68 to 65535; 1280 at least
///     where there are IPv6 addresses
/// @param here addresses of the first end, each with the length of its network; empty to have one
///     of each family chosen
/// @param there addresses of the second end
public record CableConfig(Duration delay, int mtu, List<IpPrefix> here, List<IpPrefix> there) {
  /// A cable of an Ethernet's MTU and a millisecond each way, its addresses chosen: those of the
  /// n-th cable of a network are 10.0.n.1 and .2, and fd00:0:0:n::1 and ::2.
  public static final CableConfig DEFAULT =
      new CableConfig(Duration.ofMillis(1), 1500, List.of(), List.of());

  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if one is out of its range, or only one end has addresses
  public CableConfig {
    if (delay.isNegative() || delay.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("delay=" + delay + " is not in PT0S..PT24H");
    }
    if (mtu < 68 || mtu > 65_535) {
      throw new IllegalArgumentException("mtu=" + mtu + " is not in 68..65535");
    }
    here = List.copyOf(here);
    there = List.copyOf(there);
    if (here.isEmpty() != there.isEmpty()) {
      throw new IllegalArgumentException("addresses for one end only");
    }
  }

  /// Returns the same with another delay.
  ///
  /// @param time how long a packet takes
  public CableConfig withDelay(Duration time) {
    return new CableConfig(time, mtu, here, there);
  }

  /// Returns the same with another MTU.
  ///
  /// @param bytes length of the longest packet
  public CableConfig withMtu(int bytes) {
    return new CableConfig(delay, bytes, here, there);
  }

  /// Returns the same with addresses.
  ///
  /// @param first of the first end, as `10.0.0.1/24`
  /// @param second of the second end
  public CableConfig withAddresses(String first, String second) {
    return new CableConfig(
        delay, mtu, List.of(IpPrefix.parse(first)), List.of(IpPrefix.parse(second)));
  }

  /// Returns the same with addresses.
  ///
  /// @param first those of the first end
  /// @param second those of the second end
  public CableConfig withAddresses(List<IpPrefix> first, List<IpPrefix> second) {
    return new CableConfig(delay, mtu, first, second);
  }

  CableConfig numbered(int n) {
    if (!here.isEmpty()) {
      return this;
    }
    String v4 = "10." + (n >> 8) + "." + (n & 0xff) + ".";
    String v6 = "fd00:0:0:" + Integer.toHexString(n) + "::";
    return new CableConfig(delay, mtu, ends(v4, v6, 1), ends(v4, v6, 2));
  }

  /// IPv6 wants links that carry 1280 bytes (RFC 8200 §5).
  private List<IpPrefix> ends(String v4, String v6, int number) {
    IpPrefix four = IpPrefix.parse(v4 + number + "/24");
    return mtu < 1280 ? List.of(four) : List.of(four, IpPrefix.parse(v6 + number + "/64"));
  }
}

package io.tcp4j.stack.ip;

import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpPrefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which of its addresses a host sends from (RFC 6724 §5; for IPv4 the same rules apply).
///
/// Rules 3, 4, 6 and 7 are about deprecated, home, labelled and temporary addresses, of which there
/// are none here. Rule 5, prefer those of the outgoing interface, is the caller's, who offers only
/// them (§4).
final class SourceAddressSelection {
  private SourceAddressSelection() {}

  /// Chooses a source address.
  ///
  /// @param destination where to
  /// @param candidates addresses to choose from; others than unicast ones of the destination's
  ///     family are passed over
  /// @return the best, the first of equally good ones; null if none will do
  static @Nullable IpAddress select(IpAddress destination, List<IpPrefix> candidates) {
    IpPrefix best = null;
    for (IpPrefix candidate : candidates) {
      IpAddress address = candidate.address();
      if (address.isV4() == destination.isV4()
          && !address.isUnspecified()
          && !address.isMulticast()
          && (best == null || better(candidate, best, destination))) {
        best = candidate;
      }
    }
    return best == null ? null : best.address();
  }

  private static boolean better(IpPrefix a, IpPrefix b, IpAddress destination) {
    // Rule 1: prefer the same address.
    if (b.address().equals(destination)) {
      return false;
    }
    if (a.address().equals(destination)) {
      return true;
    }
    // Rule 2: prefer the appropriate scope, which is the smallest that reaches the destination.
    int scopeA = scope(a.address());
    int scopeB = scope(b.address());
    if (scopeA != scopeB) {
      int needed = scope(destination);
      return scopeA < scopeB ? scopeA >= needed : scopeB < needed;
    }
    // Rule 8: use the longest matching prefix, as far as the source's network reaches.
    return commonPrefix(a, destination) > commonPrefix(b, destination);
  }

  /// Returns the scope in the numbers of IPv6 multicast scopes (RFC 6724 §3.1, §3.2).
  private static int scope(IpAddress address) {
    if (address.isMulticast()) {
      return address.isV4() ? 14 : (int) (address.high() >>> 48) & 0xf;
    }
    return address.isLoopback() || address.isLinkLocal() ? 2 : 14;
  }

  private static int commonPrefix(IpPrefix source, IpAddress destination) {
    long high = source.address().high() ^ destination.high();
    long low = source.address().low() ^ destination.low();
    int common = high != 0 ? Long.numberOfLeadingZeros(high) : 64 + Long.numberOfLeadingZeros(low);
    return Math.min(common, source.mappedLength());
  }
}

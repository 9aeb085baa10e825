package io.tcp4j.cli.demo.world;

import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpHeader;
import java.util.HashSet;
import java.util.Set;

/// Addresses in whose name somebody has sent packets, and which are none of the two hosts'.
final class Strangers {
  private final Set<IpAddress> known = new HashSet<>();

  void add(IpAddress address) {
    known.add(address);
  }

  /// Which stranger a packet pretends to come from, or goes to, as in `from 10.0.0.66`; an empty
  /// string where there is none.
  String text(IpHeader ip) {
    if (known.contains(ip.source())) {
      return "from " + ip.source();
    }
    return known.contains(ip.destination()) ? "to " + ip.destination() : "";
  }
}

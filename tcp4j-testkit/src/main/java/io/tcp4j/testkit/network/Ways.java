package io.tcp4j.testkit.network;

import io.tcp4j.link.impair.PacketFilter;
import io.tcp4j.wire.IpAddress;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Finds out where to meet the packets from one node to another.
final class Ways {
  private Ways() {}

  /// Where the one sends them; or, where a NAT hides the other, where they reach it, since its
  /// address is seen only on its own side.
  static List<Traffic.Way> between(Node from, Node to) {
    boolean hiddenV4 = isHidden(from, to, 4);
    boolean hiddenV6 = isHidden(from, to, 6);
    return hiddenV4 == hiddenV6
        ? ways(from, to, hiddenV4, from::addresses, to::addresses, "")
        : Stream.concat(
                family(from, to, hiddenV4, 4).stream(), family(from, to, hiddenV6, 6).stream())
            .toList();
  }

  private static boolean isHidden(Node from, Node to, int version) {
    return !from.reaches(to, version) && to.reaches(from, version);
  }

  private static List<Traffic.Way> family(Node from, Node to, boolean hidden, int version) {
    return ways(
        from,
        to,
        hidden,
        () -> from.addresses(version),
        () -> to.addresses(version),
        " v" + version);
  }

  private static List<Traffic.Way> ways(
      Node from,
      Node to,
      boolean hidden,
      Supplier<Collection<IpAddress>> sources,
      Supplier<Collection<IpAddress>> destinations,
      String family) {
    if (hidden) {
      PacketFilter filter = Addresses.from(sources);
      return to.ports().stream()
          .map(port -> new Traffic.Way(port.peer().outbound(), filter, port + " in" + family))
          .toList();
    }
    PacketFilter filter = Addresses.to(destinations);
    return from.ports().stream()
        .map(port -> new Traffic.Way(port.outbound(), filter, port + " out" + family))
        .toList();
  }
}

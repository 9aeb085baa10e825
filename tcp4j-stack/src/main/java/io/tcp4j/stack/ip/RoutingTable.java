package io.tcp4j.stack.ip;

import io.tcp4j.wire.IpPrefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Longest-prefix match over both families at once (RFC 1122 §3.3.1): an IPv4 prefix of length *n*
/// is one of length 96 + *n* over `::ffff:a.b.c.d`.
///
/// Also says which addresses are this host's own, and which are broadcast or multicast, so that
/// input and output ask the same table. Lookup takes no lock and allocates nothing: it probes one
/// hash table for each prefix length in use, longest first, in a snapshot that changes replace as a
/// whole. Thread-safe.
public final class RoutingTable {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Route> routes = new ArrayList<>();
  private volatile Snapshot snapshot = new Snapshot(List.of());

  /// Makes an empty table.
  public RoutingTable() {}

  /// Adds a route. A route for the very same prefix is replaced.
  ///
  /// @param route what to add
  public void add(Route route) {
    lock.lock();
    try {
      IpPrefix network = route.prefix().network();
      routes.removeIf(other -> other.prefix().equals(network));
      routes.add(new Route(network, route.kind(), route.device()));
      snapshot = new Snapshot(routes);
    } finally {
      lock.unlock();
    }
  }

  /// Finds the route for an address.
  ///
  /// @param high upper half of the address
  /// @param low lower half
  /// @return the one with the longest prefix that contains it; null if none does
  public @Nullable Route lookup(long high, long low) {
    for (Length length : snapshot.lengths) {
      Route route = length.find(high, low);
      if (route != null) {
        return route;
      }
    }
    return null;
  }

  /// Returns what an address means.
  ///
  /// @param high upper half of the address
  /// @param low lower half
  /// @return null if there is no route to it
  public Route.@Nullable Kind kind(long high, long low) {
    Route route = lookup(high, low);
    return route == null ? null : route.kind();
  }

  /// Returns an object that is another one after each change.
  Object version() {
    return snapshot;
  }

  /// Returns all routes, in the order of being added.
  public List<Route> routes() {
    return snapshot.routes;
  }

  private static final class Snapshot {
    final List<Route> routes;

    /// Longest first.
    final Length[] lengths;

    Snapshot(List<Route> routes) {
      this.routes = List.copyOf(routes);
      lengths =
          routes.stream()
              .map(route -> route.prefix().mappedLength())
              .distinct()
              .sorted(Comparator.reverseOrder())
              .map(length -> new Length(length, routes))
              .toArray(Length[]::new);
    }
  }

  /// All routes with prefixes of one length: a hash table with linear probing, at most half full.
  private static final class Length {
    final long maskHigh;
    final long maskLow;
    final @Nullable Route[] slots;

    Length(int length, List<Route> all) {
      maskHigh = length == 0 ? 0 : -1L << Math.max(0, 64 - length);
      maskLow = length <= 64 ? 0 : -1L << (128 - length);
      List<Route> mine =
          all.stream().filter(route -> route.prefix().mappedLength() == length).toList();
      slots = new @Nullable Route[Integer.highestOneBit(mine.size()) * 4];
      for (Route route : mine) {
        int slot = slot(route.prefix().address().high(), route.prefix().address().low());
        while (slots[slot] != null) {
          slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = route;
      }
    }

    @Nullable Route find(long high, long low) {
      long networkHigh = high & maskHigh;
      long networkLow = low & maskLow;
      int slot = slot(networkHigh, networkLow);
      for (Route route = slots[slot]; route != null; route = slots[slot]) {
        IpPrefix prefix = route.prefix();
        // A short IPv6 prefix covers the place of the IPv4 addresses, but does not mean them.
        if (prefix.address().high() == networkHigh
            && prefix.address().low() == networkLow
            && prefix.contains(high, low)) {
          return route;
        }
        slot = slot + 1 & slots.length - 1;
      }
      return null;
    }

    private int slot(long high, long low) {
      long mixed = (high * 31 + low) * 0x9E37_79B9_7F4A_7C15L;
      return (int) (mixed >>> 40) & slots.length - 1;
    }
  }
}

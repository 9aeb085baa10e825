package io.tcp4j.stack.tcp;

import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Finds who listens for connections to an address and port. The most specific listener wins: the
/// very address, then `0.0.0.0` for IPv4, then `::`, which means both families.
///
/// Finding takes no lock: changes replace the array as a whole. Thread-safe.
final class ListenerTable {
  private final ReentrantLock lock = new ReentrantLock();

  /// By port, and at one port the most specific first.
  private volatile Listener[] listeners = {};

  /// Adds a listener.
  ///
  /// @return false if there is one at the very same address and port
  boolean add(Listener listener) {
    lock.lock();
    try {
      List<Listener> all = new ArrayList<>(Arrays.asList(listeners));
      for (Listener other : all) {
        if (other.local().equals(listener.local())) {
          return false;
        }
      }
      all.add(listener);
      all.sort(
          (a, b) ->
              a.local().port() != b.local().port()
                  ? Integer.compare(a.local().port(), b.local().port())
                  : Integer.compare(breadth(a.local().address()), breadth(b.local().address())));
      listeners = all.toArray(Listener[]::new);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private static int breadth(IpAddress address) {
    if (!address.isUnspecified()) {
      return 0;
    }
    return address.isV4() ? 1 : 2;
  }

  /// Takes a listener out. Does nothing if it is not there.
  void remove(Listener listener) {
    lock.lock();
    try {
      List<Listener> all = new ArrayList<>(Arrays.asList(listeners));
      all.remove(listener);
      listeners = all.toArray(Listener[]::new);
    } finally {
      lock.unlock();
    }
  }

  /// Finds the listener for a segment.
  ///
  /// @param high upper half of the segment's destination address
  /// @param low lower half
  /// @param port its destination port
  @Nullable Listener find(long high, long low, int port) {
    Listener[] all = listeners;
    for (int i = firstAt(all, port); i < all.length && all[i].local().port() == port; i++) {
      if (covers(all[i].local().address(), high, low)) {
        return all[i];
      }
    }
    return null;
  }

  /// Whether whoever listens at an address gets what comes for another.
  static boolean covers(IpAddress address, IpAddress other) {
    return covers(address, other.high(), other.low());
  }

  private static boolean covers(IpAddress address, long high, long low) {
    if (!address.isUnspecified()) {
      return address.low() == low && address.high() == high;
    }
    return address.isV6() || IpAddress.isV4(high, low);
  }

  private static int firstAt(Listener[] all, int port) {
    int from = 0;
    int to = all.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (all[middle].local().port() < port) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /// Whether anybody listens at an endpoint.
  boolean contains(Endpoint endpoint) {
    for (Listener listener : listeners) {
      if (listener.local().equals(endpoint)) {
        return true;
      }
    }
    return false;
  }

  /// Returns all listeners.
  List<Listener> all() {
    return List.of(listeners);
  }
}

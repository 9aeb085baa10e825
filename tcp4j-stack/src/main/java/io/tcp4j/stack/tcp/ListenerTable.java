package io.tcp4j.stack.tcp;

import io.tcp4j.stack.device.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Finds who listens for connections to an address and port. The most specific listener wins: the
/// one with the longest prefix, so the very address before `0.0.0.0/0` for IPv4 and that before
/// `::`, which means both families; of those with the same, the one for the port before the one for
/// any.
///
/// Finding takes no lock: changes replace the array as a whole. Thread-safe.
final class ListenerTable {
  private static final Comparator<PassiveOpen> ORDER =
      Comparator.comparingInt((PassiveOpen listener) -> listener.scope().port())
          .thenComparing(PassiveOpen::scope, Scope.NARROWEST_FIRST);

  private final ReentrantLock lock = new ReentrantLock();

  /// By port, those for any port first; at one port the most specific first.
  private volatile PassiveOpen[] listeners = {};

  /// Adds a listener.
  ///
  /// @return false if there is one with the very same scope
  boolean add(PassiveOpen listener) {
    lock.lock();
    try {
      if (contains(listener.scope())) {
        return false;
      }
      List<PassiveOpen> all = new ArrayList<>(Arrays.asList(listeners));
      all.add(listener);
      all.sort(ORDER);
      listeners = all.toArray(PassiveOpen[]::new);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Takes a listener out. Does nothing if it is not there.
  void remove(PassiveOpen listener) {
    lock.lock();
    try {
      List<PassiveOpen> all = new ArrayList<>(Arrays.asList(listeners));
      all.remove(listener);
      listeners = all.toArray(PassiveOpen[]::new);
    } finally {
      lock.unlock();
    }
  }

  /// Finds the listener for a segment.
  ///
  /// @param high upper half of the segment's destination address
  /// @param low lower half
  /// @param port its destination port
  /// @param device by which it has come
  @Nullable PassiveOpen find(long high, long low, int port, Device device) {
    PassiveOpen[] all = listeners;
    PassiveOpen onPort = find(all, high, low, port, device);
    PassiveOpen onAny = find(all, high, low, Scope.ANY_PORT, device);
    if (onPort == null || onAny == null) {
      return onPort == null ? onAny : onPort;
    }
    return Scope.NARROWEST_FIRST.compare(onPort.scope(), onAny.scope()) < 0 ? onPort : onAny;
  }

  /// Whether a port is taken at an address: by a listener for that port, not for any.
  ///
  /// @param high upper half of the address
  /// @param low lower half
  /// @param port the port
  boolean takes(long high, long low, int port) {
    return find(listeners, high, low, port, null) != null;
  }

  private static @Nullable PassiveOpen find(
      PassiveOpen[] all, long high, long low, int port, @Nullable Device device) {
    for (int i = firstAt(all, port); i < all.length && all[i].scope().port() == port; i++) {
      Scope scope = all[i].scope();
      if (scope.covers(high, low) && (device == null || scope.includes(device))) {
        return all[i];
      }
    }
    return null;
  }

  private static int firstAt(PassiveOpen[] all, int port) {
    int from = 0;
    int to = all.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (all[middle].scope().port() < port) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /// Whether anybody listens with the very same scope.
  boolean contains(Scope scope) {
    for (PassiveOpen listener : listeners) {
      if (listener.scope().equals(scope)) {
        return true;
      }
    }
    return false;
  }

  /// Returns all listeners.
  List<PassiveOpen> all() {
    return List.of(listeners);
  }
}

package io.tcp4j.stack.tcp;

import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.SipHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Finds the connection that a segment belongs to.
///
/// A hash table with linear probing, at most half full, its hash keyed so that nobody outside can
/// choose addresses that collide. Finding takes no lock and allocates nothing; changes take the
/// lock. Removal leaves a marker behind, since moving entries would hide them from those who
/// search; markers go when the table is built anew, which others notice only by still seeing the
/// old one.
final class ConnectionTable {
  private static final int SMALLEST = 64;
  private static final Object REMOVED = new Object();
  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

  private final SipHash hash;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Object[] slots = new @Nullable Object[SMALLEST];
  private int size;
  private int markers;

  ConnectionTable(RandomGenerator random) {
    hash = new SipHash(random.nextLong(), random.nextLong());
  }

  int hash(long localHigh, long localLow, long remoteHigh, long remoteLow, int ports) {
    return (int) hash.hash(localHigh, localLow, remoteHigh, remoteLow, ports);
  }

  /// Returns what there is for these two sockets, or null.
  @Nullable Peer find(
      long localHigh,
      long localLow,
      int localPort,
      long remoteHigh,
      long remoteLow,
      int remotePort) {
    int ports = Peer.ports(localPort, remotePort);
    int wanted = hash(localHigh, localLow, remoteHigh, remoteLow, ports);
    @Nullable Object[] array = slots;
    int mask = array.length - 1;
    int slot = wanted & mask;
    for (Object found = SLOT.getAcquire(array, slot);
        found != null;
        found = SLOT.getAcquire(array, slot)) {
      if (found instanceof Peer peer
          && peer.hash == wanted
          && peer.is(localHigh, localLow, remoteHigh, remoteLow, ports)) {
        return peer;
      }
      slot = slot + 1 & mask;
    }
    return null;
  }

  /// Adds a peer, unless there is one for the same two sockets.
  ///
  /// @return whether it was added
  boolean putIfAbsent(Peer peer) {
    peer.hash = peer.hash(this);
    lock.lock();
    try {
      if (indexOf(peer) >= 0) {
        return false;
      }
      if ((size + markers + 1) * 2 > slots.length) {
        rebuild();
      }
      insert(slots, peer);
      size++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Adds a peer, or puts it in the place of another for the same two sockets.
  ///
  /// @param old the other; null if there is to be none
  /// @return whether that could be done
  boolean put(Peer peer, @Nullable Peer old) {
    return old == null ? putIfAbsent(peer) : replace(old, peer);
  }

  /// Puts a peer in the place of another for the same two sockets.
  ///
  /// @return false if the other is no longer there
  boolean replace(Peer old, Peer by) {
    assert old.is(by);
    by.hash = old.hash;
    lock.lock();
    try {
      int index = indexOf(old);
      if (index < 0 || slots[index] != old) {
        return false;
      }
      SLOT.setRelease(slots, index, by);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Takes a peer out. Does nothing if it is not there.
  void remove(Peer peer) {
    lock.lock();
    try {
      int index = indexOf(peer);
      if (index < 0 || slots[index] != peer) {
        return;
      }
      boolean endsRun = slots[index + 1 & slots.length - 1] == null;
      SLOT.setRelease(slots, index, endsRun ? null : REMOVED);
      markers += endsRun ? 0 : 1;
      size--;
      if (size > SMALLEST && size * 8 < slots.length) {
        rebuild();
      }
    } finally {
      lock.unlock();
    }
  }

  private int indexOf(Peer peer) {
    int mask = slots.length - 1;
    for (int slot = peer.hash & mask; slots[slot] != null; slot = slot + 1 & mask) {
      if (slots[slot] instanceof Peer other && other.hash == peer.hash && other.is(peer)) {
        return slot;
      }
    }
    return -1;
  }

  /// Makes room for as many again, and drops the markers.
  private void rebuild() {
    @Nullable Object[] bigger =
        new @Nullable Object[Integer.highestOneBit(Math.max(size, SMALLEST / 4)) * 8];
    for (Object found : slots) {
      if (found instanceof Peer peer) {
        insert(bigger, peer);
      }
    }
    markers = 0;
    slots = bigger;
  }

  private static void insert(@Nullable Object[] array, Peer peer) {
    int mask = array.length - 1;
    int slot = peer.hash & mask;
    while (array[slot] != null) {
      slot = slot + 1 & mask;
    }
    SLOT.setRelease(array, slot, peer);
  }

  /// Whether any connection has the port of a scope at an address that the scope covers.
  boolean anyAt(Scope scope) {
    for (Peer peer : all()) {
      Endpoint other = peer.tuple.local();
      if (other.port() == scope.port() && scope.covers(other.address())) {
        return true;
      }
    }
    return false;
  }

  int size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }

  /// Returns all peers, in no order that means anything.
  List<Peer> all() {
    List<Peer> all = new ArrayList<>();
    for (Object found : slots) {
      if (found instanceof Peer peer) {
        all.add(peer);
      }
    }
    return all;
  }
}

package io.tcp4j.stack.ip;

import io.tcp4j.wire.IpAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// What connections have found out about the path MTU to each address, for those that begin later
/// (RFC 1191 §6.2, RFC 8201 §5.2). What is old is forgotten, and so is what was learnt first when
/// there is too much of it. Thread-safe.
public final class PathMtuCache {
  private record Entry(int mtu, long learnt) {}

  private final int capacity;
  private final long lifetime;
  private final ReentrantLock lock = new ReentrantLock();

  /// In the order of being learnt.
  private final Map<IpAddress, Entry> entries = new LinkedHashMap<>();

  /// Makes an empty cache.
  ///
  /// @param capacity most addresses
  /// @param lifetime how long an entry is believed, in ns (RFC 1191 §6.3, RFC 8201 §5.3)
  public PathMtuCache(int capacity, long lifetime) {
    this.capacity = capacity;
    this.lifetime = lifetime;
  }

  /// Remembers the path MTU to an address.
  ///
  /// @param mtu in bytes, IP header included
  /// @param now the present time in ns
  public void learn(IpAddress destination, int mtu, long now) {
    lock.lock();
    try {
      entries.remove(destination);
      entries.put(destination, new Entry(mtu, now));
      Iterator<Entry> oldest = entries.values().iterator();
      while (old(oldest.next(), now) || entries.size() > capacity) {
        oldest.remove();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Returns the path MTU to an address.
  ///
  /// @param otherwise what to return where none is known
  /// @param now the present time in ns
  public int find(IpAddress destination, int otherwise, long now) {
    lock.lock();
    try {
      Entry entry = entries.get(destination);
      if (entry != null && old(entry, now)) {
        entries.remove(destination);
        entry = null;
      }
      return entry == null ? otherwise : entry.mtu;
    } finally {
      lock.unlock();
    }
  }

  /// Forgets what is known about an address: there may be another path by now.
  public void forget(IpAddress destination) {
    lock.lock();
    try {
      entries.remove(destination);
    } finally {
      lock.unlock();
    }
  }

  /// Returns for how many addresses a path MTU is remembered.
  public int size() {
    lock.lock();
    try {
      return entries.size();
    } finally {
      lock.unlock();
    }
  }

  private boolean old(Entry entry, long now) {
    return now - entry.learnt >= lifetime;
  }
}

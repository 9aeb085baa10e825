package io.tcp4j.stack.tcp;

import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.SipHash;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/// Chooses the local port of an active OPEN by RFC 6056 §3.3.4 ("Double-Hash Port Selection"): to
/// one destination ports follow each other, so that none comes again soon, but from a place that
/// only the key tells; and what one destination sees says little about the others. Thread-safe.
final class PortAllocator {
  /// What [#allocate] returns when all ports are in use.
  static final int NONE = -1;

  private static final int TABLE_LENGTH = 64;

  private final int first;
  private final int count;
  private final SipHash offsets;
  private final SipHash groups;
  private final AtomicIntegerArray next = new AtomicIntegerArray(TABLE_LENGTH);

  /// Makes an allocator.
  ///
  /// @param first lowest port
  /// @param last highest port
  /// @param random for the keys and where to begin
  PortAllocator(int first, int last, RandomGenerator random) {
    if (first < 1 || first > 0xffff) {
      throw new IllegalArgumentException("first local port " + first + " is not in 1..65535");
    }
    if (last < first || last > 0xffff) {
      throw new IllegalArgumentException(
          "last local port " + last + " is not in " + first + "..65535");
    }
    this.first = first;
    count = last - first + 1;
    offsets = new SipHash(random.nextLong(), random.nextLong());
    groups = new SipHash(random.nextLong(), random.nextLong());
    for (int i = 0; i < TABLE_LENGTH; i++) {
      next.set(i, random.nextInt());
    }
  }

  /// Chooses a port.
  ///
  /// @param local from which address
  /// @param remote to which address
  /// @param remotePort and which port
  /// @param inUse whether a port cannot be had
  /// @return the port, or [#NONE]
  int allocate(IpAddress local, IpAddress remote, int remotePort, IntPredicate inUse) {
    int offset = (int) hash(offsets, local, remote, remotePort);
    int group = (int) hash(groups, local, remote, remotePort) & TABLE_LENGTH - 1;
    for (int tries = 0; tries < count; tries++) {
      int port = first + Integer.remainderUnsigned(offset + next.getAndIncrement(group), count);
      if (!inUse.test(port)) {
        return port;
      }
    }
    return NONE;
  }

  private static long hash(SipHash key, IpAddress local, IpAddress remote, int remotePort) {
    return key.hash(local.high(), local.low(), remote.high(), remote.low(), remotePort);
  }
}

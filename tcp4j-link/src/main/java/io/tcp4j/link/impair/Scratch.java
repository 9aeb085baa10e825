package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;

/// Room for one copy of a packet at a time. Not thread-safe.
final class Scratch {
  private final Packet copy = new Packet();

  /// Returns a copy, valid until the next call.
  Packet copyOf(Packet packet) {
    if (copy.array.length < packet.length) {
      copy.array = new byte[packet.length];
    }
    System.arraycopy(packet.array, packet.offset, copy.array, 0, packet.length);
    copy.set(copy.array, 0, packet.length).describeLike(packet);
    return copy;
  }
}

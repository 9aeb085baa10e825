package io.tcp4j.link;

import java.util.concurrent.atomic.AtomicInteger;

/// A bounded FIFO of packets in one piece of memory, from one producer at a time to one consumer at
/// a time; the two may run at once. Bytes and descriptions are copied in; nothing is allocated
/// after construction.
///
/// Packets lie one behind the other; one that does not fit before the end of the memory starts at
/// its beginning again.
final class PacketRing {
  private final byte[] bytes;
  private final int limit;

  /// By count of the packet, modulo their length, which is a power of two: what the consumer sees,
  /// and where the packet starts (apart, since the consumer may change what it sees).
  private final Packet[] packets;

  private final int[] starts;

  private final AtomicInteger waiting = new AtomicInteger();

  /// Packets taken out: the consumer's own count, and the one that tells the producer of the room.
  private long taken;

  private volatile long released;

  /// Packets put in, and where the next one goes if it fits: the producer's own.
  private long put;

  private int writeAt;

  /// Makes a ring.
  ///
  /// @param limit most packets that it holds
  /// @param memory most bytes that it holds, which is also the length of the longest packet
  PacketRing(int limit, int memory) {
    this.limit = limit;
    bytes = new byte[memory];
    int slots = limit == 1 ? 1 : Integer.highestOneBit(limit - 1) << 1;
    starts = new int[slots];
    packets = new Packet[slots];
    for (int i = 0; i < slots; i++) {
      packets[i] = new Packet();
    }
  }

  /// Returns the number of packets that wait. The consumer may take that many.
  int size() {
    return waiting.get();
  }

  /// Copies a packet of at least one byte in; producer only.
  ///
  /// @return how many packets were waiting before it, or -1 if there is no room for it
  int put(Packet packet) {
    int start = roomFor(packet.length);
    if (start < 0) {
      return -1;
    }
    System.arraycopy(packet.array, packet.offset, bytes, start, packet.length);
    int slot = slot(put);
    starts[slot] = start;
    packets[slot].set(bytes, start, packet.length);
    packets[slot].setOffload(packet);
    put++;
    writeAt = start + packet.length;
    return waiting.getAndIncrement();
  }

  /// Returns the oldest packet, which stays where it is until [#remove]; consumer only, and only if
  /// [#size] says that there is one.
  Packet peek() {
    return packets[slot(taken)];
  }

  /// Gives the room of the oldest packet back; consumer only.
  ///
  /// @return how many packets still wait
  int remove() {
    released = ++taken;
    return waiting.decrementAndGet();
  }

  private int roomFor(int length) {
    long oldest = released;
    if (put == oldest) {
      return length <= bytes.length ? 0 : -1;
    }
    if (put - oldest == limit) {
      return -1;
    }
    int readAt = starts[slot(oldest)];
    if (writeAt <= readAt) { // what is free lies between the two
      return length <= readAt - writeAt ? writeAt : -1;
    }
    if (length <= bytes.length - writeAt) {
      return writeAt;
    }
    return length <= readAt ? 0 : -1;
  }

  private int slot(long count) {
    return (int) count & (packets.length - 1);
  }
}

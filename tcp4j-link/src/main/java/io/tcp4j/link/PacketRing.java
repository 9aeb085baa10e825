package io.tcp4j.link;

import java.util.concurrent.atomic.AtomicInteger;

/// A bounded FIFO of packets in one piece of memory, from one producer at a time to one consumer at
/// a time; the two may run at once. Bytes and descriptions are copied in; nothing is allocated
/// after construction but more memory, as long as there has never been as much to hold.
///
/// Packets lie one behind the other; one that does not fit before the end of the memory starts at
/// its beginning again. When the memory is full it is replaced by a larger one, and what is still
/// in the smaller one is taken out from there.
final class PacketRing {
  private static final int FIRST_MEMORY = 16 * 1024;

  private final int limit;
  private final int mostMemory;

  /// By count of the packet, modulo their length, which is a power of two: what the consumer sees,
  /// and where the packet starts (apart, since the consumer may change what it sees).
  private final Packet[] packets;

  private final int[] starts;

  private final AtomicInteger waiting = new AtomicInteger();

  /// Packets taken out: the consumer's own count, and the one that tells the producer of the room.
  private long taken;

  private volatile long released;

  // The rest is the producer's own.

  /// Packets put in, and how many of them before there was the present memory.
  private long put;

  private long putBefore;
  private byte[] memory;

  /// Where the next packet goes if it fits there.
  private int writeAt;

  /// Makes a ring.
  ///
  /// @param limit most packets that it holds
  /// @param mostMemory most bytes that it holds, which is also the length of the longest packet
  PacketRing(int limit, int mostMemory) {
    this.limit = limit;
    this.mostMemory = mostMemory;
    memory = new byte[Math.min(FIRST_MEMORY, mostMemory)];
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
    int start = put - released == limit ? -1 : roomFor(packet.length);
    if (start < 0) {
      return -1;
    }
    System.arraycopy(packet.array, packet.offset, memory, start, packet.length);
    int slot = slot(put);
    starts[slot] = start;
    packets[slot].set(memory, start, packet.length);
    packets[slot].describeLike(packet);
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
    int start = placeFor(length);
    if (start < 0 && memory.length < mostMemory && length <= mostMemory) {
      long wanted = Math.max(2L * memory.length, length);
      memory = new byte[(int) Math.min(wanted, mostMemory)];
      putBefore = put;
      start = 0;
    }
    return start;
  }

  private int placeFor(int length) {
    long oldest = Math.max(released, putBefore);
    if (put == oldest) {
      return length <= memory.length ? 0 : -1;
    }
    int readAt = starts[slot(oldest)];
    if (writeAt <= readAt) { // what is free lies between the two
      return length <= readAt - writeAt ? writeAt : -1;
    }
    if (length <= memory.length - writeAt) {
      return writeAt;
    }
    return length <= readAt ? 0 : -1;
  }

  private int slot(long count) {
    return (int) count & (packets.length - 1);
  }
}

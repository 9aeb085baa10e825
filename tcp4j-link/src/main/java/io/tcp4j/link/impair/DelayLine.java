package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Packets under way, each with the instant at which it arrives; those of the same instant keep
/// their order. A bounded number of slots, each made when first needed and then used again; a slot
/// is as long as the longest packet that it has held. Not thread-safe.
final class DelayLine {
  /// A packet under way, in memory of its own.
  static final class Slot {
    final Packet packet = new Packet();
    private byte[] memory = {};
    private long arrival;
    private long order;

    private void fill(Packet source) {
      if (memory.length < source.length) {
        memory = new byte[Math.max(source.length, SHORTEST)];
      }
      System.arraycopy(source.array, source.offset, memory, 0, source.length);
      packet.set(memory, 0, source.length);
      packet.setOffload(source);
    }
  }

  /// Bytes of a slot at first: enough for an acknowledgment, or a small answer.
  private static final int SHORTEST = 256;

  private static final Comparator<Slot> BY_ARRIVAL =
      (a, b) ->
          a.arrival != b.arrival
              ? Long.compare(a.arrival, b.arrival)
              : Long.compare(a.order, b.order);

  private final int limit;
  private final PriorityQueue<Slot> underWay = new PriorityQueue<>(BY_ARRIVAL);
  private final ArrayDeque<Slot> free = new ArrayDeque<>();
  private int slots;
  private long orders;

  /// Makes an empty line.
  ///
  /// @param limit most packets under way
  DelayLine(int limit) {
    this.limit = limit;
  }

  /// Returns a slot with a copy of the packet, not yet under way, or null if there is none left.
  @Nullable Slot copy(Packet packet) {
    Slot slot = free.poll();
    if (slot == null) {
      if (slots == limit) {
        return null;
      }
      slots++;
      slot = new Slot();
    }
    slot.fill(packet);
    return slot;
  }

  /// Sends a slot on its way.
  void send(Slot slot, long arrival) {
    slot.arrival = arrival;
    slot.order = orders++;
    underWay.add(slot);
  }

  /// Returns when the next packet arrives, or [Long#MAX_VALUE].
  long nextArrival() {
    Slot next = underWay.peek();
    return next == null ? Long.MAX_VALUE : next.arrival;
  }

  /// Takes out the next packet if it has arrived by now; whoever does gives the slot back.
  @Nullable Slot poll(long now) {
    return nextArrival() <= now ? underWay.poll() : null;
  }

  /// Makes a slot free again.
  void giveBack(Slot slot) {
    free.push(slot);
  }

  /// Forgets all packets under way and frees all memory.
  void clear() {
    underWay.clear();
    free.clear();
    slots = limit;
  }

  /// Returns the number of packets under way.
  int underWay() {
    return underWay.size();
  }
}

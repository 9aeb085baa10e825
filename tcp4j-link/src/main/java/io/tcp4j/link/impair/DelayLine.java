package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;
import io.tcp4j.link.impair.PacketStore.Slot;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Packets under way, each with the instant at which it arrives; those of the same instant keep
/// their order. Not thread-safe, but for [#underWay].
final class DelayLine {
  private static final Comparator<Slot> BY_ARRIVAL =
      (a, b) ->
          a.instant != b.instant
              ? Long.compare(a.instant, b.instant)
              : Long.compare(a.order, b.order);

  private final PacketStore store = new PacketStore();
  private final PriorityQueue<Slot> line = new PriorityQueue<>(BY_ARRIVAL);
  private long orders;
  private volatile int underWay;

  /// Sends a copy of a packet on its way.
  ///
  /// @return false if there is no room for it
  boolean send(Packet packet, long arrival) {
    Slot slot = store.copy(packet);
    if (slot == null) {
      return false;
    }
    slot.instant = arrival;
    slot.order = orders++;
    line.add(slot);
    underWay = line.size();
    return true;
  }

  /// Returns when the next packet arrives, or [Long#MAX_VALUE].
  long nextArrival() {
    Slot next = line.peek();
    return next == null ? Long.MAX_VALUE : next.instant;
  }

  /// Takes out the next packet if it has arrived by now; whoever does gives the slot back.
  @Nullable Slot poll(long now) {
    Slot next = line.peek();
    if (next == null || next.instant > now) {
      return null;
    }
    line.remove();
    underWay = line.size();
    return next;
  }

  /// Makes a slot free again.
  void giveBack(Slot slot) {
    store.giveBack(slot);
  }

  /// Forgets all packets under way and frees all memory.
  void close() {
    line.clear();
    underWay = 0;
    store.close();
  }

  /// Returns the number of packets under way. May be called by any thread.
  int underWay() {
    return underWay;
  }
}

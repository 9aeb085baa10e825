package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Memory for packets that are kept: a bounded number of slots, each made when first needed and
/// then used again; a slot is as long as the longest packet that it has held. Not thread-safe.
final class PacketStore {
  /// Packets that one stage keeps at most: those of a second at a gigabit per second, about.
  static final int MOST = 100_000;

  /// Bytes of a slot at first: enough for an acknowledgment, or a small answer.
  private static final int SHORTEST = 256;

  /// A packet in memory of its own.
  static final class Slot {
    final Packet packet = new Packet();
    private byte[] memory = {};

    /// When it arrives, or when it came; whoever keeps the slot says which.
    long instant;

    long order;

    private void fill(Packet source) {
      if (memory.length < source.length) {
        memory = new byte[Math.max(source.length, SHORTEST)];
      }
      System.arraycopy(source.array, source.offset, memory, 0, source.length);
      packet.set(memory, 0, source.length);
      packet.describeLike(source);
    }
  }

  private final ArrayDeque<Slot> free = new ArrayDeque<>();
  private int slots;

  /// Returns a slot with a copy of the packet, or null if there is none left.
  @Nullable Slot copy(Packet packet) {
    Slot slot = free.poll();
    if (slot == null) {
      if (slots == MOST) {
        return null;
      }
      slots++;
      slot = new Slot();
    }
    slot.fill(packet);
    return slot;
  }

  /// Makes a slot free again.
  void giveBack(Slot slot) {
    free.push(slot);
  }

  /// Frees all memory; there will be no more slots.
  void close() {
    free.clear();
    slots = MOST;
  }
}

package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;
import io.tcp4j.link.impair.PacketStore.Slot;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The packets that wait for a line of limited speed, first come, first served. Not thread-safe.
class PacketQueue {
  /// What is done to packets in the queue.
  interface Verdicts {
    /// A packet, which is ECN-capable, is marked.
    void mark(Slot slot);

    /// A packet that was taken out of the queue is dropped.
    void drop(Slot slot);
  }

  private final int limit;
  private final int markAbove;
  private final Verdicts verdicts;
  private final ArrayDeque<Slot> slots = new ArrayDeque<>();
  private int bytes;

  PacketQueue(int limit, int markAbove, Verdicts verdicts) {
    this.limit = limit;
    this.markAbove = markAbove;
    this.verdicts = verdicts;
  }

  static PacketQueue of(QueueDiscipline discipline, Verdicts verdicts) {
    return switch (discipline) {
      case QueueDiscipline.TailDrop(int limit) ->
          new PacketQueue(limit, Integer.MAX_VALUE, verdicts);
      case QueueDiscipline.MarkAbove(int limit, int threshold) ->
          new PacketQueue(limit, threshold, verdicts);
      case QueueDiscipline.CoDel codel -> new CoDelQueue(codel, verdicts);
    };
  }

  /// Whether there is room for a packet; for one that finds nothing before it, there always is.
  ///
  /// @param before bytes that wait or are on the line
  final boolean admits(Packet packet, int before) {
    return before == 0 || before + packet.length <= limit;
  }

  /// Adds a packet that was admitted.
  ///
  /// @param before bytes that wait or are on the line
  void add(Slot slot, int before) {
    if (before > markAbove && Marker.capable(slot.packet)) {
      verdicts.mark(slot);
    }
    slots.add(slot);
    bytes += slot.packet.length;
  }

  /// Takes out the packet that may go on the line now, or returns null.
  @Nullable Slot poll(long now) {
    return remove();
  }

  /// Takes out the packet that has waited longest, or returns null.
  final @Nullable Slot remove() {
    Slot slot = slots.poll();
    if (slot != null) {
      bytes -= slot.packet.length;
    }
    return slot;
  }

  /// Returns how many bytes wait.
  final int bytes() {
    return bytes;
  }
}

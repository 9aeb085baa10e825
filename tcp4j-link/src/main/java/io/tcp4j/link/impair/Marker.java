package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;
import io.tcp4j.wire.Bytes;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.Ipv4Codec;
import io.tcp4j.wire.Ipv6Codec;
import org.jspecify.annotations.Nullable;

/// A congested router: marks packets that are ECN-capable, and may drop the others instead (RFC
/// 3168 §5). Not thread-safe; its copies belong to the thread that brings packets.
final class Marker {
  private final Impairments what;
  private final Dice dice;
  private final Packet copy = new Packet();
  private long marked;
  private long unmarkable;

  Marker(Impairments what, Dice dice) {
    this.what = what;
    this.dice = dice;
  }

  /// Returns what goes on of a packet: itself, a copy with a mark, valid until the next call, or
  /// null for nothing.
  @Nullable Packet pass(Packet packet, long number) {
    boolean byFilter = what.markIf().matches(packet, number);
    if (!dice.marks() && !byFilter) {
      return packet;
    }
    if (capable(packet)) {
      marked++;
      return mark(packet);
    }
    if (what.dropUnmarkable()) {
      unmarkable++;
      return null;
    }
    return packet;
  }

  /// What is no IP packet is not ECN-capable.
  private static boolean capable(Packet packet) {
    boolean ip =
        switch (Bytes.u8(packet.array, packet.offset) >>> 4) {
          case 4 -> packet.length >= Ipv4Codec.HEADER_LENGTH;
          case 6 -> packet.length >= Ipv6Codec.HEADER_LENGTH;
          default -> false;
        };
    return ip && Ecn.capable(Ecn.of(packet.array, packet.offset));
  }

  /// The sender's bytes stay as they are.
  private Packet mark(Packet packet) {
    if (copy.array.length < packet.length) {
      copy.array = new byte[packet.length];
    }
    System.arraycopy(packet.array, packet.offset, copy.array, 0, packet.length);
    copy.set(copy.array, 0, packet.length).setOffload(packet);
    Ecn.mark(copy.array, 0);
    return copy;
  }

  /// Returns how many packets were marked.
  long marked() {
    return marked;
  }

  /// Returns how many packets were dropped because they could not be marked.
  long unmarkable() {
    return unmarkable;
  }
}

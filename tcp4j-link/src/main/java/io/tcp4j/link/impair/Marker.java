package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;
import io.tcp4j.wire.Bytes;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.Ipv4Codec;
import io.tcp4j.wire.Ipv6Codec;

/// Marks packets as a congested router does (RFC 3168 §5).
final class Marker {
  private Marker() {}

  /// Whether a packet may be marked. What is no IP packet is not ECN-capable.
  static boolean capable(Packet packet) {
    boolean ip =
        switch (Bytes.u8(packet.array, packet.offset) >>> 4) {
          case 4 -> packet.length >= Ipv4Codec.HEADER_LENGTH;
          case 6 -> packet.length >= Ipv6Codec.HEADER_LENGTH;
          default -> false;
        };
    return ip && Ecn.capable(Ecn.of(packet.array, packet.offset));
  }

  /// Marks a packet, which must be capable of it and belong to the caller.
  static Packet mark(Packet own) {
    Ecn.mark(own.array, own.offset);
    return own;
  }
}

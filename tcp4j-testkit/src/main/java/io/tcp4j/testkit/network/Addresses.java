package io.tcp4j.testkit.network;

import io.tcp4j.link.Packet;
import io.tcp4j.link.impair.PacketFilter;
import io.tcp4j.wire.Bytes;
import io.tcp4j.wire.IpAddress;
import java.util.Collection;
import java.util.function.Supplier;

/// Filters by the addresses in the IP header. A node's addresses are asked for each time, as a
/// cable more gives it more of them.
final class Addresses {
  private static final int V4_LENGTH = 20;
  private static final int V6_SOURCE = 8;
  private static final int V6_DESTINATION = 24;
  private static final int V6_LENGTH = 40;

  private Addresses() {}

  /// Picks packets that come from one of some addresses.
  static PacketFilter from(Supplier<Collection<IpAddress>> any) {
    return (packet, number) -> contains(any.get(), packet, Rewriting.SOURCE, V6_SOURCE);
  }

  /// Picks packets that go to one of some addresses.
  static PacketFilter to(Supplier<Collection<IpAddress>> any) {
    return (packet, number) -> contains(any.get(), packet, Rewriting.DESTINATION, V6_DESTINATION);
  }

  private static boolean contains(
      Collection<IpAddress> any, Packet packet, int v4Place, int v6Place) {
    byte[] b = packet.array;
    int at = packet.offset;
    return switch (Bytes.u8(b, at) >>> 4) {
      case 4 ->
          packet.length >= V4_LENGTH && any.contains(IpAddress.ofV4(Bytes.i32(b, at + v4Place)));
      case 6 ->
          packet.length >= V6_LENGTH
              && any.contains(
                  new IpAddress(Bytes.i64(b, at + v6Place), Bytes.i64(b, at + v6Place + 8)));
      default -> false;
    };
  }
}

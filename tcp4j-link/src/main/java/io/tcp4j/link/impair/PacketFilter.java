package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;
import java.util.Arrays;

/// Says exactly which packets something happens to in an [ImpairedLink]: that they are dropped, or
/// marked.
@FunctionalInterface
public interface PacketFilter {
  /// Picks nothing.
  PacketFilter NOTHING = (packet, number) -> false;

  /// Returns whether it happens to a packet. Must not change it, and must not use the link.
  ///
  /// @param packet as it would be on a wire: no super-packet, checksum complete; borrowed for the
  ///     duration of the call
  /// @param number 1 for the first packet that goes in this direction, and so on
  boolean matches(Packet packet, long number);

  /// Returns a filter that picks the packets with the given numbers.
  ///
  /// @param numbers numbers from 1 on, in any order
  /// @throws IllegalArgumentException if one is less than 1
  static PacketFilter numbers(long... numbers) {
    long[] sorted = numbers.clone();
    Arrays.sort(sorted);
    if (sorted.length > 0 && sorted[0] < 1) {
      throw new IllegalArgumentException("number=" + sorted[0] + " is less than 1");
    }
    return (packet, number) -> Arrays.binarySearch(sorted, number) >= 0;
  }
}

package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import java.util.Arrays;
import java.util.function.Predicate;

/// Says exactly which packets something happens to on their way.
@FunctionalInterface
public interface PacketFilter {
  /// Picks nothing.
  PacketFilter NOTHING = (packet, number) -> false;

  /// Picks everything.
  PacketFilter EVERYTHING = (packet, number) -> true;

  /// Returns whether it happens to a packet. Must not change it, and must not use the link.
  ///
  /// @param packet as it would be on a wire: no super-packet, checksum complete; borrowed for the
  ///     duration of the call
  /// @param number 1 for the first packet that comes to the rule, and so on
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

  /// Returns a filter that picks packets longer than a number of bytes.
  ///
  /// @param bytes with the IP header
  static PacketFilter longerThan(int bytes) {
    return (packet, number) -> packet.length > bytes;
  }

  /// Returns a filter that picks TCP segments.
  ///
  /// @param which asked of every segment that can be read; its codepoint ([Segment#ecn]) is that of
  ///     the packet. Valid during the call
  static PacketFilter segments(Predicate<? super Segment> which) {
    return (packet, number) -> {
      IpHeader ip = new IpHeader();
      Segment segment = new Segment();
      if (IpCodec.decode(packet.array, packet.offset, packet.length, ip) != null
          || ip.isFragment()
          || ip.protocol != IpProtocol.TCP
          || TcpCodec.decode(packet.array, ip.payloadOffset, ip.payloadLength, segment) != null) {
        return false;
      }
      segment.ecn = Ecn.of(ip.trafficClass);
      return which.test(segment);
    };
  }

  /// Returns a filter that picks the n-th packet that another one picks.
  ///
  /// The filter counts, so it is for one direction of one rule.
  ///
  /// @param n from 1 on
  /// @param of which packets count
  /// @throws IllegalArgumentException if n is less than 1
  static PacketFilter nth(int n, PacketFilter of) {
    if (n < 1) {
      throw new IllegalArgumentException("n=" + n + " is less than 1");
    }
    return new PacketFilter() {
      private int seen;

      @Override
      public boolean matches(Packet packet, long number) {
        return of.matches(packet, number) && ++seen == n;
      }
    };
  }
}

package io.tcp4j.stack.ip;

import io.tcp4j.stack.counters.Counter;
import io.tcp4j.stack.counters.Counters;
import io.tcp4j.stack.device.TransmitQueue;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.IcmpCodec;
import io.tcp4j.wire.IcmpMessage;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import java.util.random.RandomGenerator;

/// Sends what is not TCP: ICMP messages, in fragments if they are long (an echo reply is as long as
/// its request). Thread-safe.
final class IpOutput {
  /// IPv4 header and 8-byte Fragment header come after this in an IPv6 packet.
  private static final int FRAGMENT_UNIT = 8;

  private final RoutingTable routes;
  private final Counters counters;
  private final RandomGenerator random;

  IpOutput(RoutingTable routes, Counters counters, RandomGenerator random) {
    this.routes = routes;
    this.counters = counters;
    this.random = random;
  }

  /// Sends a message, or counts why it cannot.
  ///
  /// @param message what
  /// @param source from which of our addresses
  /// @param destination where to, of the same family
  /// @return whether it is in the queue of its device, which the caller flushes with [#flush]
  boolean send(IcmpMessage message, IpAddress source, IpAddress destination) {
    Route route = routes.lookup(destination.high(), destination.low());
    if (route == null) {
      counters.drop(DropReason.NO_ROUTE);
      return false;
    }
    IpHeader header = new IpHeader();
    header.version = source.version();
    header.hopLimit = IpHeader.DEFAULT_HOP_LIMIT;
    header.protocol = IcmpCodec.protocol(source.version());
    header.identification = random.nextInt(); // a counter would tell how much others are sent
    header.source(source);
    header.destination(destination);
    byte[] payload = new byte[IcmpCodec.encodedLength(message, source.version())];
    IcmpCodec.encode(message, header, payload, 0);
    counters.count(Counter.ICMP_SENT);
    TransmitQueue queue = route.device().queue();
    if (IpCodec.encodedLength(header) + payload.length <= route.device().mtu()) {
      return enqueue(queue, header, payload, 0, payload.length);
    }
    return enqueueFragments(queue, header, payload, route.device().mtu());
  }

  private boolean enqueueFragments(TransmitQueue queue, IpHeader header, byte[] payload, int mtu) {
    header.moreFragments = true;
    int room = mtu - IpCodec.encodedLength(header) & -FRAGMENT_UNIT;
    for (int at = 0; at < payload.length; at += room) {
      header.fragmentOffset = at;
      header.moreFragments = at + room < payload.length;
      if (!enqueue(queue, header, payload, at, Math.min(room, payload.length - at))) {
        return false;
      }
    }
    return true;
  }

  private boolean enqueue(
      TransmitQueue queue, IpHeader header, byte[] payload, int offset, int length) {
    header.payloadLength = length;
    int headerLength = IpCodec.encodedLength(header);
    int slot = queue.claim(headerLength + length, null);
    if (slot == TransmitQueue.NO_ROOM) {
      counters.drop(DropReason.QUEUE_FULL);
      return false;
    }
    int at = queue.offset(slot);
    IpCodec.encode(header, queue.array(), at);
    System.arraycopy(payload, offset, queue.array(), at + headerLength, length);
    queue.commit(slot);
    counters.count(Counter.IP_SENT);
    return true;
  }

  /// Lets what was sent to a destination leave. To be called without any lock.
  void flush(IpAddress destination) {
    Route route = routes.lookup(destination.high(), destination.low());
    if (route != null) {
      route.device().queue().flush();
    }
  }
}

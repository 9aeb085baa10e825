package io.tcp4j.stack.ip;

import io.tcp4j.link.Packet;
import io.tcp4j.link.Segmentation;
import io.tcp4j.stack.counters.Counter;
import io.tcp4j.stack.counters.Counters;
import io.tcp4j.stack.device.Device;
import io.tcp4j.stack.device.TransmitQueue;
import io.tcp4j.wire.ByteSlice;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.IcmpMessage;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.UnreachableReason;
import org.jspecify.annotations.Nullable;

/// What makes a host a router: sends packets for other hosts on by the routes (RFC 1812 §5.2, RFC
/// 8200), or says by ICMP why it cannot.
///
/// Called by one thread at a time, that of the link which the packets come from.
final class Forwarder {
  private final Device from;
  private final RoutingTable routes;
  private final Icmp icmp;
  private final Counters counters;
  private final IpHeader ip = new IpHeader();
  private final Packet piece = new Packet();

  /// @param from the device that the packets come from
  Forwarder(Device from, RoutingTable routes, Icmp icmp, Counters counters) {
    this.from = from;
    this.routes = routes;
    this.icmp = icmp;
    this.counters = counters;
  }

  /// Takes a packet if it is for some other host. One for all hosts of a network is for this host
  /// only (RFC 2644: routers do not forward directed broadcasts), and so is one for a group. What
  /// has no good header is left to those who count that.
  ///
  /// @param packet borrowed for the call
  /// @return whether it was taken, and so forwarded or dropped
  boolean takes(Packet packet) {
    if (IpCodec.decodeToForward(packet.array, packet.offset, packet.length, ip) != null) {
      return false;
    }
    Route route = routes.lookup(ip.destinationHigh, ip.destinationLow);
    if ((route != null && route.kind() != Route.Kind.UNICAST)
        || from.takes(ip.destinationHigh, ip.destinationLow)) {
      return false;
    }
    DropReason reason = forward(packet, route);
    if (reason == null) {
      counters.count(Counter.FORWARDED);
    } else {
      counters.refuse(reason);
    }
    return true;
  }

  private @Nullable DropReason forward(Packet packet, @Nullable Route route) {
    if (!mayCross(ip.source()) || !isOneHost(ip.source()) || !mayCross(ip.destination())) {
      return DropReason.IP_NOT_TO_FORWARD;
    }
    // RFC 1812 §5.3.1, RFC 8200 §3: what would leave with no hops left stays here.
    if (ip.hopLimit <= 1) {
      icmp.notForwarded(bytes(packet), quoted -> new IcmpMessage.TimeExceeded(false, quoted));
      return DropReason.IP_HOPS_USED_UP;
    }
    if (route == null) {
      unreachable(packet, UnreachableReason.NET);
      return DropReason.NO_ROUTE;
    }
    // RFC 4443 §3.1: nobody at the other end has the address, and it would only come back.
    if (route.device() == from) {
      unreachable(packet, UnreachableReason.HOST);
      return DropReason.NO_ROUTE;
    }
    return sendPieces(packet, route.device());
  }

  /// RFC 1812 §4.2.2.11 and §5.3.7, RFC 3927 §2.7, RFC 4291 §2.5: nothing passes a router that
  /// comes from or goes to no address, a loopback one, one that is good on a link only, or one that
  /// means nothing.
  private static boolean mayCross(IpAddress address) {
    boolean thisNetwork = address.isV4() && (address.low() >>> 24 & 0xff) == 0;
    boolean reserved = address.isV4() && (address.low() >>> 28 & 0xf) == 0xf;
    return !address.isUnspecified()
        && !address.isLoopback()
        && !address.isLinkLocal()
        && !thisNetwork
        && !reserved;
  }

  /// Nobody sends from a group or a broadcast address, and only we from ours.
  private boolean isOneHost(IpAddress source) {
    Route.Kind kind = routes.kind(source.high(), source.low());
    return !source.isMulticast() && (kind == null || kind == Route.Kind.UNICAST);
  }

  private void unreachable(Packet packet, UnreachableReason reason) {
    icmp.notForwarded(
        bytes(packet), quoted -> new IcmpMessage.DestinationUnreachable(reason, quoted));
  }

  private ByteSlice bytes(Packet packet) {
    return ByteSlice.of(packet.array, packet.offset, Math.min(packet.length, ip.totalLength));
  }

  /// What offload has merged or left open is cut and completed first: what leaves here is what
  /// would have left a router made of wires.
  private @Nullable DropReason sendPieces(Packet packet, Device to) {
    int pieces = Segmentation.pieces(packet);
    if (pieces == 0 || (!packet.isSuperPacket() && !Segmentation.completeChecksum(packet))) {
      return DropReason.IP_TRUNCATED;
    }
    DropReason reason = null;
    if (packet.isSuperPacket()) {
      int longest = Segmentation.longestPiece(packet);
      if (piece.array.length < longest) {
        piece.array = new byte[longest];
      }
      for (int i = 0; i < pieces && reason == null; i++) {
        piece.offset = 0;
        Segmentation.cut(packet, i, piece);
        reason = send(piece, piece.length, to);
      }
    } else {
      reason = send(packet, ip.totalLength, to);
    }
    to.queue().flush();
    return reason;
  }

  private @Nullable DropReason send(Packet packet, int length, Device to) {
    if (length <= to.mtu()) {
      return enqueue(packet, length, to.queue());
    }
    if (ip.dontFragment) { // RFC 1191 §4, RFC 4443 §3.2
      icmp.notForwarded(
          ByteSlice.of(packet.array, packet.offset, length),
          quoted -> new IcmpMessage.PacketTooBig(to.mtu(), quoted));
      return DropReason.PACKET_TOO_BIG;
    }
    Fragmenter fragmenter = new Fragmenter(packet, to.mtu());
    DropReason reason = null;
    while (reason == null && fragmenter.hasNext()) {
      Packet fragment = fragmenter.next();
      fragment.tag = packet.tag;
      reason = enqueue(fragment, fragment.length, to.queue());
    }
    return reason;
  }

  private static @Nullable DropReason enqueue(Packet packet, int length, TransmitQueue queue) {
    int slot = queue.claim(length, null);
    if (slot == TransmitQueue.NO_ROOM) {
      return DropReason.QUEUE_FULL;
    }
    int at = queue.offset(slot);
    System.arraycopy(packet.array, packet.offset, queue.array(), at, length);
    IpCodec.takeHop(queue.array(), at);
    queue.tag(slot, packet.tag);
    queue.commit(slot);
    return null;
  }
}

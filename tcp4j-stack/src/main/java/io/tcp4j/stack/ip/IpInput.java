package io.tcp4j.stack.ip;

import io.tcp4j.link.Packet;
import io.tcp4j.link.PacketReceiver;
import io.tcp4j.link.Scheduler;
import io.tcp4j.stack.counters.Counter;
import io.tcp4j.stack.counters.Counters;
import io.tcp4j.stack.device.Device;
import io.tcp4j.wire.ByteSlice;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.SourceRoute;
import org.jspecify.annotations.Nullable;

/// Takes the packets of one device: checks the header and both addresses, puts fragments together,
/// and hands on to TCP or ICMP.
///
/// Called by one thread at a time, the link's, so that one [IpHeader] serves for all packets.
final class IpInput implements PacketReceiver {
  private static final long V4_UNSPECIFIED_NETWORK = 0xffff_00L;

  private final Device device;
  private final RoutingTable routes;
  private final FragmentReassembler reassembler;
  private final Icmp icmp;
  private final SegmentReceiver tcp;
  private final @Nullable Forwarder forwarder;
  private final Scheduler scheduler;
  private final Counters counters;
  private final boolean sourceRouting;
  private final IpHeader ip = new IpHeader();

  IpInput(
      Device device,
      RoutingTable routes,
      FragmentReassembler reassembler,
      Icmp icmp,
      SegmentReceiver tcp,
      @Nullable Forwarder forwarder,
      Scheduler scheduler,
      Counters counters,
      boolean sourceRouting) {
    this.device = device;
    this.routes = routes;
    this.reassembler = reassembler;
    this.icmp = icmp;
    this.tcp = tcp;
    this.forwarder = forwarder;
    this.scheduler = scheduler;
    this.counters = counters;
    this.sourceRouting = sourceRouting;
  }

  @Override
  public void receive(Packet packet) {
    counters.count(Counter.IP_RECEIVED);
    if (forwarder == null || !forwarder.takes(packet)) {
      accept(packet);
    }
  }

  private void accept(Packet packet) {
    DropReason fault = IpCodec.decode(packet.array, packet.offset, packet.length, ip);
    if (fault != null) {
      counters.refuse(fault);
      if (ip.parameterProblemPointer != IpHeader.NO_POINTER) {
        reportParameterProblem(packet);
      }
      return;
    }
    if (!sourceIsUsable()) {
      counters.refuse(DropReason.IP_BAD_SOURCE);
      return;
    }
    Route.Kind destination = destination();
    if (destination == null) {
      counters.refuse(DropReason.IP_NOT_FOR_US);
    } else if (ip.sourceRouteOffset != IpHeader.NO_SOURCE_ROUTE && !sourceRouteIsUsable(packet)) {
      counters.refuse(DropReason.IP_SOURCE_ROUTED);
    } else if (ip.isFragment()) {
      reassemble(packet);
    } else {
      deliver(packet, destination);
    }
  }

  /// MUST-63 of RFC 9293 and RFC 1122 §3.2.1.3: nobody sends from a group, a broadcast address, no
  /// address, another host's loopback, or from our own.
  private boolean sourceIsUsable() {
    long high = ip.sourceHigh;
    long low = ip.sourceLow;
    Route.Kind kind = routes.kind(high, low);
    boolean ours = kind == Route.Kind.LOCAL;
    boolean group = kind == Route.Kind.MULTICAST || kind == Route.Kind.BROADCAST;
    return !isThisNetwork(high, low) && !group && (!ours || device.loopback());
  }

  /// Whether an address is the unspecified one, or one of `0.0.0.0/8`, "this network": none that a
  /// host has (RFC 1122 §3.2.1.3).
  static boolean isThisNetwork(long high, long low) {
    return high == 0 && (low == 0 || low >>> 24 == V4_UNSPECIFIED_NETWORK);
  }

  /// Whether source routes are taken (RFC 7126 §4.3 and §4.4 advise not to), and this one ends
  /// here: who is asked to pass a packet on is asked in vain (RFC 1122 §3.3.5).
  private boolean sourceRouteIsUsable(Packet packet) {
    return sourceRouting && SourceRoute.back(packet.array, ip) != null;
  }

  /// Returns what the destination means, or null if the packet is not for this host. Our addresses
  /// are ours on whichever device a packet comes in (RFC 1122 §3.3.4.2, weak host), save the
  /// loopback ones; those that [Device#take] makes ours are so on their device.
  private Route.@Nullable Kind destination() {
    long high = ip.destinationHigh;
    long low = ip.destinationLow;
    Route route = routes.lookup(high, low);
    if (route == null || route.kind() == Route.Kind.UNICAST) {
      return device.takes(high, low) && !isThisNetwork(high, low) ? Route.Kind.LOCAL : null;
    }
    boolean loopbackFromOutside =
        route.kind() == Route.Kind.LOCAL
            && route.prefix().address().isLoopback()
            && !device.loopback();
    return loopbackFromOutside ? null : route.kind();
  }

  private void reassemble(Packet packet) {
    counters.count(Counter.FRAGMENTS_RECEIVED);
    byte[] whole = reassembler.add(ip, packet.array, packet.offset, scheduler.nanoTime());
    if (whole != null) {
      accept(new Packet().set(whole, 0, whole.length));
    }
  }

  private void deliver(Packet packet, Route.Kind destination) {
    if (ip.protocol == IpProtocol.TCP) {
      tcp.segmentArrives(ip, packet, destination);
    } else if (ip.protocol == (ip.version == 4 ? IpProtocol.ICMPV4 : IpProtocol.ICMPV6)) {
      icmp.receive(ip, packet.array, destination, tcp);
    } else {
      counters.refuse(DropReason.IP_UNKNOWN_PROTOCOL);
      if (ip.protocol == IpProtocol.UDP) {
        icmp.portUnreachable(ip, bytes(packet), destination);
      } else {
        icmp.protocolUnreachable(ip, bytes(packet), destination);
      }
    }
  }

  private void reportParameterProblem(Packet packet) {
    Route.Kind destination = destination();
    if (destination != null && sourceIsUsable()) {
      icmp.parameterProblem(ip, bytes(packet), destination);
    }
  }

  private static ByteSlice bytes(Packet packet) {
    return ByteSlice.of(packet.array, packet.offset, packet.length);
  }
}

package io.tcp4j.stack.ip;

import io.tcp4j.link.PacketReceiver;
import io.tcp4j.link.Scheduler;
import io.tcp4j.stack.counters.Counters;
import io.tcp4j.stack.device.Device;
import io.tcp4j.stack.time.TimerService;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpPrefix;
import io.tcp4j.wire.UnreachableReason;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The internet layer of one host: its devices, addresses and routes, and the way in. Thread-safe.
public final class Internet {
  private static final IpPrefix ALL_HOSTS = IpPrefix.parse("255.255.255.255/32");
  private static final IpPrefix MULTICAST_V4 = IpPrefix.parse("224.0.0.0/4");
  private static final IpPrefix MULTICAST_V6 = IpPrefix.parse("ff00::/8");
  private static final IpPrefix LOOPBACK_V4 = IpPrefix.parse("127.0.0.1/8");
  private static final IpPrefix LOOPBACK_V6 = IpPrefix.parse("::1/128");
  private static final int MINIMUM_MTU_V6 = 1280;

  /// Most addresses for which a path MTU is remembered.
  private static final int KNOWN_PATHS = 4096;

  /// The addresses of the loopback device.
  public static final List<IpPrefix> LOOPBACK_ADDRESSES = List.of(LOOPBACK_V4, LOOPBACK_V6);

  private final Scheduler scheduler;
  private final Counters counters;
  private final RoutingTable routes = new RoutingTable();
  private final PathMtuCache pathMtus;
  private final FragmentReassembler reassembler;
  private final Icmp icmp;
  private final Device loopback;
  private final boolean sourceRouting;
  private final List<Device> devices = new CopyOnWriteArrayList<>();
  private boolean forwarding;

  /// Makes the layer with its loopback device, which the caller opens.
  ///
  /// @param scheduler time
  /// @param timers deadlines
  /// @param counters where packets are counted
  /// @param random for what nobody outside may foretell; thread-safe
  /// @param loopback a device that leads back to this host, with [#LOOPBACK_ADDRESSES]
  /// @param pathMtuLifetime for how long a path MTU is believed, in ns
  /// @param sourceRouting whether packets with a source route are sent and taken
  public Internet(
      Scheduler scheduler,
      TimerService timers,
      Counters counters,
      RandomGenerator random,
      Device loopback,
      long pathMtuLifetime,
      boolean sourceRouting) {
    this.scheduler = scheduler;
    this.counters = counters;
    this.loopback = loopback;
    this.sourceRouting = sourceRouting;
    pathMtus = new PathMtuCache(KNOWN_PATHS, pathMtuLifetime);
    IpOutput output = new IpOutput(routes, counters, random);
    icmp = new Icmp(routes, output, scheduler, counters, random);
    reassembler = new FragmentReassembler(timers, counters, icmp::reassemblyTimeExceeded);
    routes.add(new Route(LOOPBACK_V4, Route.Kind.LOCAL, loopback));
    routes.add(new Route(LOOPBACK_V6, Route.Kind.LOCAL, loopback));
    routes.add(new Route(ALL_HOSTS, Route.Kind.BROADCAST, loopback));
    routes.add(new Route(MULTICAST_V4, Route.Kind.MULTICAST, loopback));
    routes.add(new Route(MULTICAST_V6, Route.Kind.MULTICAST, loopback));
    devices.add(loopback);
  }

  /// Sets whether packets for other hosts are sent on; they are not unless told. To be called
  /// before there is a device but the loopback.
  ///
  /// @param on whether the host is a router
  public void forwarding(boolean on) {
    forwarding = on;
  }

  /// Makes a device known, with its addresses and the networks they are on.
  ///
  /// @param device a device that is not open yet
  /// @throws IllegalArgumentException if it has IPv6 addresses and an MTU below 1280 (RFC 8200 §5)
  public void attach(Device device) {
    device.addresses().forEach(prefix -> checkMtu(prefix, device));
    devices.add(device);
    for (IpPrefix prefix : device.addresses()) {
      routes.add(new Route(prefix.network(), Route.Kind.UNICAST, device));
      IpAddress broadcast = prefix.broadcast();
      if (broadcast != null) {
        routes.add(new Route(IpPrefix.host(broadcast), Route.Kind.BROADCAST, device));
        routes.add(
            new Route(IpPrefix.host(prefix.network().address()), Route.Kind.BROADCAST, device));
      }
    }
    // Last, so that an address that is also its network's name stays an address.
    for (IpPrefix prefix : device.addresses()) {
      routes.add(new Route(IpPrefix.host(prefix.address()), Route.Kind.LOCAL, loopback));
    }
  }

  private static void checkMtu(IpPrefix prefix, Device device) {
    if (!prefix.isV4() && device.mtu() < MINIMUM_MTU_V6) {
      throw new IllegalArgumentException(
          "%s has an MTU of %d, IPv6 needs %d".formatted(device, device.mtu(), MINIMUM_MTU_V6));
    }
  }

  /// Adds a route to other hosts.
  ///
  /// @param prefix which; `0.0.0.0/0` and `::/0` are the default routes
  /// @param device by which they are reached
  public void addRoute(IpPrefix prefix, Device device) {
    routes.add(new Route(prefix, Route.Kind.UNICAST, device));
  }

  /// Takes packets that come in by a device for any address of a prefix as this host's, unless the
  /// address means something else here. Where packets are sent to does not change.
  ///
  /// @param prefix which
  /// @param device by which they come
  /// @throws IllegalArgumentException if it is of IPv6, and the device's MTU below 1280
  public void addLocal(IpPrefix prefix, Device device) {
    checkMtu(prefix, device);
    device.take(prefix);
  }

  /// Reports that a packet which was for this host will not be delivered (RFC 792, RFC 4443 §3.1).
  ///
  /// @param reason why not; one that the packet's family knows
  /// @param packet the packet from its IP header on, or the beginning of it
  public void unreachable(UnreachableReason reason, byte[] packet) {
    icmp.unreachable(reason, packet);
  }

  /// Returns what takes the packets of a device.
  ///
  /// @param device which
  /// @param tcp whom to hand segments to
  public PacketReceiver input(Device device, SegmentReceiver tcp) {
    Forwarder forwarder =
        forwarding && !device.loopback() ? new Forwarder(device, routes, icmp, counters) : null;
    return new IpInput(
        device, routes, reassembler, icmp, tcp, forwarder, scheduler, counters, sourceRouting);
  }

  /// Whether packets with a source route are sent and taken.
  public boolean sourceRouting() {
    return sourceRouting;
  }

  /// Returns the device by which packets to an address leave: the loopback device for our own.
  ///
  /// @param high upper half of the address
  /// @param low lower half
  /// @return null if there is no route, or the address is not that of one host
  public @Nullable Device deviceTo(long high, long low) {
    Route route = routes.lookup(high, low);
    return route != null && (route.kind() == Route.Kind.UNICAST || route.kind() == Route.Kind.LOCAL)
        ? route.device()
        : null;
  }

  /// Returns an object that is another one after each change of the routes.
  public Object routesVersion() {
    return routes.version();
  }

  /// Whether an address is this host's.
  ///
  /// @param address any address
  public boolean isLocal(IpAddress address) {
    return routes.kind(address.high(), address.low()) == Route.Kind.LOCAL;
  }

  /// Whether an address can be that of one host, ours or another, as far as we know.
  ///
  /// @param address any address
  public boolean isHost(IpAddress address) {
    Route.Kind kind = routes.kind(address.high(), address.low());
    return !IpInput.isThisNetwork(address.high(), address.low())
        && kind != Route.Kind.BROADCAST
        && kind != Route.Kind.MULTICAST;
  }

  /// Whether all addresses of a prefix are this host's.
  ///
  /// @param addresses any prefix
  public boolean isLocal(IpPrefix addresses) {
    Route route = routes.lookup(addresses.address().high(), addresses.address().low());
    return route != null && route.kind() == Route.Kind.LOCAL && route.prefix().contains(addresses);
  }

  /// Whether packets to all of these addresses are taken as this host's on some device, by
  /// [#addLocal].
  ///
  /// @param addresses any prefix
  public boolean takes(IpPrefix addresses) {
    return devices.stream().anyMatch(device -> device.takes(addresses));
  }

  /// Checks that a device is one of this host's.
  ///
  /// @param device which; null for none in particular
  /// @throws IllegalArgumentException if it is another's
  public void checkOwn(@Nullable Device device) {
    if (device != null && !devices.contains(device)) {
      throw new IllegalArgumentException(device + " is no interface of this stack");
    }
  }

  /// Whether packets to an address have a way.
  ///
  /// @param destination where to
  /// @param via the only device by which they may leave: there everybody is reached but ourselves;
  ///     null for the one that the routes say
  public boolean reaches(IpAddress destination, @Nullable Device via) {
    Device routed = deviceTo(destination.high(), destination.low());
    return (via == null || via == routed) ? routed != null : !isLocal(destination);
  }

  /// Returns the address to send from.
  ///
  /// @param destination where to
  /// @param via the only device by which it may leave; null for the one that the routes say
  /// @return null if no address of ours fits the destination, or there is no route to it
  public @Nullable IpAddress sourceFor(IpAddress destination, @Nullable Device via) {
    if (isLocal(destination)) {
      return destination;
    }
    Device device = via != null ? via : deviceTo(destination.high(), destination.low());
    if (device == null) {
      return null;
    }
    IpAddress own = SourceAddressSelection.select(destination, device.addresses());
    if (own != null) {
      return own;
    }
    // A device without an address of the family lends one from the others (RFC 6724 §4).
    List<IpPrefix> others =
        devices.stream()
            .filter(other -> !other.loopback())
            .flatMap(other -> other.addresses().stream())
            .toList();
    return SourceAddressSelection.select(destination, others);
  }

  /// Returns the path MTU to an address as far as it is known, in bytes.
  ///
  /// @param firstHop what holds where nothing else is known, and at most
  public int pathMtu(IpAddress destination, int firstHop) {
    return Math.min(firstHop, pathMtus.find(destination, firstHop, scheduler.nanoTime()));
  }

  /// Remembers the path MTU that a connection has found out, in bytes.
  public void learnPathMtu(IpAddress destination, int mtu) {
    pathMtus.learn(destination, mtu, scheduler.nanoTime());
  }

  /// Forgets what is known of the path to an address.
  public void forgetPathMtu(IpAddress destination) {
    pathMtus.forget(destination);
  }

  /// Returns for how many addresses a path MTU is remembered.
  public int knownPathMtus() {
    return pathMtus.size();
  }

  /// Returns all devices, the loopback one first.
  public List<Device> devices() {
    return List.copyOf(devices);
  }

  /// Returns the memory that waiting fragments take, in bytes.
  public int reassemblyBytes() {
    return reassembler.bytes();
  }

  /// Closes all links and lets all fragments go.
  public void close() {
    for (Device device : devices) {
      device.link().close();
    }
    reassembler.clear();
  }
}

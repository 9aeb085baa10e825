package io.tcp4j.testkit.network;

import io.tcp4j.link.Link;
import io.tcp4j.link.impair.RuleCounts;
import io.tcp4j.stack.IpStack;
import io.tcp4j.stack.NetworkInterface;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpObserver;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpPrefix;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Something with a stack in a [SimulatedNetwork]: a host, a router or a NAT. It can crash and come
/// back; its cables and addresses stay, all else is lost.
public abstract sealed class Node permits SimulatedHost, Router, Nat {
  final SimulatedNetwork network;
  private final String name;
  private final Consumer<IpStack.Builder> setup;
  private final List<Port> ports = new ArrayList<>();
  private final List<TcpObserver> observers = new ArrayList<>();
  private volatile List<IpAddress> addresses = List.of();
  private Map<IpPrefix, Port> routes = Map.of();
  private final Map<Port, NetworkInterface> interfaces = new LinkedHashMap<>();

  /// Covers crashes, boots, and what is laid meanwhile.
  private final ReentrantLock life = new ReentrantLock();

  private volatile @Nullable IpStack stack;

  /// Why there is no stack.
  private volatile @Nullable Outage outage;

  /// Whether the stack at hand has not crashed; each has its own.
  private AtomicBoolean alive = new AtomicBoolean();

  private int boots;

  Node(SimulatedNetwork network, String name, Consumer<IpStack.Builder> setup) {
    this.network = network;
    this.name = name;
    this.setup = setup;
  }

  /// Returns its name.
  public final String name() {
    return name;
  }

  /// Returns its addresses, in the order of its cables.
  public final List<IpAddress> addresses() {
    return addresses;
  }

  /// Returns its first IPv4 address.
  ///
  /// @throws IllegalStateException if it has none yet
  public final IpAddress address() {
    return first(4);
  }

  /// Returns its first IPv6 address.
  ///
  /// @throws IllegalStateException if it has none yet
  public final IpAddress addressV6() {
    return first(6);
  }

  private IpAddress first(int version) {
    return addresses(version).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s has no IPv%d address yet, only %s".formatted(name, version, addresses)));
  }

  /// Returns by which of its cables it reaches which network, in the order of being found.
  public final Map<IpPrefix, Cable> routes() {
    Map<IpPrefix, Cable> cables = new LinkedHashMap<>();
    routes.forEach((prefix, port) -> cables.put(prefix, port.cable()));
    return Collections.unmodifiableMap(cables);
  }

  /// Returns its stack.
  ///
  /// @throws IllegalStateException while it is down
  public final IpStack stack() {
    IpStack present = stack;
    if (present == null) {
      throw new IllegalStateException(name + " is down");
    }
    return present;
  }

  /// Returns its stack, for programs.
  ///
  /// @throws SocketException while it is down
  final IpStack stackOfPrograms() throws SocketException {
    IpStack present = stack;
    if (present == null) {
      throw new SocketException("Network is down");
    }
    return present;
  }

  /// Whether it is up.
  public final boolean isUp() {
    return stack != null;
  }

  /// Has somebody watch its connections from its next boot on.
  ///
  /// @param observer who
  final void observe(TcpObserver observer) {
    observers.add(observer);
  }

  /// Stops it dead: whatever it knew is forgotten, and nobody is told. What is sent to it from now
  /// on is lost. It comes back when the guard is closed, and knows nothing: its peers still believe
  /// in their connections, which are half open, until they hear a RST (RFC 9293 §3.5.1).
  ///
  /// It counts as noticed if a packet was lost meanwhile, or if there was something to forget: a
  /// connection, or what a NAT remembers.
  ///
  /// @throws IllegalStateException if it is down already
  public final Fault crash() {
    IpStack dead;
    Outage begun;
    life.lock();
    try {
      dead = stack();
      network.trace().note(name + " crashes");
      begun = new Outage(isKnownToOthers(dead));
      outage = begun;
      stack = null;
      alive.set(false);
      ports.forEach(Port::unplug);
      interfaces.clear();
    } finally {
      life.unlock();
    }
    crashed();
    dead.close();
    return network.began(begun);
  }

  private boolean isKnownToOthers(IpStack dying) {
    return remembers()
        || dying.connections().stream().anyMatch(one -> one.state() != State.TIME_WAIT);
  }

  /// Whether it would forget something if it crashed, beside its connections.
  boolean remembers() {
    return false;
  }

  /// Returns what takes the packets that find no stack.
  final String absence() {
    Outage present = outage;
    return present == null ? name + " is down" : present.name();
  }

  /// Crashes and comes back at once.
  public final void reboot() {
    crash().close();
  }

  /// It has crashed; its stack is about to be closed.
  void crashed() {}

  /// It has come up.
  void booted(IpStack fresh) {}

  final void boot() {
    life.lock();
    try {
      bootLocked();
    } finally {
      life.unlock();
    }
  }

  private void bootLocked() {
    boots++;
    IpStack.Builder builder = IpStack.builder();
    setup.accept(builder);
    List<TcpObserver> all = new ArrayList<>(observers);
    alive = new AtomicBoolean(true);
    all.add(network.trace().observer(name, alive::get));
    IpStack fresh =
        builder
            .name(name)
            .scheduler(network.scheduler())
            .random(network.seeds().child("host " + name).named("boot " + boots))
            .observer(TcpObserver.all(all.toArray(TcpObserver[]::new)))
            .build();
    stack = fresh;
    outage = null;
    ports.forEach(port -> attach(port, fresh));
    applyRoutes(fresh);
    booted(fresh);
  }

  final void add(Port port) {
    life.lock();
    try {
      ports.add(port);
      addresses =
          ports.stream().flatMap(each -> each.addresses().stream()).map(IpPrefix::address).toList();
      if (stack != null) {
        attach(port, stack);
      }
    } finally {
      life.unlock();
    }
  }

  private void attach(Port port, IpStack to) {
    Link link = dress(port, port.plugIn());
    interfaces.put(port, to.attach(link, port.addresses().toArray(IpPrefix[]::new)));
  }

  /// Puts something between the stack and the cable.
  Link dress(Port port, Link link) {
    return link;
  }

  final List<Port> ports() {
    return ports;
  }

  /// Whether packets of a version of IP that come by the one port may go on by the other.
  abstract boolean forwards(Port in, Port out, int version);

  /// Whether it has a route to some address of another node, of a version of IP.
  final boolean reaches(Node other, int version) {
    return routes.keySet().stream()
        .anyMatch(prefix -> other.addresses(version).stream().anyMatch(prefix::contains));
  }

  /// Whether it has a route to an address.
  final boolean reaches(IpAddress address) {
    return routes.keySet().stream().anyMatch(prefix -> prefix.contains(address));
  }

  final List<IpAddress> addresses(int version) {
    return addresses().stream().filter(address -> address.version() == version).toList();
  }

  final void routes(Map<IpPrefix, Port> all) {
    life.lock();
    try {
      routes = all;
      if (stack != null) {
        applyRoutes(stack);
      }
    } finally {
      life.unlock();
    }
  }

  private void applyRoutes(IpStack to) {
    routes.forEach(
        (prefix, port) -> {
          NetworkInterface via = interfaces.get(port);
          if (via != null) {
            to.addRoute(prefix, via);
          }
        });
  }

  final void close() {
    ports.forEach(Port::unplug);
    if (stack != null) {
      stack.close();
      stack = null;
    }
  }

  @Override
  public final String toString() {
    return name;
  }

  /// The time in which it is down.
  private final class Outage implements Fault {
    private final String name = network.unique("crash of " + Node.this.name);
    private final boolean forgot;
    private final long before = lostHere();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile long after = -1;

    /// @param forgot whether others knew of what it has forgotten
    Outage(boolean forgot) {
      this.forgot = forgot;
    }

    /// What has been lost because it is down.
    private long lostHere() {
      return ports.stream().mapToLong(Port::lost).sum();
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public RuleCounts counts() {
      long atEnd = after;
      long lost = (atEnd < 0 ? lostHere() : atEnd) - before;
      return new RuleCounts(lost, lost, lost, 0, 0);
    }

    @Override
    public boolean exercised() {
      return forgot || Fault.super.exercised();
    }

    @Override
    public void close() {
      if (over.get()) {
        return;
      }
      network.checkOpen();
      if (over.compareAndSet(false, true)) {
        after = lostHere();
        network.ended(this);
        network.trace().note(Node.this.name + " comes back");
        boot();
      }
    }

    @Override
    public String toString() {
      return name + " " + counts();
    }
  }
}

package io.tcp4j.stack.tcp;

import io.tcp4j.link.Scheduler;
import io.tcp4j.stack.counters.Counters;
import io.tcp4j.stack.device.Device;
import io.tcp4j.stack.ip.Internet;
import io.tcp4j.stack.ip.SegmentReceiver;
import io.tcp4j.stack.time.TimerService;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpInfo;
import io.tcp4j.tcp.model.TcpServices;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpPrefix;
import io.tcp4j.wire.SourceRoute;
import java.net.BindException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// TCP on one host: the tables, and the two ways in which connections begin. Thread-safe.
public final class TcpHost {
  final Internet internet;
  final Scheduler scheduler;
  final TimerService timers;
  final TcpServices services;
  final Counters counters;
  final ConnectionTable connections;
  final ListenerTable listeners = new ListenerTable();

  /// Connections that their users have closed and that TCP still has to finish.
  final Quota orphans = new Quota();

  /// The handshakes that all listeners have under way.
  final SynQueue halfOpen;

  final HostConfig config;

  private final PortAllocator ports;
  private final RandomGenerator random;
  private volatile boolean closed;

  /// Makes a host without connections.
  ///
  /// @param internet the layer below
  /// @param scheduler time
  /// @param timers deadlines
  /// @param services what the engine needs
  /// @param counters where things are counted
  /// @param random for keys
  /// @param config limits
  /// @throws IllegalArgumentException if these are no range of ports
  public TcpHost(
      Internet internet,
      Scheduler scheduler,
      TimerService timers,
      TcpServices services,
      Counters counters,
      RandomGenerator random,
      HostConfig config) {
    this.internet = internet;
    this.scheduler = scheduler;
    this.timers = timers;
    this.services = services;
    this.counters = counters;
    connections = new ConnectionTable(random);
    ports = new PortAllocator(config.firstPort(), config.lastPort(), random);
    halfOpen = new SynQueue(random);
    this.random = random;
    this.config = config;
  }

  long now() {
    return scheduler.nanoTime();
  }

  /// Returns what takes the segments of one device.
  ///
  /// @param device which
  public SegmentReceiver input(Device device) {
    return new SegmentInput(this, device);
  }

  /// Whether it was closed.
  public boolean closed() {
    return closed;
  }

  /// Finds two sockets for an active OPEN (RFC 9293 §3.10.1), and reserves them.
  ///
  /// @param remote where to
  /// @param local where from; null, an unspecified address and port 0 leave the choice
  /// @param nonLocal whether it may be from an address that is ours by [Internet#addLocal] only
  /// @param via the only device by which its segments are to come and go; null for any
  /// @param config how the connection is to behave
  /// @return the connection, to be opened by [Connection#open]
  /// @throws IllegalArgumentException if there is a source route, and the remote address is IPv6
  /// @throws NoRouteToHostException if there is no route, or the address is not that of one host
  ///     (MUST-46)
  /// @throws BindException if the local address is not ours, or the port not free
  /// @throws SocketException if the stack is closed
  public Connection reserve(
      Endpoint remote,
      @Nullable Endpoint local,
      boolean nonLocal,
      @Nullable Device via,
      TcpConfig config)
      throws SocketException {
    if (remote.port() == 0) {
      throw new IllegalArgumentException("cannot connect to port 0");
    }
    checkOpen();
    internet.checkOwn(via);
    SourceRoute route = config.sourceRoute();
    checkSourceRoute(remote.address(), route);
    IpAddress from =
        localAddress(remote.address(), route.firstStop(remote.address()), local, nonLocal, via);
    return local == null || local.port() == 0
        ? addWithAnyPort(from, remote, via, config)
        : addWithPort(new Endpoint(from, local.port()), remote, via, config);
  }

  private void checkOpen() throws SocketException {
    if (closed) {
      throw new SocketException("Stack closed");
    }
  }

  private void checkSourceRoute(IpAddress remote, SourceRoute route) throws SocketException {
    if (!route.isEmpty() && remote.isV6()) {
      throw new IllegalArgumentException("sourceRoute: IPv6 has none");
    }
    if (!route.isEmpty() && !internet.sourceRouting()) {
      throw new SocketException("Source routing is off");
    }
  }

  private IpAddress localAddress(
      IpAddress remote,
      IpAddress firstStop,
      @Nullable Endpoint local,
      boolean nonLocal,
      @Nullable Device via)
      throws SocketException {
    IpAddress from =
        local == null || local.address().isUnspecified()
            ? internet.sourceFor(firstStop, via)
            : local.address();
    boolean routed = internet.reaches(firstStop, via);
    if (!internet.isHost(remote)) {
      throw new NoRouteToHostException(remote + " is not the address of one host"); // MUST-46
    }
    if (from == null || !routed) {
      throw new NoRouteToHostException("No route to host");
    }
    boolean ours = internet.isLocal(from) || (nonLocal && internet.takes(IpPrefix.host(from)));
    if (from.isV4() != remote.isV4() || !ours) {
      throw new BindException("Cannot assign requested address");
    }
    return from;
  }

  private Connection addWithPort(
      Endpoint local, Endpoint remote, @Nullable Device via, TcpConfig config)
      throws BindException {
    IpAddress from = local.address();
    boolean listening = listeners.takes(from.high(), from.low(), local.port());
    if (listening || (!this.config.reuseAddress() && connections.anyAt(Scope.of(local)))) {
      throw new BindException("Address already in use");
    }
    Connection connection = add(new FourTuple(local, remote), via, config);
    if (connection == null) {
      // The JDK on Linux says so of connect, where the port could be bound.
      throw new BindException("Cannot assign requested address");
    }
    return connection;
  }

  private Connection addWithAnyPort(
      IpAddress from, Endpoint remote, @Nullable Device via, TcpConfig config)
      throws BindException {
    while (true) {
      int port =
          ports.allocate(
              from,
              remote.address(),
              remote.port(),
              candidate -> inUse(new Endpoint(from, candidate), remote, config));
      if (port == PortAllocator.NONE) {
        throw new BindException("Cannot assign requested address: all local ports are in use");
      }
      Connection connection = add(new FourTuple(new Endpoint(from, port), remote), via, config);
      if (connection != null) {
        return connection;
      }
      // Somebody else took the port between the look and the grasp.
    }
  }

  /// Puts a connection into the table, be it in the place of one in TIME-WAIT.
  ///
  /// @return null if its two sockets are in use
  private @Nullable Connection add(FourTuple tuple, @Nullable Device via, TcpConfig config) {
    Connection connection = new Connection(this, tuple, via);
    if (connections.putIfAbsent(connection)) {
      return connection;
    }
    return find(tuple.local(), tuple.remote()) instanceof TimeWaitOwner timeWait
            && mayReuse(timeWait, config)
        ? timeWait.successor(via)
        : null;
  }

  private boolean inUse(Endpoint local, Endpoint remote, TcpConfig config) {
    if (listeners.takes(local.address().high(), local.address().low(), local.port())) {
      return true;
    }
    Peer there = find(local, remote);
    return there != null
        && !(there instanceof TimeWaitOwner timeWait && mayReuse(timeWait, config));
  }

  private boolean mayReuse(TimeWaitOwner timeWait, TcpConfig config) {
    return config.timeWaitReuse() && timeWait.yieldsTo(config, now());
  }

  private @Nullable Peer find(Endpoint local, Endpoint remote) {
    return connections.find(
        local.address().high(),
        local.address().low(),
        local.port(),
        remote.address().high(),
        remote.address().low(),
        remote.port());
  }

  /// The passive OPEN (RFC 9293 §3.10.1).
  ///
  /// @param where for which connections
  /// @param backlog most connections that wait to be accepted, at least 1
  /// @param config how the connections behave
  /// @param handler who takes each connection at once; null if they wait to be accepted
  /// @throws BindException if the addresses are not ours, or the port not free
  /// @throws SocketException if the stack is closed
  public Listener listen(
      Scope where, int backlog, TcpConfig config, @Nullable Consumer<Connection> handler)
      throws SocketException {
    return add(new Listener(this, available(where), backlog, config, handler));
  }

  /// The passive OPEN of a user who decides about each SYN.
  ///
  /// @param where for which connections
  /// @param backlog most SYNs without a decision and handshakes under way, at least 1
  /// @param config how the connections behave
  /// @param decisionNanos how long a decision may take, in nanoseconds
  /// @param handler who is told of each SYN
  /// @throws BindException if the addresses are not ours, or the port not free
  /// @throws SocketException if the stack is closed
  public RequestListener listenDeferred(
      Scope where, int backlog, TcpConfig config, long decisionNanos, Consumer<PendingSyn> handler)
      throws SocketException {
    Scope scope = available(where);
    return add(new RequestListener(this, scope, backlog, config, decisionNanos, handler));
  }

  /// Checks that the addresses are ours: on all devices, or by [Internet#addLocal].
  private Scope available(Scope where) throws SocketException {
    checkOpen();
    internet.checkOwn(where.via());
    IpPrefix addresses = where.addresses();
    boolean all = addresses.length() == 0;
    if (!all && !internet.isLocal(addresses) && !internet.takes(addresses)) {
      throw new BindException("Cannot assign requested address");
    }
    return where;
  }

  private <T extends PassiveOpen> T add(T listener) throws BindException {
    boolean taken = !config.reuseAddress() && connections.anyAt(listener.scope());
    if (taken || !listeners.add(listener)) {
      throw new BindException("Address already in use");
    }
    if (closed) {
      listener.close();
    }
    return listener;
  }

  /// Finds a port that nobody listens at.
  ///
  /// @param address where
  /// @throws BindException if there is none
  public Endpoint freeEndpoint(IpAddress address) throws BindException {
    int port =
        ports.allocate(address, address, 0, candidate -> bound(new Endpoint(address, candidate)));
    if (port == PortAllocator.NONE) {
      throw new BindException("Cannot assign requested address: all local ports are in use");
    }
    return new Endpoint(address, port);
  }

  /// Looks whether a socket could be bound.
  ///
  /// @param local where to; port 0 for any
  /// @return it, with a port
  /// @throws BindException if the address is not ours, or the port not free
  /// @throws SocketException if the stack is closed
  public Endpoint bindable(Endpoint local) throws SocketException {
    available(Scope.of(local));
    if (local.port() == 0) {
      return freeEndpoint(local.address());
    }
    if (bound(local)) {
      throw new BindException("Address already in use");
    }
    return local;
  }

  private boolean bound(Endpoint local) {
    Scope scope = Scope.of(local);
    return listeners.contains(scope) || (!config.reuseAddress() && connections.anyAt(scope));
  }

  /// Returns an empty SYN queue for one listener.
  SynQueue synQueue() {
    return new SynQueue(random);
  }

  /// Returns how many connections their users have closed that are not finished yet.
  public int orphans() {
    return orphans.taken();
  }

  /// Takes what was to become a connection out of the table.
  ///
  /// @param predecessor in whose place it stands; null if there was nothing
  void giveUp(Peer successor, @Nullable TimeWaitOwner predecessor) {
    timers.retire(successor);
    if (predecessor == null) {
      connections.remove(successor);
    } else {
      predecessor.takeBack(successor);
    }
  }

  /// Takes a connection, or what is left of it, out of the table and the timers.
  void forget(Peer peer) {
    timers.retire(peer);
    connections.remove(peer);
  }

  /// Returns a snapshot of all live connections.
  public List<TcpInfo> infos() {
    List<TcpInfo> infos = new ArrayList<>();
    for (Peer peer : connections.all()) {
      if (peer instanceof Connection connection) {
        TcpInfo info = connection.call((tcp, now) -> tcp.status(now));
        if (info != null) {
          infos.add(info);
        }
      }
    }
    return infos;
  }

  /// Returns how many connections are in TIME-WAIT.
  public int timeWaits() {
    return (int) connections.all().stream().filter(TimeWaitOwner.class::isInstance).count();
  }

  /// Returns how many connections the table holds, those in TIME-WAIT included.
  public int size() {
    return connections.size();
  }

  /// Returns all that listen, sorted by port.
  public List<PassiveOpen> listening() {
    return listeners.all();
  }

  /// Closes all listeners and aborts all connections. None begins any more.
  public void close() {
    closed = true;
    listeners.all().forEach(PassiveOpen::close);
    for (Peer peer : connections.all()) {
      switch (peer) {
        case Connection connection -> connection.abort();
        case TimeWaitOwner timeWait -> timeWait.cancel();
        case PendingSyn request -> request.withdraw();
      }
    }
  }
}

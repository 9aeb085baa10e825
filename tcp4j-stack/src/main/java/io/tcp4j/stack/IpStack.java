package io.tcp4j.stack;

import io.tcp4j.link.Link;
import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.link.MemoryLink;
import io.tcp4j.link.Scheduler;
import io.tcp4j.link.SystemScheduler;
import io.tcp4j.stack.counters.Counters;
import io.tcp4j.stack.device.Device;
import io.tcp4j.stack.ip.Internet;
import io.tcp4j.stack.memory.ByteBudget;
import io.tcp4j.stack.tcp.Connection;
import io.tcp4j.stack.tcp.HostConfig;
import io.tcp4j.stack.tcp.Listener;
import io.tcp4j.stack.tcp.PassiveOpen;
import io.tcp4j.stack.tcp.Scope;
import io.tcp4j.stack.tcp.TcpHost;
import io.tcp4j.stack.time.TimerService;
import io.tcp4j.tcp.model.IsnGenerator;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpInfo;
import io.tcp4j.tcp.model.TcpObserver;
import io.tcp4j.tcp.model.TcpServices;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpPrefix;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One host: IP, ICMP and TCP over the links that are attached to it. Any number of them can live
/// in one JVM. Thread-safe.
///
/// ## Threads
/// A stack has no thread of its own; it runs on those that come to it, under one lock for each
/// connection:
///
/// - the thread of each link brings segments in, and so ACKs, and whatever those allow to be sent;
/// - the scheduler's thread brings timers, and what arrives over the loopback interface;
/// - the user's threads do what they call for: a `write` makes its segments and hands them to the
///   link.
///
/// So nothing is handed from thread to thread, save that a thread that waits in a blocking call has
/// to be woken.
///
/// ## Blocking
/// In platform or virtual threads:
/// ```java
/// try (var stack = IpStack.builder().name("host").build()) {
///   stack.attach(link, IpPrefix.parse("10.0.0.1/24"));
///   try (TcpSocket socket =
///       stack.connect(Endpoint.parse("10.0.0.2:7"), Duration.ofSeconds(5))) {
///     socket.write(hello, 0, hello.length);
///     socket.shutdownOutput();
///     byte[] answer = socket.inputStream().readAllBytes();
///   }
/// }
/// ```
///
/// ## Callbacks
/// They run on the thread that caused the event, usually the link's, after the connection's lock
/// was left: an answer can be on its way without any other thread having been woken. They must not
/// block. An echo server:
/// ```java
/// stack.listen(
///     Endpoint.parse("0.0.0.0:7"),
///     128,
///     socket ->
///         socket.setHandler(
///             new TcpHandler() {
///               private final byte[] buffer = new byte[4096];
///               private int filled;
///
///               public void onReadable(TcpSocket socket) {
///                 try {
///                   // Reads only what can be written back at once; onWritable goes on.
///                   while (filled > 0 || (filled = socket.tryRead(buffer, 0, 4096)) > 0) {
///                     int taken = socket.tryWrite(buffer, 0, filled);
///                     System.arraycopy(buffer, taken, buffer, 0, filled -= taken);
///                     if (filled > 0) {
///                       return;
///                     }
///                   }
///                 } catch (IOException e) {
///                   socket.abort();
///                 }
///               }
///
///               public void onWritable(TcpSocket socket) {
///                 onReadable(socket);
///               }
///
///               public void onEndOfStream(TcpSocket socket) {
///                 socket.close();
///               }
///             }));
/// ```
///
/// ## Virtual time
/// With [io.tcp4j.link.VirtualTime] as scheduler and a [MemoryLink] a stack runs on one thread, and
/// two runs with the same seed are the same. A blocking call runs the simulation until it is done;
/// one in a callback, or one for which nothing can happen any more, is an
/// [IllegalStateException].
public final class IpStack implements AutoCloseable {
  private static final int LOOPBACK_MTU = 65_535;

  /// Packets that wait on the loopback interface at a time: at that MTU, 4 MiB.
  private static final int LOOPBACK_QUEUE = 64;

  private final String name;
  private final Scheduler scheduler;
  private final @Nullable SystemScheduler ownScheduler;
  private final TcpConfig config;
  private final ByteBudget memory;
  private final Counters counters = new Counters();
  private final TimerService timers;
  private final Internet internet;
  private final TcpHost tcp;

  private IpStack(Builder builder) {
    name = builder.name;
    config = builder.tcpConfig;
    Scheduler given = builder.scheduler;
    ownScheduler = given == null ? new SystemScheduler("tcp4j-" + name, null) : null;
    scheduler = given == null ? Objects.requireNonNull(ownScheduler) : given;
    memory = new ByteBudget(builder.memoryBudget);
    timers = new TimerService(scheduler);
    RandomGenerator random = builder.random == null ? SystemRandom.secure() : builder.random;
    Link link =
        MemoryLink.loopback(
            name + "-lo", LOOPBACK_MTU, scheduler, LinkCapabilities.FULL, LOOPBACK_QUEUE);
    Device loopback = new Device(link, scheduler, Internet.LOOPBACK_ADDRESSES, true);
    internet =
        new Internet(
            scheduler,
            timers,
            counters,
            random,
            loopback,
            config.pathMtuLifetime(),
            builder.sourceRouting);
    internet.forwarding(builder.forwarding);
    TcpServices services =
        new TcpServices(
            new IsnGenerator(random.nextLong(), random.nextLong()),
            memory,
            counters,
            builder.observer);
    tcp =
        new TcpHost(
            internet,
            scheduler,
            timers,
            services,
            counters,
            random,
            new HostConfig(
                builder.firstLocalPort,
                builder.lastLocalPort,
                builder.reuseAddress,
                builder.maxOrphans,
                builder.maxHalfOpen,
                config));
    link.open(internet.input(loopback, tcp.input(loopback)));
  }

  /// Returns a builder with the defaults.
  public static Builder builder() {
    return new Builder();
  }

  /// Returns the name of the host.
  public String name() {
    return name;
  }

  /// Returns how connections behave for which nothing else is said.
  public TcpConfig tcpConfig() {
    return config;
  }

  /// Attaches a link and opens it. From now on it is the stack's, which closes it in the end.
  ///
  /// @param link a link that is not open yet
  /// @param addresses the host's addresses on it, each with the length of its network, to which a
  ///     route is added
  /// @throws IllegalArgumentException if an address is IPv6 and the link's MTU is below 1280
  /// @throws IllegalStateException if the stack is closed, or the link is open already
  public NetworkInterface attach(Link link, IpPrefix... addresses) {
    if (tcp.closed()) {
      throw new IllegalStateException(name + " is closed");
    }
    Device device = new Device(link, scheduler, List.of(addresses), false);
    internet.attach(device);
    link.open(internet.input(device, tcp.input(device)));
    return new NetworkInterface(device);
  }

  /// Adds a route. One for the same prefix is replaced.
  ///
  /// @param prefix to which addresses; `0.0.0.0/0` and `::/0` are the default routes
  /// @param via by which interface of this stack
  public void addRoute(IpPrefix prefix, NetworkInterface via) {
    internet.addRoute(prefix, via.device);
  }

  /// Takes packets that come in by an interface for any address of a prefix as this host's, as
  /// Linux does with a `local` route: for gateways that carry on connections to everywhere, and for
  /// hosts of very many addresses. Listen to them by [ListenOptions#at(IpPrefix)]; connect from one
  /// of them by [OpenOptions#fromNonLocal].
  ///
  /// The host then answers for all of them in everything: RST where nobody listens, echo requests,
  /// ICMP errors for other protocols. Addresses that mean something else here (broadcast,
  /// multicast, loopback) keep their meaning, and where packets are sent to does not change.
  ///
  /// @param prefix which addresses; `0.0.0.0/0` and `::/0` for all; host bits are ignored
  /// @param via by which interface of this stack
  /// @throws IllegalArgumentException if it is of IPv6, and the link's MTU below 1280
  public void addLocal(IpPrefix prefix, NetworkInterface via) {
    internet.addLocal(prefix, via.device);
  }

  /// Listens with a default backlog and configuration, for connections to be accepted.
  ///
  /// @param local see [#listen(Endpoint, int, TcpConfig, TcpServerHandler)]
  /// @throws IOException see there
  public TcpServerSocket listen(Endpoint local) throws IOException {
    return listen(ListenOptions.at(local), null);
  }

  /// Listens with the stack's configuration, for connections to be accepted.
  ///
  /// @param local see [#listen(Endpoint, int, TcpConfig, TcpServerHandler)]
  /// @param backlog see there
  /// @throws IOException see there
  public TcpServerSocket listen(Endpoint local, int backlog) throws IOException {
    return listen(local, backlog, config, null);
  }

  /// Listens with the stack's configuration, and hands each connection to a handler.
  ///
  /// @param local see [#listen(Endpoint, int, TcpConfig, TcpServerHandler)]
  /// @param backlog see there
  /// @param handler see there
  /// @throws IOException see there
  public TcpServerSocket listen(Endpoint local, int backlog, TcpServerHandler handler)
      throws IOException {
    return listen(local, backlog, config, handler);
  }

  /// Listens for connections (the passive OPEN of RFC 9293 §3.10.1).
  ///
  /// Several may listen on one port at different addresses; the most specific gets the connection.
  ///
  /// @param local the address and port. `0.0.0.0` means all IPv4 addresses of the host, `::` all of
  ///     both families; port 0 leaves the choice
  /// @param backlog most connections that wait to be accepted; below 1 for a default of 128
  /// @param config how the connections behave
  /// @param handler takes each connection at once; null if they wait to be accepted
  /// @throws java.net.BindException "Cannot assign requested address" if the address is not this
  ///     host's; "Address already in use" if somebody listens there, or connections use the port
  ///     and [Builder#reuseAddress] is off
  /// @throws java.net.SocketException if the stack is closed
  public TcpServerSocket listen(
      Endpoint local, int backlog, TcpConfig config, @Nullable TcpServerHandler handler)
      throws IOException {
    ListenOptions options = ListenOptions.at(local).config(config);
    return listen(backlog < 1 ? options : options.backlog(backlog), handler);
  }

  /// Listens for connections (the passive OPEN of RFC 9293 §3.10.1).
  ///
  /// @param options for which connections, and how
  /// @param handler takes each connection at once; null if they wait to be accepted
  /// @throws java.net.BindException as [#listen(Endpoint, int, TcpConfig, TcpServerHandler)]; of a
  ///     prefix all addresses must be this host's
  /// @throws java.net.SocketException if the stack is closed
  public TcpServerSocket listen(ListenOptions options, @Nullable TcpServerHandler handler)
      throws IOException {
    Consumer<Connection> taker = handler == null ? null : child -> accepted(child, handler);
    Listener listener =
        tcp.listen(scope(options), options.acceptBacklog(), options.configOr(config), taker);
    return new TcpServerSocket(listener, counters);
  }

  /// Listens for connections, and has the application decide about each before anything is
  /// answered: so that a gateway can say what it has heard elsewhere.
  ///
  /// @param options for which connections, and how
  /// @param handler whom to tell of each SYN
  /// @return the listener, to be closed; connections do not come from it, but from
  ///     [ConnectionRequest#accept]
  /// @throws java.net.BindException as [#listen(ListenOptions, TcpServerHandler)]
  /// @throws java.net.SocketException if the stack is closed
  public TcpDeferredListener listenDeferred(ListenOptions options, ConnectionRequestHandler handler)
      throws IOException {
    return new TcpDeferredListener(
        tcp.listenDeferred(
            scope(options),
            options.undecidedBacklog(),
            options.configOr(config),
            options.decisionNanos(),
            syn -> requested(new ConnectionRequest(syn, counters), handler)));
  }

  private Scope scope(ListenOptions options) throws IOException {
    return options.freePort()
        ? Scope.of(tcp.freeEndpoint(options.scope().local().address())).by(options.scope().via())
        : options.scope();
  }

  private static void requested(ConnectionRequest request, ConnectionRequestHandler handler) {
    try {
      handler.onRequest(request);
    } catch (Throwable thrown) {
      request.failed(thrown);
    }
  }

  private void accepted(Connection child, TcpServerHandler handler) {
    TcpSocket socket = new TcpSocket(child, counters);
    try {
      handler.onAccepted(socket);
    } catch (Throwable thrown) {
      HandlerEvents.fail(socket, counters, thrown);
    }
  }

  /// Begins a connection and does not wait for it.
  ///
  /// @param remote see [#open(Endpoint, Endpoint, TcpConfig, TcpHandler)]
  /// @throws IOException see there
  public TcpSocket open(Endpoint remote) throws IOException {
    return open(remote, null, config, null);
  }

  /// Begins a connection and does not wait for it.
  ///
  /// @param remote see [#open(Endpoint, Endpoint, TcpConfig, TcpHandler)]
  /// @param handler see there
  /// @throws IOException see there
  public TcpSocket open(Endpoint remote, TcpHandler handler) throws IOException {
    return open(remote, null, config, handler);
  }

  /// Begins a connection (the active OPEN of RFC 9293 §3.10.1) and does not wait for it.
  ///
  /// @param remote where to
  /// @param local from which address and port; null, an unspecified address and port 0 leave the
  ///     choice to the stack (RFC 6724, RFC 6056)
  /// @param config how the connection behaves; null for the stack's configuration
  /// @param handler whom to tell of events; null for nobody yet
  /// @return the connection; its SYN is on the way
  /// @throws java.net.NoRouteToHostException if there is no route, or the address is not that of
  ///     one host
  /// @throws java.net.BindException "Cannot assign requested address" if the local address is not
  ///     this host's, there is a connection between the two endpoints already, or one in TIME-WAIT
  ///     ([TcpConfig#timeWaitReuse]), or all ports are in use; "Address already in use" if somebody
  ///     listens at the local one, or connections use it and [Builder#reuseAddress] is off
  /// @throws java.net.SocketException if the stack is closed
  public TcpSocket open(
      Endpoint remote,
      @Nullable Endpoint local,
      @Nullable TcpConfig config,
      @Nullable TcpHandler handler)
      throws IOException {
    OpenOptions options = OpenOptions.to(remote);
    options = local == null ? options : options.from(local);
    return open(config == null ? options : options.config(config), handler);
  }

  /// Begins a connection (the active OPEN of RFC 9293 §3.10.1) and does not wait for it.
  ///
  /// @param options where to, and how
  /// @param handler whom to tell of events; null for nobody yet
  /// @return the connection; its SYN is on the way
  /// @throws IOException as [#open(Endpoint, Endpoint, TcpConfig, TcpHandler)]
  public TcpSocket open(OpenOptions options, @Nullable TcpHandler handler) throws IOException {
    TcpConfig chosen = options.configOr(config);
    TcpSocket socket =
        new TcpSocket(
            tcp.reserve(
                options.remote(), options.local(), options.nonLocal(), options.via(), chosen),
            counters);
    socket.open(chosen, handler);
    return socket;
  }

  /// Looks whether a socket could be bound, and reserves nothing: for those who are to say so
  /// before they connect ([OpenOptions#from]), as `bind` of other sockets does.
  ///
  /// @param local an address of this host's, or an unspecified one for all of them, and a port;
  ///     port 0 leaves the choice
  /// @return it, with the port that was chosen if that was left open
  /// @throws java.net.BindException as [#listen(Endpoint, int, TcpConfig, TcpServerHandler)]
  /// @throws java.net.SocketException if the stack is closed
  public Endpoint bindable(Endpoint local) throws IOException {
    return tcp.bindable(local);
  }

  /// Connects, and waits until that is done.
  ///
  /// @param remote where to
  /// @param timeout how long at most; zero for as long as TCP itself tries
  /// @return the connection, established
  /// @throws java.net.ConnectException "Connection refused", or "Connection timed out" when TCP
  ///     itself gives up
  /// @throws java.net.SocketTimeoutException "Connect timed out" when the timeout is over
  /// @throws java.net.NoRouteToHostException if there is no way to the host
  /// @throws java.net.SocketException if the stack is or gets closed, or the thread was interrupted
  public TcpSocket connect(Endpoint remote, Duration timeout) throws IOException {
    TcpSocket socket = open(remote);
    socket.awaitConnected(timeout);
    return socket;
  }

  /// Returns what the stack counts.
  public Counters counters() {
    return counters;
  }

  /// Returns a snapshot of all connections, save those in TIME-WAIT.
  public List<TcpInfo> connections() {
    return tcp.infos();
  }

  /// Returns a snapshot of all that listen, sorted by port.
  public List<ListenerInfo> listeners() {
    return tcp.listening().stream().map(IpStack::info).toList();
  }

  private static ListenerInfo info(PassiveOpen listener) {
    return new ListenerInfo(
        listener.local(),
        listener.scope().toString(),
        listener.halfOpen(),
        listener.queued(),
        listener.backlog());
  }

  /// Returns how many connections are in TIME-WAIT.
  public int timeWaits() {
    return tcp.timeWaits();
  }

  /// Returns how many connections are orphans: their users have closed them, and TCP has yet to
  /// send what is left, or waits for the peer's FIN. One in TIME-WAIT is none any more.
  public int orphans() {
    return tcp.orphans();
  }

  /// Returns the bytes of buffer memory that connections hold at present.
  public long memoryUsed() {
    return memory.used();
  }

  /// Returns how many deadlines the stack waits for.
  int deadlines() {
    return timers.size();
  }

  /// Returns how many connections there are, those in TIME-WAIT included.
  int tableSize() {
    return tcp.size();
  }

  /// Returns for how many addresses a path MTU is remembered.
  int knownPathMtus() {
    return internet.knownPathMtus();
  }

  /// Returns the memory that waiting fragments take, in bytes.
  int reassemblyBytes() {
    return internet.reassemblyBytes();
  }

  /// Stops listening, aborts all connections (their peers get resets), closes all links, and frees
  /// all memory. Does nothing on a closed stack.
  @Override
  public void close() {
    tcp.close();
    internet.close();
    if (ownScheduler != null) {
      ownScheduler.close();
    }
  }

  @Override
  public String toString() {
    return name;
  }

  /// Collects what an [IpStack] is made of.
  public static final class Builder {
    private static final long DEFAULT_MEMORY = 256L << 20;

    private String name = "tcp4j";
    private @Nullable Scheduler scheduler;
    private @Nullable RandomGenerator random;
    private TcpConfig tcpConfig = TcpConfig.DEFAULT;
    private long memoryBudget = Math.min(DEFAULT_MEMORY, Runtime.getRuntime().maxMemory() / 4);
    private TcpObserver observer = TcpObserver.NONE;
    private int firstLocalPort = 32_768;
    private int lastLocalPort = 60_999;
    private boolean reuseAddress = true;
    private int maxOrphans = 16_384;
    private boolean sourceRouting;
    private boolean forwarding;
    private int maxHalfOpen = 4_096;

    private Builder() {}

    /// Names the host, for people; `tcp4j` unless told.
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /// Sets clock, timers and their thread. Unless told, the stack has a [SystemScheduler] of its
    /// own, which it closes in the end.
    public Builder scheduler(Scheduler scheduler) {
      this.scheduler = scheduler;
      return this;
    }

    /// Sets where keys, and with them sequence numbers and ports, come from; unless told, a
    /// [java.security.SecureRandom]. It must be thread-safe, and anything weaker is for simulations
    /// only.
    public Builder random(RandomGenerator random) {
      this.random = random;
      return this;
    }

    /// Sets how connections behave for which nothing else is said.
    public Builder tcpConfig(TcpConfig config) {
      tcpConfig = config;
      return this;
    }

    /// Limits the memory of all connections' buffers, in bytes, at least one page of 4096; unless
    /// told, 256 MiB or a quarter of the heap, whichever is less.
    public Builder memoryBudget(long bytes) {
      memoryBudget = bytes;
      return this;
    }

    /// Sets who watches all connections; nobody unless told.
    public Builder observer(TcpObserver observer) {
      this.observer = observer;
      return this;
    }

    /// Sets the ports for connections that name none, 1 to 65535; 32768 to 60999 unless told.
    public Builder localPorts(int first, int last) {
      firstLocalPort = first;
      lastLocalPort = last;
      return this;
    }

    /// Sets whether a local port may be named, to listen or to connect from, while connections that
    /// use it live or are in TIME-WAIT; it may unless told, as with the JDK's server sockets on
    /// Linux. Where it may not, that is a [java.net.BindException] "Address already in use". In any
    /// case there is one connection at a time, TIME-WAIT included, between two sockets.
    public Builder reuseAddress(boolean on) {
      reuseAddress = on;
      return this;
    }

    /// Limits the orphans: connections that their users have closed and that TCP still has to
    /// finish, 0 or more; 16,384 unless told. Closing one more sends a reset, and what was left of
    /// it is lost, as with `tcp_max_orphans` of Linux.
    public Builder maxOrphans(int connections) {
      maxOrphans = connections;
      return this;
    }

    /// Sets whether IPv4 packets with a source route are sent ([TcpConfig#sourceRoute]) and taken,
    /// and connections that others begin are answered by the way that they came (RFC 9293
    /// §3.9.2.1). Off unless told: whoever can have answers sent by way of himself can pass for
    /// anybody (RFC 7126 §4.3). Then such packets are dropped, and other options do no harm.
    public Builder sourceRouting(boolean on) {
      sourceRouting = on;
      return this;
    }

    /// Sets whether the host is a router, too: whether packets for other hosts are sent on by the
    /// routes (RFC 1812, RFC 8200); they are not unless told (RFC 1122 §3.3.1.1). A router tells
    /// senders of what it cannot forward; it neither speaks a routing protocol nor sends redirects.
    public Builder forwarding(boolean on) {
      forwarding = on;
      return this;
    }

    /// Limits the handshakes that listeners have under way, all of them together, 1 or more; 4,096
    /// unless told. Each listener has a limit of its own besides, [TcpConfig#synQueue()]. One that
    /// leaves each SYN to its user has its backlog instead of both.
    public Builder maxHalfOpen(int handshakes) {
      maxHalfOpen = handshakes;
      return this;
    }

    /// Makes the stack, with its loopback interface and no other.
    ///
    /// @throws IllegalArgumentException if the memory is less than a page, the ports are no range,
    ///     or a limit is negative
    public IpStack build() {
      return new IpStack(this);
    }
  }
}

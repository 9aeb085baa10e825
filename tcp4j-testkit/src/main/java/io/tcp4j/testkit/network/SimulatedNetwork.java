package io.tcp4j.testkit.network;

import io.tcp4j.link.Scheduler;
import io.tcp4j.link.SeedTree;
import io.tcp4j.stack.IpStack;
import io.tcp4j.testkit.time.Clockwork;
import io.tcp4j.testkit.time.Task;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpPrefix;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A network in one process, for programs that are to survive a bad one.
///
/// ```java
/// try (var network = SimulatedNetwork.virtual(42)) {
///  SimulatedHost client = network.host("client");
///  SimulatedHost server = network.host("server");
///  network.cable(client, server);
///  server.runs("echo", () -> echo(server.listen(7)));
///  TcpSocket socket = client.connect(server.endpoint(7));
///  try (Fault cut = network.partition(client, server)) {
///    socket.write(hello, 0, hello.length);
///    network.sleep(Duration.ofSeconds(10)); // takes no time at all
///    cut.assertExercised();
///  }
///  socket.read(buffer, 0, buffer.length); // the echo, sent again
/// }
/// ```
///
/// ## Three times
/// - *virtual*: time stands still while anything runs, and jumps to the next event when all wait. A
///   run is a pure function of the seed and of what is run: the same packets to the byte, at the
///   same instants, so the same [digest][Trace#digest]. For callbacks, and for blocking code on
///   threads that the network [spawned][#spawn], of which one runs at a time.
/// - *scaled*: the machine's time, and the network's runs faster by a factor.
/// - *real*: the machine's time, for unmodified libraries whose own threads read the clock. Here,
///   as in scaled time, only what is drawn from the seed and planned by [#schedule] comes back in
///   another run; which packet it meets does not.
///
/// The thread that makes a virtual network is the first of the simulation, and the only one that
/// may use it beside those that it spawns. In scaled and real time faults may begin and end on any
/// thread; nodes and cables are added by one.
public final class SimulatedNetwork implements AutoCloseable {
  private static final Duration FOREVER = Duration.ofDays(365);

  /// Names get into those of files and of seeds.
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_$-]+");

  private final SeedTree seeds;
  private final Clockwork clockwork;
  private final Trace trace;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final List<Cable> cables = new ArrayList<>();
  private final Map<String, Integer> labels = new ConcurrentHashMap<>();
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /// Makes a network without anything in it.
  ///
  /// @param seed where all chance in it comes from
  /// @param clockwork its time, which the network closes
  public SimulatedNetwork(long seed, Clockwork clockwork) {
    seeds = new SeedTree(seed);
    this.clockwork = clockwork;
    trace = new Trace(clockwork.scheduler());
  }

  /// Makes a network in virtual time.
  ///
  /// @param seed where all chance in it comes from
  public static SimulatedNetwork virtual(long seed) {
    return new SimulatedNetwork(seed, Clockwork.virtual());
  }

  /// Makes a network in scaled time.
  ///
  /// @param seed where all chance in it comes from
  /// @param factor its seconds in one of the machine, above 0
  public static SimulatedNetwork scaled(long seed, double factor) {
    return new SimulatedNetwork(seed, Clockwork.scaled(factor));
  }

  /// Makes a network in real time.
  ///
  /// @param seed where all chance in it comes from
  public static SimulatedNetwork real(long seed) {
    return new SimulatedNetwork(seed, Clockwork.real());
  }

  // --- what is in it ---

  /// Adds a host, which is up at once.
  ///
  /// @param name its name, of which there is only one
  public SimulatedHost host(String name) {
    return host(name, builder -> {});
  }

  /// Adds a host, which is up at once.
  ///
  /// @param name its name
  /// @param setup sets what its stack is to be like, at each boot; name, scheduler, random and
  ///     observer are the network's
  public SimulatedHost host(String name, Consumer<IpStack.Builder> setup) {
    return add(new SimulatedHost(this, name, setup));
  }

  /// Adds a router.
  ///
  /// @param name its name
  public Router router(String name) {
    return add(new Router(this, name, builder -> {}));
  }

  /// Adds a NAT. The first cable that it gets leads outside, all others inside.
  ///
  /// @param name its name
  public Nat nat(String name) {
    return nat(name, NatConfig.DEFAULT);
  }

  /// Adds a NAT. The first cable that it gets leads outside, all others inside.
  ///
  /// @param name its name
  /// @param config what it is like
  public Nat nat(String name, NatConfig config) {
    return add(new Nat(this, name, config, builder -> {}));
  }

  private <N extends Node> N add(N node) {
    checkOpen();
    if (!NAME.matcher(node.name()).matches()) {
      throw new IllegalArgumentException(
          "name=\"%s\" is not of letters, digits, - and _".formatted(node.name()));
    }
    if (nodes.putIfAbsent(node.name(), node) != null) {
      throw new IllegalArgumentException("there is a " + node.name() + " already");
    }
    node.boot();
    return node;
  }

  /// Joins two nodes by a [default][CableConfig#DEFAULT] cable.
  ///
  /// @param first the one
  /// @param second the other
  public Cable cable(Node first, Node second) {
    return cable(first, second, CableConfig.DEFAULT);
  }

  /// Joins two nodes by a cable. All nodes get routes to its networks, as far as there is a way,
  /// and what is wrong between them at present is so on this cable, too.
  ///
  /// @param first the one
  /// @param second the other
  /// @param config what the cable is like
  public Cable cable(Node first, Node second, CableConfig config) {
    checkOpen();
    if (first == second) {
      throw new IllegalArgumentException("a cable from " + first + " to itself");
    }
    checkOwn(first);
    checkOwn(second);
    checkAddresses(config);
    String name = unique(first.name() + "-" + second.name());
    Cable cable = new Cable(this, name, config.numbered(cables.size() + 1), first, second);
    cables.add(cable);
    cable.ports().forEach(port -> port.node().add(port));
    Routing.update(nodes.values());
    for (Fault fault : faults) {
      if (fault instanceof RuleFault there) {
        there.extend();
      }
    }
    return cable;
  }

  private void checkOwn(Node node) {
    if (node.network != this) {
      throw new IllegalArgumentException(node + " is in another network");
    }
  }

  private void checkAddresses(CableConfig config) {
    Set<IpAddress> taken = new HashSet<>();
    nodes.values().forEach(node -> taken.addAll(node.addresses()));
    for (IpPrefix given : Stream.concat(config.here().stream(), config.there().stream()).toList()) {
      if (!taken.add(given.address())) {
        throw new IllegalArgumentException("there is a " + given.address() + " already");
      }
    }
  }

  /// Returns the addresses of a node by its name, in the order of its cables; an address as text is
  /// itself. The machine's resolver is not asked. Fits where a library wants a resolver, as in
  /// `new OkHttpClient.Builder().dns(network::resolve)`.
  ///
  /// @param name of a node
  /// @throws UnknownHostException if there is no such node, or it has no address yet
  public List<InetAddress> resolve(String name) throws UnknownHostException {
    Node node = nodes.get(name);
    if (node == null) {
      return List.of(literal(name));
    }
    List<InetAddress> named = new ArrayList<>();
    for (IpAddress address : node.addresses()) {
      named.add(InetAddress.getByAddress(name, address.toInetAddress().getAddress()));
    }
    if (named.isEmpty()) {
      throw new UnknownHostException(name + ": it has no address yet");
    }
    return named;
  }

  private static InetAddress literal(String name) throws UnknownHostException {
    try {
      return InetAddress.ofLiteral(name);
    } catch (IllegalArgumentException noAddress) {
      throw new UnknownHostException(name);
    }
  }

  /// Returns all nodes, in the order of being added.
  public Collection<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  /// Returns all cables, in the order of being added.
  public List<Cable> cables() {
    return List.copyOf(cables);
  }

  // --- what goes wrong ---

  /// Nothing gets through between two nodes, and nobody is told, until the guard is closed.
  ///
  /// @param first the one
  /// @param second the other
  public Fault partition(Node first, Node second) {
    return between(first, second).partition();
  }

  /// Nothing gets through between any of some nodes and any of others.
  ///
  /// @param some the ones
  /// @param others the others
  public Fault partition(Collection<? extends Node> some, Collection<? extends Node> others) {
    return some.stream()
        .flatMap(one -> others.stream().map(other -> between(one, other)))
        .reduce(Traffic::and)
        .orElseThrow(() -> new IllegalArgumentException("a partition of nobody"))
        .partition();
  }

  /// Returns what two nodes send each other, by whichever way.
  ///
  /// @param first the one
  /// @param second the other
  public Traffic between(Node first, Node second) {
    return oneWay(first, second).and(oneWay(second, first)).named(first + "-" + second);
  }

  /// Returns what one node sends to another, by whichever way.
  ///
  /// @param from the one
  /// @param to the other
  public Traffic oneWay(Node from, Node to) {
    if (from == to) {
      throw new IllegalArgumentException(from + " reaches itself by no cable");
    }
    return new Traffic(this, from + ">" + to, () -> Ways.between(from, to));
  }

  /// Returns all that a node sends and that is sent to it.
  ///
  /// @param node which
  public Traffic of(Node node) {
    return new Traffic(
        this,
        node.name(),
        () ->
            node.ports().stream()
                .flatMap(port -> port.cable().bothWays().ways().stream())
                .toList());
  }

  /// Plans something for later, a fault in most cases. It runs as a callback and must not block.
  ///
  /// @param from now on, in the network's time, a year at most
  /// @param action what
  public void schedule(Duration from, Runnable action) {
    check("from", from);
    Scheduler scheduler = scheduler();
    scheduler.timer(action).arm(scheduler.nanoTime() + from.toNanos());
  }

  /// Returns all faults that there have been, in their order.
  public List<Fault> faults() {
    return List.copyOf(faults);
  }

  /// Fails unless all faults that there have been were noticed by somebody.
  ///
  /// @throws AssertionError if one was not; it names them
  public void assertAllFaultsExercised() {
    List<Fault> idle = faults.stream().filter(fault -> !fault.exercised()).toList();
    if (!idle.isEmpty()) {
      throw new AssertionError("not exercised: " + idle);
    }
  }

  // --- time and threads ---

  /// Starts a thread of the simulation.
  ///
  /// @param name for people
  /// @param body what it does; in virtual time it may block only in calls of tcp4j and of this
  ///     network
  public <T> Task<T> spawn(String name, Callable<T> body) {
    return clockwork.spawn(name, body);
  }

  /// Starts a thread of the simulation that returns nothing.
  ///
  /// @param name for people
  /// @param body what it does
  public Task<Boolean> spawn(String name, Body body) {
    return clockwork.spawn(
        name,
        () -> {
          body.run();
          return true;
        });
  }

  /// What a thread does that returns nothing.
  @FunctionalInterface
  public interface Body {
    /// Does it.
    ///
    /// @throws Exception if it fails, for [Task#get]
    void run() throws Exception;
  }

  /// Returns how much of the network's time has passed.
  public Duration now() {
    return Duration.ofNanos(scheduler().nanoTime());
  }

  /// Says how long a run of virtual time may take, in that time; a day unless told. So a test that
  /// would never end does, and says where all threads are.
  ///
  /// @param most since the beginning
  public void limit(Duration most) {
    clockwork.limit(most);
  }

  /// Lets time pass.
  ///
  /// @param time how long
  public void sleep(Duration time) {
    check("time", time);
    clockwork.sleep(time);
  }

  /// Waits for something.
  ///
  /// @param condition what; asked often and must not block
  /// @param limit how long at most, in the network's time
  /// @return whether it holds
  public boolean await(BooleanSupplier condition, Duration limit) {
    check("limit", limit);
    return clockwork.await(condition, limit);
  }

  /// Waits for something as long as it takes.
  ///
  /// @param condition what; asked often and must not block
  public void await(BooleanSupplier condition) {
    if (!clockwork.await(condition, FOREVER)) {
      throw new IllegalStateException("waited for a year in vain");
    }
  }

  /// Returns the time of all stacks in it, for what is built on them.
  public Scheduler scheduler() {
    return clockwork.scheduler();
  }

  /// Returns where all chance in it comes from. Whoever takes of it under a name of his own leaves
  /// everybody else's as it was.
  public SeedTree seeds() {
    return seeds;
  }

  /// Returns what has happened so far.
  public Trace trace() {
    return trace;
  }

  // --- for the other classes ---

  /// Checks that the run goes on.
  ///
  /// @throws IllegalStateException if it does not
  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the network is closed");
    }
  }

  private void check(String name, Duration value) {
    checkOpen();
    Objects.requireNonNull(value, name);
    if (value.isNegative() || value.compareTo(FOREVER) > 0) {
      throw new IllegalArgumentException(name + "=" + value + " is not in PT0S.." + FOREVER);
    }
  }

  /// Returns a label that nobody has had yet.
  String unique(String label) {
    int number = labels.merge(label, 1, Integer::sum);
    return number == 1 ? label : label + " " + number;
  }

  Fault began(Fault fault) {
    faults.add(fault);
    trace.note(fault.name() + " begins");
    return fault;
  }

  void ended(Fault fault) {
    trace.note(fault.name() + " ends");
  }

  /// Ends the run: takes all hosts down, and ends all threads. What happens meanwhile is no part of
  /// the trace.
  ///
  /// @throws IllegalStateException if a thread has thrown something that nobody has asked for
  @Override
  public void close() {
    if (closed) {
      return;
    }
    var failures = new ArrayList<Throwable>();
    // A thread that was spawned just now has a right to fail.
    attempt(() -> clockwork.sleep(Duration.ZERO), failures);
    closed = true;
    trace.end();
    attempt(clockwork::endThreads, failures);
    nodes.values().forEach(node -> attempt(node::close, failures));
    cables.forEach(cable -> attempt(cable::close, failures));
    attempt(clockwork::close, failures);
    switch (failures.isEmpty() ? null : failures.getFirst()) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      case Throwable other -> throw new IllegalStateException(other);
    }
  }

  /// Does one step of closing, after which the others have to be done in any case. What fails again
  /// for the same reason is said once.
  private static void attempt(Runnable step, List<Throwable> failures) {
    try {
      step.run();
    } catch (RuntimeException | Error thrown) {
      boolean known =
          failures.stream().anyMatch(f -> Objects.equals(f.getMessage(), thrown.getMessage()));
      if (!known) {
        failures.stream().findFirst().ifPresent(first -> first.addSuppressed(thrown));
        failures.add(thrown);
      }
    }
  }
}

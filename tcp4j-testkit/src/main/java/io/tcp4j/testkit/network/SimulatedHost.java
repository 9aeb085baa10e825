package io.tcp4j.testkit.network;

import io.tcp4j.nio.JdkSockets;
import io.tcp4j.stack.IpStack;
import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.TcpObserver;
import io.tcp4j.testkit.time.Task;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/// A host of a [SimulatedNetwork]: a whole stack, with all that [IpStack] offers, and what makes
/// tests short.
public final class SimulatedHost extends Node {
  private static final int BACKLOG = 128;

  private final List<Consumer<? super IpStack>> programs = new ArrayList<>();

  /// Threads that end when it crashes.
  private final List<Task<?>> threads = new CopyOnWriteArrayList<>();

  private final AtomicReference<@Nullable SlowReads> slowReads = new AtomicReference<>();

  SimulatedHost(SimulatedNetwork network, String name, Consumer<IpStack.Builder> setup) {
    super(network, name, setup);
  }

  /// Runs a program whenever the host has come up: now, if it is up, and after each crash. A server
  /// that is to be there again after a reboot begins to listen here.
  ///
  /// @param program what it does with the stack; it must not block
  /// @return this
  public SimulatedHost onBoot(Consumer<? super IpStack> program) {
    programs.add(program);
    if (isUp()) {
      program.accept(stack());
    }
    return this;
  }

  /// Runs a program of blocking code whenever the host has come up, on a thread that [belongs to
  /// it][#spawn]: now, if it is up, and after each crash.
  ///
  /// @param name for people
  /// @param program what it does
  /// @return this
  public SimulatedHost runs(String name, SimulatedNetwork.Body program) {
    return onBoot(
        stack -> {
          Task<Boolean> unused = spawn(name, program);
        });
  }

  /// Starts a thread of the simulation that belongs to this host, and ends with it: when the host
  /// crashes, whatever the thread waits for fails with [TaskKilled], which does not count as a
  /// failure. A thread that the network spawned survives, and finds its sockets closed.
  ///
  /// @param name for people
  /// @param body what it does, as in [SimulatedNetwork#spawn]
  /// @throws IllegalStateException while it is down
  public <T> Task<T> spawn(String name, Callable<T> body) {
    return belongs(() -> network.spawn(name, body));
  }

  /// Starts a thread that belongs to this host, and returns nothing.
  ///
  /// @param name for people
  /// @param body what it does
  /// @throws IllegalStateException while it is down
  public Task<Boolean> spawn(String name, SimulatedNetwork.Body body) {
    return belongs(() -> network.spawn(name, body));
  }

  private <T> Task<T> belongs(Supplier<Task<T>> starting) {
    if (!isUp()) {
      throw new IllegalStateException(name() + " is down");
    }
    Task<T> task = starting.get();
    threads.removeIf(Task::isDone);
    threads.add(task);
    return task;
  }

  @Override
  void crashed() {
    threads.forEach(thread -> thread.kill(name() + " has crashed"));
    threads.clear();
  }

  /// Has somebody watch its connections from its next boot on.
  ///
  /// @param observer who
  /// @return this
  public SimulatedHost observer(TcpObserver observer) {
    observe(observer);
    return this;
  }

  /// Returns a port at its first IPv4 address, for others to connect to.
  ///
  /// @param port which
  /// @throws IllegalStateException if it has no IPv4 address
  public Endpoint endpoint(int port) {
    return new Endpoint(address(), port);
  }

  /// Returns a port at its first IPv6 address.
  ///
  /// @param port which
  /// @throws IllegalStateException if it has no IPv6 address
  public Endpoint endpointV6(int port) {
    return new Endpoint(addressV6(), port);
  }

  /// Listens on all its addresses.
  ///
  /// @param port which; 0 leaves the choice
  /// @throws IOException as [IpStack#listen(Endpoint, int)]
  public TcpServerSocket listen(int port) throws IOException {
    return stackOfPrograms().listen(new Endpoint(IpAddress.UNSPECIFIED_V6, port), BACKLOG);
  }

  /// Connects, and waits until that is done, as long as TCP itself tries.
  ///
  /// @param remote where to
  /// @throws IOException as [IpStack#connect]
  public TcpSocket connect(Endpoint remote) throws IOException {
    return connect(remote, Duration.ZERO);
  }

  /// Connects, and waits until that is done.
  ///
  /// @param remote where to
  /// @param timeout how long at most; nothing for as long as TCP itself tries
  /// @throws IOException as [IpStack#connect]; "Network is down" while it is
  public TcpSocket connect(Endpoint remote, Duration timeout) throws IOException {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("timeout=" + timeout + " is negative");
    }
    return stackOfPrograms().connect(remote, timeout);
  }

  /// Returns a factory of the JDK's sockets on this host, for unmodified programs: [JdkSockets]. It
  /// stays good when the host has crashed and come back; its sockets do not. They [read
  /// slowly][#readSlowly] when the host does. Names are those of the network's nodes
  /// ([SimulatedNetwork#resolve]).
  public SocketFactory socketFactory() {
    return JdkSockets.factory(new ProgramsHost(this));
  }

  /// Returns a factory of the JDK's server sockets on this host, as [#socketFactory].
  public ServerSocketFactory serverSocketFactory() {
    return JdkSockets.serverFactory(new ProgramsHost(this));
  }

  /// Returns what arrives for a socket of this host, to be read as fast as its programs do: see
  /// [#readSlowly].
  ///
  /// @param socket of this host
  public InputStream input(TcpSocket socket) {
    return new PacedInput(this, socket);
  }

  /// Makes the programs on this host read slowly until the guard is closed: those that read by way
  /// of [#input], as all sockets of the JDK's do, and not those that read from a [TcpSocket]
  /// itself. A read timeout ends a read that waits for its turn, too.
  ///
  /// @param bytesPerSecond how fast all of them read together, in the network's time; 0 for not at
  ///     all
  /// @throws IllegalStateException if they are slow already
  public SlowReads readSlowly(long bytesPerSecond) {
    SlowReads slow = new SlowReads(this, network.unique("slow reads of " + name()), bytesPerSecond);
    if (!slowReads.compareAndSet(null, slow)) {
      throw new IllegalStateException(name() + " reads slowly already");
    }
    network.began(slow);
    return slow;
  }

  @Nullable SlowReads slowReads() {
    return slowReads.get();
  }

  void readsAreSlowNoMore(SlowReads slow) {
    slowReads.compareAndSet(slow, null);
  }

  @Override
  void booted(IpStack fresh) {
    programs.forEach(program -> program.accept(fresh));
  }

  @Override
  boolean forwards(Port in, Port out, int version) {
    return false;
  }
}

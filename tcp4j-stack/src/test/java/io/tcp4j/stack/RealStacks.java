package io.tcp4j.stack;

import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.link.MemoryLink;
import io.tcp4j.link.SystemScheduler;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.IpPrefix;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Two hosts at the ends of one cable, in real time and with real threads.
final class RealStacks implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(20);

  final SystemScheduler scheduler = new SystemScheduler();
  final IpStack client = stack("client");
  final IpStack server = stack("server");
  final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  RealStacks() {
    attach(LinkCapabilities.NONE, 1500, "10.0.0.");
  }

  private IpStack stack(String name) {
    TcpConfig config = TcpConfig.builder().msl(Duration.ofMillis(20)).build();
    return IpStack.builder().name(name).scheduler(scheduler).tcpConfig(config).build();
  }

  /// Lays one more cable.
  void attach(LinkCapabilities capabilities, int mtu, String network) {
    MemoryLink.Pair cable = MemoryLink.pair("c", "s", mtu, scheduler, capabilities, 1024);
    client.attach(cable.a(), IpPrefix.parse(network + "1/24"));
    server.attach(cable.b(), IpPrefix.parse(network + "2/24"));
  }

  <T> Future<T> start(Callable<T> task) {
    return threads.submit(task);
  }

  static <T> T get(Future<T> future) throws Exception {
    return future.get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  /// A connection: our end, then the one that was accepted.
  record Connected(TcpSocket client, TcpSocket server) {}

  /// Opens a connection to a server with this configuration.
  Connected connect(TcpConfig config) throws Exception {
    try (TcpServerSocket listening = server.listen(TwoStacks.at("10.0.0.2:0"), 1, config, null)) {
      Future<TcpSocket> accepting = start(listening::accept);
      TcpSocket socket = client.connect(listening.local(), SOON);
      return new Connected(socket, get(accepting));
    }
  }

  /// Waits until something holds, for as long as [#SOON].
  ///
  /// @return whether it does
  static boolean eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + SOON.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    return condition.getAsBoolean();
  }

  /// Waits until TIME-WAIT and all else is over.
  ///
  /// @return whether it is
  static boolean eventuallyNothingLeft(IpStack stack) {
    return eventually(
        () -> stack.tableSize() == 0 && stack.memoryUsed() == 0 && stack.orphans() == 0);
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
    scheduler.close();
    threads.shutdownNow();
  }
}

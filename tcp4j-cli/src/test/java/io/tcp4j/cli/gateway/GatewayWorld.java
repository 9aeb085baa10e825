package io.tcp4j.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.cli.host.Log;
import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.link.MemoryLink;
import io.tcp4j.link.SystemScheduler;
import io.tcp4j.stack.IpStack;
import io.tcp4j.stack.NetworkInterface;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpPrefix;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/// A client on a stack of ours, a gateway on another, a cable between them, and a server of the
/// kernel's on the loopback interface, to which 198.51.100.0/24 is rewritten.
final class GatewayWorld implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(30);
  private static final IpPrefix EVERYWHERE = IpPrefix.parse("0.0.0.0/0");
  private static final IpAddress FAR = IpAddress.parse("198.51.100.7");
  private static final IpPrefix OURS = IpPrefix.parse("10.0.0.1/24");

  private final SystemScheduler scheduler = new SystemScheduler();
  private final StringWriter logged = new StringWriter();
  final IpStack client = IpStack.builder().name("client").scheduler(scheduler).build();
  final IpStack stack = IpStack.builder().name("gateway").scheduler(scheduler).build();
  final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  final Gateway gateway;

  GatewayWorld() throws IOException {
    this(1000, SOON);
  }

  GatewayWorld(int maxFlows, Duration connectTimeout) throws IOException {
    server.setSoTimeout((int) SOON.toMillis());
    MemoryLink.Pair cable = MemoryLink.pair("c", "g", 1500, scheduler, LinkCapabilities.NONE, 1024);
    NetworkInterface out = client.attach(cable.a(), IpPrefix.parse("10.0.0.2/24"));
    client.addRoute(EVERYWHERE, out);
    NetworkInterface in = stack.attach(cable.b(), OURS);
    stack.addRoute(EVERYWHERE, in);
    stack.addLocal(EVERYWHERE, in);
    Rewrite toLoopback =
        new Rewrite(IpPrefix.parse("198.51.100.0/24"), IpAddress.parse("127.0.0.1"));
    gateway =
        new Gateway(
            new Gateway.Settings(List.of(toLoopback), List.of(OURS), maxFlows, connectTimeout),
            new Log(new PrintWriter(logged, true), Log.Level.VERBOSE));
    gateway.carry(stack, EVERYWHERE);
  }

  String log() {
    return logged.toString();
  }

  /// The server, as the client knows it.
  Endpoint far() {
    return new Endpoint(FAR, server.getLocalPort());
  }

  TcpSocket connect() throws IOException {
    TcpSocket socket = client.connect(far(), SOON);
    socket.setReadTimeout(SOON);
    return socket;
  }

  /// The server's end of the next connection.
  Socket accept() throws IOException {
    Socket socket = server.accept();
    socket.setSoTimeout((int) SOON.toMillis());
    return socket;
  }

  static void eventually(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + SOON.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what + " happens soon").isLessThan(end);
      Thread.sleep(1);
    }
  }

  /// What must be left when all flows are over.
  void assertNothingLeft() throws InterruptedException {
    eventually("the end of all flows", () -> gateway.flows() == 0);
    eventually("the end of all connections", () -> stack.connections().isEmpty());
    assertThat(stack.memoryUsed()).isZero();
    assertThat(gateway.waiting()).isZero();
  }

  @Override
  public void close() throws IOException {
    gateway.close();
    client.close();
    stack.close();
    scheduler.close();
    server.close();
  }
}

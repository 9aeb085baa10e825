package io.tcp4j.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.ForwardingLink;
import io.tcp4j.link.Link;
import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.link.MemoryLink;
import io.tcp4j.link.Packet;
import io.tcp4j.link.VirtualTime;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpObserver;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpPrefix;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Two hosts at the ends of one cable, in virtual time.
final class TwoStacks implements AutoCloseable {
  static final Duration LIMIT = Duration.ofMinutes(10);

  final VirtualTime time;

  final IpStack client;
  final IpStack server;
  final Plug clientEnd;
  final Plug serverEnd;
  final NetworkInterface clientInterface;
  final NetworkInterface serverInterface;

  TwoStacks() {
    this(LinkCapabilities.NONE, 1500, TcpConfig.DEFAULT);
  }

  TwoStacks(LinkCapabilities capabilities, int mtu, TcpConfig config) {
    this(new VirtualTime(), capabilities, mtu, config, builder -> builder);
  }

  /// Hosts whose builders the function adjusts.
  TwoStacks(TcpConfig config, UnaryOperator<IpStack.Builder> adjust) {
    this(new VirtualTime(), LinkCapabilities.NONE, 1500, config, adjust);
  }

  /// Hosts in a time that was there before, for observers that need it.
  TwoStacks(VirtualTime time, TcpObserver observer) {
    this(
        time,
        LinkCapabilities.NONE,
        1500,
        TcpConfig.DEFAULT,
        builder -> builder.observer(observer));
  }

  private TwoStacks(
      VirtualTime time,
      LinkCapabilities capabilities,
      int mtu,
      TcpConfig config,
      UnaryOperator<IpStack.Builder> adjust) {
    this.time = time;
    MemoryLink.Pair cable = MemoryLink.pair("c0", "s0", mtu, time, capabilities, 1024);
    client = adjust.apply(builder("client", 1, config)).build();
    server = adjust.apply(builder("server", 2, config)).build();
    clientEnd = new Plug(cable.a());
    serverEnd = new Plug(cable.b());
    clientInterface =
        client.attach(clientEnd, IpPrefix.parse("10.0.0.1/24"), IpPrefix.parse("2001:db8::1/64"));
    serverInterface =
        server.attach(serverEnd, IpPrefix.parse("10.0.0.2/24"), IpPrefix.parse("2001:db8::2/64"));
  }

  /// One more host, on no cable yet.
  IpStack stack(String name, long seed, TcpConfig config) {
    return builder(name, seed, config).build();
  }

  private IpStack.Builder builder(String name, long seed, TcpConfig config) {
    return IpStack.builder().name(name).scheduler(time).random(new Random(seed)).tcpConfig(config);
  }

  /// One end of the cable.
  static final class Plug extends ForwardingLink {
    /// While set, nothing that the host sends gets through.
    boolean cut;

    /// Which of the packets that the host sends get through.
    Predicate<Packet> passes = packet -> true;

    /// What the host has sent, in copies; null for not to keep it.
    @Nullable List<byte[]> sent;

    /// What happens while a packet is on its way from the queue to the cable.
    Runnable whileSending = () -> {};

    private Plug(Link end) {
      super(end);
    }

    @Override
    public boolean transmit(Packet packet) {
      if (sent != null) {
        sent.add(Arrays.copyOfRange(packet.array, packet.offset, packet.offset + packet.length));
      }
      whileSending.run();
      return cut || !passes.test(packet) || super.transmit(packet);
    }

    /// Puts a packet on the cable as if the host sent it: perhaps one that it has sent before.
    void send(byte[] packet) {
      assertThat(inner().transmit(new Packet().set(packet, 0, packet.length))).isTrue();
      inner().flush();
    }
  }

  /// Cuts the cable in both directions, or mends it.
  void cut(boolean on) {
    clientEnd.cut = on;
    serverEnd.cut = on;
  }

  /// A connection: the client's end, then the server's.
  record Connected(TcpSocket client, TcpSocket server) {}

  /// Opens a connection to a port of the server's.
  Connected connect(TcpServerSocket listening) throws IOException {
    TcpSocket socket = client.open(listening.local());
    return new Connected(socket, accept(listening));
  }

  static Endpoint at(String text) {
    return Endpoint.parse(text);
  }

  /// Lets time pass until something holds, and fails if that takes ten minutes.
  void until(BooleanSupplier condition) {
    assertThat(time.runUntil(condition, LIMIT)).as("happens within %s", LIMIT).isTrue();
  }

  /// Waits for a connection to accept.
  TcpSocket accept(TcpServerSocket listening) throws IOException {
    TcpSocket accepted = listening.tryAccept();
    while (accepted == null) {
      assertThat(time.runNext()).as("a connection comes").isTrue();
      accepted = listening.tryAccept();
    }
    return accepted;
  }

  /// Sends random bytes from one to the other and checks that they arrive.
  void transfer(TcpSocket from, TcpSocket to, int length) throws IOException {
    byte[] sent = new byte[length];
    new Random(length).nextBytes(sent);
    byte[] received = new byte[length];
    int written = 0;
    int read = 0;
    while (read < length) {
      written += from.tryWrite(sent, written, length - written);
      int n = to.tryRead(received, read, length - read);
      read += n;
      if (n == 0) {
        assertThat(time.runNext()).as("something goes on after %d bytes", read).isTrue();
      }
    }
    assertThat(received).isEqualTo(sent);
  }

  /// Of connections that are gone no deadline may be waited for, not even in vain.
  void assertOnlyTheLivingWait() {
    for (IpStack stack : new IpStack[] {client, server}) {
      assertThat(stack.deadlines()).as("deadlines").isLessThanOrEqualTo(stack.tableSize());
    }
  }

  /// What must be left when all connections have ended and all waiting is over.
  void assertNothingLeft() {
    for (IpStack stack : new IpStack[] {client, server}) {
      assertThat(stack.tableSize()).as("connections of %s", stack).isZero();
      assertThat(stack.timeWaits()).as("connections in TIME-WAIT of %s", stack).isZero();
      assertThat(stack.memoryUsed()).as("memory of %s", stack).isZero();
      assertThat(stack.deadlines()).as("deadlines of %s", stack).isZero();
      assertThat(stack.orphans()).as("orphans of %s", stack).isZero();
    }
    assertThat(clientInterface.device.queue().isIdle()).as("client's queue is idle").isTrue();
    assertThat(serverInterface.device.queue().isIdle()).as("server's queue is idle").isTrue();
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}

package io.tcp4j.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.stack.TcpSocket;
import io.tcp4j.stack.counters.Counter;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpHeader;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RouterTest {
  private static final Duration MILLIS = Duration.ofMillis(10);

  /// client - west - east - server, with a shorter MTU in the middle if asked for.
  private static final class World implements AutoCloseable {
    final SimulatedNetwork network = SimulatedNetwork.virtual(3);
    final SimulatedHost client = network.host("client");
    final SimulatedHost server = network.host("server");
    final Router west = network.router("west");
    final Router east = network.router("east");

    World(int mtu) throws IOException {
      network.cable(client, west, CableConfig.DEFAULT.withDelay(MILLIS));
      network.cable(west, east, CableConfig.DEFAULT.withDelay(MILLIS).withMtu(mtu));
      network.cable(east, server, CableConfig.DEFAULT.withDelay(MILLIS));
      Echo.serve(network, server);
    }

    @Override
    public void close() {
      network.close();
    }
  }

  @Test
  void packetsOfBothFamiliesFindTheirWayThereAndBack() throws IOException {
    try (World world = new World(1500)) {
      for (IpAddress address : List.of(world.server.address(), world.server.addressV6())) {
        try (TcpSocket socket = world.client.connect(new Endpoint(address, Echo.PORT))) {
          byte[] text = Echo.text(50_000);
          assertThat(Echo.roundTrip(socket, text)).isEqualTo(text);
        }
      }
      TracedPacket atServer =
          world.network.trace().packets().stream()
              .filter(packet -> packet.sent().to().equals("server"))
              .findFirst()
              .orElseThrow();
      IpHeader ip = Objects.requireNonNull(atServer.ip());
      assertThat(ip.hopLimit).isEqualTo(62);
      assertThat(atServer.sent().at()).isEqualTo(20_000_000);
      assertThat(world.west.stack().counters().get(Counter.FORWARDED)).isGreaterThan(50);
    }
  }

  @Test
  void aNarrowLinkInTheMiddleIsFoundOut() throws IOException {
    try (World world = new World(1300)) {
      for (IpAddress address : List.of(world.server.address(), world.server.addressV6())) {
        try (TcpSocket socket = world.client.connect(new Endpoint(address, Echo.PORT))) {
          byte[] text = Echo.text(50_000);
          assertThat(Echo.roundTrip(socket, text)).isEqualTo(text);
        }
      }
      assertThat(world.west.stack().counters().get(DropReason.PACKET_TOO_BIG)).isPositive();
      assertThat(world.west.stack().counters().get(DropReason.PACKET_TOO_BIG)).isLessThan(50);
    }
  }

  @Test
  void aFaultBetweenTwoHostsIsForThemAlone() throws IOException {
    try (World world = new World(1500)) {
      SimulatedHost other = world.network.host("other");
      world.network.cable(other, world.west);
      try (Fault cut = world.network.partition(world.client, world.server);
          TcpSocket socket = other.connect(world.server.endpoint(Echo.PORT))) {
        assertThat(Echo.roundTrip(socket, Echo.ascii("hi"))).asString().isEqualTo("hi");
        assertThatThrownBy(
                () -> world.client.connect(world.server.endpoint(Echo.PORT), Duration.ofSeconds(5)))
            .hasMessage("Connect timed out");
        cut.assertExercised();
      }
    }
  }

  @Test
  void whenARouterCrashesNothingGetsThroughUntilItIsBackWithItsRoutes() throws IOException {
    try (World world = new World(1500);
        TcpSocket socket = world.client.connect(world.server.endpoint(Echo.PORT))) {
      try (Fault down = world.east.crash()) {
        byte[] hello = Echo.ascii("hello");
        socket.write(hello, 0, hello.length);
        world.network.sleep(Duration.ofSeconds(3));
        assertThat(socket.available()).isZero();
        down.assertExercised();
      }
      assertThat(socket.inputStream().readNBytes(5)).asString().isEqualTo("hello");
    }
  }

  @Test
  void groupsAreParted() throws IOException {
    try (World world = new World(1500)) {
      SimulatedHost second = world.network.host("second");
      world.network.cable(second, world.west);
      List<SimulatedHost> clients = List.of(world.client, second);
      try (Fault cut = world.network.partition(clients, List.of(world.server))) {
        for (SimulatedHost one : clients) {
          assertThatThrownBy(
                  () -> one.connect(world.server.endpoint(Echo.PORT), Duration.ofSeconds(2)))
              .hasMessage("Connect timed out");
        }
        assertThat(cut.counts().dropped()).isEqualTo(4);
      }
      second.connect(world.server.endpoint(Echo.PORT)).close();
    }
  }

  @Test
  void withoutARouterBetweenThemNetworksDoNotMeet() {
    try (SimulatedNetwork network = SimulatedNetwork.virtual(1)) {
      SimulatedHost left = network.host("left");
      SimulatedHost middle = network.host("middle");
      SimulatedHost right = network.host("right");
      network.cable(left, middle);
      network.cable(middle, right);

      assertThatThrownBy(() -> left.connect(right.endpoint(7)))
          .isInstanceOf(NoRouteToHostException.class);
    }
  }
}

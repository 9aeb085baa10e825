package io.tcp4j.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.link.impair.PacketFilter;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.testkit.network.Echo.World;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What cannot be is said at once, and by name.
class ArgumentsTest {
  private static final Duration MINUS = Duration.ofSeconds(-1);

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  @SuppressWarnings("NullAway")
  void valuesOutOfTheirRangeAreNamed() {
    try (World world = World.of(1)) {
      SimulatedNetwork network = world.network();
      Traffic traffic = world.cable().bothWays();
      Map<ThrowingCallable, String> nulls =
          Map.of(
              () -> traffic.only(null), "filter",
              () -> traffic.lose((PacketFilter) null), "filter",
              () -> traffic.delay(null), "delay",
              () -> network.sleep(null), "time");
      nulls.forEach(
          (call, name) ->
              assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage(name));
      refused(() -> traffic.blackHoleAbove(-7), "bytes=-7 is not in 68..65535");
      refused(() -> network.sleep(MINUS), "time=PT-1S is not in PT0S..PT8760H");
      refused(
          () -> network.sleep(Duration.ofSeconds(Long.MAX_VALUE)),
          "time=PT2562047788015215H30M7S is not in PT0S..PT8760H");
      refused(() -> network.await(() -> true, MINUS), "limit=PT-1S is not in PT0S..PT8760H");
      refused(() -> network.schedule(MINUS, () -> {}), "from=PT-1S is not in PT0S..PT8760H");
      refused(() -> NatConfig.DEFAULT.withIdle(Duration.ZERO), "idle=PT0S is not above PT0S");
      refused(
          () -> world.client().connect(world.server().endpoint(1), MINUS),
          "timeout=PT-1S is negative");
    }
  }

  @Test
  void namesAndCablesAreChecked() {
    try (World world = World.of(1);
        SimulatedNetwork other = SimulatedNetwork.virtual(1)) {
      SimulatedNetwork network = world.network();
      for (String name : new String[] {"", "a b", "../up", "line\n"}) {
        assertThatThrownBy(() -> network.host(name))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("name=\"" + name + "\" is not of letters, digits, - and _");
      }
      assertThat(network.host("naïve_host-2").name()).isEqualTo("naïve_host-2");
      refused(() -> network.cable(world.client(), world.client()), "a cable from client to itself");
      refused(() -> network.cable(world.client(), other.host("far")), "far is in another network");
      refused(
          () ->
              network.cable(
                  world.client(),
                  world.server(),
                  CableConfig.DEFAULT.withAddresses("10.9.0.1/24", "10.9.0.1/24")),
          "there is a 10.9.0.1 already");
      refused(
          () ->
              network.cable(
                  world.client(),
                  world.server(),
                  CableConfig.DEFAULT.withAddresses("10.9.0.1/24", "10.0.1.1/24")),
          "there is a 10.0.1.1 already");
    }
  }

  @Test
  void afterTheEndNothingBeginsAnyMore() {
    World world = World.of(1);
    SimulatedNetwork network = world.network();
    Fault outage = world.server().crash();
    network.close();
    Consumer<ThrowingCallable> isOver =
        call ->
            assertThatThrownBy(call)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the network is closed");
    isOver.accept(outage::close);
    isOver.accept(() -> network.sleep(Duration.ofSeconds(1)));
    isOver.accept(() -> network.host("late"));
  }

  @Test
  void onAHostThatIsDownTheNetworkIs() {
    try (World world = World.of(1)) {
      Fault outage = world.client().crash();
      for (ThrowingCallable call :
          new ThrowingCallable[] {
            () -> world.client().connect(world.server().endpoint(1)),
            () -> world.client().listen(1),
            () -> world.client().socketFactory().createSocket("server", 1)
          }) {
        assertThatThrownBy(call).isInstanceOf(SocketException.class).hasMessage("Network is down");
      }
      outage.close();
    }
  }

  @Test
  void namesAreThoseOfTheSimulation() throws IOException {
    try (World world = World.of(1)) {
      Echo.serve(world.network(), world.server());
      try (Socket socket = world.client().socketFactory().createSocket("server", Echo.PORT)) {
        assertThat(socket.getInetAddress().getHostName()).isEqualTo("server");
        assertThat(socket.getInetAddress().getHostAddress()).isEqualTo("10.0.1.2");
      }
      assertThat(world.network().resolve("server"))
          .extracting(address -> address.getHostAddress())
          .containsExactly("10.0.1.2", "fd00:0:0:1:0:0:0:2");
      assertThat(world.network().resolve("192.0.2.1")).hasSize(1);
      assertThatThrownBy(() -> world.client().socketFactory().createSocket("localhost", 7))
          .isInstanceOf(UnknownHostException.class)
          .hasMessage("localhost");
      world.network().host("island");
      assertThatThrownBy(() -> world.network().resolve("island"))
          .isInstanceOf(UnknownHostException.class)
          .hasMessage("island: it has no address yet");
    }
  }

  @Test
  void aHostOfOneFamilySaysWhichItHas() {
    try (SimulatedNetwork network = SimulatedNetwork.virtual(1)) {
      SimulatedHost client = network.host("client");
      SimulatedHost server = network.host("server");
      network.cable(client, server, CableConfig.DEFAULT.withAddresses("fd00::1/64", "fd00::2/64"));
      assertThat(server.endpointV6(7)).hasToString("[fd00::2]:7");
      assertThatThrownBy(() -> server.endpoint(7))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("server has no IPv4 address yet, only [fd00::2]");
    }
  }

  @Test
  void aReadTimeoutEndsAReadThatIsSlow() throws IOException {
    try (World world = World.of(1)) {
      Echo.serve(world.network(), world.server());
      try (TcpSocket socket = world.client().connect(world.server().endpoint(Echo.PORT));
          SlowReads slow = world.client().readSlowly(0)) {
        socket.setReadTimeout(Duration.ofSeconds(1));
        Duration before = world.network().now();
        assertThatThrownBy(() -> world.client().input(socket).read())
            .isInstanceOf(SocketTimeoutException.class)
            .hasMessage("Read timed out");
        assertThat(world.network().now().minus(before)).isEqualTo(Duration.ofSeconds(1));
        slow.assertExercised();
      }
    }
  }

  @Test
  void aPacketThatFindsTheLineIdleGoesHoweverShortTheQueue() throws IOException {
    try (World world = World.of(1)) {
      Echo.serve(world.network(), world.server());
      try (Fault narrow = world.cable().bothWays().rateLimit(1_000_000, 40);
          TcpSocket socket = world.client().connect(world.server().endpoint(Echo.PORT))) {
        assertThat(Echo.roundTrip(socket, Echo.text(1000))).hasSize(1000);
        assertThat(narrow.counts().seen()).isPositive();
      }
    }
  }
}

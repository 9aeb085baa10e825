package io.tcp4j.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.link.impair.PacketFilter;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.stack.log.Happening;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.testkit.network.Echo.World;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SimulatedNetworkTest {
  private static final byte[] TEXT = Echo.text(100_000);

  @Test
  void blockingCodeOnBothSidesTalksInVirtualTime() throws IOException {
    try (World world = World.of(1)) {
      Echo.serve(world.network(), world.server());
      TcpSocket socket = world.client().connect(world.server().endpoint(Echo.PORT));

      assertThat(world.network().now()).isEqualTo(Duration.ofMillis(2));
      assertThat(Echo.roundTrip(socket, Echo.ascii("hello"))).asString().isEqualTo("hello");
      assertThat(world.network().now()).isEqualTo(Duration.ofMillis(4));
      socket.close();
    }
  }

  @Test
  void bothFamiliesCrossACable() throws IOException {
    try (World world = World.of(1)) {
      Echo.serve(world.network(), world.server());
      Endpoint v6 = new Endpoint(world.server().addressV6(), Echo.PORT);
      try (TcpSocket socket = world.client().connect(v6)) {
        assertThat(socket.local().address()).isEqualTo(world.client().addressV6());
        assertThat(Echo.roundTrip(socket, Echo.ascii("six"))).asString().isEqualTo("six");
      }
    }
  }

  private static String digest(long seed) throws IOException {
    try (World world = World.of(seed)) {
      Traffic both = world.network().between(world.client(), world.server());
      both.lose(0.05);
      both.delay(Duration.ofMillis(10), Duration.ofMillis(5));
      both.reorder(0.05, Duration.ofMillis(3));
      both.duplicate(0.05);
      both.corrupt(0.02);
      Echo.serve(world.network(), world.server());
      try (TcpSocket socket = world.client().connect(world.server().endpoint(Echo.PORT))) {
        for (int i = 0; i < 20; i++) {
          byte[] part = Echo.text(5000 + i);
          assertThat(Echo.roundTrip(socket, part)).isEqualTo(part);
        }
      }
      world.network().sleep(Duration.ofMinutes(1));
      return world.network().trace().digest();
    }
  }

  @Test
  void theSameSeedIsTheSameRunToTheByteAndAnotherIsAnother() throws IOException {
    String first = digest(7);

    assertThat(digest(7)).isEqualTo(first).hasSize(64);
    assertThat(digest(8)).isNotEqualTo(first);
  }

  @Test
  void aRuleThatTouchesNothingLeavesEverybodyElsesChanceAsItWas() throws IOException {
    String[] digests = new String[2];
    for (int i = 0; i < 2; i++) {
      try (World world = World.of(7)) {
        Traffic both = world.network().between(world.client(), world.server());
        if (i == 1) {
          both.only(PacketFilter.NOTHING).duplicate(0.5);
          world.network().host("bystander");
        }
        both.lose(0.1);
        Echo.serve(world.network(), world.server());
        try (TcpSocket socket = world.client().connect(world.server().endpoint(Echo.PORT))) {
          byte[] part = Echo.text(30_000);
          assertThat(Echo.roundTrip(socket, part)).isEqualTo(part);
        }
        digests[i] = world.network().trace().digest();
      }
    }
    assertThat(digests[1]).isEqualTo(digests[0]);
  }

  @Test
  void aPartitionIsSurvivedAndWasNoticed() throws IOException {
    try (World world = World.of(1)) {
      Echo.serve(world.network(), world.server());
      TcpSocket socket = world.client().connect(world.server().endpoint(Echo.PORT));
      Fault cut = world.network().partition(world.client(), world.server());
      try (cut) {
        assertThat(cut.exercised()).isFalse();
        assertThatThrownBy(cut::assertExercised)
            .isInstanceOf(AssertionError.class)
            .hasMessageContaining("partition client-server was not exercised");
        byte[] hello = Echo.ascii("hello");
        socket.write(hello, 0, hello.length);
        world.network().sleep(Duration.ofSeconds(10));
        cut.assertExercised();
      }
      long dropped = cut.counts().dropped();

      assertThat(socket.inputStream().readNBytes(5)).asString().isEqualTo("hello");
      assertThat(dropped).isGreaterThan(3);
      assertThat(cut.counts().dropped()).isEqualTo(dropped);
      assertThat(world.network().trace().packets())
          .filteredOn(p -> "partition client-server".equals(p.droppedBy()))
          .hasSize((int) dropped);
      world.network().assertAllFaultsExercised();
      socket.close();
    }
  }

  @Test
  void aPartitionOneWayStopsOnlyThatWay() throws IOException {
    try (World world = World.of(1)) {
      Echo.serve(world.network(), world.server());
      TcpSocket socket = world.client().connect(world.server().endpoint(Echo.PORT));
      try (Fault cut = world.network().oneWay(world.server(), world.client()).partition()) {
        byte[] hello = Echo.ascii("hello");
        socket.write(hello, 0, hello.length);
        world.network().sleep(Duration.ofSeconds(1));

        assertThat(world.server().stack().connections().getFirst().totals().receivedBytes())
            .isEqualTo(5);
        cut.assertExercised();
      }
      socket.abort();
    }
  }

  @Test
  void connectingAcrossAPartitionTimesOutInNoTime() {
    try (World world = World.of(1);
        Fault cut = world.network().partition(world.client(), world.server())) {
      assertThatThrownBy(
              () -> world.client().connect(world.server().endpoint(7), Duration.ofSeconds(30)))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("Connect timed out");
      assertThat(world.network().now()).isEqualTo(Duration.ofSeconds(30));
      cut.assertExercised();
    }
  }

  @Test
  void aHostWithoutAWayToItIsUnreachableAtOnce() {
    try (World world = World.of(1)) {
      SimulatedHost island = world.network().host("island");
      world.network().cable(island, world.network().host("reef"));

      assertThatThrownBy(() -> world.client().connect(island.endpoint(7)))
          .isInstanceOf(NoRouteToHostException.class);
    }
  }

  @Test
  void holdKeepsAndReleasesInOrder() throws IOException {
    try (World world = World.of(1)) {
      Echo.serve(world.network(), world.server());
      TcpSocket socket = world.client().connect(world.server().endpoint(Echo.PORT));
      byte[] hello = Echo.ascii("hello");
      try (HeldTraffic held = world.network().oneWay(world.client(), world.server()).hold()) {
        world.network().sleep(Duration.ofSeconds(1));
        socket.write(hello, 0, 1);
        world.network().sleep(Duration.ofMillis(10));
        socket.write(hello, 1, 4);
        world.network().sleep(Duration.ofMillis(100));
        assertThat(held.counts().held()).isPositive();
        assertThat(socket.available()).isZero();
        held.releaseNext(1);
        world.network().sleep(Duration.ofMillis(50));
        assertThat(socket.available()).isEqualTo(1);
      }
      assertThat(socket.inputStream().readNBytes(5)).asString().isEqualTo("hello");
      socket.close();
    }
  }

  @Test
  void aMiddleboxResetsBothEnds() throws IOException {
    try (World world = World.of(1)) {
      Echo.serve(world.network(), world.server());
      TcpSocket socket = world.client().connect(world.server().endpoint(Echo.PORT));
      world.network().sleep(Duration.ofSeconds(1));
      try (Fault reset = world.cable().bothWays().reset()) {
        assertThatThrownBy(() -> Echo.roundTrip(socket, Echo.ascii("hello")))
            .isInstanceOf(SocketException.class)
            .hasMessage("Connection reset");
        reset.assertExercised();
      }
      assertThat(socket.ending()).isEqualTo(Ending.RESET);
    }
  }

  @Test
  void aRouterThatSaysUnreachableEndsAnAttemptToConnect() {
    try (World world = World.of(1);
        Fault wall = world.cable().from(world.client()).unreachable()) {
      assertThatThrownBy(() -> world.client().connect(world.server().endpoint(7)))
          .isInstanceOf(IOException.class);
      wall.assertExercised();
    }
  }

  @Test
  void aCrashedHostForgetsAndItsPeerHearsOfItWhenItIsBack() throws IOException {
    try (World world = World.of(1)) {
      world.server().onBoot(stack -> listen(world.server()));
      TcpSocket socket = world.client().connect(world.server().endpoint(Echo.PORT));
      world.network().sleep(Duration.ofSeconds(1));
      try (Fault down = world.server().crash()) {
        assertThat(world.server().isUp()).isFalse();
        assertThatThrownBy(() -> world.server().stack()).hasMessage("server is down");
        world.network().sleep(Duration.ofHours(1));
        assertThat(down.exercised()).as("a connection was forgotten").isTrue();
        assertThat(socket.state()).isEqualTo(State.ESTABLISHED); // half open
        byte[] hello = Echo.ascii("hello");
        socket.write(hello, 0, hello.length);
        world.network().sleep(Duration.ofSeconds(1));
        down.assertExercised();
      }
      assertThatThrownBy(() -> socket.inputStream().readNBytes(5))
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
      assertThat(world.network().trace().events())
          .filteredOn(
              event ->
                  event instanceof TraceEvent.Happened happened
                      && happened.what() instanceof Happening.End
                      && happened.host().equals("server"))
          .isEmpty();
      try (TcpSocket again = world.client().connect(world.server().endpoint(Echo.PORT))) {
        assertThat(again.state()).isEqualTo(State.ESTABLISHED);
      }
    }
  }

  private static void listen(SimulatedHost server) {
    try {
      server.listen(Echo.PORT);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatArrivesAsItWasSentTakesNoMemoryOfItsOwn() throws IOException {
    try (World world = World.of(1)) {
      world.server().stack().open(world.client().endpoint(Echo.PORT)); // a SYN, and a RST for it
      world.network().sleep(Duration.ofMillis(10));
      Fault _ = world.network().oneWay(world.client(), world.server()).corrupt(1);
      world.client().stack().open(world.server().endpoint(Echo.PORT));
      world.network().sleep(Duration.ofMillis(10));

      List<TracedPacket> packets = world.network().trace().packets();
      assertThat(packets).hasSizeGreaterThanOrEqualTo(3);
      for (TracedPacket packet : packets.subList(0, 2)) {
        assertThat(packet.arrivals().getFirst().bytes()).isSameAs(packet.sent().bytes());
      }
      assertThat(packets.get(2).arrivals().getFirst().bytes())
          .isNotEqualTo(packets.get(2).sent().bytes());
    }
  }

  @Test
  void aHostThatIsUpWithoutAServerRefuses() {
    try (World world = World.of(1)) {
      assertThatThrownBy(() -> world.client().connect(world.server().endpoint(9)))
          .isInstanceOf(ConnectException.class)
          .hasMessage("Connection refused");
    }
  }

  @Test
  void everyPacketIsTracedWithItsCauseAndItsFate() throws IOException {
    try (World world = World.of(1)) {
      Echo.serve(world.network(), world.server());
      try (Fault loss =
              world.network().oneWay(world.client(), world.server()).lose(PacketFilter.numbers(1));
          TcpSocket socket = world.client().connect(world.server().endpoint(Echo.PORT))) {
        assertThat(Echo.roundTrip(socket, TEXT)).isEqualTo(TEXT);
        loss.assertExercised();
      }
      TracedPacket syn = world.network().trace().packets().get(0);
      TracedPacket again = world.network().trace().packets().get(1);

      assertThat(syn.droppedBy()).isEqualTo("loss client>server");
      assertThat(syn.arrived()).isFalse();
      assertThat(syn.sent().cause()).isEqualTo(SendCause.ACTIVE_OPEN);
      assertThat(again.sent().at()).isEqualTo(1_000_000_000);
      assertThat(again.sent().cause()).isEqualTo(SendCause.RETRANSMISSION_TIMEOUT);
      assertThat(again.arrivals())
          .singleElement()
          .extracting(a -> a.at())
          .isEqualTo(1_001_000_000L);
      Segment segment = Objects.requireNonNull(again.segment());
      assertThat(segment.has(TcpFlags.SYN)).isTrue();
      assertThat(world.network().trace().packets())
          .allSatisfy(p -> assertThat(p.sent().cause()).isNotNull());
    }
  }

  @Test
  void aNameIsGivenOnce() {
    try (SimulatedNetwork network = SimulatedNetwork.virtual(1)) {
      SimulatedHost host = network.host("a");
      assertThatThrownBy(() -> network.host("a")).hasMessage("there is a a already");
      assertThatThrownBy(() -> network.oneWay(host, host)).hasMessageContaining("reaches itself");
    }
  }
}

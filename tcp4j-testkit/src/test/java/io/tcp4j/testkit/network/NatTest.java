package io.tcp4j.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.link.Link;
import io.tcp4j.link.Packet;
import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.testkit.network.NatBinding.Phase;
import io.tcp4j.testkit.time.Task;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.UnreachableReason;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NatTest {
  /// client - nat - server
  private static final class World implements AutoCloseable {
    final SimulatedNetwork network = SimulatedNetwork.virtual(3);
    final SimulatedHost client = network.host("client");
    final SimulatedHost server = network.host("server");
    final Nat nat;

    World(NatConfig config) {
      nat = network.nat("nat", config);
      network.cable(nat, server);
      network.cable(nat, client);
    }

    TcpSocket connect() throws IOException {
      return client.connect(server.endpoint(Echo.PORT));
    }

    @Override
    public void close() {
      network.close();
    }
  }

  @Test
  void theServerSeesTheNatAndTheClientSeesTheServer() throws Exception {
    try (World world = new World(NatConfig.DEFAULT)) {
      TcpServerSocket listening = world.server.listen(Echo.PORT);
      Task<TcpSocket> accepted = world.network.spawn("accept", () -> listening.accept());
      TcpSocket socket = world.connect();
      TcpSocket other = accepted.get();

      assertThat(other.remote().address()).isEqualTo(world.nat.address());
      assertThat(socket.remote()).isEqualTo(world.server.endpoint(Echo.PORT));
      assertThat(world.nat.table())
          .singleElement()
          .satisfies(
              binding -> {
                assertThat(binding.inside()).isEqualTo(socket.local());
                assertThat(binding.outsidePort()).isEqualTo(other.remote().port());
                assertThat(binding.phase()).isEqualTo(Phase.OPEN);
              });
      socket.close();
      other.close();
      world.network.sleep(Duration.ofSeconds(1));
      assertThat(world.nat.table()).extracting(NatBinding::phase).containsExactly(Phase.CLOSING);
      world.network.sleep(Duration.ofMinutes(4));
      assertThat(world.nat.table()).isEmpty();
    }
  }

  @Test
  void muchTextIsTranslatedBothWaysAndTheChecksumsAreRight() throws IOException {
    try (World world = new World(NatConfig.DEFAULT)) {
      Echo.serve(world.network, world.server);
      try (TcpSocket socket = world.connect()) {
        byte[] text = Echo.text(60_001);
        assertThat(Echo.roundTrip(socket, text)).isEqualTo(text);
      }
      assertThat(world.server.stack().counters().snapshot())
          .containsEntry("drop.tcp-bad-checksum", 0L);
    }
  }

  @Test
  void ipv6IsForwardedAsItIs() throws IOException {
    try (World world = new World(NatConfig.DEFAULT)) {
      Echo.serve(world.network, world.server);
      Endpoint v6 = new Endpoint(world.server.addressV6(), Echo.PORT);
      try (TcpSocket socket = world.client.connect(v6)) {
        assertThat(Echo.roundTrip(socket, Echo.ascii("six"))).asString().isEqualTo("six");
      }
      assertThat(world.nat.table()).isEmpty();
    }
  }

  @Test
  void nobodyOutsideReachesInside() {
    try (World world = new World(NatConfig.DEFAULT)) {
      assertThatThrownBy(() -> world.server.connect(world.client.endpoint(7)))
          .isInstanceOf(NoRouteToHostException.class);
      assertThatThrownBy(
              () ->
                  world.server.connect(new Endpoint(world.nat.address(), 7), Duration.ofSeconds(3)))
          .hasMessage("Connect timed out");
    }
  }

  @Test
  void aNatThatAnswersRefuses() {
    try (World world = new World(NatConfig.DEFAULT.withAnswersUnknown(true))) {
      assertThatThrownBy(() -> world.server.connect(new Endpoint(world.nat.address(), 7)))
          .hasMessage("Connection refused");
    }
  }

  @Test
  void aTableThatIsForgottenResetsWhoSendsFromInside() throws IOException {
    try (World world = new World(NatConfig.DEFAULT)) {
      Echo.serve(world.network, world.server);
      TcpSocket socket = world.connect();
      assertThat(Echo.roundTrip(socket, Echo.ascii("a"))).hasSize(1);
      world.nat.forget();
      assertThat(world.nat.table()).isEmpty();

      assertThatThrownBy(() -> Echo.roundTrip(socket, Echo.ascii("b")))
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
    }
  }

  @Test
  void anIdleConnectionIsForgottenInTimeAndNotBefore() throws IOException {
    Duration idle = Duration.ofMinutes(5);
    try (World world = new World(NatConfig.DEFAULT.withIdle(idle))) {
      Echo.serve(world.network, world.server);
      TcpSocket socket = world.connect();
      assertThat(Echo.roundTrip(socket, Echo.ascii("a"))).hasSize(1);
      world.network.sleep(idle.minusSeconds(1));
      assertThat(Echo.roundTrip(socket, Echo.ascii("b"))).hasSize(1);
      world.network.sleep(idle.plusSeconds(1));
      assertThat(world.nat.table()).isEmpty();
      assertThatThrownBy(() -> Echo.roundTrip(socket, Echo.ascii("c")))
          .isInstanceOf(SocketException.class);
    }
  }

  @Test
  void anErrorAboutWhatLeftFindsItsWayBackInside() throws IOException {
    try (World world = new World(NatConfig.DEFAULT)) {
      try (Fault wall = world.network.of(world.server).unreachable(UnreachableReason.PORT)) {
        assertThatThrownBy(() -> world.connect()).isInstanceOf(IOException.class);
        wall.assertExercised();
      }
      assertThat(world.client.stack().counters().snapshot())
          .containsEntry("icmp-received", 1L)
          .containsEntry("drop.icmp-bad-quote", 0L)
          .containsEntry("drop.icmp-bad-checksum", 0L)
          .containsEntry("drop.icmp-not-outstanding", 0L);
    }
  }

  @Test
  void aPartitionIsForBothWaysThoughOneSideSeesTheNat() throws IOException {
    try (World world = new World(NatConfig.DEFAULT)) {
      Echo.serve(world.network, world.server);
      TcpSocket socket = world.connect();
      try (Fault cut = world.network.oneWay(world.server, world.client).partition()) {
        byte[] hello = Echo.ascii("hello");
        socket.write(hello, 0, hello.length);
        world.network.sleep(Duration.ofMillis(500));
        assertThat(socket.available()).isZero();
        cut.assertExercised();
      }
      assertThat(socket.inputStream().readNBytes(5)).asString().isEqualTo("hello");
      socket.close();
    }
  }

  @Test
  void aHostOutsideLearnsThePathMtuThatTheNatItselfReports() throws IOException {
    pathMtuBehindANat(1500, 1300);
  }

  @Test
  void aHostOutsideLearnsThePathMtuThatARouterInsideReports() throws IOException {
    pathMtuBehindANat(1300, 1500);
  }

  /// client - last - router - nat - server: the server sends, and no timer has to run out.
  private static void pathMtuBehindANat(int first, int second) throws IOException {
    try (SimulatedNetwork network = SimulatedNetwork.virtual(1)) {
      SimulatedHost client = network.host("client");
      SimulatedHost server = network.host("server");
      Router router = network.router("router");
      Nat nat = network.nat("nat");
      network.cable(nat, server);
      Router last = network.router("last");
      network.cable(nat, router, CableConfig.DEFAULT.withMtu(second));
      network.cable(router, last, CableConfig.DEFAULT.withMtu(first));
      network.cable(last, client);
      byte[] text = Echo.text(100_000);
      TcpServerSocket listening = server.listen(Echo.PORT);
      network.spawn(
          "send",
          () -> {
            TcpSocket socket = listening.accept();
            socket.write(text, 0, text.length);
            socket.close();
            return true;
          });
      try (TcpSocket socket = client.connect(server.endpoint(Echo.PORT))) {
        assertThat(socket.inputStream().readAllBytes()).isEqualTo(text);
      }
      assertThat(server.stack().counters().snapshot())
          .containsEntry("drop.icmp-bad-quote", 0L)
          .hasEntrySatisfying("icmp-received", count -> assertThat(count).isPositive());
      assertThat(network.trace().packets())
          .filteredOn(packet -> packet.sent().to().equals("server") && packet.ip().version == 4)
          .allSatisfy(packet -> assertThat(packet.ip().source()).isEqualTo(nat.address()));
      assertThat(network.now()).isLessThan(Duration.ofMillis(500));
    }
  }

  @Test
  void whatANatDoesNotPassIsDroppedInTheTrace() {
    try (World world = new World(NatConfig.DEFAULT)) {
      Link inside = world.client.ports().getFirst().plugIn();
      Link outside = world.server.ports().getFirst().plugIn();
      inside.transmit(ipv4(world.client, world.server.address(), IpProtocol.UDP, false));
      inside.transmit(ipv4(world.client, world.server.address(), IpProtocol.TCP, true));
      outside.transmit(ipv4(world.server, world.nat.address(), IpProtocol.TCP, true));
      inside.transmit(new Packet().set(new byte[1501], 0, 1501));
      world.network.sleep(Duration.ofSeconds(1));
      assertThat(world.network.trace().packets())
          .extracting(TracedPacket::droppedBy)
          .containsExactlyInAnyOrder(
              "nat passes no IPv4 but TCP",
              "nat passes no fragments",
              "nat passes no fragments",
              "the MTU of nat-client");
    }
  }

  private static Packet ipv4(
      SimulatedHost from, IpAddress to, int protocol, boolean moreFragments) {
    IpHeader header = new IpHeader();
    header.version = 4;
    header.hopLimit = 64;
    header.protocol = protocol;
    header.moreFragments = moreFragments;
    header.source(from.address());
    header.destination(to);
    header.payloadLength = 40;
    byte[] bytes = new byte[IpCodec.encodedLength(header) + header.payloadLength];
    IpCodec.encode(header, bytes, 0);
    return new Packet().set(bytes, 0, bytes.length);
  }
}

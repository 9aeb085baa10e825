package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.link.VirtualTime;
import io.tcp4j.rfc.Rfc;
import io.tcp4j.stack.counters.Counter;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.TcpObserver;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpPrefix;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class StackTest {
  private final VirtualTime time = new VirtualTime();

  private IpStack.Builder builder() {
    return IpStack.builder().scheduler(time).random(new Random(1));
  }

  @Test
  @Rfc({"9293 MUST-44", "1122 3.3.1", "1122 3.3.4.3"})
  void packetsLeaveByTheInterfaceOfTheLongestRouteFromAnAddressOfThatInterface()
      throws IOException {
    Wire near = new Wire(1500);
    Wire far = new Wire(1500);
    try (IpStack stack = builder().build()) {
      stack.attach(near, IpPrefix.parse("10.0.0.1/24"));
      NetworkInterface out =
          stack.attach(far, IpPrefix.parse("192.0.2.1/24"), IpPrefix.parse("2001:db8::1/64"));
      stack.addRoute(IpPrefix.parse("0.0.0.0/0"), out);
      stack.addRoute(IpPrefix.parse("::/0"), out);

      stack.open(at("10.0.0.9:80"));
      assertThat(near.lastHeader().source()).isEqualTo(IpAddress.parse("10.0.0.1"));
      stack.open(at("203.0.113.7:80"));
      assertThat(far.lastHeader().source()).isEqualTo(IpAddress.parse("192.0.2.1"));
      stack.open(at("[2001:db8:9::7]:80"));
      assertThat(far.lastHeader().source()).isEqualTo(IpAddress.parse("2001:db8::1"));
      assertThat(near.sent).hasSize(1);
      assertThat(far.lastHeader().dontFragment).isTrue();
    }
  }

  @Test
  @Rfc("9293 MUST-43")
  void theLocalAddressThatTheUserNamesIsUsed() throws IOException {
    Wire wire = new Wire(1500);
    try (IpStack stack = builder().build()) {
      stack.attach(wire, IpPrefix.parse("10.0.0.1/24"), IpPrefix.parse("10.0.0.2/24"));
      for (String own : new String[] {"10.0.0.2", "10.0.0.1"}) {
        TcpSocket socket = stack.open(at("10.0.0.9:80"), at(own + ":0"), null, null);
        assertThat(socket.local().address()).isEqualTo(IpAddress.parse(own));
        assertThat(wire.lastHeader().source()).isEqualTo(IpAddress.parse(own));
      }
    }
  }

  @Test
  @Rfc("9293 MUST-45")
  void aConnectionKeepsItsLocalAddressWhateverBecomesOfRoutes() throws IOException {
    Wire before = new Wire(1500);
    Wire after = new Wire(1500);
    try (IpStack stack = builder().build()) {
      NetworkInterface later = stack.attach(after, IpPrefix.parse("192.0.2.1/24"));
      NetworkInterface first = stack.attach(before, IpPrefix.parse("10.0.0.1/24"));
      stack.addRoute(IpPrefix.parse("203.0.113.0/24"), first);
      TcpSocket socket = stack.open(at("203.0.113.7:80"));
      stack.addRoute(IpPrefix.parse("203.0.113.7/32"), later);
      time.runFor(Duration.ofSeconds(10)); // the SYN goes again and again

      List<byte[]> all = new ArrayList<>(before.sent);
      all.addAll(after.sent);
      assertThat(all).hasSizeGreaterThan(3);
      for (byte[] packet : all) {
        assertThat(HexFormat.of().formatHex(packet, 12, 16)).isEqualTo("0a000001");
      }
      assertThat(socket.local().address()).isEqualTo(IpAddress.parse("10.0.0.1"));
    }
  }

  @Test
  void closingResetsThePeersAndLeavesNothing() throws IOException {
    TwoStacks net = new TwoStacks();
    TcpServerSocket listening = net.server.listen(at("10.0.0.2:7"));
    TcpSocket client = net.client.open(at("10.0.0.2:7"));
    TcpSocket server = net.accept(listening);
    server.tryWrite(new byte[100_000], 0, 100_000);
    net.until(() -> client.available() > 0);
    net.client.close();
    net.time.runFor(Duration.ofMillis(1));

    assertThat(server.ending()).isEqualTo(Ending.RESET);
    assertThat(client.ending()).isEqualTo(Ending.ABORTED);
    listening.close();
    net.time.runUntilIdle();
    net.assertNothingLeft();
    assertThatThrownBy(() -> net.client.listen(at("0.0.0.0:1"))).hasMessage("Stack closed");
    assertThatThrownBy(() -> net.client.attach(new Wire(1500), IpPrefix.parse("10.1.0.1/24")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("client is closed");
  }

  @Test
  void aWriterThatFoundTheMemoryUsedUpIsToldWhenThereIsSomeAgain() throws IOException {
    try (IpStack poor = builder().memoryBudget(16 * 4096).build()) {
      TcpServerSocket listening = poor.listen(at("127.0.0.1:7"));
      TcpSocket hog = poor.open(at("127.0.0.1:7"));
      runUntil(() -> hog.state() == State.ESTABLISHED);
      for (int i = 0; i < 100; i++) {
        hog.tryWrite(new byte[4096], 0, 4096);
        time.runFor(Duration.ofMillis(5));
      }
      assertThat(poor.memoryUsed()).isEqualTo(16 * 4096);
      List<String> events = new ArrayList<>();
      TcpSocket other =
          poor.open(
              at("127.0.0.1:7"),
              new TcpHandler() {
                @Override
                public void onWritable(TcpSocket socket) {
                  events.add("writable");
                }
              });
      runUntil(() -> other.state() == State.ESTABLISHED);
      events.clear();
      assertThat(other.tryWrite(new byte[10], 0, 10)).isZero();
      listening.tryAccept().abort();
      hog.abort();
      runUntil(() -> !events.isEmpty());

      assertThat(other.tryWrite(new byte[10], 0, 10)).isEqualTo(10);
    }
  }

  private void runUntil(BooleanSupplier condition) {
    assertThat(time.runUntil(condition, Duration.ofMinutes(1))).isTrue();
  }

  @Test
  void theObserverSeesEveryConnection() throws IOException {
    List<String> seen = new ArrayList<>();
    TcpObserver observer =
        new TcpObserver() {
          @Override
          public void stateChanged(
              FourTuple connection, State from, Event event, State to, Trigger trigger) {
            seen.add(from + " > " + to + " by " + trigger);
          }
        };
    try (IpStack stack = builder().observer(observer).build()) {
      TcpSocket refused = stack.open(at("127.0.0.1:7"));
      runUntil(() -> refused.ending() != null);
    }
    assertThat(seen).containsExactly("CLOSED > SYN-SENT by OPEN", "SYN-SENT > CLOSED by a segment");
  }

  @Test
  void countsHaveNames() throws IOException {
    TwoStacks net = new TwoStacks();
    net.client.open(at("10.0.0.2:7"));
    net.time.runFor(Duration.ofMillis(1));

    assertThat(net.server.counters().snapshot())
        .containsEntry("ip-received", 1L)
        .containsEntry("tcp-received", 1L)
        .containsEntry("tcp.resets-out", 1L)
        .containsEntry("drop.tcp-bad-checksum", 0L);
    assertThat(net.client.counters().get(Counter.IP_SENT)).isEqualTo(1);
    assertThat(net.client.counters().get(TcpCounter.ACTIVE_OPENS)).isEqualTo(1);
  }

  @Test
  void connectionsAreListed() throws IOException {
    TwoStacks net = new TwoStacks();
    net.server.listen(at("10.0.0.2:7"));
    TcpSocket client = net.client.open(at("10.0.0.2:7"));
    net.until(() -> client.state() == State.ESTABLISHED);

    assertThat(net.client.connections())
        .singleElement()
        .satisfies(
            info -> {
              assertThat(info.connection().remote()).isEqualTo(at("10.0.0.2:7"));
              assertThat(info.state()).isEqualTo(State.ESTABLISHED);
            });
  }

  @Test
  void twoRunsWithTheSameSeedAreTheSame() throws IOException {
    assertThat(run(7)).isEqualTo(run(7)).isNotEqualTo(run(8));
  }

  private static List<String> run(long seed) throws IOException {
    VirtualTime time = new VirtualTime();
    Wire wire = new Wire(1500);
    try (IpStack stack = IpStack.builder().scheduler(time).random(new Random(seed)).build()) {
      stack.attach(wire, IpPrefix.parse("10.0.0.1/24"));
      stack.open(at("10.0.0.2:80"));
      stack.open(at("10.0.0.2:80"));
      time.runFor(Duration.ofSeconds(10));
    }
    return wire.sent.stream().map(HexFormat.of()::formatHex).toList();
  }

  @Test
  void whatCannotBeDoneSaysWhy() {
    assertThatThrownBy(
            () -> builder().build().attach(new Wire(1000), IpPrefix.parse("2001:db8::1/64")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1280");
    assertThatThrownBy(() -> builder().build().open(at("127.0.0.1:0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("port 0");
  }

  @Test
  void theConfigurationOfAListenerIsThatOfItsConnections() throws IOException {
    TwoStacks net = new TwoStacks();
    TcpConfig small = TcpConfig.builder().receiveBuffer(5000).build();
    TcpServerSocket listening = net.server.listen(at("10.0.0.2:7"), 1, small, null);
    TcpSocket client = net.client.open(at("10.0.0.2:7"));
    TcpSocket server = net.accept(listening);
    client.tryWrite(new byte[100_000], 0, 100_000);
    net.time.runFor(Duration.ofSeconds(2));
    assertThat(server.available()).isBetween(4000, 5000);
  }
}

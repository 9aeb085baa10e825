package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.rfc.Rfc;
import io.tcp4j.stack.counters.Counter;
import io.tcp4j.stack.counters.Counters;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Endpoint;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a connection in TIME-WAIT keeps others from, and what comes for it.
class TimeWaitTest {
  private static final Endpoint CLIENT = at("10.0.0.1:4000");
  private static final Endpoint SERVER = at("10.0.0.2:7");

  private TwoStacks net = new TwoStacks();
  private final List<byte[]> sentByServer = new ArrayList<>();

  @AfterEach
  void close() {
    net.close();
  }

  private void withoutReuse() {
    net.close();
    net = new TwoStacks(TcpConfig.DEFAULT, builder -> builder.reuseAddress(false));
  }

  private TwoStacks.Connected open(TcpServerSocket listening) throws IOException {
    TcpSocket socket = net.client.open(listening.local(), CLIENT, null, null);
    return new TwoStacks.Connected(socket, net.accept(listening));
  }

  /// A connection in which the server has sent ten bytes, closed by the client first.
  private TcpSocket endedByClient(TcpServerSocket listening) throws IOException {
    net.serverEnd.sent = sentByServer;
    TwoStacks.Connected pair = open(listening);
    net.transfer(pair.server(), pair.client(), 10);
    end(pair.client(), pair.server());
    return pair.client();
  }

  private void end(TcpSocket first, TcpSocket second) {
    first.close();
    net.until(() -> second.state() == State.CLOSE_WAIT);
    second.close();
    net.until(() -> second.state() == State.CLOSED);
    assertThat(first.state()).isEqualTo(State.TIME_WAIT);
  }

  @Test
  void theTwoSocketsAreBlockedAndThePortServesOtherPeers() throws IOException {
    TcpServerSocket listening = net.server.listen(SERVER);
    TcpServerSocket other = net.server.listen(at("10.0.0.2:8"));
    TcpSocket ended = endedByClient(listening);

    assertThatThrownBy(() -> net.client.open(SERVER, CLIENT, null, null))
        .isInstanceOf(BindException.class)
        .hasMessage("Cannot assign requested address");
    net.transfer(open(other).client(), ended, 0);
    net.until(() -> ended.state() == State.CLOSED);
    TwoStacks.Connected again = open(listening);
    net.transfer(again.client(), again.server(), 1000);
  }

  @Test
  void portsThatAreNotNamedAreNeverOnesInTimeWaitWithThatPeer() throws IOException {
    net.close();
    net = new TwoStacks(TcpConfig.DEFAULT, builder -> builder.localPorts(4000, 4001));
    TcpServerSocket listening = net.server.listen(SERVER);
    endedByClient(listening);

    assertThat(net.client.open(SERVER).local().port()).isEqualTo(4001);
    assertThatThrownBy(() -> net.client.open(SERVER))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("all local ports are in use");
  }

  @Test
  void aServerCanListenAgainAtOnce() throws IOException {
    TcpServerSocket listening = net.server.listen(SERVER);
    TwoStacks.Connected ended = open(listening);
    TwoStacks.Connected living = net.connect(listening);
    end(ended.server(), ended.client());
    listening.close();
    TcpServerSocket again = net.server.listen(SERVER);

    TwoStacks.Connected fresh = net.connect(again);
    net.transfer(fresh.client(), fresh.server(), 1000);
    net.transfer(living.client(), living.server(), 1000);
    assertThat(net.server.timeWaits()).isEqualTo(1);
  }

  @Test
  void withoutReuseNobodyListensWhereConnectionsLiveOrAreInTimeWait() throws IOException {
    withoutReuse();
    TcpServerSocket listening = net.server.listen(SERVER);
    TwoStacks.Connected pair = open(listening);
    listening.close();
    assertPortIsTaken();
    end(pair.server(), pair.client());
    assertPortIsTaken();
    net.server.listen(at("10.0.0.2:8"));
    net.server.listen(at("[2001:db8::2]:7"));
    net.time.runUntilIdle();

    net.server.listen(SERVER);
  }

  private void assertPortIsTaken() {
    for (String where : new String[] {"10.0.0.2:7", "0.0.0.0:7", "[::]:7"}) {
      assertThatThrownBy(() -> net.server.listen(at(where)))
          .as(where)
          .isInstanceOf(BindException.class)
          .hasMessage("Address already in use");
    }
  }

  @Test
  void withoutReuseThePortServesNoOtherPeerEither() throws IOException {
    withoutReuse();
    TcpServerSocket listening = net.server.listen(SERVER);
    endedByClient(listening);
    assertThatThrownBy(() -> net.client.open(at("10.0.0.2:8"), CLIENT, null, null))
        .isInstanceOf(BindException.class)
        .hasMessage("Address already in use");
  }

  @Test
  void nobodyConnectsFromWhereSomebodyListens() throws IOException {
    net.client.listen(CLIENT);
    assertThatThrownBy(() -> net.client.open(SERVER, CLIENT, null, null))
        .isInstanceOf(BindException.class)
        .hasMessage("Address already in use");
  }

  @Test
  void aRepeatedFinIsAcknowledgedAndStartsTheWaitAgain() throws IOException {
    TcpSocket waiting = endedByClient(net.server.listen(SERVER));
    net.time.runFor(Duration.ofSeconds(50));
    long sent = net.client.counters().get(Counter.IP_SENT);
    net.serverEnd.send(sentByServer.getLast());
    net.time.runFor(Duration.ofSeconds(59));
    assertThat(waiting.state()).isEqualTo(State.TIME_WAIT);
    assertThat(net.client.counters().get(Counter.IP_SENT)).isEqualTo(sent + 1);
    net.time.runFor(Duration.ofSeconds(2));
    assertThat(waiting.state()).isEqualTo(State.CLOSED);
  }

  /// The hazard of RFC 1337: an old segment of ours makes the peer, which has forgotten the
  /// connection, send a RST that fits exactly.
  @Test
  @Rfc("1337 3")
  void aResetIsIgnored() throws IOException {
    List<byte[]> sentByClient = new ArrayList<>();
    net.clientEnd.sent = sentByClient;
    TcpSocket waiting = endedByClient(net.server.listen(SERVER));
    net.clientEnd.send(sentByClient.getLast());
    net.time.runFor(Duration.ofSeconds(1));

    assertThat(net.server.counters().get(TcpCounter.RESETS_OUT)).isEqualTo(1);
    assertThat(net.client.counters().get(DropReason.TCP_RESET_IN_TIME_WAIT)).isEqualTo(1);
    assertThat(waiting.state()).isEqualTo(State.TIME_WAIT);
    assertThat(net.client.timeWaits()).isEqualTo(1);
  }

  @Test
  void anOldSegmentThatCameLateNeitherEndsNorProlongsTheWait() throws IOException {
    TcpSocket waiting = endedByClient(net.server.listen(SERVER));
    net.time.runFor(Duration.ofSeconds(50));
    sentByServer.removeLast();
    List<byte[]> late = List.copyOf(sentByServer);
    late.forEach(net.serverEnd::send);
    net.time.runFor(Duration.ofSeconds(9));
    assertThat(waiting.state()).isEqualTo(State.TIME_WAIT);
    assertThat(net.client.counters().get(DropReason.TCP_OLD_IN_TIME_WAIT)).isEqualTo(late.size());
    net.time.runFor(Duration.ofSeconds(2));
    assertThat(waiting.state()).isEqualTo(State.CLOSED);
  }

  /// Why TIME-WAIT is there: what is still on its way must not be taken for a later connection's.
  /// Here it comes even later than that.
  @Test
  void anOldSegmentDoesTheNextConnectionOfTheSameSocketsNoHarm() throws IOException {
    TcpServerSocket listening = net.server.listen(SERVER);
    TcpSocket old = endedByClient(listening);
    List<byte[]> delayed = List.copyOf(sentByServer);
    net.until(() -> old.state() == State.CLOSED);
    TwoStacks.Connected next = open(listening);
    for (byte[] packet : delayed) {
      net.serverEnd.send(packet);
      net.transfer(next.server(), next.client(), 100);
      net.transfer(next.client(), next.server(), 100);
    }

    assertThat(next.client().available()).isZero();
    assertThat(next.client().state()).isEqualTo(State.ESTABLISHED);
    assertThat(next.server().state()).isEqualTo(State.ESTABLISHED);
    assertThat(droppedSegments(net.client.counters())).isEqualTo(delayed.size());
  }

  private static long droppedSegments(Counters counters) {
    return counters.snapshot().entrySet().stream()
        .filter(count -> count.getKey().startsWith("drop.tcp"))
        .mapToLong(count -> count.getValue())
        .sum();
  }

  @Test
  void withTheLifetimeOfRfc793TheWaitTakesFourMinutes() throws IOException {
    TcpConfig rfc793 = TcpConfig.builder().msl(Duration.ofMinutes(2)).build();
    net.close();
    net = new TwoStacks(LinkCapabilities.NONE, 1500, rfc793);
    TcpSocket waiting = endedByClient(net.server.listen(SERVER));
    net.time.runFor(Duration.ofSeconds(239));
    assertThat(waiting.state()).isEqualTo(State.TIME_WAIT);
    net.time.runFor(Duration.ofSeconds(2));
    assertThat(waiting.state()).isEqualTo(State.CLOSED);
    assertThat(net.client.timeWaits()).isZero();
  }
}

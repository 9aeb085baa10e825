package io.tcp4j.testkit.assertj;

import static io.tcp4j.testkit.assertj.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.link.impair.PacketFilter;
import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.testkit.network.Fault;
import io.tcp4j.testkit.network.Nat;
import io.tcp4j.testkit.network.Router;
import io.tcp4j.testkit.network.SimulatedHost;
import io.tcp4j.testkit.network.SimulatedNetwork;
import io.tcp4j.testkit.network.Trace;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TraceAssertTest {
  private final SimulatedNetwork network = SimulatedNetwork.virtual(1);
  private final SimulatedHost client = network.host("client");
  private final Router router = network.router("router");
  private final SimulatedHost server = network.host("server");
  private final Trace trace = network.trace();

  TraceAssertTest() {
    network.cable(client, router);
    network.cable(router, server);
  }

  @AfterEach
  void close() {
    network.close();
  }

  /// A connection over a router that loses the first text once.
  private Fault lossyEcho() throws IOException {
    network.spawn(
        "echo",
        () -> {
          try (TcpServerSocket listening = server.listen(7);
              TcpSocket socket = listening.accept()) {
            socket.inputStream().transferTo(socket.outputStream());
          }
        });
    Fault loss = network.oneWay(client, server).lose(PacketFilter.numbers(3));
    try (TcpSocket socket = client.connect(server.endpoint(7))) {
      socket.write(new byte[100], 0, 100);
      socket.inputStream().readNBytes(100);
      socket.shutdownOutput();
      socket.inputStream().readAllBytes();
    }
    network.sleep(Duration.ofMinutes(2));
    return loss;
  }

  @Test
  void aRunIsAsItWas() throws IOException {
    Fault loss = lossyEcho();

    assertThat(trace)
        .hasRetransmissions(1)
        .hasSent(SendCause.RETRANSMISSION_TIMEOUT, 1)
        .hasDrops(1)
        .hasDropsBy(loss, 1)
        .hasHandshakes(1)
        .hasResets(0)
        .hasEnded(Ending.FIN, 2)
        .hasDigest(trace.digest());
    assertThat(trace).from(client).hasRetransmissions(1).hasEnded(Ending.FIN, 1);
    assertThat(trace).from(server).hasRetransmissions(0).hasNoDrops();
    assertThat(trace).from(router).hasSent(SendCause.DATA, 0);
  }

  @Test
  void aFailureShowsThePackets() throws IOException {
    Fault loss = lossyEcho();

    assertThatThrownBy(() -> assertThat(trace).from(client).hasRetransmissions(2))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("expected exactly 2 retransmissions from client, but there was 1:")
        .hasMessageContaining("client > router")
        .hasMessageContaining("(no ACK came in time: send it again)");
    assertThatThrownBy(() -> assertThat(trace).from(server).hasRetransmissions(1))
        .hasMessageContaining("expected exactly 1 retransmission from server, but there were 0");
    assertThatThrownBy(() -> assertThat(trace).hasNoDropsBy(loss))
        .hasMessageContaining("dropped by loss client>server, but there was 1:")
        .hasMessageContaining("len");
    assertThatThrownBy(() -> assertThat(trace).hasConnectionEndedByRstFrom(client))
        .hasMessageContaining("ended by a RST from client; it sent 0 RSTs")
        .hasMessageContaining("server: 10.0.2.2:7 ↔ 10.0.1.1:")
        .hasMessageContaining("closed by FIN");
    assertThatThrownBy(() -> assertThat(trace).hasHandshakes(2))
        .hasMessageContaining("expected exactly 2 handshakes, but there was 1");
    assertThatThrownBy(() -> assertThat(trace).hasEnded(Ending.RESET, 1))
        .hasMessageContaining("reset by the peer, but there were 0");
    assertThatThrownBy(() -> assertThat(trace).hasDigest("other"))
        .hasMessageContaining(trace.digest());
    assertThatThrownBy(() -> assertThat(trace).as("the run").hasNoDrops())
        .hasMessageContaining("[the run]");
  }

  @Test
  void aResetHasItsSender() throws IOException {
    try (TcpServerSocket listening = server.listen(7)) {
      TcpSocket socket = client.connect(server.endpoint(7));
      TcpSocket accepted = listening.accept();
      socket.abort();
      network.sleep(Duration.ofSeconds(1));
      accepted.close();
    }

    assertThat(trace).hasConnectionEndedByRstFrom(client).hasResets(1);
    assertThat(trace).from(server).hasEnded(Ending.RESET, 1);
    assertThatThrownBy(() -> assertThat(trace).hasConnectionEndedByRstFrom(server))
        .isInstanceOf(AssertionError.class);
    assertThatCode(() -> assertThat(trace).hasNoDrops()).doesNotThrowAnyException();
  }

  @Test
  void whatACrashDropsIsItsAndNotTheNextOnes() throws IOException {
    TcpServerSocket listening = server.listen(7);
    TcpSocket socket = client.connect(server.endpoint(7));
    listening.accept();
    Fault first = server.crash();
    socket.write(new byte[100], 0, 100);
    network.sleep(Duration.ofMillis(500));
    first.close();
    Fault second = server.crash();
    int lost = Math.toIntExact(first.counts().dropped());

    org.assertj.core.api.Assertions.assertThat(lost).isPositive();
    assertThat(trace).hasDropsBy(first, lost).hasNoDropsBy(second);
    assertThatThrownBy(() -> assertThat(trace).hasNoDropsBy(first))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("dropped by crash of server");
  }

  @Test
  void eachCopyOfAPacketThatIsDroppedCounts() {
    Fault copies = network.oneWay(client, server).duplicate(1);
    Fault loss = network.oneWay(client, server).lose(1);
    Fault late = network.oneWay(router, server).lose(1);
    assertThatThrownBy(() -> client.connect(server.endpoint(7), Duration.ofMillis(100)))
        .isInstanceOf(IOException.class);

    assertThat(trace).hasDrops(2).hasDropsBy(loss, 2).hasNoDropsBy(copies).hasNoDropsBy(late);
  }

  @Test
  void aRefusedConnectionIsEndedByRstFromTheServer() {
    assertThatThrownBy(() -> client.connect(server.endpoint(9))).isInstanceOf(IOException.class);

    assertThat(trace).hasConnectionEndedByRstFrom(server).hasHandshakes(0);
  }

  @Test
  void whatANatTranslatesIsOneConnectionAndOneSegment() throws IOException {
    Nat nat = network.nat("nat");
    SimulatedHost inside = network.host("inside");
    network.cable(nat, router);
    network.cable(nat, inside);
    try (TcpServerSocket listening = server.listen(7)) {
      TcpSocket aborted = inside.connect(server.endpoint(7));
      TcpSocket accepted = listening.accept();
      aborted.abort();
      network.sleep(Duration.ofSeconds(1));
      accepted.close();
      assertThat(trace)
          .hasHandshakes(1)
          .hasResets(1)
          .hasSent(SendCause.ACTIVE_OPEN, 1)
          .hasConnectionEndedByRstFrom(inside);
      assertThat(trace).from(nat).hasResets(0);
      assertThatThrownBy(() -> assertThat(trace).hasConnectionEndedByRstFrom(server))
          .isInstanceOf(AssertionError.class);

      TcpSocket reset = inside.connect(server.endpoint(7));
      listening.accept().abort();
      network.sleep(Duration.ofSeconds(1));
      reset.close();
    }

    assertThat(trace).hasHandshakes(2).hasConnectionEndedByRstFrom(server);
  }

  @Test
  void aRstThatAFaultMadeIsNobodysWhoeverForwardsIt() throws IOException {
    try (TcpServerSocket listening = server.listen(7)) {
      TcpSocket socket = client.connect(server.endpoint(7));
      TcpSocket accepted = listening.accept();
      try (Fault reset = network.oneWay(client, server).reset()) {
        socket.write(new byte[100], 0, 100);
        network.sleep(Duration.ofSeconds(1));
        reset.assertExercised();
      }
      accepted.close();
    }

    assertThat(trace).hasEnded(Ending.RESET, 2).hasResets(0);
  }
}

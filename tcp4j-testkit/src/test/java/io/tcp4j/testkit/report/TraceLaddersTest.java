package io.tcp4j.testkit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.impair.PacketFilter;
import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.testkit.drawing.TextStyle;
import io.tcp4j.testkit.ladder.Ladder;
import io.tcp4j.testkit.ladder.TextLadder;
import io.tcp4j.testkit.network.CableConfig;
import io.tcp4j.testkit.network.Fault;
import io.tcp4j.testkit.network.Nat;
import io.tcp4j.testkit.network.Router;
import io.tcp4j.testkit.network.SimulatedHost;
import io.tcp4j.testkit.network.SimulatedNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceLaddersTest {
  private final SimulatedNetwork network = SimulatedNetwork.virtual(1);
  private final SimulatedHost client = network.host("client");
  private final SimulatedHost server = network.host("server");

  @BeforeEach
  void serve() {
    network.spawn(
        "echo",
        () -> {
          try (TcpServerSocket listening = server.listen(7)) {
            while (true) {
              try (TcpSocket socket = listening.accept()) {
                socket.inputStream().transferTo(socket.outputStream());
              } catch (IOException e) {
                // it was reset, or the run is over
                if (!server.isUp()) {
                  return;
                }
              }
            }
          }
        });
  }

  @AfterEach
  void close() {
    network.close();
  }

  private void exchange(int length) throws IOException {
    try (TcpSocket socket = client.connect(server.endpoint(7))) {
      socket.write(new byte[length], 0, length);
      socket.inputStream().readNBytes(length);
    }
    network.sleep(Duration.ofSeconds(1));
  }

  private String drawn() {
    List<Ladder> ladders = TraceLadders.of(network.trace());
    assertThat(ladders).hasSize(1);
    return TextLadder.draw(ladders.getFirst(), new TextStyle(true, false, 160));
  }

  @Test
  void aConnectionIsDrawnWithItsCausesAndStates() throws IOException {
    network.cable(client, server);
    exchange(10);

    assertThat(drawn())
        .contains("client 10.0.1.1", "server 10.0.1.2")
        .containsPattern("0.000 #1 .*SYN seq 0 .*->\\| SYN-RECEIVED +active OPEN")
        .containsPattern("1.000 #2 +ESTABLISHED \\|<-.* SYN,ACK .*on #1")
        .containsPattern("PSH,ACK seq 1 ack 1 len 10 -")
        .endsWith("server: closed by FIN.\n")
        .doesNotContain("lost -", "old:");
  }

  @Test
  void whatWasDroppedSaysByWhat() throws IOException {
    network.cable(client, server);
    try (Fault loss = network.oneWay(client, server).lose(PacketFilter.numbers(1))) {
      exchange(10);
      loss.assertExercised();
    }

    assertThat(drawn())
        .contains("(loss client>server begins)", "(loss client>server ends)")
        .containsPattern("#1 .*X lost .*dropped by loss client>server")
        .containsPattern("#2 .*SYN seq 0 .*->\\| SYN-RECEIVED");
  }

  @Test
  void aWayOverRoutersIsOneArrow() throws IOException {
    Router router = network.router("router");
    network.cable(client, router);
    network.cable(router, server);
    exchange(10);

    assertThat(drawn())
        .contains("client 10.0.1.1", "server 10.0.2.2")
        .containsPattern("0.000 #1 .*SYN seq 0 .*->\\| SYN-RECEIVED")
        .containsPattern("2.000 #2 .*<-.*SYN,ACK")
        .doesNotContain("router", "old:");
  }

  @Test
  void copiesAndLateComersHaveRowsOfTheirOwn() throws IOException {
    network.cable(client, server);
    network.oneWay(client, server).duplicate(1);
    network.oneWay(server, client).only(PacketFilter.numbers(2)).delay(Duration.ofMillis(30));
    exchange(10);

    assertThat(drawn())
        .containsPattern("old: SYN seq 0 .*->\\|")
        .containsPattern("<---.* \\.\\.\\.");
  }

  @Test
  void aResetByTheNetworkComesFromNobody() throws IOException {
    network.cable(client, server);
    try (TcpSocket socket = client.connect(server.endpoint(7));
        Fault reset = network.between(client, server).reset()) {
      socket.write(new byte[10], 0, 10);
      network.sleep(Duration.ofSeconds(1));
      reset.assertExercised();
    }

    assertThat(drawn())
        .containsPattern("CLOSED \\|<-+ RST .*made by the network")
        .contains("client: reset by the peer");
  }

  @Test
  void whatASenderMeetsWithIsNotedAtItsEnd() throws IOException {
    Router near = network.router("near");
    Router far = network.router("far");
    network.cable(client, near);
    network.cable(near, far, CableConfig.DEFAULT.withMtu(1280));
    network.cable(far, server);
    try (TcpSocket socket = client.connect(server.endpoint(7))) {
      socket.write(new byte[1448], 0, 1448);
      socket.inputStream().readNBytes(1448);
      try (Fault cut = network.oneWay(client, server).unreachable()) {
        socket.write(new byte[10], 0, 10);
        network.sleep(Duration.ofSeconds(5));
        cut.assertExercised();
      }
      socket.inputStream().readNBytes(10);
    }

    assertThat(drawn())
        .containsPattern("path MTU 1280, send MSS 1228: a packet was too")
        .containsPattern("ICMP: .*unreachable")
        .containsPattern("congestion window reduced to \\d+ bytes: the")
        .containsPattern("no answer to 3 retransmissions");
  }

  @Test
  void whatAnEndThrowsAwayIsNotedThere() throws IOException {
    network.cable(client, server);
    network.oneWay(client, server).only(PacketFilter.numbers(3)).duplicate(1);
    exchange(10);

    assertThat(drawn()).contains("dropped: ");
  }

  @Test
  void aNatHasALadderOnEachSide() throws IOException {
    Nat nat = network.nat("nat");
    network.cable(nat, server);
    network.cable(client, nat);
    exchange(10);

    List<Ladder> ladders = TraceLadders.of(network.trace());
    assertThat(ladders)
        .extracting(ladder -> ladder.left().name() + ">" + ladder.right().name())
        .containsExactly("client>nat", "nat>server");
  }

  @Test
  void aLongLadderIsCutInTheMiddle() throws IOException {
    network.cable(client, server);
    exchange(2_000_000);

    assertThat(drawn()).containsPattern("\\.\\.\\. \\d+ rows are left out \\.\\.\\.");
  }

  @Test
  void aRunWithoutConnectionsHasNoLadder(@TempDir Path directory) throws IOException {
    assertThat(RunReport.of(network).write(directory))
        .extracting(file -> file.getFileName().toString())
        .containsExactly("packets.pcapng", "hosts.txt");
  }
}

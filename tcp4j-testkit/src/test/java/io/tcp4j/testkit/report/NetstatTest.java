package io.tcp4j.testkit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.impair.PacketFilter;
import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.SynCookies;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.testkit.network.Fault;
import io.tcp4j.testkit.network.Router;
import io.tcp4j.testkit.network.SimulatedHost;
import io.tcp4j.testkit.network.SimulatedNetwork;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetstatTest {
  private final SimulatedNetwork network = SimulatedNetwork.virtual(1);
  private final SimulatedHost client = network.host("client");

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void allThatThereIsIsShown() throws IOException {
    SimulatedHost server = network.host("server");
    network.cable(client, server);
    TcpServerSocket listening = server.listen(7);
    TcpSocket socket = client.connect(server.endpoint(7));
    client.connect(server.endpoint(7));
    assertThat(listening.accept().remote()).isEqualTo(socket.local());
    socket.write(new byte[10], 0, 10);
    network.sleep(Duration.ofMillis(1));

    assertThat(Netstat.of(network))
        .contains("cable client-server: 1.000 ms each way, MTU 1500")
        .contains("client  10.0.1.1 fd00:0:0:1::1\n  10.0.1.0/24 by client-server\n")
        .containsPattern("LISTEN +1 +128 +\\* port 7")
        .contains("1 of 128 wait to be accepted, 0 handshakes under way")
        .containsPattern("ESTABLISHED +0 +10 +" + socket.local() + " +10.0.1.2:7")
        .containsPattern("ESTABLISHED +10 +0 +10.0.1.2:7 +" + socket.local())
        .containsPattern("rtt 2.000 ms, rto 200.000 ms")
        .contains("  tcp.active-opens 2\n")
        .doesNotContain("fault");
  }

  @Test
  void handshakesUnderWayAndCookiesAreCounted() throws IOException {
    TcpConfig tiny = TcpConfig.builder().synQueue(1).synCookies(SynCookies.WHEN_FULL).build();
    SimulatedHost server = network.host("server", stack -> stack.tcpConfig(tiny));
    network.cable(client, server);
    server.listen(7);
    try (Fault deaf = network.oneWay(server, client).lose(PacketFilter.EVERYTHING)) {
      client.stack().open(server.endpoint(7));
      client.stack().open(server.endpoint(7));
      network.sleep(Duration.ofMillis(10));

      assertThat(Netstat.of(network))
          .contains("fault loss server>client: 2 of 2 packets touched, 2 dropped, 0 added, 0 held")
          .contains("0 of 128 wait to be accepted, 1 handshakes under way")
          .containsPattern("SYN-RECEIVED +0 +1 +10.0.1.2:7")
          .contains("  tcp.cookies-sent 1\n");
      deaf.assertExercised();
    }
  }

  @Test
  void waysOverRoutersAreShownAndHostsThatAreDown() {
    SimulatedHost server = network.host("server");
    Router router = network.router("router");
    network.cable(client, router);
    network.cable(router, server);
    try (Fault _ = server.crash()) {
      assertThat(Netstat.of(network))
          .contains("  10.0.2.0/24 by client-router\n")
          .contains("  10.0.2.0/24 by router-server\n")
          .containsPattern("server  10.0.2.2 .*\n(  .* by router-server\n)+  is down\n");
    }
  }
}

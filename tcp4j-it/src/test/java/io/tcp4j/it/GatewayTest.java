package io.tcp4j.it;

import static io.tcp4j.it.GatewayNet.SERVER_V4;
import static io.tcp4j.it.GatewayNet.SERVER_V6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `tcp4j gateway` between the kernel's sockets of two namespaces: what one side does, the other
/// sees.
@SuppressWarnings("try") // how connections are closed is what is tested
@AgainstTheKernel
class GatewayTest {
  private static final int MUCH = 20_000_000;

  private GatewayNet net;

  @BeforeEach
  void aGateway(Namespace servers) {
    net =
        GatewayNet.start(
            servers, "-v", "--connect-timeout", "1", "--rewrite", "10.9.0.9=127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {SERVER_V4, SERVER_V6})
  void eachDirectionEndsByItself(String address) throws Exception {
    try (ServerSocket listening = net.listen();
        Socket client = net.connect(address, listening.getLocalPort());
        Socket server = GatewayNet.accept(listening)) {
      Thread sender = Thread.ofPlatform().start(() -> send(client));
      Data.verify(server.getInputStream(), MUCH);
      sender.join();
      assertThat(server.getInputStream().read()).isEqualTo(-1);
      Thread answerer = Thread.ofPlatform().start(() -> send(server));
      Data.verify(client.getInputStream(), MUCH);
      answerer.join();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      awaitLog(": closed, 20.0 MB there, 20.0 MB back");
    }
  }

  /// Sends everything, and ends that half.
  private static void send(Socket socket) {
    try {
      Data.write(socket.getOutputStream(), MUCH);
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitLog(String text) throws Exception {
    Await.until(text, net.gateway::errors, errors -> errors.contains(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {SERVER_V4, SERVER_V6})
  void aRefusalIsARefusal(String address) throws Exception {
    assertThatThrownBy(() -> net.connect(address, 81))
        .isInstanceOf(ConnectException.class)
        .hasMessage("Connection refused");
    awaitLog(":81: refused");
  }

  /// Of the kernel's error messages each has one of ICMP's codes behind it.
  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.1", "2001:db8:77::1"})
  void noRouteIsNoRoute(String address) {
    assertThatThrownBy(() -> net.connect(address, 80))
        .isInstanceOf(SocketException.class)
        .hasMessage("Network is unreachable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.1", "2001:db8:77::1"})
  void anUnreachableHostIsUnreachable(String address) {
    net.servers.run("ip", "route", "add", "unreachable", address);
    assertThatThrownBy(() -> net.connect(address, 80))
        .isInstanceOf(NoRouteToHostException.class)
        .hasMessage("No route to host");
  }

  /// Linux's clients hear "No route to host" of it in IPv4, and "Permission denied" in IPv6.
  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.1", "2001:db8:77::1"})
  void whatIsProhibitedIsProhibited(String address) throws Exception {
    net.servers.run("ip", "route", "add", "prohibit", address);
    boolean v4 = !address.contains(":");
    assertThatThrownBy(() -> net.connect(address, 80))
        .isInstanceOf(SocketException.class)
        .hasMessageStartingWith(v4 ? "No route to host" : "Permission denied");
    awaitLog(":80: prohibited");
  }

  @Test
  void silenceIsSilence() throws Exception {
    Namespace servers = net.servers;
    // Nobody holds it open, so what is sent into it is lost.
    servers.run("ip", "tuntap", "add", "dev", "void0", "mode", "tun");
    servers.run("ip", "address", "add", "203.0.113.1/24", "dev", "void0");
    servers.run("ip", "link", "set", "void0", "up");
    assertThatThrownBy(() -> net.connect("203.0.113.9", 80, 3000))
        .isInstanceOf(SocketTimeoutException.class);
    awaitLog("203.0.113.9:80: no answer");
  }

  @ParameterizedTest
  @ValueSource(strings = {SERVER_V4, SERVER_V6})
  void aResetOfTheServerReachesTheClient(String address) throws Exception {
    try (ServerSocket listening = net.listen();
        Socket client = net.connect(address, listening.getLocalPort());
        Socket server = GatewayNet.accept(listening)) {
      server.setSoLinger(true, 0);
      server.close();
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
      awaitLog("reset by the destination");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {SERVER_V4, SERVER_V6})
  void aResetOfTheClientReachesTheServer(String address) throws Exception {
    try (ServerSocket listening = net.listen();
        Socket client = net.connect(address, listening.getLocalPort());
        Socket server = GatewayNet.accept(listening)) {
      client.setSoLinger(true, 0);
      client.close();
      assertThatThrownBy(() -> server.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
      awaitLog("reset by the client");
    }
  }

  /// The gateway has 256 MB of heap, and each sender much to say.
  @Test
  void readersThatDoNotReadCostTheGatewayLittle() throws Exception {
    Socket[] clients = new Socket[10];
    Socket[] servers = new Socket[clients.length];
    try (ServerSocket listening = net.listen()) {
      for (int i = 0; i < clients.length; i++) {
        clients[i] = net.connect(SERVER_V4, listening.getLocalPort());
        servers[i] = GatewayNet.accept(listening);
        Socket sender = i % 2 == 0 ? servers[i] : clients[i];
        Thread.ofVirtual().start(() -> send(sender));
      }
      for (int i = 0; i < clients.length; i++) {
        Data.verify((i % 2 == 0 ? clients[i] : servers[i]).getInputStream(), MUCH);
      }
    } finally {
      for (int i = 0; i < clients.length; i++) {
        clients[i].close();
        servers[i].close();
      }
    }
  }

  @Test
  void anAddressCanBeRewrittenToTheMachineItself() throws Exception {
    try (ServerSocket listening = net.listen();
        Socket client = net.connect("10.9.0.9", listening.getLocalPort());
        Socket server = GatewayNet.accept(listening)) {
      assertThat(server.getLocalAddress().isLoopbackAddress()).isTrue();
      client.getOutputStream().write(7);
      assertThat(server.getInputStream().read()).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void aSignalResetsWhatIsCarriedAndSaysWhatWasDone(String signal) throws Exception {
    assumeTrue("TERM".equals(signal) || Program.hearsInterrupts(), "SIGINT is ignored here");
    try (ServerSocket listening = net.listen();
        Socket client = net.connect(SERVER_V4, listening.getLocalPort());
        Socket server = GatewayNet.accept(listening)) {
      client.getOutputStream().write(7);
      assertThat(server.getInputStream().read()).isEqualTo(7);
      Duration limit = Duration.ofSeconds(20);
      Program.run(limit, List.of("kill", "-" + signal, "" + net.gateway.pid()));
      assertThatThrownBy(() -> server.getInputStream().read()).hasMessage("Connection reset");
      assertThatThrownBy(() -> client.getInputStream().read()).hasMessage("Connection reset");
      assertThat(net.gateway.awaitExit(limit)).isEqualTo("TERM".equals(signal) ? 143 : 130);
      assertThat(net.gateway.output()).isEqualTo("READY\n");
      assertThat(net.gateway.errors())
          .contains("1 flows, 1 B from clients, 0 B to them; 0 reset, 0 refused");
      assertThat(net.client.run("ip", "link")).doesNotContain(GatewayNet.DEVICE);
    }
  }
}

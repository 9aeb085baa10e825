package io.tcp4j.testkit.network;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.testkit.network.Echo.World;
import io.tcp4j.testkit.time.Task;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocket;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// TLS of the JDK's, on top of sockets of simulated hosts, in virtual time.
@Timeout(60)
class TlsTest {
  private static final int PORT = 443;
  private static final int MUCH = 4 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final World world = World.of(1);
  private final SimulatedNetwork network = world.network();
  private Tls tls = Tls.load(1);

  @AfterEach
  void close() {
    network.close();
  }

  private ServerSocket listen() throws IOException {
    return world.server().serverSocketFactory().createServerSocket(PORT);
  }

  private Socket connectTcp() throws IOException {
    Socket socket = world.client().socketFactory().createSocket();
    socket.connect(new InetSocketAddress(world.server().address().toInetAddress(), PORT));
    return socket;
  }

  private record Ends(SSLSocket client, SSLSocket server) {}

  private Ends connect() throws Exception {
    ServerSocket listening = listen();
    Task<SSLSocket> accepting =
        network.spawn(
            "accept",
            () -> {
              SSLSocket accepted = tls.server(listening.accept());
              accepted.startHandshake();
              return accepted;
            });
    SSLSocket client = tls.client(connectTcp());
    client.startHandshake();
    return new Ends(client, accepting.get());
  }

  @Test
  void theHandshakeTakesTwoRoundTripsOfVirtualTime() throws Exception {
    Ends ends = connect();

    assertThat(ends.client().getSession().getProtocol()).isEqualTo("TLSv1.3");
    assertThat(ends.client().getSession().getPeerPrincipal().getName()).isEqualTo("CN=server.test");
    assertThat(network.now()).isBetween(Duration.ofMillis(4), Duration.ofMillis(10));
    ends.client().getOutputStream().write("hello".getBytes(US_ASCII));
    assertThat(ends.server().getInputStream().readNBytes(5)).asString(US_ASCII).isEqualTo("hello");
  }

  private static String digest(long seed) throws Exception {
    var test = new TlsTest();
    test.tls = Tls.load(seed);
    try (test.network) {
      Ends ends = test.connect();
      ends.client().getOutputStream().write("hello".getBytes(US_ASCII));
      assertThat(ends.server().getInputStream().readNBytes(5)).hasSize(5);
      ends.client().close();
      assertThat(ends.server().getInputStream().read()).isEqualTo(-1);
      ends.server().close();
      return test.network.trace().digest();
    }
  }

  @Test
  void runsWithTheSameSeedHaveTheSamePackets() throws Exception {
    assertThat(digest(1)).isEqualTo(digest(1)).isNotEqualTo(digest(2));
  }

  @Test
  void bothEndsWriteMoreThanAllBuffersHoldWhileTheyRead() throws Exception {
    Ends ends = connect();
    Task<Boolean> forth =
        network.spawn("forth", () -> ends.client().getOutputStream().write(new byte[MUCH]));
    Task<Boolean> back =
        network.spawn("back", () -> ends.server().getOutputStream().write(new byte[MUCH]));
    network.sleep(PATIENCE);
    assertThat(List.of(forth, back)).noneMatch(Task::isDone);
    Task<byte[]> there =
        network.spawn("there", () -> ends.client().getInputStream().readNBytes(MUCH));

    assertThat(ends.server().getInputStream().readNBytes(MUCH)).hasSize(MUCH);
    assertThat(there.get()).hasSize(MUCH);
    assertThat(forth.get() && back.get()).isTrue();
  }

  @Test
  void whoHasEndedItsOutputStillReads() throws Exception {
    Ends ends = connect();
    ends.client().getOutputStream().write(1);
    ends.client().shutdownOutput();
    assertThat(ends.server().getInputStream().readAllBytes()).containsExactly(1);
    ends.server().getOutputStream().write(2);
    ends.server().close();

    assertThat(ends.client().getInputStream().readAllBytes()).containsExactly(2);
  }

  @Test
  void aPartitionInTheHandshakeIsAReadThatTimesOut() throws Exception {
    listen();
    Socket tcp = connectTcp();
    tcp.setSoTimeout((int) PATIENCE.toMillis());
    SSLSocket client = tls.client(tcp);
    Duration start = network.now();
    try (Fault cut = network.partition(world.client(), world.server())) {
      assertThatThrownBy(client::startHandshake)
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("Read timed out");
      cut.assertExercised();
    }
    assertThat(network.now().minus(start)).isEqualTo(PATIENCE);
  }

  @Test
  void aResetIsNotTakenForTheEnd() throws Exception {
    Ends ends = connect();
    try (Fault reset = network.between(world.client(), world.server()).reset()) {
      ends.client().getOutputStream().write(1);

      assertThatThrownBy(() -> ends.client().getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
      reset.assertExercised();
    }
  }

  @Test
  void closeEndsAReadThatWaits() throws Exception {
    Ends ends = connect();
    Task<Integer> reader = network.spawn("reader", () -> ends.client().getInputStream().read());
    network.sleep(PATIENCE);
    Duration before = network.now();
    ends.client().close();

    assertThatThrownBy(reader::get).rootCause().isInstanceOf(SocketException.class);
    assertThat(network.now()).isEqualTo(before);
    assertThat(ends.server().getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void okHttpTalksHttps() throws Exception {
    ServerSocket listening = listen();
    network.spawn("web server", () -> Web.answerAll(tls.server(listening.accept())));
    OkHttpClient client =
        Web.client(world)
            .sslSocketFactory(tls.sockets(), tls.trust())
            .protocols(List.of(Protocol.HTTP_1_1))
            .build();

    assertThat(Web.get(client, "https://server.test/one")).isEqualTo("/one");
    assertThat(Web.get(client, "https://server.test/two")).isEqualTo("/two");
  }
}

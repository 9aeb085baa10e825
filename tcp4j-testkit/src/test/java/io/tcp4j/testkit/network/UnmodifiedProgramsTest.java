package io.tcp4j.testkit.network;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.testkit.network.Echo.World;
import io.tcp4j.testkit.time.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Programs that know nothing of tcp4j, on simulated hosts.
@Timeout(60)
class UnmodifiedProgramsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// A web server as one writes it in an afternoon: one request after the other, each answered with
  /// its path.
  private static void serveHttp(SimulatedNetwork network, SimulatedHost host) {
    network.spawn(
        "web server",
        () -> {
          try (ServerSocket server = host.serverSocketFactory().createServerSocket(80)) {
            while (true) {
              answerAll(server.accept());
            }
          } catch (SocketException e) {
            // The host has gone.
          }
        });
  }

  private static void answerAll(Socket socket) {
    try (socket) {
      var input = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      OutputStream output = socket.getOutputStream();
      String request;
      while ((request = input.readLine()) != null) {
        String path = request.split(" ", -1)[1];
        while (!input.readLine().isEmpty()) {
          // Headers say nothing to this server.
        }
        output.write(
            ("HTTP/1.1 200 OK\r\nContent-Length: " + path.length() + "\r\n\r\n" + path)
                .getBytes(US_ASCII));
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  /// A client that finds every name at the server.
  private static OkHttpClient httpClient(World world) {
    return new OkHttpClient.Builder()
        .socketFactory(world.client().socketFactory())
        .dns(name -> List.of(world.server().address().toInetAddress()))
        .connectTimeout(PATIENCE)
        .readTimeout(PATIENCE)
        .build();
  }

  private static String get(OkHttpClient client, String path) throws IOException {
    Request request = new Request.Builder().url("http://server.test" + path).build();
    try (Response response = client.newCall(request).execute()) {
      return Objects.requireNonNull(response.body()).string();
    }
  }

  private static InetSocketAddress at(SimulatedHost host, int port) {
    return new InetSocketAddress(host.address().toInetAddress(), port);
  }

  @Test
  void okHttpTalksToAServerInVirtualTime() throws IOException {
    try (World world = World.of(1)) {
      serveHttp(world.network(), world.server());
      OkHttpClient client = httpClient(world);

      assertThat(get(client, "/one")).isEqualTo("/one");
      assertThat(get(client, "/two")).isEqualTo("/two");
      assertThat(world.network().now()).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void okHttpTimesOutInAPartitionAndGetsThroughBehindIt() throws IOException {
    try (World world = World.of(1)) {
      serveHttp(world.network(), world.server());
      OkHttpClient client = httpClient(world);
      assertThat(get(client, "/before")).isEqualTo("/before");
      Duration start = world.network().now();
      try (Fault cut = world.network().partition(world.client(), world.server())) {
        assertThatThrownBy(() -> get(client, "/lost")).isInstanceOf(SocketTimeoutException.class);
        cut.assertExercised();
      }
      // The connection of before, then, as OkHttp tries again, a new one.
      assertThat(world.network().now().minus(start)).isBetween(PATIENCE, PATIENCE.multipliedBy(3));
      assertThat(get(client, "/behind")).isEqualTo("/behind");
    }
  }

  @Test
  void okHttpTalksToAServerInRealTime() throws IOException {
    try (World world = World.of(SimulatedNetwork.real(1))) {
      serveHttp(world.network(), world.server());

      assertThat(get(httpClient(world), "/real")).isEqualTo("/real");
    }
  }

  @Test
  void okHttpHearsOfAReset() throws IOException {
    try (World world = World.of(1)) {
      world
          .network()
          .spawn(
              "server",
              () -> {
                try (ServerSocket server =
                        world.server().serverSocketFactory().createServerSocket(80);
                    Socket socket = server.accept()) {
                  socket.setSoLinger(true, 0);
                }
              });
      OkHttpClient client = httpClient(world).newBuilder().retryOnConnectionFailure(false).build();

      assertThatThrownBy(() -> get(client, "/"))
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
    }
  }

  @Test
  void connectTimesOutAfterItsTimeToTheMillisecond() throws IOException {
    try (World world = World.of(1);
        Fault cut = world.network().partition(world.client(), world.server())) {
      Socket socket = world.client().socketFactory().createSocket();

      assertThatThrownBy(() -> socket.connect(at(world.server(), 80), 5000))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("Connect timed out");
      assertThat(world.network().now()).isEqualTo(Duration.ofSeconds(5));
      cut.assertExercised();
      assertThat(socket.isClosed()).isTrue();
    }
  }

  @Test
  void connectGivesUpWhenTcpDoes() throws IOException {
    try (World world = World.of(1);
        Fault cut = world.network().partition(world.client(), world.server())) {
      Socket socket = world.client().socketFactory().createSocket();

      assertThatThrownBy(() -> socket.connect(at(world.server(), 80)))
          .isInstanceOf(ConnectException.class)
          .hasMessage("Connection timed out");
      cut.assertExercised();
    }
  }

  @Test
  void closeEndsAConnectThatWaits() throws Exception {
    try (World world = World.of(1);
        Fault cut = world.network().partition(world.client(), world.server())) {
      Socket socket = world.client().socketFactory().createSocket();
      Task<Boolean> connecting =
          world.network().spawn("connect", () -> socket.connect(at(world.server(), 80)));
      world.network().sleep(Duration.ofSeconds(1));
      socket.close();

      assertThatThrownBy(connecting::get)
          .rootCause()
          .isInstanceOf(SocketException.class)
          .hasMessage("Socket closed");
      assertThat(world.network().now()).isEqualTo(Duration.ofSeconds(1));
      cut.assertExercised();
    }
  }

  @Test
  void aSlowReaderHoldsUpTheWriterAndAReadOfHisEndsWithTheSocket() throws Exception {
    try (World world = World.of(1)) {
      ServerSocket server = world.server().serverSocketFactory().createServerSocket(80);
      Socket client = world.client().socketFactory().createSocket();
      client.connect(at(world.server(), 80));
      Socket accepted = server.accept();
      try (SlowReads slow = world.server().readSlowly(0)) {
        Task<Integer> reader =
            world.network().spawn("reader", () -> accepted.getInputStream().read());
        Task<Boolean> writer =
            world
                .network()
                .spawn("writer", () -> client.getOutputStream().write(new byte[8 << 20]));
        world.network().sleep(Duration.ofMinutes(5));
        assertThat(writer.isDone()).isFalse();
        slow.assertExercised();
        accepted.close();

        assertThatThrownBy(reader::get).rootCause().hasMessage("Socket closed");
        assertThatThrownBy(writer::get).rootCause().isInstanceOf(SocketException.class);
      }
    }
  }

  @Test
  void aFactoryOutlivesACrashAndItsSocketsDoNot() throws IOException {
    try (World world = World.of(1)) {
      serveHttp(world.network(), world.server());
      Socket before = world.client().socketFactory().createSocket();
      before.connect(at(world.server(), 80));
      try (Fault down = world.client().crash()) {
        assertThatThrownBy(() -> before.getInputStream().read())
            .isInstanceOf(SocketException.class);
        Socket meanwhile = world.client().socketFactory().createSocket();
        assertThatThrownBy(() -> meanwhile.connect(at(world.server(), 80)))
            .isInstanceOf(SocketException.class)
            .hasMessage("Network is down");
        assertThat(down.name()).isEqualTo("crash of client");
      }
      Socket after = world.client().socketFactory().createSocket();
      after.connect(at(world.server(), 80), 1000);
      after.close();
    }
  }
}

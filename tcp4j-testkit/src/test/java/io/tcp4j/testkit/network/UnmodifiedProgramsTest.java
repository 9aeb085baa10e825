package io.tcp4j.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.testkit.network.Echo.World;
import io.tcp4j.testkit.time.Task;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Programs that know nothing of tcp4j, on simulated hosts.
@Timeout(60)
class UnmodifiedProgramsTest {
  private static InetSocketAddress at(SimulatedHost host, int port) {
    return new InetSocketAddress(host.address().toInetAddress(), port);
  }

  @Test
  void okHttpTalksToAServerInVirtualTime() throws IOException {
    try (World world = World.of(1)) {
      Web.serve(world.network(), world.server());
      OkHttpClient client = Web.client(world).build();

      assertThat(Web.get(client, "http://server.test/one")).isEqualTo("/one");
      assertThat(Web.get(client, "http://server.test/two")).isEqualTo("/two");
      assertThat(world.network().now()).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void okHttpTimesOutInAPartitionAndGetsThroughBehindIt() throws IOException {
    try (World world = World.of(1)) {
      Web.serve(world.network(), world.server());
      OkHttpClient client = Web.client(world).build();
      assertThat(Web.get(client, "http://server.test/before")).isEqualTo("/before");
      Duration start = world.network().now();
      try (Fault cut = world.network().partition(world.client(), world.server())) {
        assertThatThrownBy(() -> Web.get(client, "http://server.test/lost"))
            .isInstanceOf(SocketTimeoutException.class);
        cut.assertExercised();
      }
      // The connection of before, then, as OkHttp tries again, a new one.
      assertThat(world.network().now().minus(start))
          .isBetween(Web.PATIENCE, Web.PATIENCE.multipliedBy(3));
      assertThat(Web.get(client, "http://server.test/behind")).isEqualTo("/behind");
    }
  }

  @Test
  void okHttpTalksToAServerInRealTime() throws IOException {
    try (World world = World.of(SimulatedNetwork.real(1))) {
      Web.serve(world.network(), world.server());

      assertThat(Web.get(Web.client(world).build(), "http://server.test/real")).isEqualTo("/real");
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
      OkHttpClient client = Web.client(world).retryOnConnectionFailure(false).build();

      assertThatThrownBy(() -> Web.get(client, "http://server.test/"))
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
  void aFactoryOutlivesACrashAndItsSocketsDoNot() throws IOException {
    try (World world = World.of(1)) {
      Web.serve(world.network(), world.server());
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

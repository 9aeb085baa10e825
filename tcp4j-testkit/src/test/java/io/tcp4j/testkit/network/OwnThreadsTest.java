package io.tcp4j.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.testkit.network.Echo.World;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Programs with threads of their own, in scaled and in real time.
@Timeout(60)
class OwnThreadsTest {
  private static final int FACTOR = 20;
  private static final int CALLS = 20;

  /// A web server with a thread for each connection, which the network knows nothing of.
  private static void serve(SimulatedHost host) throws IOException {
    ServerSocket server = host.serverSocketFactory().createServerSocket(80);
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (server) {
                while (true) {
                  Socket socket = server.accept();
                  Thread.ofPlatform().daemon().start(() -> Web.answerAll(socket));
                }
              } catch (IOException e) {
                // The host has gone.
              }
            });
  }

  private static CompletableFuture<String> enqueue(OkHttpClient client, String path) {
    var answer = new CompletableFuture<String>();
    client
        .newCall(Web.request("http://server.test" + path))
        .enqueue(
            new Callback() {
              @Override
              public void onResponse(Call call, Response response) throws IOException {
                try (response) {
                  answer.complete(Objects.requireNonNull(response.body()).string());
                }
              }

              @Override
              public void onFailure(Call call, IOException failure) {
                answer.completeExceptionally(failure);
              }
            });
    return answer;
  }

  private static void callsInParallelAreAnswered(SimulatedNetwork network) throws Exception {
    try (World world = World.of(network)) {
      serve(world.server());
      OkHttpClient client = Web.client(world).build();
      List<CompletableFuture<String>> answers =
          IntStream.range(0, CALLS).mapToObj(i -> enqueue(client, "/" + i)).toList();
      for (int i = 0; i < CALLS; i++) {
        assertThat(answers.get(i).get(30, TimeUnit.SECONDS)).isEqualTo("/" + i);
      }
      client.dispatcher().executorService().shutdown();
    }
  }

  @Test
  void okHttpsOwnThreadsCallInRealTime() throws Exception {
    callsInParallelAreAnswered(SimulatedNetwork.real(1));
  }

  @Test
  void okHttpsOwnThreadsCallInScaledTime() throws Exception {
    callsInParallelAreAnswered(SimulatedNetwork.scaled(1, FACTOR));
  }

  @Test
  void okHttpsOwnThreadsHearOfAPartitionWhenScaledTimeIsOver() throws Exception {
    try (World world = World.of(SimulatedNetwork.scaled(1, FACTOR))) {
      serve(world.server());
      OkHttpClient client = Web.client(world).retryOnConnectionFailure(false).build();
      Duration start = world.network().now();
      try (Fault cut = world.network().partition(world.client(), world.server())) {
        CompletableFuture<String> answer = enqueue(client, "/");
        assertThatThrownBy(() -> answer.get(30, TimeUnit.SECONDS))
            .isInstanceOf(ExecutionException.class)
            .hasRootCauseInstanceOf(SocketTimeoutException.class);
        cut.assertExercised();
      }
      assertThat(world.network().now().minus(start)).isGreaterThanOrEqualTo(Web.PATIENCE);
      client.dispatcher().executorService().shutdown();
    }
  }

  @Test
  void aReadTimeoutIsOfScaledTime() throws IOException {
    try (World world = World.of(SimulatedNetwork.scaled(1, 100));
        ServerSocket server = world.server().serverSocketFactory().createServerSocket(80);
        Socket socket = world.client().socketFactory().createSocket()) {
      socket.connect(
          new InetSocketAddress(world.server().address().toInetAddress(), server.getLocalPort()));
      socket.setSoTimeout(5000);
      long start = System.nanoTime();
      Duration began = world.network().now();

      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("Read timed out");
      assertThat(world.network().now().minus(began)).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(50), Duration.ofSeconds(4));
    }
  }

  /// Which packets of a way a lossy cable drops; the times of the packets are the machine's affair.
  private static List<Boolean> fates(long seed) throws IOException {
    try (World world = World.of(SimulatedNetwork.scaled(seed, 100))) {
      Echo.serve(world.network(), world.server());
      try (Fault loss = world.network().oneWay(world.client(), world.server()).lose(0.3);
          var socket = world.client().connect(world.server().endpoint(Echo.PORT))) {
        for (int i = 0; i < 30; i++) {
          assertThat(Echo.roundTrip(socket, Echo.text(10))).hasSize(10);
        }
        loss.assertExercised();
      }
      List<Boolean> fates = new ArrayList<>();
      world.network().trace().packets().stream()
          .filter(packet -> packet.sent().from().equals("client"))
          .forEach(packet -> fates.add(packet.droppedBy() != null));
      return fates;
    }
  }

  @Test
  void thePlanOfFaultsIsTheSameInEachScaledRun() throws IOException {
    List<Boolean> first = fates(7);
    List<Boolean> again = fates(7);
    int common = Math.min(30, Math.min(first.size(), again.size()));

    assertThat(first).contains(true);
    assertThat(again.subList(0, common)).isEqualTo(first.subList(0, common));
  }
}

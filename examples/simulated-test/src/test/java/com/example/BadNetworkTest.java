package com.example;

import static io.tcp4j.testkit.assertj.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.stack.TcpSocket;
import io.tcp4j.testkit.junit.SimulatedTest;
import io.tcp4j.testkit.network.Fault;
import io.tcp4j.testkit.network.SimulatedHost;
import io.tcp4j.testkit.network.SimulatedNetwork;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;

/// What breaks network programs, and a hundred times each, in seconds. Whatever fails says with
/// which seed, and leaves a ladder of what happened under `target/tcp4j`.
class BadNetworkTest {
  private static final byte[] HELLO = "hello".getBytes();

  /// An echo server in blocking code, and a network that is a little different for each seed.
  @BeforeEach
  void serve(SimulatedNetwork network, SimulatedHost client, SimulatedHost server) {
    network.cable(client, server);
    network.between(client, server).delay(Duration.ofMillis(20), Duration.ofMillis(10));
    network.between(client, server).lose(0.01);
    server.runs(
        "echo",
        () -> {
          try (var listening = server.listen(7)) {
            while (true) {
              try (var socket = listening.accept()) {
                server.input(socket).transferTo(socket.outputStream());
              } catch (IOException e) {
                // the client has gone: on to the next
              }
            }
          }
        });
  }

  @SimulatedTest(seeds = 100)
  void aPartitionIsOnlyADelay(SimulatedNetwork network, SimulatedHost client, SimulatedHost server)
      throws IOException {
    try (TcpSocket socket = client.connect(server.endpoint(7))) {
      try (Fault cut = network.partition(client, server)) {
        socket.outputStream().write(HELLO);
        network.sleep(Duration.ofSeconds(10)); // takes no time at all
        cut.assertExercised();
      }
      assertThat(socket.inputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
    }
    assertThat(network.trace()).hasHandshakes(1).hasResets(0);
  }

  @SimulatedTest(seeds = 100)
  void aSlowReaderStopsTheWriterAndAReadTimeoutHelps(
      SimulatedNetwork network, SimulatedHost client, SimulatedHost server) throws IOException {
    try (TcpSocket socket = client.connect(server.endpoint(7))) {
      socket.setReadTimeout(Duration.ofSeconds(5));
      try (Fault slow = server.readSlowly(0)) {
        socket.outputStream().write(HELLO);
        assertThatThrownBy(() -> socket.inputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
        slow.assertExercised();
      }
      assertThat(socket.inputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
    }
  }

  @SimulatedTest(seeds = 100)
  void aResetIsAnExceptionAndTheNextConnectionWorks(
      SimulatedNetwork network, SimulatedHost client, SimulatedHost server) throws IOException {
    try (TcpSocket socket = client.connect(server.endpoint(7));
        Fault reset = network.between(client, server).reset()) {
      socket.outputStream().write(HELLO);
      assertThatThrownBy(() -> socket.inputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
      reset.assertExercised();
    }
    try (TcpSocket socket = client.connect(server.endpoint(7))) {
      socket.outputStream().write(HELLO);
      assertThat(socket.inputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
    }
  }

  @SimulatedTest(seeds = 100)
  void aServerThatWasRestartedKnowsNothingOfOldConnections(
      SimulatedHost client, SimulatedHost server) throws IOException {
    try (TcpSocket socket = client.connect(server.endpoint(7))) {
      server.reboot();
      socket.outputStream().write(HELLO);
      assertThatThrownBy(() -> socket.inputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
    }
    try (TcpSocket socket = client.connect(server.endpoint(7))) {
      socket.outputStream().write(HELLO);
      assertThat(socket.inputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
    }
  }
}

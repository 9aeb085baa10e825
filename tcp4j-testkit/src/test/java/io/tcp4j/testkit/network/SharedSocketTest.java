package io.tcp4j.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.testkit.network.Echo.World;
import io.tcp4j.testkit.time.Task;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Several threads of a simulation in calls on the same socket.
@Timeout(60)
class SharedSocketTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int MUCH = 4 << 20;

  private final World world = World.of(1);
  private final SimulatedNetwork network = world.network();
  private TcpServerSocket listening;
  private TcpSocket client;
  private TcpSocket server;

  @BeforeEach
  void connect() throws IOException {
    listening = world.server().listen(Echo.PORT);
    client = world.client().connect(world.server().endpoint(Echo.PORT));
    server = listening.accept();
  }

  @AfterEach
  void close() {
    network.close();
  }

  private static int readOne(TcpSocket socket) throws IOException {
    return socket.inputStream().read();
  }

  private static boolean write(TcpSocket socket, byte[] bytes) throws IOException {
    socket.write(bytes, 0, bytes.length);
    return true;
  }

  private static byte[] repeated(int octet, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) octet);
    return bytes;
  }

  @Test
  void readersAreServedInTheOrderInWhichTheyCame() throws Exception {
    List<String> history = new ArrayList<>();
    List<Task<Boolean>> readers = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      readers.add(
          network.spawn(
              name,
              () -> {
                for (int octet = readOne(client); octet >= 0; octet = readOne(client)) {
                  history.add(name + octet);
                }
              }));
    }
    for (int octet = 1; octet <= 6; octet++) {
      network.sleep(SECOND);
      write(server, new byte[] {(byte) octet});
    }
    server.close();
    for (Task<Boolean> reader : readers) {
      reader.get();
    }
    assertThat(history).containsExactly("a1", "b2", "c3", "a4", "b5", "c6");
  }

  @Test
  void aWriteIsNotTornByAnother() throws Exception {
    Task<Boolean> first = network.spawn("first", () -> write(client, repeated(1, MUCH)));
    Task<Boolean> second = network.spawn("second", () -> write(client, repeated(2, MUCH)));
    network.sleep(SECOND);
    assertThat(first.isDone()).isFalse();

    assertThat(server.inputStream().readNBytes(MUCH)).containsOnly(1);
    assertThat(server.inputStream().readNBytes(MUCH)).containsOnly(2);
    assertThat(first.get() && second.get()).isTrue();
  }

  @Test
  void bothEndsReadWhileTheirWritesWaitForRoom() throws Exception {
    List<Task<Boolean>> writers = new ArrayList<>();
    for (TcpSocket end : List.of(client, server)) {
      writers.add(network.spawn("writes to " + end, () -> write(end, repeated(1, MUCH))));
      writers.add(network.spawn("writes to " + end, () -> write(end, repeated(2, MUCH))));
    }
    network.sleep(SECOND);
    assertThat(writers).noneMatch(Task::isDone);
    Task<byte[]> there = network.spawn("reads", () -> client.inputStream().readNBytes(MUCH + MUCH));

    assertThat(server.inputStream().readNBytes(MUCH + MUCH)).hasSize(MUCH + MUCH);
    assertThat(there.get()).hasSize(MUCH + MUCH);
    for (Task<Boolean> writer : writers) {
      assertThat(writer.get()).isTrue();
    }
  }

  @Test
  void closeEndsTheWaitsOfAllReadersAndWriters() throws Exception {
    List<Task<?>> waiting = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      waiting.add(network.spawn(name, () -> readOne(client)));
      waiting.add(network.spawn(name, () -> write(client, new byte[MUCH])));
    }
    network.sleep(SECOND);
    assertThat(waiting).noneMatch(Task::isDone);
    Duration before = network.now();
    client.close();

    for (Task<?> task : waiting) {
      assertThatThrownBy(task::get)
          .rootCause()
          .isInstanceOf(SocketException.class)
          .hasMessage("Socket closed");
    }
    assertThat(network.now()).isEqualTo(before);
  }

  @Test
  void theReadTimeoutCountsFromTheCallAndNotFromTheTurn() throws Exception {
    client.setReadTimeout(Duration.ofSeconds(10));
    Duration start = network.now();
    Task<Duration> first = network.spawn("first", () -> timesOut());
    network.sleep(Duration.ofSeconds(4));
    Task<Duration> second = network.spawn("second", () -> timesOut());
    client.setReadTimeout(SECOND);
    network.sleep(Duration.ofMillis(1));
    Task<Duration> third = network.spawn("third", () -> timesOut());

    assertThat(first.get()).isEqualTo(start.plusSeconds(10));
    assertThat(second.get()).isEqualTo(start.plusSeconds(5));
    assertThat(third.get()).isEqualTo(start.plusSeconds(5).plusMillis(1));
    write(server, new byte[] {42});
    assertThat(readOne(client)).isEqualTo(42);
  }

  private Duration timesOut() {
    assertThatThrownBy(() -> readOne(client))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessage("Read timed out");
    return network.now();
  }

  /// As in the JDK's sockets: whose turn it is not yet does not hear of an interrupt.
  @Test
  void anInterruptOfOneInLineIsHeardWhenItIsItsTurn() throws Exception {
    Task<Integer> first = network.spawn("first", () -> readOne(client));
    Task<Integer> second = network.spawn("second", () -> readOne(client));
    network.sleep(SECOND);
    second.interrupt();
    network.sleep(SECOND);
    assertThat(second.isDone()).isFalse();
    write(server, new byte[] {42});

    assertThat(first.get()).isEqualTo(42);
    assertThatThrownBy(second::get).rootCause().hasMessage("Closed by interrupt");
    assertThat(client.isClosed()).isTrue();
  }

  @Test
  void acceptersAreServedInTheOrderInWhichTheyCame() throws Exception {
    List<String> order = new ArrayList<>();
    List<Task<Boolean>> accepters = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      accepters.add(
          network.spawn(
              name,
              () -> {
                listening.accept().close();
                order.add(name);
              }));
    }
    for (int i = 0; i < accepters.size(); i++) {
      network.sleep(SECOND);
      world.client().connect(world.server().endpoint(Echo.PORT)).close();
    }
    for (Task<Boolean> accepter : accepters) {
      accepter.get();
    }
    assertThat(order).containsExactly("a", "b", "c");
  }

  @Test
  void whoNeverGetsItsTurnDoesNotHoldUpTheOthers() throws Exception {
    Task<Integer> first = network.spawn("first", () -> readOne(client));
    network.sleep(SECOND);
    client.setReadTimeout(SECOND);
    assertThat(timesOut()).isEqualTo(network.now());
    client.setReadTimeout(Duration.ZERO);
    Task<Integer> third = network.spawn("third", () -> readOne(client));
    network.sleep(SECOND);
    write(server, new byte[] {1, 2});

    assertThat(first.get()).isEqualTo(1);
    assertThat(third.get()).isEqualTo(2);
  }
}

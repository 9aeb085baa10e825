package io.tcp4j.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.testkit.network.Echo.World;
import io.tcp4j.testkit.time.Task;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What sockets of the JDK's see of a peer that reads slowly, or not at all.
@Timeout(60)
class SlowReaderTest {
  private static final int MUCH = 8 << 20;
  private static final Duration HOUR = Duration.ofHours(1);

  private final World world = World.of(1);
  private final SimulatedNetwork network = world.network();
  private Socket client;
  private Socket server;

  @BeforeEach
  void connect() throws IOException {
    ServerSocket listening = world.server().serverSocketFactory().createServerSocket(80);
    client = world.client().socketFactory().createSocket();
    client.connect(new InetSocketAddress(world.server().address().toInetAddress(), 80));
    server = listening.accept();
  }

  @AfterEach
  void close() {
    network.close();
  }

  private Task<Boolean> write(Socket socket) {
    return network.spawn("writer", () -> socket.getOutputStream().write(new byte[MUCH]));
  }

  @Test
  void aWriteBlocksAsLongAsItTakesAndTheSocketsTimeoutIsNotForIt() throws Exception {
    client.setSoTimeout(1000);
    Task<Boolean> writer;
    Task<byte[]> reader;
    try (SlowReads slow = world.server().readSlowly(0)) {
      reader = network.spawn("reader", () -> server.getInputStream().readNBytes(MUCH));
      writer = write(client);
      network.sleep(HOUR);
      assertThat(writer.isDone()).isFalse();
      slow.assertExercised();
    }
    assertThat(writer.get()).isTrue();
    assertThat(reader.get()).hasSize(MUCH);
  }

  @Test
  void aReaderTakesItsTimeAndSoDoesTheWriter() throws Exception {
    int perSecond = MUCH / 100;
    Duration start = network.now();
    try (SlowReads slow = world.server().readSlowly(perSecond)) {
      Task<Boolean> writer = write(client);
      assertThat(server.getInputStream().readNBytes(MUCH)).hasSize(MUCH);
      assertThat(network.now().minus(start))
          .isBetween(Duration.ofSeconds(95), Duration.ofSeconds(105));
      assertThat(writer.get()).isTrue();
      slow.assertExercised();
    }
  }

  @Test
  void closeEndsTheWriteAndWhatWasTakenStillArrives() throws Exception {
    Task<Boolean> writer;
    try (SlowReads slow = world.server().readSlowly(0)) {
      writer = write(client);
      network.sleep(HOUR);
      Duration before = network.now();
      client.close();
      assertThatThrownBy(writer::get)
          .rootCause()
          .isInstanceOf(SocketException.class)
          .hasMessage("Socket closed");
      assertThat(network.now()).isEqualTo(before);
      assertThat(slow.exercised()).isFalse(); // nobody has tried to read
    }
    assertThat(server.getInputStream().readAllBytes().length).isBetween(1 << 10, MUCH - 1);
  }

  @Test
  void anAbortEndsTheWriteAndTheReaderHearsOfAReset() throws Exception {
    Task<Boolean> writer = write(client);
    network.sleep(HOUR);
    client.setSoLinger(true, 0);
    client.close();

    assertThatThrownBy(writer::get).rootCause().hasMessage("Socket closed");
    assertThatThrownBy(() -> server.getInputStream().readAllBytes())
        .isInstanceOf(SocketException.class)
        .hasMessage("Connection reset");
  }

  @Test
  void anInterruptClosesTheSocketOfAReadThatWaitsForItsTurn() {
    try (SlowReads slow = world.server().readSlowly(0)) {
      Task<Integer> reader = network.spawn("reader", () -> server.getInputStream().read());
      network.sleep(HOUR);
      reader.interrupt();

      assertThatThrownBy(reader::get)
          .rootCause()
          .isInstanceOf(SocketException.class)
          .hasMessage("Closed by interrupt");
      assertThat(server.isClosed()).isTrue();
      slow.assertExercised();
    }
  }

  @Test
  void whenTheReaderClosesItsReadEndsAndTheWritersPipeIsBroken() throws Exception {
    try (SlowReads slow = world.server().readSlowly(0)) {
      Task<Integer> reader = network.spawn("reader", () -> server.getInputStream().read());
      Task<Boolean> writer = write(client);
      network.sleep(HOUR);
      server.close();

      assertThatThrownBy(reader::get).rootCause().hasMessage("Socket closed");
      assertThatThrownBy(writer::get)
          .rootCause()
          .isInstanceOf(SocketException.class)
          .hasMessage("Broken pipe");
      slow.assertExercised();
    }
  }
}

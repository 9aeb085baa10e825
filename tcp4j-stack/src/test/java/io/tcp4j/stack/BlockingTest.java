package io.tcp4j.stack;

import static io.tcp4j.stack.RealStacks.SOON;
import static io.tcp4j.stack.RealStacks.get;
import static io.tcp4j.stack.TwoStacks.at;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.wire.Endpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real time, real threads.
@Timeout(60)
class BlockingTest {
  private final RealStacks net = new RealStacks();
  private final IpStack client = net.client;
  private final IpStack server = net.server;

  @AfterEach
  void close() throws IOException {
    net.close();
  }

  /// Reads until the end of the stream, and sends all of it back.
  private void echo(TcpServerSocket listening) throws IOException {
    while (true) {
      TcpSocket socket = listening.accept();
      var unused =
          net.start(
              () -> {
                try (socket) {
                  byte[] buffer = new byte[8192];
                  for (int n = socket.read(buffer, 0, 8192);
                      n >= 0;
                      n = socket.read(buffer, 0, 8192)) {
                    socket.write(buffer, 0, n);
                  }
                }
                return null;
              });
    }
  }

  private Endpoint echoServer() throws IOException {
    TcpServerSocket listening = server.listen(at("10.0.0.2:0"));
    var unused =
        net.start(
            () -> {
              echo(listening);
              return null;
            });
    return listening.local();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aThreadThatReadsWaitsForBytes(boolean virtual) throws Exception {
    Endpoint echo = echoServer();
    Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
    try (ExecutorService one = Executors.newThreadPerTaskExecutor(builder.factory())) {
      Future<String> answer =
          one.submit(
              () -> {
                try (TcpSocket socket = client.connect(echo, SOON)) {
                  for (int i = 0; i < 100; i++) {
                    byte[] question = ("question " + i).getBytes(US_ASCII);
                    socket.write(question, 0, question.length);
                    byte[] heard = socket.inputStream().readNBytes(question.length);
                    assertThat(heard).isEqualTo(question);
                  }
                  socket.shutdownOutput();
                  return new String(socket.inputStream().readAllBytes(), US_ASCII);
                }
              });
      assertThat(get(answer)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "offload", "loopback"})
  void megabytesArriveIntactWhileBothSidesSend(String path) throws Exception {
    net.attach(LinkCapabilities.FULL, 1500, "10.1.0.");
    IpStack receiving = path.equals("loopback") ? client : server;
    String where =
        switch (path) {
          case "plain" -> "10.0.0.2:0";
          case "offload" -> "10.1.0.2:0";
          default -> "10.0.0.1:0";
        };
    TcpServerSocket listening = receiving.listen(at(where));
    Future<TcpSocket> accepting = net.start(listening::accept);
    TcpSocket there = client.connect(listening.local(), SOON);
    TcpSocket here = get(accepting);

    int length = 16 << 20;
    Future<byte[]> sentThere = net.start(() -> sendRandom(there, 1, length));
    Future<byte[]> sentHere = net.start(() -> sendRandom(here, 2, length));
    Future<byte[]> gotThere = net.start(() -> digestOfInput(there));
    Future<byte[]> gotHere = net.start(() -> digestOfInput(here));

    assertThat(get(gotHere)).isEqualTo(get(sentThere));
    assertThat(get(gotThere)).isEqualTo(get(sentHere));
    assertThat(there.awaitEnd(SOON)).isEqualTo(Ending.FIN);
    assertThat(here.awaitEnd(SOON)).isEqualTo(Ending.FIN);
  }

  private static byte[] sendRandom(TcpSocket socket, long seed, int length) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    Random random = new Random(seed);
    OutputStream out = socket.outputStream();
    byte[] chunk = new byte[60_000];
    for (int left = length; left > 0; left -= chunk.length) {
      random.nextBytes(chunk);
      digest.update(chunk);
      out.write(chunk);
    }
    socket.shutdownOutput();
    return digest.digest();
  }

  private static byte[] digestOfInput(TcpSocket socket) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] chunk = new byte[50_000];
    for (int n = socket.read(chunk, 0, chunk.length);
        n >= 0;
        n = socket.read(chunk, 0, chunk.length)) {
      digest.update(chunk, 0, n);
    }
    return digest.digest();
  }

  @Test
  void manyConnectionsAtOnceEachGetTheirOwnAnswer() throws Exception {
    Endpoint echo = echoServer();
    List<Future<Integer>> clients = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      int seed = i;
      clients.add(net.start(() -> askAll(echo, seed)));
    }
    for (Future<Integer> asked : clients) {
      assertThat(get(asked)).isEqualTo(20);
    }
    assertThat(RealStacks.eventuallyNothingLeft(client)).isTrue();
    assertThat(RealStacks.eventuallyNothingLeft(server)).isTrue();
  }

  private int askAll(Endpoint echo, int seed) throws IOException {
    Random random = new Random(seed);
    int right = 0;
    try (TcpSocket socket = client.connect(echo, SOON)) {
      for (int i = 0; i < 20; i++) {
        byte[] question = new byte[1 + random.nextInt(4000)];
        random.nextBytes(question);
        socket.write(question, 0, question.length);
        byte[] answer = socket.inputStream().readNBytes(question.length);
        right += Arrays.equals(question, answer) ? 1 : 0;
      }
    }
    return right;
  }

  @Test
  void aConnectionThatIsRefusedSaysSo() {
    assertThatThrownBy(() -> client.connect(at("10.0.0.2:9"), SOON))
        .isInstanceOf(ConnectException.class)
        .hasMessage("Connection refused");
  }

  @Test
  void aConnectionThatNobodyAnswersTimesOut() {
    assertThatThrownBy(() -> client.connect(at("10.0.0.77:9"), Duration.ofMillis(50)))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessage("Connect timed out");
    assertThat(client.tableSize()).isZero();
  }

  @Test
  void aReadThatGetsNothingTimesOutAndTheConnectionStays() throws Exception {
    TcpSocket socket = client.connect(echoServer(), SOON);
    socket.setReadTimeout(Duration.ofMillis(30));

    assertThatThrownBy(() -> socket.read(new byte[1], 0, 1))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessage("Read timed out");
    socket.setReadTimeout(SOON);
    socket.write(new byte[] {42}, 0, 1);
    byte[] answer = new byte[1];
    assertThat(socket.read(answer, 0, 1)).isEqualTo(1);
    assertThat(answer).containsExactly(42);
  }

  @Test
  void closingWakesAReaderAndAnAcceptor() throws Exception {
    TcpServerSocket listening = server.listen(at("10.0.0.2:0"));
    TcpSocket socket = client.connect(echoServer(), SOON);
    Future<Throwable> reader = startAndPark(() -> socket.read(new byte[1], 0, 1));
    Future<Throwable> acceptor = startAndPark(listening::accept);
    socket.close();
    listening.close();

    assertThat(get(reader)).isInstanceOf(SocketException.class).hasMessage("Socket closed");
    assertThat(get(acceptor)).isInstanceOf(SocketException.class).hasMessage("Socket closed");
  }

  private static Throwable thrownBy(Callable<?> call) {
    return catchThrowable(call::call);
  }

  /// Starts a call that waits, and returns when it does.
  private static Future<Throwable> startAndPark(Callable<?> call) {
    FutureTask<Throwable> task = new FutureTask<>(() -> thrownBy(call));
    Thread thread = Thread.ofPlatform().daemon().start(task);
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return task;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anInterruptedReaderClosesTheSocket(boolean virtual) throws Exception {
    TcpSocket socket = client.connect(echoServer(), SOON);
    Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
    List<Object> seen = new ArrayList<>();
    Thread reader =
        builder.start(
            () -> {
              Throwable thrown = thrownBy(() -> socket.read(new byte[1], 0, 1));
              seen.add(thrown.getMessage());
              seen.add(Thread.currentThread().isInterrupted());
            });
    reader.interrupt();
    reader.join(SOON);

    assertThat(seen).containsExactly("Closed by interrupt", true);
    assertThatThrownBy(() -> socket.write(new byte[1], 0, 1)).hasMessage("Socket closed");
  }

  @Test
  void aPlatformThreadGoesOnWaitingWhereItIsNotToBeInterrupted() throws Exception {
    TcpSocket socket = client.connect(echoServer(), SOON);
    socket.setInterruptible(false);
    var reader =
        new FutureTask<>(
            () -> {
              int read = socket.read(new byte[9], 0, 9);
              return read == 1 && Thread.currentThread().isInterrupted();
            });
    Thread.ofPlatform().start(reader).interrupt();
    socket.write(new byte[1], 0, 1);

    assertThat(get(reader)).isTrue();
    assertThat(socket.isClosed()).isFalse();
    socket.close();
  }

  @Test
  void endOfInputIsTheEndForWhoWaitsAndForWhatHasArrived() throws Exception {
    TcpSocket socket = client.connect(echoServer(), SOON);
    socket.write(new byte[] {1, 2}, 0, 2);
    assertThat(socket.read(new byte[1], 0, 1)).isEqualTo(1);
    assertThat(socket.read(new byte[1], 0, 1)).isEqualTo(1);
    FutureTask<Integer> reader = new FutureTask<>(() -> socket.read(new byte[1], 0, 1));
    Thread.ofVirtual().start(reader);
    socket.shutdownInput();

    assertThat(get(reader)).isEqualTo(-1);
    assertThat(socket.tryRead(new byte[1], 0, 1)).isEqualTo(-1);
    assertThat(socket.available()).isZero();
    socket.write(new byte[1], 0, 1); // the output is as ever
    socket.close();
  }

  @Test
  void whatIsBindableIsWhatCanBeListenedAt() throws Exception {
    Endpoint any = client.bindable(at("10.0.0.1:0"));
    assertThat(any.port()).isPositive();
    client.listen(any).close();
    TcpServerSocket listening = client.listen(any);

    assertThatThrownBy(() -> client.bindable(any)).hasMessage("Address already in use");
    assertThatThrownBy(() -> client.bindable(at("10.0.0.99:0")))
        .hasMessage("Cannot assign requested address");
    listening.close();
  }

  @Test
  void closingTheStackEndsAllWaiting() throws Exception {
    TcpSocket socket = client.connect(echoServer(), SOON);
    Future<Throwable> reader = startAndPark(() -> socket.read(new byte[1], 0, 1));
    client.close();

    assertThat(get(reader)).isInstanceOf(SocketException.class);
    assertThat(client.tableSize()).isZero();
    assertThat(client.memoryUsed()).isZero();
    assertThatThrownBy(() -> client.connect(at("10.0.0.2:7"), SOON)).hasMessage("Stack closed");
  }
}

package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.link.MemoryLink;
import io.tcp4j.link.SystemScheduler;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpPrefix;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real time, real threads.
@Timeout(60)
class BlockingTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final SystemScheduler scheduler = new SystemScheduler();
  private final IpStack client = stack("client");
  private final IpStack server = stack("server");
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  BlockingTest() {
    attach(LinkCapabilities.NONE, 1500, "10.0.0.");
  }

  private IpStack stack(String name) {
    TcpConfig config = TcpConfig.builder().msl(Duration.ofMillis(20)).build();
    return IpStack.builder().name(name).scheduler(scheduler).tcpConfig(config).build();
  }

  private void attach(LinkCapabilities capabilities, int mtu, String network) {
    MemoryLink.Pair cable = MemoryLink.pair("c", "s", mtu, scheduler, capabilities, 1024);
    client.attach(cable.a(), IpPrefix.parse(network + "1/24"));
    server.attach(cable.b(), IpPrefix.parse(network + "2/24"));
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
    scheduler.close();
    threads.shutdownNow();
  }

  private <T> Future<T> start(Callable<T> task) {
    return threads.submit(task);
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  /// Reads until the end of the stream, and sends all of it back.
  private void echo(TcpServerSocket listening) throws IOException {
    while (true) {
      TcpSocket socket = listening.accept();
      var unused =
          threads.submit(
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
        start(
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
    attach(LinkCapabilities.FULL, 1500, "10.1.0.");
    IpStack receiving = path.equals("loopback") ? client : server;
    String where =
        switch (path) {
          case "plain" -> "10.0.0.2:0";
          case "offload" -> "10.1.0.2:0";
          default -> "10.0.0.1:0";
        };
    TcpServerSocket listening = receiving.listen(at(where));
    Future<TcpSocket> accepting = start(listening::accept);
    TcpSocket there = client.connect(listening.local(), SOON);
    TcpSocket here = get(accepting);

    int length = 16 << 20;
    Future<byte[]> sentThere = start(() -> sendRandom(there, 1, length));
    Future<byte[]> sentHere = start(() -> sendRandom(here, 2, length));
    Future<byte[]> gotThere = start(() -> digestOfInput(there));
    Future<byte[]> gotHere = start(() -> digestOfInput(here));

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
      clients.add(start(() -> askAll(echo, seed)));
    }
    for (Future<Integer> asked : clients) {
      assertThat(get(asked)).isEqualTo(20);
    }
    assertThat(eventuallyZero(client) + eventuallyZero(server)).isZero();
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

  /// Waits until TIME-WAIT and all else is over.
  private static long eventuallyZero(IpStack stack) {
    long end = System.nanoTime() + SOON.toNanos();
    while ((stack.tableSize() > 0 || stack.memoryUsed() > 0) && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    return stack.tableSize() + stack.memoryUsed();
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
  void lingerWaitsUntilThePeerHasItAll() throws Exception {
    TcpServerSocket listening = server.listen(at("10.0.0.2:0"));
    Future<TcpSocket> accepting = start(listening::accept);
    TcpSocket socket = client.connect(listening.local(), SOON);
    TcpSocket peer = get(accepting);
    socket.setLinger(SOON);
    byte[] all = new byte[500_000];
    socket.write(all, 0, all.length);
    socket.close();

    assertThat(socket.info().unacknowledged() + socket.info().unsent()).isZero();
    assertThat(peer.inputStream().readAllBytes()).hasSize(all.length);
  }

  @Test
  void lingerThatIsOverResetsTheConnection() throws Exception {
    TcpConfig small = TcpConfig.builder().receiveBuffer(10_000).build();
    TcpServerSocket listening = server.listen(at("10.0.0.2:0"), 1, small, null);
    Future<TcpSocket> accepting = start(listening::accept);
    TcpSocket socket = client.connect(listening.local(), SOON);
    TcpSocket peer = get(accepting);
    socket.setLinger(Duration.ofMillis(50));
    socket.write(new byte[500_000], 0, 500_000);
    socket.close();

    assertThat(socket.state()).isEqualTo(State.CLOSED);
    assertThat(peer.awaitEnd(SOON)).isEqualTo(Ending.RESET);
  }

  @Test
  void zeroLingerResetsAtOnce() throws Exception {
    TcpServerSocket listening = server.listen(at("10.0.0.2:0"));
    Future<TcpSocket> accepting = start(listening::accept);
    TcpSocket socket = client.connect(listening.local(), SOON);
    TcpSocket peer = get(accepting);
    socket.setLinger(Duration.ZERO);
    socket.close();

    assertThatThrownBy(() -> peer.read(new byte[1], 0, 1))
        .isInstanceOf(SocketException.class)
        .hasMessage("Connection reset");
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

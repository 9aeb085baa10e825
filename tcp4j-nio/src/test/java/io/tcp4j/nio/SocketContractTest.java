package io.tcp4j.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.nio.Maker.Pair;
import io.tcp4j.nio.Maker.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What programs expect of [Socket], of the JDK's sockets first and then of ours.
@ParameterizedClass
@EnumSource(Maker.class)
@Timeout(60)
class SocketContractTest {
  private static final int MUCH = 8 << 20;

  @Parameter Maker maker;
  private World world;

  @BeforeEach
  void open() throws IOException {
    world = maker.open();
  }

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  private static void assertFails(
      Class<? extends Throwable> type, String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(type).hasMessage(message);
  }

  // --- addresses and states ---

  @Test
  void aSocketKnowsItsAddressesFromConnectUntilAfterClose() throws IOException {
    Socket client = world.sockets.createSocket();
    assertThat(client.getLocalPort()).isEqualTo(-1);
    assertThat(client.getPort()).isZero();
    assertThat(client.getLocalSocketAddress()).isNull();
    assertThat(client.getRemoteSocketAddress()).isNull();
    try (Pair pair = world.pair(client)) {
      assertThat(client.getRemoteSocketAddress()).isEqualTo(world.server.getLocalSocketAddress());
      assertThat(client.getLocalAddress()).isEqualTo(Maker.HOST);
      assertThat(pair.server().getRemoteSocketAddress()).isEqualTo(client.getLocalSocketAddress());
      assertThat(pair.server().getLocalSocketAddress()).isEqualTo(client.getRemoteSocketAddress());
    }
    int port = client.getLocalPort();
    assertThat(port).isPositive();
    assertThat(client.getPort()).isEqualTo(world.server.getLocalPort());
    assertThat(client.getInetAddress()).isEqualTo(Maker.HOST);
    assertThat(client.getLocalAddress().isAnyLocalAddress()).isTrue();
    assertThat(client.isConnected()).isTrue();
    assertThat(client.isBound()).isTrue();
    assertThat(client.isClosed()).isTrue();
  }

  @Test
  void socketsSayWhatTheyAre() throws IOException {
    assertThat(world.sockets.createSocket()).hasToString("Socket[unconnected]");
    assertThat(world.servers.createServerSocket()).hasToString("ServerSocket[unbound]");
    int port = world.server.getLocalPort();
    assertThat(world.server)
        .hasToString("ServerSocket[addr=" + Maker.HOST + ",localport=" + port + "]");
    try (Pair pair = world.pair()) {
      int local = pair.client().getLocalPort();
      assertThat(pair.client())
          .hasToString("Socket[addr=" + Maker.HOST + ",port=" + port + ",localport=" + local + "]");
      assertThat(pair.server())
          .hasToString("Socket[addr=/127.0.0.1,port=" + local + ",localport=" + port + "]");
    }
  }

  @Test
  void aBoundSocketConnectsFromWhereItWasBound() throws IOException {
    Socket client = world.sockets.createSocket();
    client.bind(new InetSocketAddress(Maker.HOST, 0));
    int port = client.getLocalPort();

    assertThat(port).isPositive();
    assertThat(client.getLocalAddress()).isEqualTo(Maker.HOST);
    try (Pair pair = world.pair(client)) {
      assertThat(pair.server().getPort()).isEqualTo(port);
    }
  }

  @Test
  void theWildcardAddressIsAnyWithAPortOfItsOwn() throws IOException {
    Socket client = world.sockets.createSocket();
    client.bind(null);
    int port = client.getLocalPort();

    assertThat(client.getLocalAddress().isAnyLocalAddress()).isTrue();
    try (Pair pair = world.pair(client)) {
      assertThat(pair.server().getPort()).isEqualTo(port);
      assertThat(client.getLocalAddress()).isEqualTo(Maker.HOST);
    }
  }

  @Test
  void whatCannotBeBoundOrConnectedSaysWhy() throws IOException {
    Socket foreign = world.sockets.createSocket();
    assertFails(
        BindException.class,
        "Cannot assign requested address",
        () -> foreign.bind(new InetSocketAddress("192.0.2.77", 0)));
    Socket taken = world.sockets.createSocket();
    assertFails(
        BindException.class,
        "Address already in use",
        () -> taken.bind(world.server.getLocalSocketAddress()));
    InetSocketAddress nobody = new InetSocketAddress(Maker.HOST, 0);
    Socket refused = world.sockets.createSocket();
    assertFails(ConnectException.class, "Connection refused", () -> refused.connect(nobody));
    assertThat(refused.isClosed()).isTrue();
    Socket unresolved = world.sockets.createSocket();
    assertFails(
        UnknownHostException.class,
        "nowhere.invalid",
        () -> unresolved.connect(InetSocketAddress.createUnresolved("nowhere.invalid", 80)));
  }

  @Test
  void aPortWithNobodyRefuses() throws IOException {
    int port = world.server.getLocalPort();
    world.server.close();

    assertFails(
        ConnectException.class,
        "Connection refused",
        () -> world.sockets.createSocket(Maker.HOST, port));
  }

  @Test
  void aConnectedOrClosedSocketDoesNotConnect() throws IOException {
    try (Pair pair = world.pair()) {
      assertFails(
          SocketException.class,
          "Already connected",
          () -> pair.client().connect(world.server.getLocalSocketAddress()));
    }
    Socket closed = world.sockets.createSocket();
    closed.close();
    assertFails(
        SocketException.class,
        "Socket is closed",
        () -> closed.connect(world.server.getLocalSocketAddress()));
  }

  @Test
  void toConnectToTheWildcardAddressIsToConnectToThisHost() throws IOException {
    try (var wide = world.servers.createServerSocket(0);
        Socket socket =
            world.sockets.createSocket(InetAddress.getByName("0.0.0.0"), wide.getLocalPort())) {
      assertThat(wide.accept().getPort()).isEqualTo(socket.getLocalPort());
      assertThat(socket.getInetAddress().isLoopbackAddress()).isTrue();
    }
  }

  // --- reading and writing ---

  @Test
  void bytesArriveAndSoDoesTheEnd() throws IOException {
    try (Pair pair = world.pair()) {
      byte[] text = new byte[100_000];
      new Random(1).nextBytes(text);
      FutureTask<Void> writer =
          Maker.start(
              () -> {
                pair.client().getOutputStream().write(text);
                pair.client().shutdownOutput();
                return null;
              });
      InputStream input = pair.server().getInputStream();

      assertThat(input.readAllBytes()).isEqualTo(text);
      assertThat(input.read()).isEqualTo(-1);
      assertThat(input.read(new byte[0])).isZero();
      assertThat(writer).succeedsWithin(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void afterItsEndOfOutputASocketStillReads() throws IOException {
    try (Pair pair = world.pair()) {
      OutputStream output = pair.client().getOutputStream();
      pair.client().shutdownOutput();
      assertThat(pair.server().getInputStream().read()).isEqualTo(-1);
      pair.server().getOutputStream().write(42);

      assertThat(pair.client().getInputStream().read()).isEqualTo(42);
      assertThat(pair.client().isOutputShutdown()).isTrue();
      assertFails(SocketException.class, "Broken pipe", () -> output.write(1));
      assertFails(
          SocketException.class,
          "Socket output is shutdown",
          () -> pair.client().getOutputStream());
      assertFails(
          SocketException.class,
          "Socket output is already shutdown",
          () -> pair.client().shutdownOutput());
    }
  }

  @Test
  void afterItsEndOfInputASocketReadsNothingAndStillWrites() throws IOException {
    try (Pair pair = world.pair()) {
      InputStream input = pair.client().getInputStream();
      pair.server().getOutputStream().write(new byte[] {1, 2});
      assertThat(input.read()).isEqualTo(1);
      pair.client().shutdownInput();

      assertThat(input.read()).isEqualTo(-1);
      assertThat(input.available()).isZero();
      assertThat(pair.client().isInputShutdown()).isTrue();
      pair.client().getOutputStream().write(42);
      assertThat(pair.server().getInputStream().read()).isEqualTo(42);
    }
  }

  @Test
  void availableCountsWhatHasArrived() throws IOException {
    try (Pair pair = world.pair()) {
      pair.server().getOutputStream().write(new byte[5]);
      InputStream input = pair.client().getInputStream();
      assertThat(input.read()).isZero();

      assertThat(input.available()).isEqualTo(4);
    }
  }

  @Test
  void aReadTimesOutAndTheConnectionStays() throws IOException {
    try (Pair pair = world.pair()) {
      pair.client().setSoTimeout(20);
      InputStream input = pair.client().getInputStream();
      assertFails(SocketTimeoutException.class, "Read timed out", input::read);
      assertThat(pair.client().isClosed()).isFalse();
      pair.client().setSoTimeout(0);
      pair.server().getOutputStream().write(42);

      assertThat(input.read()).isEqualTo(42);
    }
  }

  @Test
  void bothEndsWriteMoreThanAllBuffersHoldWhileTheyRead() throws Exception {
    try (Pair pair = world.pair()) {
      CountDownLatch reading = new CountDownLatch(2);
      FutureTask<Integer> there = Maker.start(() -> readAll(pair.client(), reading));
      FutureTask<Integer> here = Maker.start(() -> readAll(pair.server(), reading));
      reading.await(); // each is, or soon will be, in a read with nothing to read
      FutureTask<Boolean> forth = Maker.start(() -> write(pair.client()));
      FutureTask<Boolean> back = Maker.start(() -> write(pair.server()));

      assertThat(forth.get() && back.get()).isTrue();
      assertThat(there.get()).isEqualTo(MUCH);
      assertThat(here.get()).isEqualTo(MUCH);
    }
  }

  private static boolean write(Socket socket) throws IOException {
    socket.getOutputStream().write(new byte[MUCH]);
    socket.shutdownOutput();
    return true;
  }

  private static int readAll(Socket socket, CountDownLatch reading) throws IOException {
    reading.countDown();
    return socket.getInputStream().readAllBytes().length;
  }

  // --- who waits is woken ---

  @Test
  void closeWakesAReader() throws Exception {
    try (Pair pair = world.pair()) {
      InputStream input = pair.client().getInputStream();
      pair.server().getOutputStream().write(1);
      CountDownLatch firstRead = new CountDownLatch(1);
      FutureTask<Integer> reader =
          Maker.start(
              () -> {
                assertThat(input.read()).isEqualTo(1);
                firstRead.countDown();
                return input.read();
              });
      firstRead.await();
      pair.client().close();

      assertThatThrownBy(reader::get)
          .rootCause()
          .isInstanceOf(SocketException.class)
          .hasMessage("Socket closed");
      assertFails(SocketException.class, "Socket closed", input::read);
      assertFails(SocketException.class, "Socket closed", input::available);
      assertFails(SocketException.class, "Socket is closed", () -> pair.client().getInputStream());
    }
  }

  @Test
  void closeWakesAWriter() throws Exception {
    try (Pair pair = world.pair()) {
      OutputStream output = pair.client().getOutputStream();
      FutureTask<Boolean> writer = Maker.start(() -> writeForEver(output));
      pair.server().getInputStream().readNBytes(1 << 20);
      pair.client().close();

      assertThatThrownBy(writer::get)
          .rootCause()
          .isInstanceOf(SocketException.class)
          .hasMessage("Socket closed");
      output.write(new byte[0]); // nothing to complain of
    }
  }

  private static boolean writeForEver(OutputStream output) throws IOException {
    byte[] some = new byte[100_000];
    while (true) {
      output.write(some);
    }
  }

  @Test
  void endOfInputWakesAReaderAndEndOfOutputAWriter() throws Exception {
    try (Pair pair = world.pair()) {
      InputStream input = pair.client().getInputStream();
      OutputStream output = pair.client().getOutputStream();
      FutureTask<Integer> reader = Maker.start(input::read);
      FutureTask<Boolean> writer = Maker.start(() -> writeForEver(output));
      pair.server().getInputStream().readNBytes(1 << 20);
      pair.client().shutdownInput();
      pair.client().shutdownOutput();

      assertThat(reader.get()).isEqualTo(-1);
      assertThatThrownBy(writer::get)
          .rootCause()
          .isInstanceOf(SocketException.class)
          .hasMessage("Broken pipe");
    }
  }

  @Test
  void anInterruptClosesTheSocketOfAVirtualThreadThatReads() throws Exception {
    try (Pair pair = world.pair()) {
      InputStream input = pair.client().getInputStream();
      var reader = new FutureTask<>(input::read);
      Thread.ofVirtual().start(reader).interrupt();

      assertThatThrownBy(reader::get)
          .rootCause()
          .isInstanceOf(SocketException.class)
          .hasMessage("Closed by interrupt");
      assertThat(pair.client().isClosed()).isTrue();
      assertThat(pair.server().getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void anInterruptDoesNotTouchAPlatformThreadThatReads() throws Exception {
    try (Pair pair = world.pair()) {
      InputStream input = pair.client().getInputStream();
      var reader =
          new FutureTask<>(() -> input.read() == 42 && Thread.currentThread().isInterrupted());
      Thread thread = Thread.ofPlatform().start(reader);
      thread.interrupt();
      pair.server().getOutputStream().write(42);

      assertThat(reader.get()).isTrue();
      assertThat(pair.client().isClosed()).isFalse();
    }
  }

  // --- resets ---

  @Test
  void aResetIsToldBehindWhatHadArrived() throws IOException {
    try (Pair pair = world.pair()) {
      pair.server().getOutputStream().write(new byte[] {1, 2});
      InputStream input = pair.client().getInputStream();
      assertThat(input.read()).isEqualTo(1);
      pair.server().setSoLinger(true, 0);
      pair.server().close();

      assertThat(input.read()).isEqualTo(2);
      assertFails(SocketException.class, "Connection reset", input::read);
      assertFails(SocketException.class, "Connection reset", input::read);
    }
  }

  // --- urgent data ---

  @Test
  void theUrgentByteIsNotInTheStream() throws IOException {
    try (Pair pair = world.pair()) {
      sendUrgentInTheMiddle(pair.client());

      assertThat(pair.server().getInputStream().readAllBytes()).containsExactly(1, 3);
    }
  }

  @Test
  void theUrgentByteIsInTheStreamOfWhoWantsItThere() throws IOException {
    Socket wanting = world.sockets.createSocket();
    wanting.setOOBInline(true);
    try (Pair pair = world.pair(wanting)) {
      sendUrgentInTheMiddle(pair.server());

      assertThat(wanting.getInputStream().readAllBytes()).containsExactly(1, 2, 3);
    }
  }

  private static void sendUrgentInTheMiddle(Socket socket) throws IOException {
    socket.getOutputStream().write(1);
    socket.sendUrgentData(2);
    socket.getOutputStream().write(3);
    socket.shutdownOutput();
  }
}

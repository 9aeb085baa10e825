package io.tcp4j.cli.gateway;

import static io.tcp4j.cli.gateway.GatewayWorld.SOON;
import static io.tcp4j.cli.gateway.GatewayWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.stack.TcpSocket;
import io.tcp4j.wire.Endpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The gateway between a client on our stack and the kernel's sockets, without root.
@SuppressWarnings("try") // how connections are closed is what is tested
@Timeout(120)
class GatewayTest {
  private static final int MUCH = 5_000_000;

  private static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static <T> FutureTask<T> start(Callable<T> task) {
    FutureTask<T> future = new FutureTask<>(task);
    Thread.ofVirtual().start(future);
    return future;
  }

  private static FutureTask<Void> sending(OutputStream out, byte[] bytes) {
    return start(
        () -> {
          out.write(bytes);
          return null;
        });
  }

  private static void done(FutureTask<?> task) throws Exception {
    task.get(SOON.toSeconds(), TimeUnit.SECONDS);
  }

  @Test
  void bytesGoBothWaysAtOnceAndEachDirectionEndsByItself() throws Exception {
    try (GatewayWorld world = new GatewayWorld();
        TcpSocket client = world.connect();
        Socket server = world.accept()) {
      byte[] there = bytes(MUCH, 1);
      byte[] back = bytes(MUCH, 2);
      FutureTask<Void> asking = sending(client.outputStream(), there);
      FutureTask<Void> answering = sending(server.getOutputStream(), back);
      FutureTask<byte[]> heard = start(() -> client.inputStream().readNBytes(MUCH));
      assertThat(server.getInputStream().readNBytes(MUCH)).isEqualTo(there);
      assertThat(heard.get()).isEqualTo(back);
      done(asking);
      done(answering);

      client.shutdownOutput();
      assertThat(server.getInputStream().read()).isEqualTo(-1);
      byte[] late = bytes(10_000, 3);
      server.getOutputStream().write(late);
      assertThat(client.inputStream().readNBytes(late.length)).isEqualTo(late);
      server.close();
      assertThat(client.inputStream().read()).isEqualTo(-1);
      client.close();
      world.assertNothingLeft();
      assertThat(world.gateway.tally())
          .hasToString(
              "1 flows, 5.00 MB from clients, 5.01 MB to them; 0 reset, 0 refused, 0 unreachable,"
                  + " 0 unanswered, 0 over the limit");
      assertThat(world.log()).contains(": connected", ": closed, 5.00 MB there, 5.01 MB back");
    }
  }

  @Test
  void theDestinationMayEndItsHalfFirst() throws Exception {
    try (GatewayWorld world = new GatewayWorld();
        TcpSocket client = world.connect();
        Socket server = world.accept()) {
      server.shutdownOutput();
      assertThat(client.inputStream().read()).isEqualTo(-1);
      byte[] there = bytes(MUCH, 4);
      FutureTask<Void> asking = sending(client.outputStream(), there);
      assertThat(server.getInputStream().readNBytes(MUCH)).isEqualTo(there);
      done(asking);
      client.close();
      assertThat(server.getInputStream().read()).isEqualTo(-1);
      world.assertNothingLeft();
    }
  }

  @Test
  void theDestinationIsAskedBeforeTheClientIsAnswered() throws Exception {
    try (GatewayWorld world = new GatewayWorld()) {
      int free;
      try (ServerSocket unused = new ServerSocket(0)) {
        free = unused.getLocalPort();
      }
      Endpoint nobody = new Endpoint(world.far().address(), free);
      assertThatThrownBy(() -> world.client.connect(nobody, SOON))
          .isInstanceOf(ConnectException.class)
          .hasMessage("Connection refused");
      eventually("the log", () -> world.log().contains(nobody + ": refused"));
      assertThat(world.gateway.tally().refused.sum()).isEqualTo(1);
      world.assertNothingLeft();
    }
  }

  @Test
  void theGatewaysOwnAddressIsNobodys() throws Exception {
    try (GatewayWorld world = new GatewayWorld()) {
      assertThatThrownBy(() -> world.client.connect(Endpoint.parse("10.0.0.1:80"), SOON))
          .hasMessage("Connection refused");
      assertThat(world.log()).contains("refused: this is the gateway's own address");
    }
  }

  @Test
  void aResetOfTheDestinationResetsTheClient() throws Exception {
    try (GatewayWorld world = new GatewayWorld();
        TcpSocket client = world.connect();
        Socket server = world.accept()) {
      client.write(new byte[10], 0, 10);
      assertThat(server.getInputStream().readNBytes(10)).hasSize(10);
      server.setSoLinger(true, 0);
      server.close();
      assertThatThrownBy(() -> client.read(new byte[1], 0, 1))
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
      world.assertNothingLeft();
      assertThat(world.gateway.tally().reset.sum()).isEqualTo(1);
      assertThat(world.log()).contains("reset by the destination, 10 B there");
    }
  }

  /// What the destination had said before is not lost by it.
  @Test
  void aResetFoundByWritingComesAfterWhatWasSaidBefore() throws Exception {
    try (GatewayWorld world = new GatewayWorld();
        TcpSocket client = world.connect();
        Socket server = world.accept()) {
      server.shutdownOutput();
      assertThat(client.inputStream().read()).isEqualTo(-1);
      server.setSoLinger(true, 0);
      server.close();
      eventually(
          "the reset",
          () -> {
            try {
              client.tryWrite(new byte[100], 0, 100);
              return false;
            } catch (IOException e) {
              return "Broken pipe".equals(e.getMessage()); // behind the end of the stream
            }
          });
      world.assertNothingLeft();
    }
  }

  @Test
  void aResetOfTheClientResetsTheDestination() throws Exception {
    try (GatewayWorld world = new GatewayWorld();
        TcpSocket client = world.connect();
        Socket server = world.accept()) {
      server.getOutputStream().write(bytes(10, 5));
      assertThat(client.inputStream().readNBytes(10)).hasSize(10);
      client.abort();
      assertThatThrownBy(() -> server.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
      world.assertNothingLeft();
      assertThat(world.log()).contains("reset by the client, 0 B there, 10 B back");
    }
  }

  /// More than all buffers on the way hold together: those of the kernel's sockets, which grow to a
  /// few MB, the gateway's and our stack's.
  private static final int MORE_THAN_FITS = 40_000_000;

  @Test
  void aClientThatDoesNotReadSlowsTheDestinationDown() throws Exception {
    try (GatewayWorld world = new GatewayWorld();
        TcpSocket client = world.connect();
        Socket server = world.accept()) {
      byte[] much = bytes(MORE_THAN_FITS, 6);
      FutureTask<Void> sending = sending(server.getOutputStream(), much);
      long before = untilItStops(() -> world.stack.counters().snapshot().get("tcp.segments-out"));
      assertThat(sending.isDone()).as("the sender waits").isFalse();
      assertThat(before).isPositive();
      assertThat(world.stack.memoryUsed()).as("held by the gateway's stack").isLessThan(MUCH);

      assertThat(client.inputStream().readNBytes(much.length)).isEqualTo(much);
      done(sending);
    }
  }

  @Test
  void aDestinationThatDoesNotReadSlowsTheClientDown() throws Exception {
    try (GatewayWorld world = new GatewayWorld();
        TcpSocket client = world.connect();
        Socket server = world.accept()) {
      byte[] much = bytes(MORE_THAN_FITS, 7);
      FutureTask<Void> sending = sending(client.outputStream(), much);
      untilItStops(() -> world.stack.counters().snapshot().get("tcp.segments-in"));
      assertThat(sending.isDone()).as("the sender waits").isFalse();
      assertThat(world.stack.memoryUsed()).as("held by the gateway's stack").isLessThan(MUCH);

      assertThat(server.getInputStream().readNBytes(much.length)).isEqualTo(much);
      done(sending);
    }
  }

  /// Waits until a count has not grown for a while.
  private static long untilItStops(Callable<Long> count) throws Exception {
    long last = -1;
    for (long now = count.call(); now != last || now == 0; now = count.call()) {
      last = now;
      Thread.sleep(200);
    }
    return last;
  }

  @Test
  void flowsBeyondTheLimitWaitUntilOthersAreOver() throws Exception {
    try (GatewayWorld world = new GatewayWorld(2, SOON);
        TcpSocket first = world.connect();
        TcpSocket second = world.connect();
        TcpSocket third = world.client.open(world.far())) {
      eventually("the SYN", () -> world.gateway.tally().beyondLimit.sum() > 0);
      assertThat(second.state().synchronizedState()).isTrue();
      assertThat(third.state().synchronizedState()).isFalse();
      first.abort();
      eventually("the third's turn", () -> third.state().synchronizedState());
      assertThat(world.log()).contains("left unanswered: too many flows");
    }
  }

  @Test
  void aDestinationThatIsSilentIsSilentToTheClient() throws Exception {
    try (GatewayWorld world = new GatewayWorld(10, Duration.ofMillis(300));
        ServerSocket full = new ServerSocket()) {
      full.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
      List<Socket> filling = new ArrayList<>();
      try {
        fill(full, filling);
        Endpoint silent = new Endpoint(world.far().address(), full.getLocalPort());
        assertThatThrownBy(() -> world.client.connect(silent, Duration.ofSeconds(2)))
            .isInstanceOf(SocketTimeoutException.class)
            .hasMessage("Connect timed out");
        assertThat(world.gateway.tally().unanswered.sum()).isPositive();
        assertThat(world.log()).contains(silent + ": no answer");
      } finally {
        for (Socket socket : filling) {
          socket.close();
        }
      }
      world.assertNothingLeft();
    }
  }

  /// Connects until the kernel drops SYNs since nobody accepts.
  private static void fill(ServerSocket full, List<Socket> filling) throws IOException {
    while (true) {
      Socket socket = new Socket();
      filling.add(socket);
      try {
        socket.connect(full.getLocalSocketAddress(), 500);
      } catch (SocketTimeoutException _) {
        return;
      }
    }
  }

  @Test
  void manyFlowsAtOnceKeepTheirBytesApart() throws Exception {
    try (GatewayWorld world = new GatewayWorld()) {
      FutureTask<Void> echo =
          start(
              () -> {
                for (int i = 0; i < 50; i++) {
                  Socket socket = world.accept();
                  Thread.ofVirtual().start(() -> echo(socket));
                }
                return null;
              });
      List<FutureTask<Boolean>> clients = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        byte[] mine = bytes(100_000 + i, i);
        clients.add(start(() -> Arrays.equals(echoed(world, mine), mine)));
      }
      for (FutureTask<Boolean> client : clients) {
        assertThat(client.get(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
      }
      done(echo);
      world.assertNothingLeft();
      assertThat(world.gateway.tally().flows.sum()).isEqualTo(50);
    }
  }

  private static void echo(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] echoed(GatewayWorld world, byte[] mine) throws Exception {
    try (TcpSocket socket = world.connect()) {
      FutureTask<Void> sending =
          start(
              () -> {
                socket.write(mine, 0, mine.length);
                socket.shutdownOutput();
                return null;
              });
      byte[] heard = socket.inputStream().readAllBytes();
      done(sending);
      return heard;
    }
  }

  @Test
  void theEndOfTheGatewayResetsBothSides() throws Exception {
    try (GatewayWorld world = new GatewayWorld();
        TcpSocket client = world.connect();
        Socket server = world.accept()) {
      client.write(new byte[10], 0, 10);
      assertThat(server.getInputStream().readNBytes(10)).hasSize(10);
      world.gateway.close();
      assertThatThrownBy(() -> server.getInputStream().read()).hasMessage("Connection reset");
      assertThatThrownBy(() -> client.read(new byte[1], 0, 1)).hasMessage("Connection reset");
      assertThatThrownBy(() -> world.client.connect(world.far(), SOON))
          .hasMessage("Connection refused");
      world.assertNothingLeft();
    }
  }
}

package io.tcp4j.stack;

import static io.tcp4j.stack.RealStacks.SOON;
import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/// [TcpSocket#setLinger], in real time wherever close waits.
@Timeout(60)
class LingerTest {
  private static final TcpConfig SMALL_WINDOW =
      TcpConfig.builder().receiveBuffer(10_000).msl(Duration.ofMillis(20)).build();

  private static final int MUCH = 500_000;

  private final RealStacks net = new RealStacks();

  @AfterEach
  void close() throws IOException {
    net.close();
  }

  /// Closes in a thread of the kind.
  private static FutureTask<Boolean> startClose(TcpSocket socket, boolean virtual) {
    FutureTask<Boolean> close =
        new FutureTask<>(
            () -> {
              socket.close();
              return Thread.currentThread().isInterrupted();
            });
    Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
    Thread thread = builder.start(close);
    assertThat(RealStacks.eventually(() -> waits(thread) || close.isDone())).isTrue();
    return close;
  }

  private static boolean waits(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING;
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void closeWaitsUntilThePeersTcpHasItAll(boolean virtual) throws Exception {
    var pair = net.connect(SMALL_WINDOW);
    pair.client().setLinger(SOON);
    pair.client().write(new byte[MUCH], 0, MUCH);
    FutureTask<Boolean> close = startClose(pair.client(), virtual);
    assertThat(close.isDone()).isFalse();

    assertThat(pair.server().inputStream().readAllBytes()).hasSize(MUCH);
    assertThat(RealStacks.get(close)).isFalse();
    assertThat(pair.client().state()).isIn(State.FIN_WAIT_2, State.TIME_WAIT);
    assertThat(pair.client().info().sending().unacknowledged().bytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whenTheTimeIsUpCloseReturnsAndTcpGoesOn(boolean virtual) throws Exception {
    var pair = net.connect(SMALL_WINDOW);
    pair.client().setLinger(Duration.ofMillis(150));
    pair.client().write(new byte[MUCH], 0, MUCH);
    long start = System.nanoTime();
    FutureTask<Boolean> close = startClose(pair.client(), virtual);
    assertThat(net.client.orphans()).as("orphans while close waits").isZero();
    RealStacks.get(close);

    assertThat(millisSince(start)).isBetween(149L, SOON.toMillis());
    assertThat(pair.client().state()).isEqualTo(State.FIN_WAIT_1);
    assertThat(net.client.orphans()).isEqualTo(1);
    assertThat(pair.server().inputStream().readAllBytes()).hasSize(MUCH);
    pair.server().close();
    assertThat(pair.client().awaitEnd(SOON)).isEqualTo(Ending.FIN);
    assertThat(RealStacks.eventuallyNothingLeft(net.client)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anInterruptEndsTheWaitingAndTcpGoesOn(boolean virtual) throws Exception {
    var pair = net.connect(SMALL_WINDOW);
    pair.client().setLinger(SOON);
    pair.client().write(new byte[MUCH], 0, MUCH);
    boolean[] interrupted = new boolean[1];
    Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
    Thread closer =
        builder.start(
            () -> {
              pair.client().close();
              interrupted[0] = Thread.currentThread().isInterrupted();
            });
    assertThat(RealStacks.eventually(() -> waits(closer))).isTrue();
    closer.interrupt();
    assertThat(closer.join(SOON.dividedBy(2))).as("close returned early").isTrue();

    assertThat(interrupted[0]).as("interrupt status").isTrue();
    assertThat(pair.client().state()).isEqualTo(State.FIN_WAIT_1);
    assertThat(pair.server().inputStream().readAllBytes()).hasSize(MUCH);
  }

  @Test
  void abortByAnotherThreadEndsTheWaiting() throws Exception {
    var pair = net.connect(SMALL_WINDOW);
    pair.client().setLinger(SOON);
    pair.client().write(new byte[MUCH], 0, MUCH);
    FutureTask<Boolean> close = startClose(pair.client(), true);
    pair.client().abort();

    RealStacks.get(close);
    assertThat(pair.client().ending()).isEqualTo(Ending.ABORTED);
    assertThat(pair.server().awaitEnd(SOON)).isEqualTo(Ending.RESET);
  }

  @Test
  void zeroResetsAtOnceAndLosesWhatIsUnsent() throws Exception {
    var pair = net.connect(SMALL_WINDOW);
    pair.client().setLinger(Duration.ZERO);
    pair.client().write(new byte[MUCH], 0, MUCH);
    pair.client().close();

    assertThat(pair.client().ending()).isEqualTo(Ending.ABORTED);
    assertThat(net.client.tableSize()).as("no TIME-WAIT").isZero();
    assertThat(pair.server().awaitEnd(SOON)).isEqualTo(Ending.RESET);
    assertThatThrownBy(() -> pair.server().read(new byte[1], 0, 1))
        .isInstanceOf(SocketException.class)
        .hasMessage("Connection reset");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 20_000})
  void withDataUnreadThePeerGetsAResetAtOnceWhateverTheTime(long millis) throws Exception {
    var pair = net.connect(SMALL_WINDOW);
    pair.server().write(new byte[1], 0, 1);
    assertThat(RealStacks.eventually(() -> pair.client().available() > 0)).isTrue();
    pair.client().setLinger(millis < 0 ? null : Duration.ofMillis(millis));
    pair.client().write(new byte[MUCH], 0, MUCH);
    long start = System.nanoTime();
    pair.client().close();

    assertThat(millisSince(start)).isLessThan(SOON.toMillis());
    assertThat(pair.client().ending()).isEqualTo(millis == 0 ? Ending.ABORTED : Ending.DATA_LOST);
    assertThat(pair.server().awaitEnd(SOON)).isEqualTo(Ending.RESET);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"CLOSED", "SYN_SENT", "ESTABLISHED", "FIN_WAIT_2", "CLOSE_WAIT", "TIME_WAIT"},
      mode = Mode.INCLUDE)
  void inEveryStateCloseReturnsAsSoonAsNothingIsUnacknowledged(State state) throws Exception {
    TcpSocket socket = socketIn(state);
    socket.setLinger(SOON);
    long start = System.nanoTime();
    socket.close();

    assertThat(millisSince(start)).isLessThan(SOON.toMillis());
    assertThat(socket.state())
        .isIn(
            switch (state) {
              case ESTABLISHED, FIN_WAIT_2 -> new Object[] {State.FIN_WAIT_2, State.TIME_WAIT};
              case TIME_WAIT -> new Object[] {State.TIME_WAIT, State.CLOSED};
              default -> new Object[] {State.CLOSED};
            });
  }

  private TcpSocket socketIn(State state) throws Exception {
    if (state == State.SYN_SENT) {
      return net.client.open(at("10.0.0.77:7"));
    }
    var pair = net.connect(SMALL_WINDOW);
    TcpSocket socket = pair.client();
    switch (state) {
      case CLOSED -> socket.abort();
      case CLOSE_WAIT -> pair.server().shutdownOutput();
      case FIN_WAIT_2 -> socket.shutdownOutput();
      case TIME_WAIT -> {
        socket.shutdownOutput();
        assertThat(RealStacks.eventually(() -> socket.state() == State.FIN_WAIT_2)).isTrue();
        pair.server().close();
      }
      default -> {}
    }
    assertThat(
            RealStacks.eventually(() -> socket.state() == state || socket.ending() == Ending.FIN))
        .isTrue();
    return socket;
  }

  @Test
  void aTimeBelowZeroIsRefused() throws Exception {
    TcpSocket socket = net.connect(SMALL_WINDOW).client();
    assertThatThrownBy(() -> socket.setLinger(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-0.001S");
  }

  /// In virtual time: the thread that would wait is the one that brings the acknowledgment.
  @ParameterizedTest
  @ValueSource(ints = {0, 10})
  void withAHandlerCloseDoesNotWait(int seconds) throws IOException {
    try (TwoStacks quick = new TwoStacks()) {
      TcpServerSocket listening = quick.server.listen(at("10.0.0.2:7"));
      TcpSocket socket =
          quick.client.open(
              at("10.0.0.2:7"),
              new TcpHandler() {
                @Override
                public void onConnected(TcpSocket open) throws IOException {
                  open.setLinger(Duration.ofSeconds(seconds));
                  open.tryWrite(new byte[MUCH], 0, MUCH);
                  open.close();
                }
              });
      TcpSocket peer = quick.accept(listening);
      if (seconds == 0) {
        quick.until(() -> peer.ending() != null);
        assertThat(peer.ending()).isEqualTo(Ending.RESET);
        assertThat(socket.ending()).isEqualTo(Ending.ABORTED);
      } else {
        assertThat(quick.client.orphans()).isEqualTo(1);
        byte[] in = new byte[MUCH];
        int[] got = new int[1];
        quick.until(
            () -> {
              try {
                got[0] += Math.max(0, peer.tryRead(in, 0, MUCH));
              } catch (IOException e) {
                throw new AssertionError(e);
              }
              return got[0] == MUCH && peer.state() == State.CLOSE_WAIT;
            });
        peer.close();
        quick.time.runUntilIdle();
        assertThat(socket.ending()).isEqualTo(Ending.FIN);
        listening.close();
        quick.assertNothingLeft();
      }
    }
  }
}

package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.KeepAlive;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

/// Keep-alives (RFC 9293 §3.8.4) with the kernel at the other end: ours it answers, its own we do,
/// and either side gives up a peer that has vanished.
@AgainstTheKernel
class KeepAliveAgainstTheKernelTest {
  /// The kernel answers only one segment outside of its window in 500 ms.
  private static final Duration SHORT = Duration.ofMillis(600);

  private static final TcpConfig EAGER =
      TcpConfig.builder().keepAlive(true).keepAliveTimes(KeepAlive.of(SHORT, SHORT, 2)).build();

  @Test
  void theKernelAnswersOurs(Namespace namespace) throws Exception {
    KernelConnection connection = KernelConnection.open(namespace, EAGER);
    Await.until("5 keep-alives", () -> ofOurs(connection), sent -> sent >= 5);
    connection.awaitStates(State.ESTABLISHED, "ESTAB");
  }

  @Test
  void theKernelAnswersOursWhenItsEndIsTheOneThatIsOpen(Namespace namespace) throws Exception {
    KernelConnection connection = KernelConnection.open(namespace, EAGER);
    connection.ours.shutdownOutput();
    Await.until("5 keep-alives", () -> ofOurs(connection), sent -> sent >= 5);
    connection.awaitStates(State.FIN_WAIT_2, "CLOSE-WAIT");
  }

  @Test
  void theKernelAnswersOursWhenOursIsTheOneThatIsOpen(Namespace namespace) throws Exception {
    KernelConnection connection = KernelConnection.open(namespace, EAGER);
    connection.theirs.shutdownOutput();
    Await.until("5 keep-alives", () -> ofOurs(connection), sent -> sent >= 5);
    connection.awaitStates(State.CLOSE_WAIT, "FIN-WAIT-2");
  }

  @Test
  void weGiveUpAKernelThatHasVanished(Namespace namespace) throws Exception {
    KernelConnection connection = KernelConnection.open(namespace, EAGER);
    connection.host.cutToUs = true;
    assertThatThrownBy(() -> connection.ours.inputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessage("Connection timed out");
    assertThat(connection.ours.ending()).isEqualTo(Ending.TIMED_OUT);
    // Only its answers were lost, so our RST has told it.
    connection.awaitStates(State.CLOSED, "CLOSED");
  }

  @Test
  void aKernelThatHasForgottenTheConnectionSaysSo(Namespace namespace) throws Exception {
    Duration longer = Duration.ofSeconds(1);
    KernelConnection connection =
        KernelConnection.open(
            namespace, EAGER.toBuilder().keepAliveTimes(KeepAlive.of(longer, longer, 100)).build());
    connection.host.cutToUs = true;
    connection.theirs.setSoLinger(true, 0);
    connection.theirs.close();
    connection.awaitStates(State.ESTABLISHED, "CLOSED");
    connection.host.cutToUs = false;
    connection.awaitStates(State.CLOSED, "CLOSED");
    assertThat(connection.ours.ending()).isEqualTo(Ending.RESET);
  }

  @Test
  void weAnswerTheKernels(Namespace namespace) throws Exception {
    KernelConnection connection = KernelConnection.open(namespace);
    long before = connection.host.stack.counters().get(TcpCounter.SEGMENTS_IN);
    ask(connection.theirs, 2);
    Await.until(
        "three keep-alives of the kernel's",
        () -> connection.host.stack.counters().get(TcpCounter.SEGMENTS_IN),
        now -> now >= before + 3);
    connection.awaitStates(State.ESTABLISHED, "ESTAB");
  }

  @Test
  void theKernelGivesUsUpWhenWeHaveVanished(Namespace namespace) throws Exception {
    KernelConnection connection = KernelConnection.open(namespace);
    ask(connection.theirs, 2);
    connection.host.cutFromUs = true;
    assertThatThrownBy(() -> connection.theirs.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessage("Connection timed out");
    connection.awaitStates(State.CLOSED, "CLOSED"); // by the RST it sends with that
    assertThat(connection.ours.ending()).isEqualTo(Ending.RESET);
  }

  private static long ofOurs(KernelConnection connection) {
    return connection.host.stack.counters().get(TcpCounter.KEEP_ALIVES);
  }

  private static void ask(Socket socket, int probes) throws Exception {
    socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 1);
    socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 1);
    socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, probes);
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
  }
}

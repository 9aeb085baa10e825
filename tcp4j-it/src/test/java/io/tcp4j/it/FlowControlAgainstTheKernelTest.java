package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.TcpCounter;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Receivers that do not read for a while (RFC 9293 §3.8.6): the window closes, the sender probes
/// it, and when it opens again nothing is missing.
@AgainstTheKernel
class FlowControlAgainstTheKernelTest {
  private static final int LENGTH = 20_000_000;

  private KernelConnection connection;

  @BeforeEach
  void aConnection(Namespace namespace) throws Exception {
    connection = KernelConnection.open(namespace);
  }

  @Test
  @Rfc("9293 MUST-36")
  void weProbeTheKernelsClosedWindow() throws Exception {
    FutureTask<Void> sending =
        start(
            () -> {
              Data.write(connection.ours.outputStream(), LENGTH);
              connection.ours.shutdownOutput();
              return null;
            });
    Await.until(
        "the window to close", () -> connection.ours.info().sending().window(), w -> w == 0);
    Await.until("a few probes", this::probes, n -> n >= 3);
    assertThat(sending.isDone()).isFalse();
    Data.verify(connection.theirs.getInputStream(), LENGTH);
    assertThat(connection.theirs.getInputStream().read()).isNegative();
    sending.get();
    assertThat(connection.host.stack.counters().get(TcpCounter.RETRANSMISSION_TIMEOUTS)).isZero();
  }

  @Test
  void theKernelProbesOurClosedWindow() throws Exception {
    FutureTask<Void> sending =
        start(
            () -> {
              Data.write(connection.theirs.getOutputStream(), LENGTH);
              connection.theirs.shutdownOutput();
              return null;
            });
    Await.until("the kernel to probe", this::kernelsTimer, t -> t.contains("timer:(persist"));
    assertThat(sending.isDone()).isFalse();
    Data.verify(connection.ours.inputStream(), LENGTH);
    assertThat(connection.ours.inputStream().read()).isNegative();
    sending.get();
    // with SACK the kernel may ask by its last segment, or new text, while our ACK is delayed (RFC
    // 8985 §7)
    long asked = connection.kernel.count("TcpExt", "TCPLossProbes");
    assertThat(connection.kernel.retransmissions()).isLessThanOrEqualTo(asked);
  }

  private long probes() {
    return connection.host.stack.counters().get(TcpCounter.WINDOW_PROBES);
  }

  private String kernelsTimer() throws Exception {
    return connection.namespace.run("ss", "-tnoH", "sport = :" + KernelConnection.PORT);
  }

  private static FutureTask<Void> start(Callable<Void> task) {
    FutureTask<Void> future = new FutureTask<>(task);
    Thread.ofPlatform().start(future);
    return future;
  }
}

package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.wire.Endpoint;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Our TIME-WAIT (RFC 9293 §3.6.1) with a kernel at the other end that did not get the last ACK.
@AgainstTheKernel
class TimeWaitAgainstTheKernelTest {
  private static final Duration MSL = Duration.ofSeconds(1);

  /// "Restart the 2 MSL time-wait timeout" (§3.10.7.4, eighth): while the kernel's FIN comes again
  /// and again, TIME-WAIT does not run out.
  @Test
  void theKernelsFinStartsItAgain() throws Exception {
    try (TwoEnds ends = new TwoEnds()) {
      ends.configured(config -> config.msl(MSL)).finWait2();
      ends.cutFromUs();
      ends.kernelCloses();
      ends.await(State.TIME_WAIT, "LAST-ACK");
      ends.await(State.CLOSED, "LAST-ACK");
      assertThat(stayed(ends)).isGreaterThan(MSL.multipliedBy(2).plusMillis(150));
    }
  }

  @Test
  @Rfc("9293 MUST-13")
  void itLastsTwiceTheMslWhereTheKernelGotOurAck() throws Exception {
    try (TwoEnds ends = new TwoEnds()) {
      ends.configured(config -> config.msl(MSL)).timeWait();
      ends.await(State.CLOSED, "CLOSED");
      assertThat(stayed(ends)).isBetween(MSL.multipliedBy(2), MSL.multipliedBy(3));
    }
  }

  /// MAY-2: a kernel's client comes back from the port with which we are in TIME-WAIT.
  @Test
  @Rfc({"9293 MAY-2", "9293 SHLD-4"})
  void theKernelsClientReusesItsPort(Namespace namespace) throws Exception {
    OurHost host = OurHost.in(namespace);
    try (TcpServerSocket server = host.stack.listen(TwoEnds.OURS)) {
      for (int i = 0; i < 5; i++) {
        Socket theirs = namespace.own(kernelFrom(namespace, 5000));
        try (TcpSocket ours = server.accept()) {
          exchange(ours, theirs);
          ours.shutdownOutput();
          assertThat(theirs.getInputStream().read()).isNegative();
        }
        theirs.close();
        Await.until("TIME-WAIT here", host.stack::timeWaits, waits -> waits == 1);
      }
    }
    assertThat(host.stack.counters().get(TcpCounter.TIME_WAITS_REUSED)).isEqualTo(4);
  }

  private static Socket kernelFrom(Namespace namespace, int port) throws Exception {
    return namespace.call(
        () -> {
          Socket socket = new Socket();
          socket.setReuseAddress(true);
          socket.bind(Wire.kernel(port));
          socket.connect(Wire.ours(TwoEnds.OURS.port()), 10_000);
          socket.setSoTimeout(10_000);
          return socket;
        });
  }

  /// The kernel's TIME-WAIT takes our SYN, since our numbers and our clock go on where the last
  /// connection's were.
  @Test
  @Rfc({"9293 SHLD-1", "7323 5.4"})
  void theKernelInTimeWaitTakesOurNextSyn(Namespace namespace) throws Exception {
    OurHost host = OurHost.in(namespace);
    KernelView kernel = new KernelView(namespace);
    try (ServerSocket server = namespace.call(() -> new ServerSocket(TwoEnds.KERNEL_PORT))) {
      for (int i = 0; i < 5; i++) {
        try (TcpSocket ours = open(host)) {
          Socket theirs = namespace.own(server.accept());
          exchange(ours, theirs);
          theirs.close();
          assertThat(ours.inputStream().read()).isNegative();
        }
        kernel.awaitState(TwoEnds.KERNEL_PORT, "TIME-WAIT");
      }
    }
  }

  /// Our OPEN from a port of ours in TIME-WAIT, as a client has it that opens and closes in a loop.
  @Test
  @Rfc("9293 SHLD-4")
  void ourClientReusesItsPortAfterASecond(Namespace namespace) throws Exception {
    OurHost host = OurHost.in(namespace);
    try (ServerSocket server = namespace.call(() -> new ServerSocket(TwoEnds.KERNEL_PORT))) {
      for (int i = 0; i < 3; i++) {
        try (TcpSocket ours = Await.until("a free port", () -> openOrNot(host), s -> s != null)) {
          Socket theirs = namespace.own(server.accept());
          exchange(ours, theirs);
          ours.shutdownOutput();
          assertThat(theirs.getInputStream().read()).isNegative();
          theirs.close();
        }
        Await.until("TIME-WAIT here", host.stack::timeWaits, waits -> waits == 1);
      }
    }
    assertThat(host.stack.counters().get(TcpCounter.TIME_WAITS_REUSED)).isEqualTo(2);
  }

  private static TcpSocket openOrNot(OurHost host) throws IOException {
    try {
      return open(host);
    } catch (BindException e) {
      return null; // in TIME-WAIT, for less than a second
    }
  }

  private static TcpSocket open(OurHost host) throws IOException {
    Endpoint kernel = Endpoint.parse(Wire.KERNEL_V4 + ":" + TwoEnds.KERNEL_PORT);
    return host.stack.open(kernel, TwoEnds.OURS, null, null);
  }

  private static void exchange(TcpSocket ours, Socket theirs) throws IOException {
    theirs.setSoTimeout(10_000);
    ours.outputStream().write(new byte[100_000]);
    assertThat(theirs.getInputStream().readNBytes(100_000)).hasSize(100_000);
    theirs.getOutputStream().write(new byte[100_000]);
    assertThat(ours.inputStream().readNBytes(100_000)).hasSize(100_000);
  }

  private static Duration stayed(TwoEnds ends) {
    StatePath path = ends.host.path;
    return Duration.ofNanos(path.entered(State.CLOSED) - path.entered(State.TIME_WAIT));
  }
}

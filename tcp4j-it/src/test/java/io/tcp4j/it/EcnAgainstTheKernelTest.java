package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.Direction;
import io.tcp4j.link.impair.PacketFilter;
import io.tcp4j.rfc.Rfc;
import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.wire.Endpoint;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// ECN (RFC 3168) with the kernel at the other end of a path that marks packets.
@AgainstTheKernel(programs = "sysctl")
class EcnAgainstTheKernelTest {
  private static final int KERNEL_PORT = 5000;
  private static final int OUR_PORT = 6000;
  private static final Endpoint KERNEL = Endpoint.parse(Wire.KERNEL_V4 + ":" + KERNEL_PORT);
  private static final Endpoint OURS = Endpoint.parse(Wire.OURS_V4 + ":" + OUR_PORT);
  private static final int LENGTH = 10_000_000;

  /// One in so many.
  private static final PacketFilter SOME = (packet, number) -> number % 500 == 0;

  private Namespace namespace;
  private KernelView kernel;
  private OurHost host;

  @BeforeEach
  void aHost(Namespace own) throws Exception {
    namespace = own;
    kernel = new KernelView(namespace);
    host = OurHost.in(namespace);
  }

  /// The two ends of a connection.
  private record Pair(TcpSocket ours, Socket theirs) {}

  private static TcpConfig config(EcnMode mode) {
    return TcpConfig.builder().ecn(mode).build();
  }

  /// `tcp_ecn`: 0 is off, 1 asks and agrees, 2 (the default) agrees.
  private void kernelsMode(int mode) {
    sysctl("tcp_ecn=" + mode);
  }

  private void sysctl(String setting) {
    namespace.run("sysctl", "-qw", "net.ipv4." + setting);
  }

  private Pair weOpen(EcnMode mode) throws Exception {
    try (ServerSocket server = namespace.call(() -> new ServerSocket(KERNEL_PORT))) {
      TcpSocket ours = host.stack.open(KERNEL, null, config(mode), null);
      Socket theirs = namespace.own(server.accept());
      Await.until("our connection", ours::state, State.ESTABLISHED::equals);
      return new Pair(ours, theirs);
    }
  }

  private Pair theKernelOpens(EcnMode mode) throws Exception {
    try (TcpServerSocket server = host.stack.listen(OURS, 10, config(mode), null)) {
      return accepted(server, connecting());
    }
  }

  private static Pair accepted(TcpServerSocket server, SocketChannel kernels) throws Exception {
    TcpSocket ours = server.accept();
    Await.until("the kernel's connection", kernels::finishConnect, done -> done);
    kernels.configureBlocking(true);
    return new Pair(ours, kernels.socket());
  }

  private SocketChannel connecting() throws Exception {
    return namespace.call(
        () -> {
          SocketChannel channel = namespace.own(SocketChannel.open());
          channel.bind(Wire.kernel(KERNEL_PORT));
          channel.configureBlocking(false);
          channel.connect(Wire.ours(OUR_PORT));
          return channel;
        });
  }

  /// What `ss` says of the kernel's end: whether ECN is agreed on.
  private boolean kernelAgrees() {
    return kernel.details(KERNEL_PORT).matches("(?s).*\\becn\\b.*");
  }

  @ParameterizedTest
  @CsvSource({
    "OFF,     1, false",
    "PASSIVE, 1, false",
    "ACTIVE,  0, false",
    "ACTIVE,  1, true",
    "ACTIVE,  2, true",
  })
  @Rfc("3168 6.1.1a")
  void weOpen(EcnMode our, int kernels, boolean used) throws Exception {
    kernelsMode(kernels);
    assertBothSay(used, weOpen(our));
  }

  @ParameterizedTest
  @CsvSource({
    "OFF,     1, false",
    "PASSIVE, 0, false",
    "PASSIVE, 1, true",
    "PASSIVE, 2, false",
    "ACTIVE,  0, false",
    "ACTIVE,  1, true",
    "ACTIVE,  2, false",
  })
  void theKernelOpens(EcnMode our, int kernels, boolean used) throws Exception {
    kernelsMode(kernels);
    assertBothSay(used, theKernelOpens(our));
  }

  private void assertBothSay(boolean used, Pair pair) throws Exception {
    assertThat(pair.ours.info().options().ecn()).isEqualTo(used);
    assertThat(kernelAgrees()).isEqualTo(used);
    long capable = kernel.count("IpExt", "InECT0Pkts");
    transfer(pair.ours.outputStream(), pair.theirs.getInputStream(), 100_000);
    transfer(pair.theirs.getOutputStream(), pair.ours.inputStream(), 100_000);
    long arrived = kernel.count("IpExt", "InECT0Pkts") - capable;
    if (used) {
      assertThat(arrived).isGreaterThanOrEqualTo(100_000 / 1460);
      assertThat(kernel.details(KERNEL_PORT)).contains("ecnseen");
    } else {
      assertThat(arrived).isZero();
    }
  }

  @Test
  @Rfc("9293 SHLD-8")
  void marksOnOurPacketsSlowUsDownAndNothingIsSentAgain() throws Exception {
    Pair pair = weOpen(EcnMode.ACTIVE);
    host.markFromUs = SOME;
    transfer(pair.ours.outputStream(), pair.theirs.getInputStream(), LENGTH);
    host.markFromUs = PacketFilter.NOTHING;
    long marks = host.marked(Direction.OUTBOUND);
    assertThat(marks).isGreaterThan(5);
    assertThat(kernel.count("IpExt", "InCEPkts")).isEqualTo(marks);
    assertThat(pair.ours.info().totals().ecnReductions()).isBetween(1L, marks);
    assertThat(pair.ours.info().totals().retransmissions()).isZero();
    assertThat(pair.ours.info().sending().slowStartThreshold()).isLessThan(LENGTH);
    // the kernel has heard our CWR, and echoes no more: so our window does not fall any further
    long reductions = pair.ours.info().totals().ecnReductions();
    transfer(pair.ours.outputStream(), pair.theirs.getInputStream(), LENGTH);
    assertThat(pair.ours.info().totals().ecnReductions()).isBetween(reductions, reductions + 1);
  }

  @Test
  void marksOnTheKernelsPacketsSlowItDownAndNothingIsSentAgain() throws Exception {
    kernelsMode(1);
    sysctl("tcp_congestion_control=reno"); // there are others that do not heed ECE
    sysctl("tcp_early_retrans=0"); // no tail-loss probes where this machine is slow
    Pair pair = theKernelOpens(EcnMode.PASSIVE);
    host.markToUs = SOME;
    transfer(pair.theirs.getOutputStream(), pair.ours.inputStream(), LENGTH);
    host.markToUs = PacketFilter.NOTHING;
    long marks = host.marked(Direction.INBOUND);
    assertThat(marks).isGreaterThan(5);
    assertThat(pair.ours.info().totals().ecnMarks()).isEqualTo(marks);
    assertThat(host.stack.counters().get(TcpCounter.ECN_MARKS_IN)).isEqualTo(marks);
    assertThat(kernel.count("TcpExt", "TCPDeliveredCE")).isPositive();
    assertThat(kernel.retransmissions()).isZero();
    assertThat(kernel.details(KERNEL_PORT)).contains(" ssthresh:", " delivered_ce:");
    // our ACKs echo no more
    long delivered = kernel.count("TcpExt", "TCPDeliveredCE");
    transfer(pair.theirs.getOutputStream(), pair.ours.inputStream(), 1_000_000);
    long echoed = kernel.count("TcpExt", "TCPDeliveredCE");
    transfer(pair.theirs.getOutputStream(), pair.ours.inputStream(), LENGTH);
    assertThat(echoed).isGreaterThanOrEqualTo(delivered);
    assertThat(kernel.count("TcpExt", "TCPDeliveredCE")).isEqualTo(echoed);
  }

  @Test
  void ourSynThatAsksIsLostAndTheNextDoesNotAsk() throws Exception {
    try (ServerSocket server = namespace.call(() -> new ServerSocket(KERNEL_PORT))) {
      host.cutFromUs = true;
      TcpSocket ours = host.stack.open(KERNEL, null, config(EcnMode.ACTIVE), null);
      assertThat(ours.state()).isEqualTo(State.SYN_SENT);
      host.cutFromUs = false;
      Await.until("our connection", ours::state, State.ESTABLISHED::equals);
      Socket theirs = namespace.own(server.accept());
      assertBothSay(false, new Pair(ours, theirs));
    }
  }

  @Test
  void theKernelsSynThatAsksIsLostAndItsNextDoesNotAsk() throws Exception {
    kernelsMode(1);
    try (TcpServerSocket server = host.stack.listen(OURS, 10, config(EcnMode.ACTIVE), null)) {
      host.cutToUs = true;
      SocketChannel channel = connecting();
      kernel.awaitState(KERNEL_PORT, "SYN-SENT");
      host.cutToUs = false;
      Pair pair = accepted(server, channel);
      assertThat(pair.ours.info().options().ecn()).isFalse();
      transfer(pair.ours.outputStream(), pair.theirs.getInputStream(), 100_000);
      assertThat(kernel.count("IpExt", "InECT0Pkts")).isZero();
    }
  }

  private static void transfer(OutputStream from, InputStream to, int length) throws Exception {
    FutureTask<Void> writing =
        new FutureTask<>(
            () -> {
              Data.write(from, length);
              return null;
            });
    Thread.ofPlatform().start(writing);
    Data.verify(to, length);
    writing.get();
  }
}

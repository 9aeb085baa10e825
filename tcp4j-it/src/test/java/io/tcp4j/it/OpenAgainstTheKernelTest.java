package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.State;
import io.tcp4j.wire.Endpoint;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every way to open a connection (RFC 9293 §3.5), with the kernel at the other end.
@AgainstTheKernel
class OpenAgainstTheKernelTest {
  private static final int KERNEL_PORT = 5000;
  private static final int OUR_PORT = 6000;
  private static final Endpoint KERNEL = Endpoint.parse(Wire.KERNEL_V4 + ":" + KERNEL_PORT);
  private static final Endpoint OURS = Endpoint.parse(Wire.OURS_V4 + ":" + OUR_PORT);

  private Namespace namespace;
  private KernelView kernel;
  private OurHost host;

  @BeforeEach
  void aHost(Namespace own) throws Exception {
    namespace = own;
    kernel = new KernelView(namespace);
    host = OurHost.in(namespace);
  }

  @Test
  void ourSynIsLostAndSentAgain() throws Exception {
    try (ServerSocket server = namespace.call(() -> new ServerSocket(KERNEL_PORT))) {
      host.cutFromUs = true;
      TcpSocket ours = host.stack.open(KERNEL);
      assertThat(ours.state()).isEqualTo(State.SYN_SENT);
      assertThat(kernel.states(KERNEL_PORT)).isEmpty();
      host.cutFromUs = false;
      both(ours, State.ESTABLISHED, "ESTAB");
      exchange(ours, server.accept());
    }
  }

  @Test
  void theKernelsSynAckIsLostAndSentAgain() throws Exception {
    try (ServerSocket server = namespace.call(() -> new ServerSocket(KERNEL_PORT))) {
      host.cutToUs = true;
      TcpSocket ours = host.stack.open(KERNEL);
      both(ours, State.SYN_SENT, "SYN-RECV");
      host.cutToUs = false;
      both(ours, State.ESTABLISHED, "ESTAB");
      exchange(ours, server.accept());
    }
  }

  @Test
  void ourSynAckIsLostAndSentAgain() throws Exception {
    try (TcpServerSocket server = host.stack.listen(OURS, 10)) {
      host.cutFromUs = true;
      SocketChannel channel = connecting();
      kernel.awaitState(KERNEL_PORT, "SYN-SENT");
      host.cutFromUs = false;
      TcpSocket ours = server.accept();
      Await.until("the kernel's connection", channel::finishConnect, done -> done);
      both(ours, State.ESTABLISHED, "ESTAB");
      channel.configureBlocking(true);
      exchange(ours, channel.socket());
    }
  }

  /// RFC 9293 §3.5, figure 7: each side's SYN reaches the other in SYN-SENT.
  @Test
  @Rfc("9293 MUST-10")
  void bothOpenAtTheSameTime() throws Exception {
    host.cutFromUs = true;
    host.cutToUs = true;
    TcpSocket ours = host.stack.open(KERNEL, OURS, null, null);
    SocketChannel channel = connecting();
    both(ours, State.SYN_SENT, "SYN-SENT");
    host.cutToUs = false;
    both(ours, State.SYN_RECEIVED, "SYN-SENT");
    host.cutFromUs = false;
    Await.until("the kernel's connection", channel::finishConnect, done -> done);
    both(ours, State.ESTABLISHED, "ESTAB");
    channel.configureBlocking(true);
    exchange(ours, channel.socket());
  }

  @Test
  void theKernelRefusesUs() {
    assertThatThrownBy(() -> host.stack.connect(KERNEL, Duration.ofSeconds(5)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("refused");
  }

  @Test
  void weRefuseTheKernel() {
    assertThatThrownBy(() -> KernelClient.connect(namespace, Wire.ours(OUR_PORT)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("refused");
  }

  /// Half-open discovery when the kernel comes back with the port of a connection we still have
  /// (RFC 9293 §3.5.1, figure 9): a challenge ACK makes it reset the old one.
  @Test
  void theKernelHasForgottenAConnectionAndOpensItAgain() throws Exception {
    try (TcpServerSocket server = host.stack.listen(OURS, 10)) {
      SocketChannel first = connecting();
      Await.until("the kernel's connection", first::finishConnect, done -> done);
      TcpSocket old = server.accept();
      host.cutToUs = true;
      first.setOption(StandardSocketOptions.SO_LINGER, 0);
      first.close();
      both(old, State.ESTABLISHED, "CLOSED");
      host.cutToUs = false;
      SocketChannel second = connecting();
      Await.until("the kernel's connection", second::finishConnect, done -> done);
      TcpSocket ours = server.accept();
      assertThat(old.ending()).isEqualTo(Ending.RESET);
      second.configureBlocking(true);
      exchange(ours, second.socket());
    }
  }

  private SocketChannel connecting() throws Exception {
    return namespace.call(
        () -> {
          SocketChannel channel = SocketChannel.open();
          channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
          channel.bind(new InetSocketAddress(KERNEL_PORT));
          channel.configureBlocking(false);
          channel.connect(Wire.ours(OUR_PORT));
          return channel;
        });
  }

  private static void exchange(TcpSocket ours, Socket theirs) throws Exception {
    try (ours;
        theirs) {
      theirs.setSoTimeout(10_000);
      theirs.getOutputStream().write(1);
      assertThat(ours.inputStream().read()).isEqualTo(1);
      ours.outputStream().write(2);
      assertThat(theirs.getInputStream().read()).isEqualTo(2);
    }
  }

  private void both(TcpSocket ours, State our, String kernels) throws Exception {
    Await.until("us to be in " + our, ours::state, our::equals);
    kernel.awaitState(KERNEL_PORT, kernels);
    assertThat(ours.state()).isEqualTo(our);
  }
}

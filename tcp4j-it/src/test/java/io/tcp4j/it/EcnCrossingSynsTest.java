package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Endpoint;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// ECN in a simultaneous open with the kernel (RFC 3168 §6.1.1): each side asks before it knows
/// what the other does.
@AgainstTheKernel(programs = "sysctl")
class EcnCrossingSynsTest {
  private static final int KERNEL_PORT = 5000;
  private static final Endpoint KERNEL = Endpoint.parse(Wire.KERNEL_V4 + ":" + KERNEL_PORT);
  private static final Endpoint OURS = Endpoint.parse(Wire.OURS_V4 + ":6000");

  /// There and back in less than the timer of a SYN, which would take the request back.
  private static final Duration ON_THE_WAY = Duration.ofMillis(300);

  @ParameterizedTest
  @CsvSource({"ACTIVE, 1, true", "PASSIVE, 1, false", "ACTIVE, 2, false", "ACTIVE, 0, false"})
  void itIsAgreedOnIfBothAsk(EcnMode our, int kernels, boolean used, Namespace namespace)
      throws Exception {
    namespace.run("sysctl", "-qw", "net.ipv4.tcp_ecn=" + kernels);
    OurHost host = OurHost.in(namespace, ON_THE_WAY);
    KernelView kernel = new KernelView(namespace);
    SocketChannel channel = connecting(namespace, Wire.ours(OURS.port()));
    TcpSocket ours = host.stack.open(KERNEL, OURS, TcpConfig.builder().ecn(our).build(), null);
    Await.until("the kernel's connection", channel::finishConnect, done -> done);
    Await.until("our connection", ours::state, State.ESTABLISHED::equals);

    assertThat(host.path.edges()).extracting(edge -> edge.to()).contains(State.SYN_RECEIVED);
    assertThat(ours.info().options().ecn()).isEqualTo(used);
    assertThat(kernel.details(KERNEL_PORT).contains(" ecn ")).isEqualTo(used);
  }

  private static SocketChannel connecting(Namespace namespace, SocketAddress to) throws Exception {
    return namespace.call(
        () -> {
          SocketChannel channel = namespace.own(SocketChannel.open());
          channel.bind(Wire.kernel(KERNEL_PORT));
          channel.configureBlocking(false);
          channel.connect(to);
          return channel;
        });
  }
}

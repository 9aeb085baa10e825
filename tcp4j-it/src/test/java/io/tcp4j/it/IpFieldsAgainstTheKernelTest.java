package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Endpoint;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The Diffserv field and the hop limit of what we send, as the kernel sees them, and of what it
/// sends, as we do.
@AgainstTheKernel(programs = {"sysctl", "socat"})
class IpFieldsAgainstTheKernelTest {
  private static final int PORT = 5000;
  private static final Endpoint KERNEL = Endpoint.parse(Wire.KERNEL_V4 + ":" + PORT);

  /// `IP_MINTTL`, a socket option of `IPPROTO_IP`.
  private static final String NEIGHBOURS_ONLY = "setsockopt-int=0:21:255";

  private Namespace namespace;
  private OurHost host;

  @BeforeEach
  void aHost(Namespace own) throws Exception {
    namespace = own;
    host = OurHost.in(namespace);
  }

  private TcpSocket open(TcpConfig config) throws IOException {
    return host.stack.open(KERNEL, null, config, null);
  }

  @Test
  @Rfc("9293 MUST-48")
  void theKernelSeesOurCodepoint() throws Exception {
    namespace.run("sysctl", "-qw", "net.ipv4.tcp_reflect_tos=1"); // answers by what the SYN had
    try (ServerSocket server = namespace.call(() -> new ServerSocket(PORT))) {
      TcpSocket ours = open(TcpConfig.builder().dscp(46).build());
      namespace.own(server.accept());
      Await.until("our connection", ours::state, State.ESTABLISHED::equals);
      assertThat(ours.info().receiving().dscp()).isEqualTo(46);
    }
  }

  @Test
  @Rfc("9293 MAY-9")
  void weSeeWhatTheKernelChangesOnTheWay() throws Exception {
    try (ServerSocket server = namespace.call(() -> new ServerSocket(PORT))) {
      TcpSocket ours = open(TcpConfig.DEFAULT);
      Socket theirs = namespace.own(server.accept());
      theirs.getOutputStream().write(1);
      assertThat(ours.inputStream().read()).isEqualTo(1);
      assertThat(ours.info().receiving().dscp()).isZero();
      assertThat(ours.info().receiving().hopLimit()).isEqualTo(64);
      theirs.setOption(StandardSocketOptions.IP_TOS, 26 << 2);
      theirs.getOutputStream().write(2);
      assertThat(ours.inputStream().read()).isEqualTo(2);
      assertThat(ours.info().receiving().dscp()).isEqualTo(26);
    }
  }

  @Test
  @Rfc({"9293 MUST-49", "5082 3"})
  void aKernelThatTakesNeighboursOnlySeesOurHopLimitAndItsChanges() throws Exception {
    namespace.start(
        List.of("socat", "TCP4-LISTEN:" + PORT + ",reuseaddr," + NEIGHBOURS_ONLY, "EXEC:cat"));
    TcpSocket ours = connect(TcpConfig.builder().hopLimit(255).build());
    assertThat(echo(ours, 1)).isEqualTo(1);
    ours.configure(config -> config.hopLimit(254));
    ours.setReadTimeout(Duration.ofMillis(700));
    assertThatThrownBy(() -> echo(ours, 2)).isInstanceOf(SocketTimeoutException.class);
    ours.configure(config -> config.hopLimit(255));
    ours.setReadTimeout(Duration.ofSeconds(20));
    assertThat(ours.inputStream().read()).isEqualTo(2); // when it is sent again
  }

  /// Connects as soon as somebody listens.
  private TcpSocket connect(TcpConfig config) throws Exception {
    return Await.until(
        "a connection",
        () -> {
          TcpSocket socket = open(config);
          Await.until("an answer", socket::state, state -> state != State.SYN_SENT);
          return socket;
        },
        socket -> socket.state() == State.ESTABLISHED);
  }

  private static int echo(TcpSocket socket, int octet) throws IOException {
    socket.outputStream().write(octet);
    return socket.inputStream().read();
  }
}

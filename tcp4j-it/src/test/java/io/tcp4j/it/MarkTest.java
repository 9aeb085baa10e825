package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A TUN device that marks packets both ways (RFC 3168): each side slows down when the other echoes
/// a mark, in IPv4 and in IPv6.
@AgainstTheKernel(programs = "sysctl")
class MarkTest {
  private static final long LENGTH = 5_000_000;

  @ParameterizedTest
  @ValueSource(strings = {Wire.OURS_V4, Wire.OURS_V6})
  void bothSidesHeedTheMarksOfTheOther(String ours, Namespace namespace) throws Exception {
    namespace.run("sysctl", "-qw", "net.ipv4.tcp_ecn=1");
    Program server = Tcp4j.serve(namespace, Wire.options("--mark", "0.01", "--verbose", "echo:7"));
    InetSocketAddress echo = new InetSocketAddress(InetAddress.getByName(ours), 7);
    try (Socket socket = KernelClient.connect(namespace, echo)) {
      KernelClient.echo(socket, LENGTH);
    }
    server.terminate();
    server.awaitExit(Duration.ofSeconds(10));
    assertThat(new KernelView(namespace).count("TcpExt", "TCPDeliveredCE")).isPositive();
    assertThat(server.errors())
        .containsPattern("link.marked-inbound +[1-9]")
        .containsPattern("link.marked-outbound +[1-9]")
        .containsPattern("tcp.ecn-agreed +1")
        .containsPattern("tcp.ecn-marks-in +[1-9]")
        .containsPattern("tcp.ecn-reductions +[1-9]")
        .doesNotContain("link.lost");
  }
}

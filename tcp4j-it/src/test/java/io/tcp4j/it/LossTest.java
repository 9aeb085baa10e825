package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A TUN device that loses packets both ways, each side repairing what the other did not get.
@AgainstTheKernel
class LossTest {
  private static final long LENGTH = 5_000_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void bothSidesSendAgainWhatWasLost(long seed, Namespace namespace) throws Exception {
    Program server =
        Tcp4j.serve(
            namespace, Wire.options("--loss", "0.01", "--seed", "" + seed, "--verbose", "echo:7"));
    try (Socket socket = KernelClient.connect(namespace, Wire.ours(7))) {
      KernelClient.echo(socket, LENGTH);
    }
    server.terminate();
    server.awaitExit(Duration.ofSeconds(10));
    assertThat(new KernelView(namespace).retransmissions()).isPositive();
    assertThat(server.errors())
        .containsPattern("link.lost-inbound +[1-9]")
        .containsPattern("link.lost-outbound +[1-9]")
        .containsPattern("tcp.retransmissions +[1-9]");
  }
}

package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@AgainstTheKernel
class EchoTest {
  private Namespace namespace;

  @BeforeEach
  void aNamespace(Namespace own) {
    namespace = own;
  }

  @Test
  void aGigabyteComesBackIntact() throws Exception {
    echo(1_000_000_000L);
  }

  @Test
  void aHundredMegabytesComeBackIntactWithoutOffload() throws Exception {
    echo(100_000_000L, "--no-offload");
  }

  @Test
  void aHundredMegabytesComeBackIntactInLargePackets() throws Exception {
    echo(100_000_000L, "--no-offload", "--mtu", "65535");
  }

  @Test
  void tenMegabytesComeBackIntactInTheSmallestPackets() throws Exception {
    echo(10_000_000L, "--mtu", "1280");
  }

  private void echo(long length, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("echo:7");
    try (Program server = Tcp4j.serve(namespace, Wire.options(arguments.toArray(String[]::new)));
        Socket socket = KernelClient.connect(namespace, Wire.ours(7))) {
      KernelClient.echo(socket, length);
      assertThat(server.isAlive()).isTrue();
    }
  }

  @Test
  void aThousandConnectionsAreServedAtOnce() throws Exception {
    List<SocketChannel> channels = new ArrayList<>();
    try (Program server = Tcp4j.serve(namespace, Wire.options("echo:7"))) {
      InetSocketAddress ours = Wire.ours(7);
      namespace.call(
          () -> {
            for (int i = 0; i < 1000; i++) {
              channels.add(SocketChannel.open(ours));
            }
            return channels;
          });
      // All are open before the first says a word; then all speak before the first is answered.
      for (int i = 0; i < channels.size(); i++) {
        channels.get(i).write(ByteBuffer.allocate(Integer.BYTES).putInt(i).flip());
      }
      for (int i = 0; i < channels.size(); i++) {
        ByteBuffer answer = ByteBuffer.allocate(Integer.BYTES);
        while (answer.hasRemaining()) {
          assertThat(channels.get(i).read(answer)).as(server::toString).isPositive();
        }
        assertThat(answer.flip().getInt()).isEqualTo(i);
      }
      for (SocketChannel channel : channels) {
        channel.shutdownOutput();
        assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      }
    } finally {
      for (SocketChannel channel : channels) {
        channel.close();
      }
    }
  }
}

package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.State;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdleMemoryTest {
  private static final int CONNECTIONS = 5_000;
  private static final int LIMIT = 4096;

  @Test
  void anIdleConnectionThatHasSeenTrafficCostsLessThanFourKilobytes() throws IOException {
    try (TwoStacks net = new TwoStacks()) {
      List<TcpSocket> sockets = new ArrayList<>();
      TcpServerSocket listening = net.server.listen(at("10.0.0.2:7"));
      byte[] text = new byte[2000];
      add(net, listening, sockets, text, 100);
      long before = usedHeap();
      add(net, listening, sockets, text, CONNECTIONS);
      long each = (usedHeap() - before) / (2 * CONNECTIONS);

      assertThat(sockets).allMatch(socket -> socket.state() == State.ESTABLISHED);
      assertThat(net.client.memoryUsed() + net.server.memoryUsed()).isZero();
      assertThat(each).isPositive().isLessThan(LIMIT);
    }
  }

  private static void add(
      TwoStacks net, TcpServerSocket listening, List<TcpSocket> sockets, byte[] text, int count)
      throws IOException {
    for (int i = 0; i < count; i++) {
      TcpSocket client = net.client.open(at("10.0.0.2:7"));
      TcpSocket server = net.accept(listening);
      client.tryWrite(text, 0, text.length);
      net.until(() -> server.available() == text.length);
      server.tryRead(text, 0, text.length);
      server.tryWrite(text, 0, text.length);
      net.until(() -> client.available() == text.length);
      client.tryRead(text, 0, text.length);
      sockets.add(client);
      sockets.add(server);
      // The last acknowledgment is delayed.
      net.time.runFor(Duration.ofMillis(50));
    }
  }

  private static long usedHeap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}

package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Blocking calls in virtual time: they run the simulation until they are done.
class VirtualBlockingTest {
  private static final TcpServerHandler GREETS =
      socket -> {
        byte[] hello = {1, 2, 3};
        try {
          assertThat(socket.tryWrite(hello, 0, hello.length)).isEqualTo(3);
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
        socket.close();
      };

  @Test
  void connectAndReadTakeTheTimeThatTheyTake() throws IOException {
    try (TwoStacks stacks = new TwoStacks()) {
      TcpServerSocket listening = stacks.server.listen(at("10.0.0.2:7"), 5, GREETS);
      try (TcpSocket socket = stacks.client.connect(listening.local(), Duration.ofSeconds(5))) {
        assertThat(socket.inputStream().readAllBytes()).containsExactly(1, 2, 3);
      }
      assertThat(stacks.time.nanoTime()).isLessThan(Duration.ofSeconds(1).toNanos());
    }
  }

  @Test
  void aTimeoutIsOverAtItsInstant() throws IOException {
    try (TwoStacks stacks = new TwoStacks()) {
      TcpServerSocket listening = stacks.server.listen(at("10.0.0.2:7"));
      long start = stacks.time.nanoTime();
      assertThatThrownBy(() -> listening.accept(Duration.ofHours(3)))
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(stacks.time.nanoTime() - start).isEqualTo(Duration.ofHours(3).toNanos());
    }
  }

  @Test
  void aWaitThatNothingCanEndIsAnErrorAndNotATestThatHangs() throws IOException {
    try (TwoStacks stacks = new TwoStacks()) {
      TcpServerSocket listening = stacks.server.listen(at("10.0.0.2:7"));
      assertThatThrownBy(listening::accept)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("waits for ever");
    }
  }
}

package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.link.VirtualTime;
import io.tcp4j.stack.counters.Counter;
import io.tcp4j.stack.log.EventLog;
import io.tcp4j.tcp.model.TcpConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// On an established connection no segment costs garbage: not sent, not received, not acknowledged,
/// not waited for by a timer.
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 3_000;
  private static final int ROUNDS = 3_000;
  private static final int WINDOWS = 4;

  private final byte[] out = new byte[20_000];
  private final byte[] in = new byte[20_000];

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bulkBothWaysAllocatesNothing(boolean offload) throws IOException {
    LinkCapabilities capabilities = offload ? LinkCapabilities.FULL : LinkCapabilities.NONE;
    try (TwoStacks net = new TwoStacks(capabilities, 1500, TcpConfig.DEFAULT)) {
      TcpServerSocket listening = net.server.listen(at("10.0.0.2:7"));
      TcpSocket client = net.client.open(at("10.0.0.2:7"));
      TcpSocket server = net.accept(listening);
      assertThat(allocated(net, client, server, out.length)).isZero();
    }
  }

  @Test
  void smallQuestionsAndAnswersAllocateNothing() throws IOException {
    try (TwoStacks net = new TwoStacks()) {
      TcpServerSocket listening = net.server.listen(at("[2001:db8::2]:7"));
      TcpSocket client = net.client.open(at("[2001:db8::2]:7"));
      TcpSocket server = net.accept(listening);
      assertThat(allocated(net, client, server, 64)).isZero();
    }
  }

  /// It keeps what goes wrong, and here nothing does.
  @Test
  void withAnEventLogOrdinarySegmentsAllocateNothing() throws IOException {
    VirtualTime time = new VirtualTime();
    EventLog log = EventLog.builder(time).callers(true).build();
    try (TwoStacks net = new TwoStacks(time, log)) {
      TcpServerSocket listening = net.server.listen(at("10.0.0.2:7"));
      TcpSocket client = net.client.open(at("10.0.0.2:7"));
      TcpSocket server = net.accept(listening);
      assertThat(allocated(net, client, server, out.length)).isZero();
      assertThat(log.entries()).as("the log of the handshake").isNotEmpty();
    }
  }

  /// The least of several windows: the JIT compiler may allocate a few bytes in this thread's name
  /// when it gives up a compilation, and what happens with segments happens in every window.
  private long allocated(TwoStacks net, TcpSocket a, TcpSocket b, int size) throws IOException {
    long least = Long.MAX_VALUE;
    exchange(net, a, b, size, WARM_UP);
    for (int window = 0; window < WINDOWS && least > 0; window++) {
      least = Math.min(least, allocatedInWindow(net, a, b, size));
    }
    return least;
  }

  private long allocatedInWindow(TwoStacks net, TcpSocket a, TcpSocket b, int size)
      throws IOException {
    long packets = net.server.counters().get(Counter.IP_RECEIVED);
    long thread = Thread.currentThread().threadId();
    THREADS.getThreadAllocatedBytes(thread);
    long before = THREADS.getThreadAllocatedBytes(thread);
    exchange(net, a, b, size, ROUNDS);
    long bytes = THREADS.getThreadAllocatedBytes(thread) - before;
    assertThat(net.server.counters().get(Counter.IP_RECEIVED) - packets)
        .isGreaterThanOrEqualTo(ROUNDS);
    return bytes;
  }

  private void exchange(TwoStacks net, TcpSocket a, TcpSocket b, int size, int rounds)
      throws IOException {
    for (int i = 0; i < rounds; i++) {
      carry(net, a, b, size);
      carry(net, b, a, size);
    }
  }

  private void carry(TwoStacks net, TcpSocket from, TcpSocket to, int size) throws IOException {
    int written = 0;
    int read = 0;
    while (read < size) {
      written += from.tryWrite(out, written, size - written);
      int n = to.tryRead(in, read, size - read);
      read += n;
      if (n == 0) {
        net.time.runNext();
      }
    }
  }
}

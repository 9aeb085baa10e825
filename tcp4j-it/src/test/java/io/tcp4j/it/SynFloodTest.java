package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.stack.counters.Counters;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.TcpInfo;
import io.tcp4j.wire.Endpoint;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A listener of ours under a SYN flood, while the kernel's sockets, which mean it, connect.
@AgainstTheKernel(programs = "sysctl")
class SynFloodTest {
  private static final int PORT = 5000;
  private static final int CLIENTS = 4;
  private static final int MEGABYTE = 1 << 20;

  /// For heap that garbage collection cannot free at once, and what the tests keep themselves.
  private static final long SLACK = 8 * MEGABYTE;

  private Namespace namespace;
  private OurHost host;

  @BeforeEach
  void aServer(Namespace own) throws Exception {
    namespace = own;
    host = OurHost.in(namespace);
    TcpServerSocket server = host.stack.listen(Endpoint.parse(Wire.OURS_V4 + ":" + PORT), 1_024);
    Thread.ofPlatform().daemon().name("server").start(() -> serve(server));
  }

  /// Answers each connection's octet.
  private static void serve(TcpServerSocket server) {
    while (true) {
      TcpSocket socket;
      try {
        socket = server.accept();
      } catch (IOException e) {
        return; // closed
      }
      Thread.ofVirtual().start(() -> answer(socket));
    }
  }

  private static void answer(TcpSocket socket) {
    try (socket) {
      int octet = socket.inputStream().read();
      socket.outputStream().write(octet);
      int end = socket.inputStream().read();
      assert end == -1 : end;
    } catch (IOException e) {
      // the client's side tells of it
    }
  }

  @Test
  @Rfc({"4987 3.1", "4987 3.6a"})
  void aFloodKeepsNobodyOut() throws Exception {
    siege(20_000, 2_000, Duration.ofSeconds(4));
  }

  @Test
  @Tag("campaign")
  void aFloodOfAHundredThousandSynsASecondKeepsNobodyOut() throws Exception {
    siege(100_000, 95_000, Duration.ofSeconds(20));
  }

  /// @param perSecond SYNs that are to be sent
  /// @param atLeast how many must have been
  private void siege(int perSecond, int atLeast, Duration length) throws Exception {
    Honest warmUp = clients(Duration.ofMillis(500));
    long heapBefore = heap();
    SynFlood flood = SynFlood.in(namespace, Endpoint.parse(Wire.OURS_V4 + ":" + PORT), perSecond);
    Honest honest = clients(length);
    flood.stop();
    List<TcpInfo> left = host.stack.connections();
    long halfOpen = left.stream().filter(info -> info.state() == State.SYN_RECEIVED).count();
    long heapGrowth = heap() - heapBefore;

    Counters counters = host.stack.counters();
    System.out.printf(
        "%,d SYNs/s: %,d of %,d connections, the slowest %,d ms (before it %,d ms); "
            + "%,d cookies sent, %,d came back; %,d half-open, heap +%,d kB, pages %,d kB%n",
        flood.rate(),
        honest.served(),
        honest.tried(),
        honest.slowestMillis(),
        warmUp.slowestMillis(),
        counters.get(TcpCounter.COOKIES_SENT),
        counters.get(TcpCounter.COOKIES_ACCEPTED),
        halfOpen,
        heapGrowth / 1024,
        host.stack.memoryUsed() / 1024);
    assertThat(flood.rate()).isGreaterThanOrEqualTo(atLeast);
    assertThat(honest.tried()).isGreaterThan(CLIENTS);
    assertThat(honest.served()).isGreaterThanOrEqualTo((honest.tried() * 99 + 99) / 100);
    assertThat(counters.get(TcpCounter.COOKIES_SENT)).isPositive();
    assertThat(counters.get(TcpCounter.COOKIES_ACCEPTED)).isPositive();
    assertThat(halfOpen).isBetween(1L, (long) TcpConfig.DEFAULT.synQueue());
    assertThat(host.stack.memoryUsed()).isLessThan(MEGABYTE);
    assertThat(heapGrowth).isLessThan(SLACK);
  }

  /// What came of connections that were meant.
  private record Honest(int tried, int served, long slowestMillis) {}

  /// Connects again and again for so long.
  private Honest clients(Duration length) throws Exception {
    long end = System.nanoTime() + length.toNanos();
    List<FutureTask<Honest>> all = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      FutureTask<Honest> client = new FutureTask<>(inside(() -> client(end)));
      Thread.ofPlatform().name("client").start(client);
      all.add(client);
    }
    Honest sum = new Honest(0, 0, 0);
    for (FutureTask<Honest> client : all) {
      Honest one = client.get();
      sum =
          new Honest(
              sum.tried + one.tried,
              sum.served + one.served,
              Math.max(sum.slowestMillis, one.slowestMillis));
    }
    return sum;
  }

  private Callable<Honest> inside(Callable<Honest> task) {
    return () -> namespace.call(task);
  }

  private static Honest client(long end) {
    int tried = 0;
    int served = 0;
    long slowest = 0;
    while (System.nanoTime() < end) {
      long begin = System.nanoTime();
      tried++;
      try (Socket socket = new Socket()) {
        socket.connect(Wire.ours(PORT), 10_000);
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(tried & 0x7f);
        served += socket.getInputStream().read() == (tried & 0x7f) ? 1 : 0;
      } catch (IOException e) {
        // not served
      }
      slowest = Math.max(slowest, System.nanoTime() - begin);
    }
    return new Honest(tried, served, Duration.ofNanos(slowest).toMillis());
  }

  /// What is in use of the heap after garbage collection, in bytes.
  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

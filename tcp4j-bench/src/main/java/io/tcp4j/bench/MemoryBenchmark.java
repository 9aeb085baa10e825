package io.tcp4j.bench;

import io.tcp4j.link.MemoryLink;
import io.tcp4j.link.VirtualTime;
import io.tcp4j.stack.IpStack;
import io.tcp4j.stack.TcpHandler;
import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpPrefix;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;

/// Two stacks in one process and on one thread, joined by a link in memory: what TCP itself costs,
/// without a kernel. MTU 1500, checksums made and checked, no offload.
///
/// Usage: `MemoryBenchmark bulk|conn [seconds]`. Half a second passes unmeasured. The last line is
/// `gbps=…` (one connection, one direction) or `cps=…` (handshake, then both sides close, one
/// connection after another).
public final class MemoryBenchmark {
  private static final int MTU = 1500;
  private static final int PORT = 9;
  private static final double WARM_UP_SECONDS = 0.5;
  private static final double DEFAULT_SECONDS = 4;
  private static final int EVENTS_BETWEEN_LOOKS = 64;

  private final VirtualTime time = new VirtualTime();
  private final IpStack client;
  private final IpStack server;
  private final Endpoint target = Endpoint.parse("10.8.0.2:" + PORT);
  private final byte[] buffer = new byte[64 * 1024];
  private long done;

  private MemoryBenchmark() {
    MemoryLink.Pair cable = MemoryLink.pair("client", "server", MTU, time);
    client = stack("client", 1);
    server = stack("server", 2);
    client.attach(cable.a(), IpPrefix.parse("10.8.0.1/24"));
    server.attach(cable.b(), IpPrefix.parse("10.8.0.2/24"));
  }

  private IpStack stack(String name, long seed) {
    return IpStack.builder()
        .name(name)
        .scheduler(time)
        .random(new SplittableRandom(seed))
        // as the peers in the table: TIME-WAIT must not decide how many connections fit
        .tcpConfig(TcpConfig.builder().msl(Duration.ZERO).build())
        .build();
  }

  /// Runs one of the two benchmarks and prints its line.
  ///
  /// @param args `bulk` or `conn`, and how many seconds to measure
  public static void main(String[] args) throws IOException {
    String mode = args.length > 0 ? args[0] : "";
    double seconds = args.length > 1 ? Double.parseDouble(args[1]) : DEFAULT_SECONDS;
    var benchmark = new MemoryBenchmark();
    PrintStream out = System.out;
    switch (mode) {
      case "bulk" -> {
        benchmark.bulk();
        double bytes = benchmark.rate(seconds);
        out.println(String.format(Locale.ROOT, "gbps=%.3f", bytes * 8 / 1e9));
      }
      case "conn" -> {
        benchmark.connections();
        out.println(String.format(Locale.ROOT, "cps=%.0f", benchmark.rate(seconds)));
      }
      default -> {
        System.err.println("usage: MemoryBenchmark bulk|conn [seconds]");
        System.exit(2);
      }
    }
  }

  /// What is done in a second of real time, after the warm-up.
  private double rate(double seconds) {
    run(WARM_UP_SECONDS);
    long before = done;
    double took = run(seconds);
    return (done - before) / took;
  }

  private double run(double seconds) {
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    long now = start;
    while (now < end) {
      for (int i = 0; i < EVENTS_BETWEEN_LOOKS; i++) {
        if (!time.runNext()) {
          throw new IllegalStateException("nothing happens any more");
        }
      }
      now = System.nanoTime();
    }
    return (now - start) / 1e9;
  }

  private void bulk() throws IOException {
    TcpServerSocket listening = server.listen(target, 1, socket -> socket.setHandler(new Sink()));
    client.open(target, new Source());
    if (listening.local().port() != PORT) {
      throw new IllegalStateException("listening elsewhere: " + listening);
    }
  }

  private void connections() throws IOException {
    TcpServerSocket listening =
        server.listen(target, 128, socket -> socket.setHandler(new CloseAfterPeer()));
    if (listening.local().port() != PORT) {
      throw new IllegalStateException("listening elsewhere: " + listening);
    }
    openNext();
  }

  private void openNext() {
    try {
      client.open(target, new OpenAndClose());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads and counts.
  private final class Sink implements TcpHandler {
    @Override
    public void onReadable(TcpSocket socket) throws IOException {
      int n;
      while ((n = socket.tryRead(buffer, 0, buffer.length)) > 0) {
        done += n;
      }
    }
  }

  /// Writes whenever there is room.
  private final class Source implements TcpHandler {
    @Override
    public void onConnected(TcpSocket socket) throws IOException {
      onWritable(socket);
    }

    @Override
    public void onWritable(TcpSocket socket) throws IOException {
      while (socket.tryWrite(buffer, 0, buffer.length) == buffer.length) {
        // until it is full
      }
    }
  }

  /// Closes as soon as it is open, and opens the next one when it has ended.
  private final class OpenAndClose implements TcpHandler {
    @Override
    public void onConnected(TcpSocket socket) {
      socket.close();
    }

    @Override
    public void onEnded(TcpSocket socket, Ending ending) {
      done++;
      openNext();
    }
  }

  /// The server's side of that.
  private static final class CloseAfterPeer implements TcpHandler {
    @Override
    public void onEndOfStream(TcpSocket socket) {
      socket.close();
    }
  }
}

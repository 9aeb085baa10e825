package io.tcp4j.bench;

import io.tcp4j.link.MemoryLink;
import io.tcp4j.link.VirtualTime;
import io.tcp4j.stack.IpStack;
import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.stack.log.EventLog;
import io.tcp4j.stack.log.SentBecause;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.TcpObserver;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpPrefix;
import io.tcp4j.wire.Segment;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs that somebody looks on: 64 bytes to the server and back, over a cable in memory.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls open() first
public class ObserverBenchmark {
  /// The cable takes no time; without this, time would stand still for good.
  private static final Duration STEP = Duration.ofNanos(100);

  private static final Endpoint SERVER = Endpoint.parse("10.8.0.2:7");

  /// Who looks on at both hosts.
  public enum Watching {
    /// Nobody.
    NONE,
    /// Somebody who counts segments.
    COUNTING,
    /// A log of events.
    EVENT_LOG,
    /// A log of events that names the user's line.
    EVENT_LOG_WITH_CALLERS,
    /// The reasons for a capture's comments.
    SENT_BECAUSE
  }

  /// Who looks on.
  @Param public Watching watching = Watching.NONE;

  private final byte[] text = new byte[64];
  private VirtualTime time;
  private IpStack clientHost;
  private IpStack serverHost;
  private TcpSocket client;
  private TcpSocket server;

  /// Makes one that is not set up.
  public ObserverBenchmark() {}

  /// Opens the connection.
  @Setup(Level.Trial)
  public void open() throws IOException {
    time = new VirtualTime();
    MemoryLink.Pair cable = MemoryLink.pair("client", "server", 1500, time);
    clientHost = host("client", 1);
    serverHost = host("server", 2);
    clientHost.attach(cable.a(), IpPrefix.parse("10.8.0.1/24"));
    serverHost.attach(cable.b(), IpPrefix.parse("10.8.0.2/24"));
    TcpServerSocket listening = serverHost.listen(SERVER);
    client = clientHost.open(SERVER);
    time.runFor(Duration.ofMillis(1));
    server = Objects.requireNonNull(listening.tryAccept());
  }

  private IpStack host(String name, long seed) {
    return IpStack.builder()
        .name(name)
        .scheduler(time)
        .random(new SplittableRandom(seed))
        .observer(observer())
        .build();
  }

  private TcpObserver observer() {
    return switch (watching) {
      case NONE -> TcpObserver.NONE;
      case COUNTING -> new Counting();
      case EVENT_LOG -> EventLog.builder(time).build();
      case EVENT_LOG_WITH_CALLERS -> EventLog.builder(time).callers(true).build();
      case SENT_BECAUSE -> new SentBecause();
    };
  }

  private static final class Counting implements TcpObserver {
    private long segments;

    @Override
    public void segmentArrived(FourTuple connection, Segment segment) {
      segments++;
    }

    @Override
    public void segmentSent(
        FourTuple connection, Segment segment, SendCause cause, Trigger trigger) {
      segments++;
    }

    @Override
    public String toString() {
      return segments + " segments";
    }
  }

  /// Closes the hosts.
  @TearDown(Level.Trial)
  public void close() {
    clientHost.close();
    serverHost.close();
  }

  /// One question and its answer.
  @Benchmark
  public int pingPong() throws IOException {
    time.runFor(STEP);
    return carry(client, server) + carry(server, client);
  }

  private int carry(TcpSocket from, TcpSocket to) throws IOException {
    int read = from.tryWrite(text, 0, text.length) - text.length;
    while (read < text.length) {
      read += to.tryRead(text, read, text.length - read);
      if (read < text.length && !time.runNext()) {
        throw new IllegalStateException("nothing happens any more");
      }
    }
    return read;
  }
}

package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.IsnGenerator;
import io.tcp4j.tcp.model.PageSource;
import io.tcp4j.tcp.model.SegmentSink;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.TcpCounters;
import io.tcp4j.tcp.model.TcpObserver;
import io.tcp4j.tcp.model.TcpServices;
import io.tcp4j.tcp.model.TextSource;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/// The path of a segment allocates nothing, once a connection's tables have grown to its window:
/// with timestamps and SACK.
class AllocationTest {
  private static final int MSS = 1460;
  private static final int SEND_MSS = MSS - 12;
  private static final int SEGMENTS = 100_000;
  private static final long MILLI = 1_000_000;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Sink sink = new Sink();
  private final Counters counters = new Counters();
  private final Segment segment = new Segment();
  private final byte[] text = new byte[64 * 1024];
  private final TcpConnection connection =
      new TcpConnection(
          TwoEngines.TUPLE,
          TcpConfig.builder().ecn(EcnMode.ACTIVE).build(),
          new TcpServices(new IsnGenerator(1, 2), new Pages(), counters, observer()),
          sink);
  private long now;
  private int peerNxt;

  /// Who looks on: nobody.
  TcpObserver observer() {
    return TcpObserver.NONE;
  }

  AllocationTest() {
    connection.open(now);
    segment.mss = MSS;
    segment.windowScale = 7;
    segment.sackPermitted = true;
    arrives(TcpFlags.SYN | TcpFlags.ACK | TcpFlags.ECE, 0, sink.nxt, 0);
    peerNxt = 1;
    segment.clearOptions();
    assertThat(connection.state()).isEqualTo(State.ESTABLISHED);
  }

  @Test
  void receivingInOrder() {
    assertAllocatesNothing(
        () -> {
          arrives(TcpFlags.ACK, peerNxt, sink.nxt, MSS);
          peerNxt += MSS;
          read();
        });
  }

  @Test
  void receivingOutOfOrder() {
    assertAllocatesNothing(
        () -> {
          arrives(TcpFlags.ACK, peerNxt + MSS, sink.nxt, MSS);
          arrives(TcpFlags.ACK, peerNxt, sink.nxt, MSS);
          peerNxt += 2 * MSS;
          read();
        });
  }

  @Test
  void sendingAndBeingAcknowledged() {
    assertAllocatesNothing(
        () -> {
          connection.send(text, 0, 3 * MSS, now);
          arrives(TcpFlags.ACK, peerNxt, sink.nxt, 0);
        });
  }

  @Test
  void heedingAndEchoingMarks() {
    assertAllocatesNothing(
        () -> {
          connection.send(text, 0, 3 * MSS, now);
          segment.ecn = Ecn.CE;
          arrives(TcpFlags.ACK | TcpFlags.ECE, peerNxt, sink.nxt, MSS);
          segment.ecn = Ecn.ECT_0;
          arrives(TcpFlags.ACK | TcpFlags.CWR, peerNxt + MSS, sink.nxt, MSS);
          peerNxt += 2 * MSS;
          now += 400 * MILLI;
          connection.timeout(now);
          read();
        });
    assertThat(connection.status(now).totals().ecnReductions()).isPositive();
    assertThat(connection.status(now).totals().ecnMarks()).isPositive();
  }

  @Test
  void sendingSuperSegments() {
    sink.superSegmentLimit = 60 * 1024;
    assertAllocatesNothing(
        () -> {
          connection.send(text, 0, text.length, now);
          arrives(TcpFlags.ACK, peerNxt, sink.nxt, 0);
        });
  }

  @Test
  void losingAndRepairing() {
    assertAllocatesNothing(
        () -> {
          int una = sink.nxt;
          connection.send(text, 0, 8 * MSS, now);
          for (int i = 0; i < 4; i++) {
            arrives(TcpFlags.ACK, peerNxt, una, 0);
          }
          now += 400 * MILLI;
          connection.timeout(now);
          arrives(TcpFlags.ACK, peerNxt, sink.nxt, 0);
        });
  }

  @Test
  void repairingWhatSackBlocksLeave() {
    assertAllocatesNothing(
        () -> {
          int una = sink.nxt;
          connection.send(text, 0, 8 * SEND_MSS, now);
          for (int i = 1; i < 8; i += 2) {
            block(una + i * SEND_MSS, una + (i + 1) * SEND_MSS);
            arrives(TcpFlags.ACK, peerNxt, una, 0);
          }
          now += 400 * MILLI;
          connection.timeout(now);
          arrives(TcpFlags.ACK, peerNxt, sink.nxt, 0);
        });
    assertThat(connection.status(now).totals().retransmissions()).isGreaterThan(SEGMENTS);
  }

  private void block(int left, int right) {
    segment.sackLeft[segment.sackBlocks] = Integer.toUnsignedLong(left);
    segment.sackRight[segment.sackBlocks] = Integer.toUnsignedLong(right);
    segment.sackBlocks++;
  }

  @Test
  void reportingGapsAndDuplicates() {
    assertAllocatesNothing(
        () -> {
          for (int i = 5; i >= 1; i -= 2) {
            arrives(TcpFlags.ACK, peerNxt + i * MSS, sink.nxt, MSS);
          }
          for (int i = 0; i < 6; i++) {
            arrives(TcpFlags.ACK, peerNxt + i * MSS, sink.nxt, MSS);
          }
          peerNxt += 6 * MSS;
          read();
        });
    assertThat(sink.blocks).isGreaterThan(SEGMENTS);
  }

  @Test
  void acknowledgingAfterTheDelay() {
    assertAllocatesNothing(
        () -> {
          arrives(TcpFlags.ACK, peerNxt, sink.nxt, 10);
          peerNxt += 10;
          now += 50 * MILLI;
          connection.timeout(now);
          read();
        });
  }

  private void assertAllocatesNothing(Runnable round) {
    int sent = sink.segments;
    for (int i = 0; i < SEGMENTS / 5; i++) {
      step(round);
    }
    assertThat(sink.segments).as("the engine did something").isGreaterThan(sent);
    // when it recompiles, the JVM itself may allocate a little: once, not in each attempt
    long allocated = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 3 && allocated > 0; attempt++) {
      long before = allocatedSoFar();
      long own = allocatedSoFar() - before;
      before = allocatedSoFar();
      for (int i = 0; i < SEGMENTS; i++) {
        step(round);
      }
      allocated = allocatedSoFar() - before - own;
    }
    assertThat(counters.total).as("the engine counted").isGreaterThan(SEGMENTS);
    assertThat(allocated).as("bytes for %d rounds", SEGMENTS).isZero();
    assertThat(connection.state()).isEqualTo(State.ESTABLISHED);
  }

  private static long allocatedSoFar() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
  }

  private void step(Runnable round) {
    now += MILLI;
    round.run();
    connection.takeReadiness();
    if (connection.nextDeadline() <= now) {
      connection.timeout(now);
    }
  }

  private void arrives(int flags, int seq, int ack, int length) {
    segment.flags = flags;
    segment.seq = Integer.toUnsignedLong(seq);
    segment.ack = Integer.toUnsignedLong(ack);
    segment.wnd = 0xffff;
    segment.timestamps = true;
    segment.tsVal = (int) (now / MILLI);
    segment.tsEcr = sink.tsVal;
    segment.text = text;
    segment.textOffset = 0;
    segment.textLength = length;
    connection.segmentArrives(segment, now);
    segment.sackBlocks = 0;
  }

  private void read() {
    while (connection.available() > 0) {
      connection.receive(text, 0, text.length, now);
    }
  }

  /// Takes everything, and copies it as a link would.
  private static final class Sink implements SegmentSink {
    private final byte[] slot = new byte[64 * 1024];
    private int superSegmentLimit;
    private int segments;
    private int tsVal;
    private long blocks;
    private int nxt;

    @Override
    public boolean transmit(Segment segment, TextSource text, SendCause cause) {
      if (text != null) {
        text.copy(segment.seq, slot, 0, segment.textLength);
      }
      segments++;
      tsVal = segment.tsVal;
      blocks += segment.sackBlocks;
      if (segment.has(TcpFlags.SYN) || (int) segment.end() - nxt > 0) {
        nxt = (int) segment.end();
      }
      return true;
    }

    @Override
    public int maximumMessageSize() {
      return MSS + 20;
    }

    @Override
    public int ipHeaderLength() {
      return 20;
    }

    @Override
    public int pathMtu() {
      return MSS + 40;
    }

    @Override
    public void pathMtu(int mtu, boolean mayFragment) {}

    @Override
    public void adviseNegatively() {}

    @Override
    public int superSegmentLimit() {
      return superSegmentLimit;
    }
  }

  /// A few pages, over and over.
  private static final class Pages implements PageSource {
    private final byte[][] free = new byte[1_000][PAGE];
    private int count = free.length;

    @Override
    public byte[] take() {
      return count == 0 ? null : free[--count];
    }

    @Override
    public void give(byte[] page) {
      free[count++] = page;
    }
  }

  private static final class Counters implements TcpCounters {
    private long total;

    @Override
    public void count(TcpCounter counter, long amount) {
      total += amount;
    }

    @Override
    public void drop(DropReason reason) {
      total++;
    }
  }
}

package io.tcp4j.testkit.network;

import io.tcp4j.link.impair.RuleCounts;
import io.tcp4j.stack.TcpSocket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// The programs on a host read slowly, or not at all: their receive buffers fill, the windows that
/// they offer close, and their peers find that they cannot write. Concerns what reads by way of
/// [SimulatedHost#input]. Counts reads in place of packets: those that had to wait were touched.
public final class SlowReads implements Fault {
  private static final long SECOND = 1_000_000_000L;
  private static final long FOREVER = Duration.ofDays(365).toNanos();

  private final SimulatedHost host;
  private final String name;
  private final long bytesPerSecond;
  private final AtomicLong freeAt;
  private final AtomicLong seen = new AtomicLong();
  private final AtomicLong touched = new AtomicLong();
  private final AtomicBoolean closed = new AtomicBoolean();

  SlowReads(SimulatedHost host, String name, long bytesPerSecond) {
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException("bytesPerSecond=" + bytesPerSecond + " is negative");
    }
    this.host = host;
    this.name = name;
    this.bytesPerSecond = bytesPerSecond;
    freeAt = new AtomicLong(host.network.scheduler().nanoTime());
  }

  /// Waits until it is time for another read, or the socket is closed.
  ///
  /// @throws SocketTimeoutException if that takes longer than the socket lets a read wait
  /// @throws SocketException if a thread of the simulation is interrupted, which closes the socket
  void awaitTurn(TcpSocket socket) throws SocketTimeoutException, SocketException {
    seen.incrementAndGet();
    SimulatedNetwork network = host.network;
    long left = bytesPerSecond == 0 ? FOREVER : freeAt.get() - network.scheduler().nanoTime();
    if (left <= 0) {
      return;
    }
    touched.incrementAndGet();
    long patience = socket.readTimeout().isZero() ? FOREVER : socket.readTimeout().toNanos();
    boolean over = await(socket, Duration.ofNanos(Math.min(left, patience)));
    if (!over && patience < left) {
      throw new SocketTimeoutException("Read timed out");
    }
  }

  private boolean await(TcpSocket socket, Duration limit) throws SocketException {
    try {
      return host.network.await(() -> closed.get() || socket.isClosed(), limit);
    } catch (IllegalStateException failed) {
      Thread me = Thread.currentThread();
      if (!me.isInterrupted() || !me.isVirtual()) {
        throw failed;
      }
      socket.close();
      throw new SocketException("Closed by interrupt");
    }
  }

  /// Returns how many bytes one read may take at most: what comes in a tenth of a second.
  int mostAtOnce() {
    return Math.clamp(bytesPerSecond / 10, 1, Integer.MAX_VALUE);
  }

  /// So many bytes were read.
  void took(int bytes) {
    if (bytesPerSecond > 0) {
      long now = host.network.scheduler().nanoTime();
      long time = Math.ceilDiv(bytes * SECOND, bytesPerSecond);
      freeAt.updateAndGet(before -> Math.max(before, now) + time);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public RuleCounts counts() {
    return new RuleCounts(seen.get(), touched.get(), 0, 0, 0);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      host.readsAreSlowNoMore(this);
      host.network.ended(this);
    }
  }

  @Override
  public String toString() {
    return name + " " + counts();
  }
}

package io.tcp4j.stack.tcp;

import io.tcp4j.stack.counters.Counter;
import io.tcp4j.stack.tcp.WaitPoint.Waiter;
import io.tcp4j.tcp.TcpConnection;
import io.tcp4j.tcp.TcpListener;
import io.tcp4j.tcp.TimeWaitEntry;
import io.tcp4j.tcp.model.AcceptGate;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.SegmentSink;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.Segment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A passive OPEN with its two queues: handshakes under way (SYN queue), and connections that wait
/// to be accepted (accept queue). Thread-safe.
///
/// Its lock may be taken inside a connection's, never the other way round.
public final class Listener implements Waitable, AcceptGate {
  /// Handshakes under way at a time, unless the backlog is longer.
  static final int SYN_QUEUE = 256;

  private static final int ACCEPTABLE = 1;

  private final TcpHost host;
  private final Endpoint local;
  private final TcpListener engine;
  private final @Nullable Consumer<Connection> handler;
  private final Quota halfOpen;
  private final Quota queued;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final Set<Connection> handshaking = new LinkedHashSet<>();
  private final Queue<Connection> acceptQueue = new ArrayDeque<>();
  private final WaitPoint acceptors = new WaitPoint();
  private volatile boolean closed;

  Listener(
      TcpHost host,
      Endpoint local,
      int backlog,
      TcpConfig config,
      @Nullable Consumer<Connection> handler) {
    this.host = host;
    this.local = local;
    this.handler = handler;
    halfOpen = new Quota(Math.max(SYN_QUEUE, backlog));
    queued = new Quota(backlog);
    engine = new TcpListener(config, host.services, this);
  }

  /// Connections that begin from now on behave so.
  public void configure(TcpConfig config) {
    engine.configure(config);
  }

  /// Returns where it listens.
  public Endpoint local() {
    return local;
  }

  /// Whether it was closed.
  public boolean closed() {
    return closed;
  }

  @Override
  public boolean mayBegin() {
    if (!closed && halfOpen.take()) {
      return true;
    }
    host.counters.count(Counter.SYN_QUEUE_OVERFLOWS);
    return false;
  }

  @Override
  public boolean mayComplete() {
    if (queued.take()) {
      halfOpen.give();
      return true;
    }
    host.counters.count(Counter.ACCEPT_QUEUE_OVERFLOWS);
    return false;
  }

  @Override
  public void gone() {
    halfOpen.give();
  }

  /// Lets the engine look at a segment that belongs to no connection.
  ///
  /// @param segment what arrived
  /// @param tuple its sockets, seen from here
  /// @param sink the way back
  /// @param now time in nanoseconds
  /// @return the connection that it begins, or null
  @Nullable TcpConnection segmentArrives(
      Segment segment, FourTuple tuple, SegmentSink sink, long now) {
    return engine.segmentArrives(segment, tuple, sink, now);
  }

  /// Whether a segment for two sockets in TIME-WAIT is for the listener instead. Called inside the
  /// lock of those.
  boolean mayReopen(Segment segment, TimeWaitEntry waiting, long now) {
    return engine.mayReopen(segment, waiting, now);
  }

  /// Lets the engine begin a connection in the place of one in TIME-WAIT.
  ///
  /// @param syn for which [#mayReopen]
  /// @return the connection, or null if it may not begin after all
  @Nullable TcpConnection reopen(Segment syn, TimeWaitEntry waiting, SegmentSink sink, long now) {
    return engine.reopen(syn, waiting, sink, now);
  }

  /// A handshake has begun. Called inside the connection's lock.
  ///
  /// @return false if the listener was closed meanwhile
  boolean began(Connection child) {
    lock.lock();
    try {
      return !closed && handshaking.add(child);
    } finally {
      lock.unlock();
    }
  }

  /// Something became possible with a connection that is not accepted yet. Called outside its lock.
  void childChanged(Connection child, int bits) {
    Waiter woken = null;
    boolean connected = (bits & Readiness.CONNECTED) != 0;
    boolean refused = false;
    lock.lock();
    try {
      if (connected || (bits & (Readiness.CLOSED | Readiness.TIME_WAIT)) != 0) {
        handshaking.remove(child);
      }
      if (connected && closed) {
        refused = true;
      } else if (connected && handler == null) {
        acceptQueue.add(child);
        woken = acceptors.takeFor(ACCEPTABLE);
      }
    } finally {
      lock.unlock();
    }
    WaitPoint.wake(woken);
    if (refused) {
      queued.give();
      child.abort();
    } else if (connected && handler != null) {
      accepted(child);
      handler.accept(child);
    }
  }

  private void accepted(Connection child) {
    queued.give();
    child.leaveParent();
  }

  /// Takes the connection that has waited longest to be accepted.
  ///
  /// @return null if none waits
  public @Nullable Connection tryAccept() {
    Connection child;
    lock.lock();
    try {
      child = acceptQueue.poll();
    } finally {
      lock.unlock();
    }
    if (child != null) {
      accepted(child);
    }
    return child;
  }

  /// Waits for a connection to accept.
  ///
  /// @param nanos how long, [Long#MAX_VALUE] for ever
  /// @return null if the time is over, the thread was interrupted (its status says so), or the
  ///     listener is closed
  public @Nullable Connection accept(long nanos) {
    Connection child = tryAccept();
    if (child != null || closed) {
      return child;
    }
    @Nullable Connection[] taken = new @Nullable Connection[1];
    BlockingCall.run(
        this,
        ACCEPTABLE,
        () -> {
          taken[0] = tryAccept();
          return taken[0] != null || closed ? 1 : 0;
        },
        nanos,
        host.scheduler);
    return taken[0];
  }

  /// Stops listening, and resets all connections that nobody has accepted.
  public void close() {
    List<Connection> children;
    Waiter woken;
    host.listeners.remove(this);
    lock.lock();
    try {
      closed = true;
      children = new ArrayList<>(handshaking);
      children.addAll(acceptQueue);
      acceptQueue.forEach(child -> queued.give());
      handshaking.clear();
      acceptQueue.clear();
      woken = acceptors.takeFor(ACCEPTABLE);
    } finally {
      lock.unlock();
    }
    WaitPoint.wake(woken);
    children.forEach(Connection::abort);
  }

  /// Returns how many connections wait to be accepted.
  public int queued() {
    return queued.taken();
  }

  /// Returns how many handshakes are under way.
  public int halfOpen() {
    return halfOpen.taken();
  }

  @Override
  public void register(Waiter waiter) {
    lock.lock();
    try {
      acceptors.add(waiter);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void unregister(Waiter waiter) {
    lock.lock();
    try {
      acceptors.remove(waiter);
    } finally {
      lock.unlock();
    }
  }
}

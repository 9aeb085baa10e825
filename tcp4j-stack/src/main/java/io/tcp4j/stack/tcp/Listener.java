package io.tcp4j.stack.tcp;

import io.tcp4j.link.Packet;
import io.tcp4j.stack.counters.Counter;
import io.tcp4j.stack.device.Device;
import io.tcp4j.stack.tcp.WaitPoint.Waiter;
import io.tcp4j.tcp.Opening;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.TcpConfig;
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
public final class Listener extends PassiveOpen implements Waitable {
  private static final int ACCEPTABLE = 1;

  private final @Nullable Consumer<Connection> handler;
  private final SynQueue halfOpen;
  private final Quota queued = new Quota();
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final Set<Connection> handshaking = new LinkedHashSet<>();
  private final Queue<Connection> acceptQueue = new ArrayDeque<>();
  private final WaitPoint acceptors = new WaitPoint();
  private volatile boolean closed;

  Listener(
      TcpHost host,
      Scope scope,
      int backlog,
      TcpConfig config,
      @Nullable Consumer<Connection> handler) {
    super(host, scope, backlog, config);
    this.handler = handler;
    halfOpen = host.synQueue();
  }

  @Override
  public boolean closed() {
    return closed;
  }

  @Override
  public boolean mayBegin(int synQueue) {
    if (!closed && halfOpen.take(synQueue)) {
      if (host.halfOpen.take(host.config.maxHalfOpen())) {
        return true;
      }
      halfOpen.give();
    }
    host.counters.count(Counter.SYN_QUEUE_OVERFLOWS);
    return false;
  }

  @Override
  public boolean acceptsMore() {
    return !closed && queued.taken() < backlog();
  }

  @Override
  public boolean mayComplete() {
    if (queued.take(backlog())) {
      return true;
    }
    host.counters.count(Counter.ACCEPT_QUEUE_OVERFLOWS);
    return false;
  }

  @Override
  public void leave() {
    halfOpen.give();
    host.halfOpen.give();
  }

  /// The connection is in the table before its SYN,ACK can be on the wire: the answer may come in
  /// on another device's thread. For what begins none, no place is taken.
  @Override
  void segmentArrives(
      Segment segment,
      Packet packet,
      FourTuple tuple,
      @Nullable TimeWaitOwner predecessor,
      ReplyOutput replies,
      long now) {
    Opening opening =
        predecessor == null
            ? engine.segmentArrives(segment, tuple, replies, now)
            : engine.reopen(segment, predecessor.entry, replies);
    if (opening == null) {
      return;
    }
    Device via = scope().via();
    Connection child =
        predecessor == null ? new Connection(host, tuple, via) : new Connection(predecessor, via);
    if (!host.connections.put(child, predecessor)) {
      // The same SYN came in on another device at this very moment, and was first.
      opening.abandon();
      return;
    }
    if (!child.beginPassive(this, opening, segment, now)) {
      host.giveUp(child, predecessor);
    }
  }

  /// A connection has begun. Called inside the connection's lock.
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
  /// @param interruptible whether an interrupt ends the wait
  /// @return null if the time is over, the thread was interrupted (its status says so), or the
  ///     listener is closed
  public @Nullable Connection accept(long nanos, boolean interruptible) {
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
        interruptible,
        host.scheduler);
    return taken[0];
  }

  /// Stops listening, and resets all connections that nobody has accepted.
  @Override
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

  @Override
  public int queued() {
    return queued.taken();
  }

  @Override
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

package io.tcp4j.stack.tcp;

import io.tcp4j.stack.tcp.WaitPoint.Waiter;
import io.tcp4j.tcp.TcpConnection;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Segment;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// One connection with its lock.
///
/// Whoever has something for the connection (a segment, a call, a timer) enters, which takes the
/// lock, lets the engine work, and leaves. Inside there is only the engine, and copying. What has
/// to follow is noted there as bits and done after leaving, in this order: the tables, waking
/// callers, the timer, handing packets to the link, and last the user's handler. Lock order: a
/// connection's lock, then that of a transmit queue; of connections never two.
public final class ConnectionOwner extends Peer implements Waitable {
  private final TcpHost host;
  private final ConnectionOutput output;
  private final ReentrantLock lock = new ReentrantLock();

  // All below is guarded by the lock.
  private @Nullable TcpConnection tcp;
  private @Nullable Listener parent;
  private @Nullable WaitPoint waiting;
  private @Nullable SerialEvents events;
  private @Nullable TimeWaitOwner timeWait;

  ConnectionOwner(TcpHost host, FourTuple tuple) {
    super(tuple);
    this.host = host;
    output = new ConnectionOutput(this, host);
  }

  /// Returns the two sockets.
  public FourTuple tuple() {
    return tuple;
  }

  /// The active OPEN (RFC 9293 §3.10.1).
  ///
  /// @param config how the connection behaves
  /// @param handler whom to tell of events, or null
  public void open(TcpConfig config, @Nullable SerialEvents handler) {
    lock.lock();
    try {
      events = handler;
      tcp = new TcpConnection(tuple, config, host.services, output);
      tcp.open(host.now());
      if (host.closed()) {
        tcp.abort(host.now());
      }
    } finally {
      leave();
    }
  }

  /// The SYN that begins a passive connection.
  ///
  /// @return whether the listener began one
  boolean beginPassive(Listener listener, Segment syn, long now) {
    boolean begun;
    lock.lock();
    try {
      tcp = listener.segmentArrives(syn, tuple, output, now);
      begun = tcp != null;
      if (begun) {
        parent = listener;
        if (!listener.began(this)) {
          engine().abort(now);
        }
      }
    } finally {
      leave();
    }
    output.flush();
    return begun;
  }

  /// SEGMENT ARRIVES (RFC 9293 §3.10.7).
  void segmentArrives(Segment segment, long now) {
    lock.lock();
    try {
      if (tcp != null) {
        tcp.segmentArrives(segment, now);
      }
    } finally {
      leave();
    }
  }

  /// The queue has room again.
  void outputReady() {
    lock.lock();
    try {
      engine().outputReady(host.now());
    } finally {
      leave();
    }
  }

  @Override
  protected void expired(long now) {
    lock.lock();
    try {
      engine().timeout(now);
    } finally {
      leave();
    }
  }

  /// SEND (§3.10.2), as far as there is room.
  ///
  /// @return bytes taken, or the code of a [io.tcp4j.tcp.model.CallError]
  public int send(byte[] b, int offset, int length) {
    lock.lock();
    try {
      return engine().send(b, offset, length, host.now());
    } finally {
      leave();
    }
  }

  /// RECEIVE (§3.10.3), as much as there is.
  ///
  /// @return bytes, or the code of a [io.tcp4j.tcp.model.CallError]
  public int receive(byte[] b, int offset, int length) {
    lock.lock();
    try {
      return engine().receive(b, offset, length, host.now());
    } finally {
      leave();
    }
  }

  /// Any other call on the engine.
  ///
  /// @param call what to do with the connection and the present time, inside the lock
  /// @return what it returned; null where a listener has not begun the connection yet
  public <T extends @Nullable Object> @Nullable T call(EngineCall<T> call) {
    lock.lock();
    try {
      return tcp == null ? null : call.on(tcp, host.now());
    } finally {
      leave();
    }
  }

  /// ABORT (§3.10.5).
  public void abort() {
    call(TcpConnection::abort);
  }

  /// Wakes all who wait in [#await], for them to try again.
  public void wakeAll() {
    Waiter all;
    lock.lock();
    try {
      all = waiting == null ? null : waiting.takeFor(~0);
    } finally {
      lock.unlock();
    }
    WaitPoint.wake(all);
  }

  /// A call on the engine.
  @FunctionalInterface
  public interface EngineCall<T extends @Nullable Object> {
    /// Does it.
    T on(TcpConnection tcp, long now);
  }

  /// Does what a blocking call does.
  ///
  /// @param interest [Readiness] bits after which another attempt is worth while
  /// @param attempt the call that does not block; 0 means not yet
  /// @param nanos how long to wait, [Long#MAX_VALUE] for ever
  /// @return what the attempt returned, or one of the constants of [BlockingCall]
  public int await(int interest, IntSupplier attempt, long nanos) {
    return BlockingCall.run(this, interest, attempt, nanos, host.scheduler);
  }

  /// Has a handler told of events, first of those that are possible already.
  public void tell(SerialEvents handler) {
    int bits = 0;
    lock.lock();
    try {
      events = handler;
      bits = PresentReadiness.of(engine());
    } finally {
      leave();
    }
    handler.publish(bits);
  }

  /// The connection is its user's now, and its listener's no longer.
  void leaveParent() {
    lock.lock();
    try {
      parent = null;
    } finally {
      leave();
    }
  }

  @Override
  public void register(Waiter waiter) {
    lock.lock();
    try {
      if (waiting == null) {
        waiting = new WaitPoint();
      }
      waiting.add(waiter);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void unregister(Waiter waiter) {
    lock.lock();
    try {
      if (waiting != null) {
        waiting.remove(waiter);
      }
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    TcpConnection engine = tcp;
    if (engine == null) {
      lock.unlock();
      return;
    }
    int bits = engine.takeReadiness();
    long deadline = engine.nextDeadline();
    Waiter woken = bits == 0 || waiting == null ? null : waiting.takeFor(bits);
    SerialEvents handler = events;
    Listener listener = parent;
    if ((bits & Readiness.TIME_WAIT) != 0) {
      timeWait = new TimeWaitOwner(host, tuple, Objects.requireNonNull(engine.timeWait()), lock);
    }
    TimeWaitOwner remains = timeWait;
    lock.unlock();
    if ((bits & Readiness.TIME_WAIT) != 0 && remains != null) {
      remains.takeOver(this);
    }
    if ((bits & Readiness.CLOSED) != 0) {
      host.forget(this);
      if (remains != null) {
        host.forget(remains);
      }
    }
    host.timers.atLatest(this, deadline);
    WaitPoint.wake(woken);
    if ((bits & Readiness.OUTPUT_PENDING) != 0) {
      output.awaitRoom();
    }
    output.flush();
    if (bits != 0 && listener != null) {
      listener.childChanged(this, bits);
    }
    if (bits != 0 && handler != null) {
      handler.publish(bits);
    }
  }

  private TcpConnection engine() {
    return Objects.requireNonNull(tcp, "not begun");
  }
}

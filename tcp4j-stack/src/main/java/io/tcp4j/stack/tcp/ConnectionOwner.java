package io.tcp4j.stack.tcp;

import io.tcp4j.stack.device.Device;
import io.tcp4j.stack.tcp.WaitPoint.Waiter;
import io.tcp4j.tcp.TcpConnection;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.Readiness;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A connection's lock, and what has to follow when somebody leaves it.
///
/// Whoever has something for the connection (a segment, a call, a timer) enters, which takes the
/// lock, lets the engine work, and leaves. Inside there is only the engine, and copying. What has
/// to follow is noted there as bits and done after leaving, in this order: the tables, waking
/// callers, the timer, handing packets to the link, and last the user's handler. Lock order: a
/// connection's lock, then that of a transmit queue or a listener; of connections never two.
abstract sealed class ConnectionOwner extends Peer implements Waitable permits Connection {
  final TcpHost host;
  final ConnectionOutput output;

  /// What is left of a connection in TIME-WAIT takes the lock over, and the connection that begins
  /// in its place does, too: the handing over then needs no other.
  private final ReentrantLock lock;

  // All below is guarded by the lock.

  /// Null until the connection is begun.
  @Nullable TcpConnection tcp;

  /// Whom to tell of progress until the connection is accepted.
  @Nullable Listener parent;

  /// When to look again for the memory that a SEND did not get; [Long#MAX_VALUE] if all did.
  long memoryRetryAt = Long.MAX_VALUE;

  /// Its user has closed it, and it is not finished: one of the host's orphans.
  boolean orphan;

  private @Nullable WaitPoint waiting;
  private @Nullable SerialEvents events;
  private @Nullable TimeWaitOwner timeWait;

  ConnectionOwner(TcpHost host, FourTuple tuple, @Nullable Device via, ReentrantLock lock) {
    super(tuple, via);
    this.host = host;
    this.lock = lock;
    output = new ConnectionOutput(this, host);
  }

  /// The queue has room again.
  abstract void outputReady();

  /// There is news for the listener.
  abstract void progress(Listener listener, int bits);

  final void enter() {
    lock.lock();
  }

  /// Leaves, and does what has to follow.
  ///
  /// @param more bits beside those of the engine
  final void leave(int more) {
    TcpConnection engine = tcp;
    if (engine == null) {
      lock.unlock();
      return;
    }
    int bits = engine.takeReadiness() | more;
    long deadline = Math.min(engine.nextDeadline(), memoryRetryAt);
    Waiter woken = bits == 0 || waiting == null ? null : waiting.takeFor(bits);
    SerialEvents handler = events;
    Listener listener = parent;
    if ((bits & Readiness.TIME_WAIT) != 0) {
      timeWait =
          new TimeWaitOwner(host, tuple, via, Objects.requireNonNull(engine.timeWait()), lock);
    }
    TimeWaitOwner remains = timeWait;
    boolean finished = orphan && (bits & (Readiness.CLOSED | Readiness.TIME_WAIT)) != 0;
    orphan &= !finished;
    lock.unlock();

    if (finished) {
      host.orphans.give();
    }

    moveInTables(bits, remains);
    WaitPoint.wake(woken);
    host.timers.atLatest(this, deadline);
    if ((bits & Readiness.OUTPUT_PENDING) != 0) {
      output.awaitRoom();
    }
    output.flush();
    if (bits != 0 && listener != null) {
      progress(listener, bits);
    }
    if (bits != 0 && handler != null) {
      handler.publish(bits);
    }
  }

  private void moveInTables(int bits, @Nullable TimeWaitOwner remains) {
    if (remains != null && (bits & Readiness.TIME_WAIT) != 0) {
      remains.takeOver(this);
    }
    if ((bits & Readiness.CLOSED) != 0) {
      host.forget(this);
      if (remains != null) {
        host.forget(remains);
      }
    }
  }

  /// Has a handler told of events, first of those that are possible already.
  public final void tell(SerialEvents handler) {
    int bits = 0;
    enter();
    try {
      events = handler;
      bits = PresentReadiness.of(engine());
    } finally {
      leave(0);
    }
    handler.publish(bits);
  }

  @Override
  public final void register(Waiter waiter) {
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
  public final void unregister(Waiter waiter) {
    lock.lock();
    try {
      if (waiting != null) {
        waiting.remove(waiter);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Wakes all who wait, for them to try again.
  public final void wakeAll() {
    Waiter all;
    lock.lock();
    try {
      all = waiting == null ? null : waiting.takeFor(~0);
    } finally {
      lock.unlock();
    }
    WaitPoint.wake(all);
  }

  final TcpConnection engine() {
    return Objects.requireNonNull(tcp, "not begun");
  }
}

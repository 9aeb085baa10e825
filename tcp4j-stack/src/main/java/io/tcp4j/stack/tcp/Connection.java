package io.tcp4j.stack.tcp;

import io.tcp4j.stack.counters.Counter;
import io.tcp4j.stack.device.Device;
import io.tcp4j.tcp.Opening;
import io.tcp4j.tcp.TcpConnection;
import io.tcp4j.tcp.TcpListener;
import io.tcp4j.tcp.TimeWaitEntry;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.wire.Segment;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One connection: everything that can happen to it, each by way of the lock. Thread-safe.
public final class Connection extends ConnectionOwner {
  /// How soon a SEND that found the stack's memory used up is worth another try.
  private static final long MEMORY_RETRY = Duration.ofMillis(10).toNanos();

  /// In whose place it begins, if its two sockets are in TIME-WAIT.
  private final @Nullable TimeWaitOwner predecessor;

  Connection(TcpHost host, FourTuple tuple, @Nullable Device via) {
    super(host, tuple, via, new ReentrantLock());
    predecessor = null;
  }

  Connection(TimeWaitOwner predecessor, @Nullable Device via) {
    super(predecessor.host, predecessor.tuple, via, predecessor.lock);
    this.predecessor = predecessor;
  }

  /// Returns the two sockets.
  public FourTuple tuple() {
    return tuple;
  }

  /// The active OPEN (RFC 9293 §3.10.1).
  ///
  /// @param config how the connection behaves
  public void open(TcpConfig config) {
    enter();
    try {
      tcp =
          predecessor == null
              ? new TcpConnection(tuple, config, host.services, output)
              : new TcpConnection(predecessor.entry, config, output);
      tcp.open(host.now());
      if (host.closed()) {
        tcp.abort(host.now());
      }
    } finally {
      leave(0);
    }
    succeed();
  }

  /// The one in TIME-WAIT is over.
  private void succeed() {
    if (predecessor != null) {
      host.timers.retire(predecessor);
    }
  }

  /// The segment that begins a passive connection.
  ///
  /// @return whether it did
  boolean beginPassive(Listener listener, Opening opening, Segment segment, long now) {
    boolean begun = false;
    enter();
    try {
      tcp = opening.begin(segment, output, now);
      begun = tcp != null;
      if (begun) {
        parent = listener;
        if (!listener.began(this)) {
          engine().abort(now);
        }
      }
    } finally {
      leave(0);
    }
    if (begun) {
      succeed();
    }
    return begun;
  }

  /// The connection begins that a listener's user has accepted: it is the user's from the start.
  ///
  /// @param listener which
  /// @param config how the connection behaves
  /// @param syn what asked for it; is changed
  void beginAccepted(TcpListener listener, TcpConfig config, Segment syn) {
    enter();
    try {
      long now = host.now();
      TimeWaitEntry waiting = predecessor == null ? null : predecessor.entry;
      tcp = listener.begin(syn, tuple, waiting, config, output, Trigger.OPEN, now);
      if (host.closed()) {
        tcp.abort(now);
      }
    } finally {
      leave(0);
    }
    succeed();
  }

  /// The connection is its user's now, and its listener's no longer.
  void leaveParent() {
    enter();
    try {
      parent = null;
    } finally {
      leave(0);
    }
  }

  @Override
  void progress(Listener listener, int bits) {
    listener.childChanged(this, bits);
  }

  /// SEGMENT ARRIVES (§3.10.7).
  void segmentArrives(Segment segment, long now) {
    enter();
    try {
      // While a listener decides whether to begin a connection there is none yet.
      if (tcp != null) {
        tcp.segmentArrives(segment, now);
      }
    } finally {
      leave(0);
    }
  }

  @Override
  void outputReady() {
    enter();
    try {
      engine().outputReady(host.now());
    } finally {
      leave(0);
    }
  }

  @Override
  protected void expired(long now) {
    int bits = 0;
    enter();
    try {
      engine().timeout(now);
      if (now >= memoryRetryAt) {
        memoryRetryAt = Long.MAX_VALUE;
        bits = Readiness.WRITABLE;
      }
    } finally {
      leave(bits);
    }
  }

  /// SEND (§3.10.2), as far as there is room.
  ///
  /// @param urgent whether with the URGENT flag
  /// @return bytes taken, or the code of a [io.tcp4j.tcp.model.CallError]
  public int send(byte[] b, int offset, int length, boolean urgent) {
    enter();
    try {
      long now = host.now();
      int taken =
          urgent
              ? engine().sendUrgent(b, offset, length, now)
              : engine().send(b, offset, length, now);
      if (taken >= 0 && taken < length && engine().writable() > 0) {
        memoryRetryAt = now + MEMORY_RETRY;
      }
      return taken;
    } finally {
      leave(0);
    }
  }

  /// RECEIVE (§3.10.3), as much as there is.
  ///
  /// @return bytes, or the code of a [io.tcp4j.tcp.model.CallError]
  public int receive(byte[] b, int offset, int length) {
    enter();
    try {
      return engine().receive(b, offset, length, host.now());
    } finally {
      leave(0);
    }
  }

  /// RECEIVE, as much as there is, if that is enough to be told of it
  /// ([TcpConfig#receiveLowWater]); else as if there were nothing yet.
  ///
  /// @return as [#receive]
  public int receiveEnough(byte[] b, int offset, int length) {
    enter();
    try {
      TcpConnection tcp = engine();
      boolean tooLittle = tcp.available() > 0 && !tcp.readable();
      return tooLittle ? 0 : tcp.receive(b, offset, length, host.now());
    } finally {
      leave(0);
    }
  }

  /// How the connection behaves.
  public TcpConfig config() {
    enter();
    try {
      return engine().config();
    } finally {
      leave(0);
    }
  }

  /// Has the connection behave differently.
  ///
  /// @param change runs outside the lock, and again if somebody else was faster
  /// @throws IllegalArgumentException naming a setting that is out of range or settled
  public void configure(UnaryOperator<TcpConfig.Builder> change) {
    boolean done = false;
    while (!done) {
      TcpConfig before = config();
      done = replace(before, change.apply(before.toBuilder()).build());
    }
  }

  private boolean replace(TcpConfig before, TcpConfig after) {
    enter();
    try {
      if (!engine().config().equals(before)) {
        return false;
      }
      engine().configure(after, host.now());
      return true;
    } finally {
      leave(0);
    }
  }

  /// CLOSE (§3.10.4) by a user who does not wait: TCP does the rest alone.
  public void close() {
    call((tcp, now) -> mayOrphan(tcp) ? tcp.close(now) : tcp.discard(now));
  }

  /// The user, who has closed the connection and then waited, waits no longer.
  public void letGo() {
    call((tcp, now) -> mayOrphan(tcp) ? 0 : tcp.discard(now));
  }

  /// Whether TCP may go on with the connection when its user is gone.
  private boolean mayOrphan(TcpConnection tcp) {
    if (!orphan && unfinished(tcp)) {
      orphan = host.orphans.take(host.config.maxOrphans());
      if (!orphan) {
        host.counters.count(Counter.ORPHANS_RESET);
        return false;
      }
    }
    return true;
  }

  /// Whether CLOSE leaves something for TCP to do.
  private static boolean unfinished(TcpConnection tcp) {
    return switch (tcp.state()) {
      case SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK -> true;
      case CLOSED, LISTEN, SYN_SENT, TIME_WAIT -> false;
    };
  }

  /// ABORT (§3.10.5).
  public void abort() {
    call(TcpConnection::abort);
  }

  /// Any other call on the engine.
  ///
  /// @param call what to do with the connection and the present time, inside the lock
  /// @return what it returned; null where a listener has not begun the connection yet
  public <T extends @Nullable Object> @Nullable T call(EngineCall<T> call) {
    enter();
    try {
      return tcp == null ? null : call.on(tcp, host.now());
    } finally {
      leave(0);
    }
  }

  /// A call on the engine.
  @FunctionalInterface
  public interface EngineCall<T extends @Nullable Object> {
    /// Does it.
    T on(TcpConnection tcp, long now);
  }

  /// Returns a way into calls that wait for this connection, for one thread at a time.
  public Turnstile turnstile() {
    return new Turnstile(host.scheduler);
  }

  /// Does what a blocking call does.
  ///
  /// @param interest [Readiness] bits after which another attempt is worth while
  /// @param attempt the call that does not block; 0 means not yet
  /// @param nanos how long to wait, [Long#MAX_VALUE] for ever
  /// @param interruptible whether an interrupt ends the wait
  /// @return what the attempt returned, or one of the constants of [BlockingCall]
  public int await(int interest, IntSupplier attempt, long nanos, boolean interruptible) {
    return BlockingCall.run(this, interest, attempt, nanos, interruptible, host.scheduler);
  }
}

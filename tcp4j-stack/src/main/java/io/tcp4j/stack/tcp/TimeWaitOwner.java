package io.tcp4j.stack.tcp;

import io.tcp4j.stack.counters.Counter;
import io.tcp4j.stack.device.Device;
import io.tcp4j.tcp.TimeWaitEntry;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Segment;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A connection in TIME-WAIT: stands in the table where the connection stood, so that all the rest
/// of it can go as soon as its user lets go of it.
final class TimeWaitOwner extends Peer {
  final TcpHost host;

  /// Guarded by the lock.
  final TimeWaitEntry entry;

  /// The connection's own lock: threads that found the connection just before it was replaced, and
  /// its user, come to the same entry. So does the connection that begins in its place.
  final ReentrantLock lock;

  private final long firstDeadline;

  /// Called under the lock.
  TimeWaitOwner(
      TcpHost host,
      FourTuple tuple,
      @Nullable Device via,
      TimeWaitEntry entry,
      ReentrantLock lock) {
    super(tuple, via);
    this.host = host;
    this.entry = entry;
    this.lock = lock;
    firstDeadline = entry.expiresAt();
  }

  /// Takes the place of the connection, unless that has been aborted meanwhile.
  void takeOver(ConnectionOwner connection) {
    host.timers.retire(connection);
    if (host.connections.replace(connection, this)) {
      host.counters.count(Counter.TIME_WAITS);
      host.timers.atLatest(this, firstDeadline);
    }
  }

  /// SEGMENT ARRIVES (§3.10.7).
  ///
  /// @param replies the way back, to be flushed by the caller
  void segmentArrives(Segment segment, ReplyOutput replies, long now) {
    lock.lock();
    try {
      // else a successor has just taken its place: it will come again
      if (entry.state() == State.TIME_WAIT) {
        entry.segmentArrives(segment, replies, now);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Whether a segment begins another connection of the same two sockets.
  boolean yieldsTo(PassiveOpen listener, Segment segment, long now) {
    lock.lock();
    try {
      return listener.engine.mayReopen(segment, entry, now);
    } finally {
      lock.unlock();
    }
  }

  /// Whether an active OPEN may have the two sockets.
  boolean yieldsTo(TcpConfig config, long now) {
    lock.lock();
    try {
      return entry.yieldsTo(config, now);
    } finally {
      lock.unlock();
    }
  }

  /// Puts a connection in its own place. From here on segments find that one, and drop until it has
  /// begun.
  ///
  /// @param by the only device by which it comes and goes; null for any
  /// @return the connection to begin; null if somebody was faster
  @Nullable Connection successor(@Nullable Device by) {
    Connection connection = new Connection(this, by);
    return host.connections.replace(this, connection) ? connection : null;
  }

  /// The successor was not begun: TIME-WAIT goes on, unless it has run out meanwhile.
  void takeBack(Peer successor) {
    if (host.connections.replace(successor, this) && over()) {
      host.forget(this);
    }
  }

  private boolean over() {
    lock.lock();
    try {
      return entry.state() == State.CLOSED;
    } finally {
      lock.unlock();
    }
  }

  @Override
  protected void expired(long now) {
    boolean over;
    long deadline;
    lock.lock();
    try {
      over = entry.timeout(now);
      deadline = entry.expiresAt();
    } finally {
      lock.unlock();
    }
    if (over) {
      host.forget(this);
    } else {
      host.timers.atLatest(this, deadline);
    }
  }

  /// Ends the wait early.
  void cancel() {
    lock.lock();
    try {
      entry.cancel();
    } finally {
      lock.unlock();
    }
    host.forget(this);
  }
}

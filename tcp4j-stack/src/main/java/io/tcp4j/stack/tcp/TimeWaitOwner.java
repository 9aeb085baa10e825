package io.tcp4j.stack.tcp;

import io.tcp4j.stack.counters.Counter;
import io.tcp4j.tcp.TimeWaitEntry;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.wire.Segment;
import java.util.concurrent.locks.ReentrantLock;

/// A connection in TIME-WAIT: stands in the table where the connection stood, so that all the rest
/// of it can go as soon as its user lets go of it.
final class TimeWaitOwner extends Peer {
  private final TcpHost host;
  private final TimeWaitEntry entry;

  /// The connection's own lock: threads that found the connection just before it was replaced, and
  /// its user, come to the same entry.
  private final ReentrantLock lock;

  private final long firstDeadline;

  /// Called under the lock.
  TimeWaitOwner(TcpHost host, FourTuple tuple, TimeWaitEntry entry, ReentrantLock lock) {
    super(tuple);
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

  void segmentArrives(Segment segment, ReplyOutput replies, long now) {
    lock.lock();
    try {
      entry.segmentArrives(segment, replies, now);
    } finally {
      lock.unlock();
    }
    replies.flush();
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

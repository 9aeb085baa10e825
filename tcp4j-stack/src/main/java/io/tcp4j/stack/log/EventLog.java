package io.tcp4j.stack.log;

import io.tcp4j.link.Scheduler;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.PathMtuChange;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpObserver;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.tcp.model.Trouble;
import io.tcp4j.tcp.model.WindowReduction;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Remembers the last things that a stack's connections did, and why: transitions, retransmissions,
/// smaller congestion windows, resets sent and received, drops, and how connections ended with how
/// many bytes lost.
///
/// ```java
/// EventLog log = EventLog.builder(scheduler).callers(true).build();
/// IpStack stack = IpStack.builder().scheduler(scheduler).observer(log).build();
/// …
/// log.entries().forEach(System.out::println);
/// ```
///
/// Bounded: when it is full, the oldest entries go. What ordinary segments do is not kept, so that
/// data that flows costs nothing. Thread-safe.
public final class EventLog implements TcpObserver {
  private final Scheduler scheduler;
  private final long origin;
  private final int capacity;
  private final Predicate<FourTuple> only;
  private final Consumer<LogEntry> listener;
  private final @Nullable UserFrame callers;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final Deque<LogEntry> entries = new ArrayDeque<>();
  private long forgotten;

  private EventLog(Builder builder) {
    scheduler = builder.scheduler;
    origin = scheduler.nanoTime();
    capacity = builder.capacity;
    only = builder.only;
    listener = builder.listener;
    callers = builder.callers ? new UserFrame() : null;
  }

  /// Returns a builder with the defaults.
  ///
  /// @param scheduler the stack's, for the time
  public static Builder builder(Scheduler scheduler) {
    return new Builder(scheduler);
  }

  /// Returns what is remembered, the oldest first.
  public List<LogEntry> entries() {
    lock.lock();
    try {
      return List.copyOf(entries);
    } finally {
      lock.unlock();
    }
  }

  /// Returns what is remembered of one connection, and of those before it between the same two
  /// sockets; the oldest first.
  ///
  /// @param connection its sockets
  public List<LogEntry> entries(FourTuple connection) {
    return entries().stream().filter(entry -> entry.connection().equals(connection)).toList();
  }

  /// Returns how many entries had to go to make room for others.
  public long forgotten() {
    lock.lock();
    try {
      return forgotten;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void segmentArrived(FourTuple connection, Segment segment) {
    if (segment.has(TcpFlags.RST)) {
      add(connection, new Happening.ResetArrived(segment.seq & 0xffff_ffffL), null);
    }
  }

  @Override
  public void segmentDropped(FourTuple connection, DropReason reason) {
    add(connection, new Happening.Drop(reason), null);
  }

  @Override
  public void stateChanged(
      FourTuple connection, State from, Event event, State to, Trigger trigger) {
    add(connection, new Happening.StateChange(from, event, to), trigger);
  }

  @Override
  public void segmentSent(FourTuple connection, Segment segment, SendCause cause, Trigger trigger) {
    if (segment.has(TcpFlags.RST)) {
      add(connection, new Happening.ResetSent(cause), trigger);
    } else if (cause.retransmission()) {
      long seq = segment.seq & 0xffff_ffffL;
      add(connection, new Happening.Retransmission(seq, segment.textLength, cause), trigger);
    }
  }

  @Override
  public void windowReduced(
      FourTuple connection, WindowReduction reason, long window, long threshold, Trigger trigger) {
    add(connection, new Happening.WindowReduced(reason, window, threshold), trigger);
  }

  @Override
  public void troubled(FourTuple connection, Trouble trouble, Trigger trigger) {
    add(connection, new Happening.Troubled(trouble), trigger);
  }

  @Override
  public void pathMtuChanged(
      FourTuple connection, PathMtuChange reason, int mtu, int mss, Trigger trigger) {
    add(connection, new Happening.PathMtuChanged(reason, mtu, mss), trigger);
  }

  @Override
  public void ended(
      FourTuple connection, Ending ending, long unread, long unacknowledged, Trigger trigger) {
    add(connection, new Happening.End(ending, unread, unacknowledged), trigger);
  }

  private void add(FourTuple connection, Happening what, @Nullable Trigger trigger) {
    if (!only.test(connection)) {
      return;
    }
    StackTraceElement caller =
        callers != null && trigger != null && trigger.kind() == Trigger.Kind.CALL
            ? callers.find()
            : null;
    Duration time = Duration.ofNanos(scheduler.nanoTime() - origin);
    LogEntry entry = new LogEntry(time, connection, what, trigger, caller);
    lock.lock();
    try {
      if (entries.size() == capacity) {
        entries.removeFirst();
        forgotten++;
      }
      entries.addLast(entry);
    } finally {
      lock.unlock();
    }
    listener.accept(entry);
  }

  /// Collects what an [EventLog] is made of.
  public static final class Builder {
    private final Scheduler scheduler;
    private int capacity = 1000;
    private Predicate<FourTuple> only = connection -> true;
    private Consumer<LogEntry> listener = entry -> {};
    private boolean callers;

    private Builder(Scheduler scheduler) {
      this.scheduler = scheduler;
    }

    /// Sets how many entries are remembered; 1000 unless told.
    ///
    /// @param most at least 1
    /// @throws IllegalArgumentException if less
    public Builder capacity(int most) {
      if (most < 1) {
        throw new IllegalArgumentException("capacity " + most + " is less than 1");
      }
      capacity = most;
      return this;
    }

    /// Leaves out all other connections; none unless told.
    ///
    /// @param connections which to keep; asked under a connection's lock
    public Builder only(Predicate<FourTuple> connections) {
      only = connections;
      return this;
    }

    /// Has somebody told of each entry at once; nobody unless told.
    ///
    /// @param who is called in the thread that made the engine act, inside the connection's lock:
    ///     must be quick, must not throw and must not call the stack; by several threads at a time
    public Builder listener(Consumer<LogEntry> who) {
      listener = who;
      return this;
    }

    /// Sets whether entries that a call caused name the line of the user's own code that made it,
    /// as in "which line of mine has sent this RST". Off unless told: looking at the stack of a
    /// thread takes some microseconds.
    public Builder callers(boolean on) {
      callers = on;
      return this;
    }

    /// Makes the log, empty. Its time begins now.
    public EventLog build() {
      return new EventLog(this);
    }
  }
}

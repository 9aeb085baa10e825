package io.tcp4j.testkit.explore;

import io.tcp4j.tcp.Closed;
import io.tcp4j.tcp.Opening;
import io.tcp4j.tcp.TcpConnection;
import io.tcp4j.tcp.TcpListener;
import io.tcp4j.tcp.TimeWaitEntry;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.IsnGenerator;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpInfo;
import io.tcp4j.tcp.model.TcpServices;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import org.jspecify.annotations.Nullable;

/// One host: an engine, and what its owner does for it: finding the connection, timers, memory.
final class Host {
  private final Role role;
  private final Bounds bounds;
  private final FourTuple tuple;
  private final Incarnations incarnations;
  private final HostLink link;
  private final Lifecycle lifecycle;
  private final boolean listens;
  private CountedPages pages = new CountedPages();
  private TcpServices services;
  private TcpListener listener;
  private @Nullable TcpConnection connection;
  private @Nullable TimeWaitEntry timeWait;
  private User user;

  /// Boots a host.
  ///
  /// @param listens whether a listener takes whoever comes
  Host(
      Role role,
      Bounds bounds,
      FourTuple tuple,
      Incarnations incarnations,
      HostLink link,
      Lifecycle lifecycle,
      boolean listens) {
    this.role = role;
    this.bounds = bounds;
    this.tuple = tuple;
    this.incarnations = incarnations;
    this.link = link;
    this.lifecycle = lifecycle;
    this.listens = listens;
    services = services();
    listener = new TcpListener(bounds.config(), services, new OpenGate());
    user = new User(role, bounds, this, incarnations);
  }

  private TcpServices services() {
    return new TcpServices(isn(role), pages, lifecycle, lifecycle);
  }

  /// What chooses the initial sequence numbers of a host.
  static IsnGenerator isn(Role role) {
    return new IsnGenerator(role == Role.CLIENT ? 1 : 3, 2);
  }

  /// Crashes, and comes back knowing nothing.
  void reboot() {
    incarnations.current().gaveUp = true;
    pages = new CountedPages();
    services = services();
    listener = new TcpListener(bounds.config(), services, new OpenGate());
    connection = null;
    timeWait = null;
    user = new User(role, bounds, this, incarnations);
    incarnations.begin();
  }

  User user() {
    return user;
  }

  // --- what happens

  /// A segment arrives.
  void arrives(Segment segment, long now) {
    if (segment.has(TcpFlags.ACK)) {
      incarnations.current().sent.acknowledged(segment);
    }
    TcpConnection present = connection;
    TimeWaitEntry waiting = timeWait;
    if (present != null) {
      present.segmentArrives(segment, now);
    } else if (waiting != null && listens && listener.mayReopen(segment, waiting, now)) {
      begin(listener.reopen(segment, waiting, link), segment, now);
    } else if (waiting != null) {
      waiting.segmentArrives(segment, link, now);
    } else if (listens) {
      begin(listener.segmentArrives(segment, tuple, link, now), segment, now);
    } else {
      Closed.segmentArrives(segment, tuple, bounds.config(), link, services);
    }
    settle(now);
  }

  private void begin(@Nullable Opening opening, Segment segment, long now) {
    TcpConnection begun = opening == null ? null : opening.begin(segment, link, now);
    if (begun != null) {
      connection = begun;
      timeWait = null;
      user.isOffered();
    }
  }

  /// Makes a connection for a user who is about to open it.
  TcpConnection create() {
    TimeWaitEntry waiting = timeWait;
    TcpConnection made =
        waiting == null
            ? new TcpConnection(tuple, bounds.config(), services, link)
            : new TcpConnection(waiting, bounds.config(), link);
    connection = made;
    timeWait = null;
    return made;
  }

  /// When a timer expires next, `Long.MAX_VALUE` for never.
  long deadline() {
    if (connection != null) {
      return connection.nextDeadline();
    }
    return timeWait != null ? timeWait.expiresAt() : Long.MAX_VALUE;
  }

  void timeout(long now) {
    if (connection != null) {
      connection.timeout(now);
    } else if (timeWait != null && timeWait.timeout(now)) {
      timeWait = null;
    }
    settle(now);
  }

  /// What an owner does after each event: where the connection is over, its user reads what is
  /// left, and it is let go.
  void settle(long now) {
    TcpConnection present = connection;
    if (present == null) {
      return;
    }
    int bits = present.takeReadiness();
    Violation.unless((bits & Readiness.OUTPUT_PENDING) == 0, "a link with room suffices", role);
    if ((bits & (Readiness.TIME_WAIT | Readiness.CLOSED)) == 0) {
      return;
    }
    user.leaves(present, now);
    TimeWaitEntry remains = present.timeWait();
    timeWait = remains != null && remains.state() == State.TIME_WAIT ? remains : null;
    connection = null;
    if (pages.outstanding() > 0) {
      throw new Violation(
          "a connection that is over keeps no memory: " + pages.outstanding() + " pages, " + role);
    }
  }

  // --- what can be seen

  /// The connection, if there is one that is not in TIME-WAIT yet.
  @Nullable TcpConnection connection() {
    return connection;
  }

  /// Whether a user may open a connection now.
  boolean mayOpen(UserCall call, long now) {
    TcpConnection present = connection;
    TimeWaitEntry waiting = timeWait;
    if (present != null) {
      return call == UserCall.OPEN && present.state() == State.LISTEN;
    }
    if (waiting != null) {
      return call == UserCall.OPEN && waiting.yieldsTo(bounds.config(), now);
    }
    return call == UserCall.OPEN || !listens;
  }

  State state() {
    if (connection != null) {
      return connection.state();
    }
    if (timeWait != null) {
      return State.TIME_WAIT;
    }
    return listens ? State.LISTEN : State.CLOSED;
  }

  /// Whether there is nothing left of any connection.
  boolean idle() {
    return connection == null && timeWait == null;
  }

  /// A live connection that waits for something waits for a timer as well.
  void checkTimers(long now) {
    TcpConnection present = connection;
    if (present == null || present.nextDeadline() != Long.MAX_VALUE) {
      return;
    }
    boolean waits =
        switch (present.state()) {
          case SYN_SENT, SYN_RECEIVED, FIN_WAIT_1, CLOSING, LAST_ACK, TIME_WAIT -> true;
          case FIN_WAIT_2 -> user.hasClosed();
          case ESTABLISHED, CLOSE_WAIT -> owed(present.status(now).sending());
          case CLOSED, LISTEN -> false;
        };
    if (waits) {
      throw new Violation("who waits has a timer: " + role + " in " + present.state());
    }
  }

  private static boolean owed(TcpInfo.Sending sending) {
    return sending.unacknowledged().bytes() > 0 || sending.unsent() > 0;
  }
}

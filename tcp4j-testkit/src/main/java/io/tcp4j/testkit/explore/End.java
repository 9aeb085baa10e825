package io.tcp4j.testkit.explore;

import io.tcp4j.tcp.Closed;
import io.tcp4j.tcp.Opening;
import io.tcp4j.tcp.TcpConnection;
import io.tcp4j.tcp.TcpListener;
import io.tcp4j.tcp.TimeWaitEntry;
import io.tcp4j.tcp.model.AcceptGate;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.IsnGenerator;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.SegmentSink;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.StateDiagram;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.TcpCounters;
import io.tcp4j.tcp.model.TcpInfo;
import io.tcp4j.tcp.model.TcpObserver;
import io.tcp4j.tcp.model.TcpServices;
import io.tcp4j.tcp.model.TextSource;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import org.jspecify.annotations.Nullable;

/// One end: an engine, what its owner does for it (finding the connection, timers, memory), and its
/// user. The server listens throughout; whoever comes is accepted once the handshake is complete.
final class End implements SegmentSink, AcceptGate, TcpObserver, TcpCounters {
  private static final int READ = 4_096;
  private static final int IP_HEADER = 20;

  /// Takes what leaves.
  interface Wire {
    void sent(Side from, Segment segment, @Nullable TextSource text);

    /// Whether the network has been so bad, and not for long otherwise, that one may give up.
    boolean mayTimeOut();
  }

  private final Side side;
  private final Bounds bounds;
  private final FourTuple tuple;
  private final Coverage coverage;
  private final Wire wire;
  private final CountedPages pages = new CountedPages();
  private final TcpServices services;
  private final TcpListener listener;
  private final Stream outgoing;
  private final Stream incoming;
  private final byte[] buffer = new byte[READ];
  private SentSegments sent;
  private SentSegments ofEstablished;
  private @Nullable TcpConnection connection;
  private @Nullable TimeWaitEntry timeWait;
  private @Nullable Ending ending;
  private int established;
  private boolean inputClosed;

  End(
      Side side,
      Bounds bounds,
      FourTuple tuple,
      Stream outgoing,
      Stream incoming,
      Coverage coverage,
      Wire wire) {
    this.side = side;
    this.bounds = bounds;
    this.tuple = tuple;
    this.outgoing = outgoing;
    this.incoming = incoming;
    this.coverage = coverage;
    this.wire = wire;
    sent = new SentSegments(outgoing);
    ofEstablished = sent;
    services = new TcpServices(new IsnGenerator(side == Side.CLIENT ? 1 : 3, 2), pages, this, this);
    listener = new TcpListener(bounds.config(), services, this);
  }

  // --- what happens

  /// A segment arrives.
  void arrives(Segment segment, long now) {
    if (segment.has(TcpFlags.SYN) && (state() == State.LISTEN || state() == State.SYN_SENT)) {
      sent.peerScales(segment.windowScale);
    }
    if (segment.has(TcpFlags.ACK)) {
      sent.acknowledged(segment);
    }
    TcpConnection present = connection;
    TimeWaitEntry waiting = timeWait;
    if (present != null) {
      present.segmentArrives(segment, now);
    } else if (waiting != null && listens() && listener.mayReopen(segment, waiting, now)) {
      begin(listener.reopen(segment, waiting, this), segment, now);
    } else if (waiting != null) {
      waiting.segmentArrives(segment, this, now);
    } else if (listens()) {
      begin(listener.segmentArrives(segment, tuple, this, now), segment, now);
    } else {
      Closed.segmentArrives(segment, tuple, bounds.config(), this, services);
    }
    settle(now);
  }

  private boolean listens() {
    return side == Side.SERVER;
  }

  private void begin(@Nullable Opening opening, Segment segment, long now) {
    TcpConnection begun = opening == null ? null : opening.begin(segment, this, now);
    if (begun != null) {
      connection = begun;
      timeWait = null;
    }
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

  /// Whether a user could make this call now, and it would do something.
  boolean can(UserCall call) {
    TcpConnection present = connection;
    if (call == UserCall.OPEN) {
      return present == null && timeWait == null && ending == null;
    }
    if (present == null || (side == Side.SERVER && present.state() == State.SYN_RECEIVED)) {
      return false; // a server's user has a connection once it is accepted
    }
    return switch (call) {
      case OPEN -> false;
      case SEND -> present.writable() > 0 || present.state() == State.SYN_SENT;
      case RECEIVE -> present.available() > 0;
      case CLOSE_OUTPUT -> maySend(present);
      case CLOSE -> !inputClosed;
      case ABORT -> true;
    };
  }

  private static boolean maySend(TcpConnection connection) {
    return switch (connection.state()) {
      case SYN_SENT, SYN_RECEIVED, ESTABLISHED, CLOSE_WAIT -> true;
      case CLOSED, LISTEN, FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK, TIME_WAIT -> false;
    };
  }

  void call(UserCall call, long now) {
    switch (call) {
      case OPEN -> {
        begin();
        connection = new TcpConnection(tuple, bounds.config(), services, this);
        connection.open(now);
      }
      case SEND -> {
        byte[] text = outgoing.next(2 * bounds.maximumMessageSize());
        outgoing.wrote(Math.max(0, live().send(text, 0, text.length, now)));
      }
      case RECEIVE -> receive(live(), now);
      case CLOSE_OUTPUT -> live().shutdownOutput(now);
      case CLOSE -> {
        inputClosed = true;
        live().close(now);
      }
      case ABORT -> live().abort(now);
    }
    settle(now);
  }

  private void begin() {
    sent = new SentSegments(outgoing);
    if (established == 0) {
      outgoing.restart();
    }
  }

  private TcpConnection live() {
    TcpConnection present = connection;
    if (present == null) {
      throw new IllegalStateException("the " + side + " has no connection");
    }
    return present;
  }

  private void receive(TcpConnection from, long now) {
    int length;
    while ((length = from.receive(buffer, 0, READ, now)) > 0) {
      incoming.reads(buffer, length);
    }
  }

  /// What an owner does after each event: where the connection is over, its user reads what is
  /// left and lets go of it.
  private void settle(long now) {
    TcpConnection present = connection;
    if (present == null) {
      return;
    }
    int bits = present.takeReadiness();
    Violation.unless((bits & Readiness.OUTPUT_PENDING) == 0, "a link with room suffices", side);
    if ((bits & (Readiness.TIME_WAIT | Readiness.CLOSED)) == 0) {
      return;
    }
    if (!inputClosed) {
      receive(present, now);
    }
    TimeWaitEntry remains = present.timeWait();
    timeWait = remains != null && remains.state() == State.TIME_WAIT ? remains : null;
    connection = null;
    inputClosed = false;
    if (pages.outstanding() > 0) {
      throw new Violation(
          "a connection that is over keeps no memory: " + pages.outstanding() + " pages, " + side);
    }
  }

  // --- what can be seen

  State state() {
    if (connection != null) {
      return connection.state();
    }
    if (timeWait != null) {
      return State.TIME_WAIT;
    }
    return side == Side.SERVER ? State.LISTEN : State.CLOSED;
  }

  /// Whether there is nothing left of any connection.
  boolean idle() {
    return connection == null && timeWait == null;
  }

  /// How the connection ended that was established, or the last that was not; null before.
  @Nullable Ending ending() {
    return ending;
  }

  boolean wasEstablished() {
    return established > 0;
  }

  /// What the connection has sent that was established; valid once there was one.
  SentSegments sent() {
    return ofEstablished;
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
          case FIN_WAIT_2 -> inputClosed;
          case ESTABLISHED, CLOSE_WAIT -> owed(present.status(now).sending());
          case CLOSED, LISTEN -> false;
        };
    Violation.unless(!waits, "who waits has a timer", side + " in " + present.state());
  }

  private static boolean owed(TcpInfo.Sending sending) {
    return sending.unacknowledged().bytes() > 0 || sending.unsent() > 0;
  }

  // --- the link

  @Override
  public boolean transmit(Segment segment, @Nullable TextSource text, SendCause cause) {
    sent.check(segment, text);
    wire.sent(side, segment, text);
    return true;
  }

  @Override
  public int maximumMessageSize() {
    return bounds.maximumMessageSize();
  }

  @Override
  public int superSegmentLimit() {
    return 0;
  }

  @Override
  public int ipHeaderLength() {
    return IP_HEADER;
  }

  @Override
  public int pathMtu() {
    return bounds.maximumMessageSize() + IP_HEADER;
  }

  @Override
  public void adviseNegatively() {}

  @Override
  public void pathMtu(int mtu, boolean mayFragment) {}

  // --- the listener's limits

  @Override
  public boolean mayBegin(int synQueue) {
    begin();
    return true;
  }

  @Override
  public boolean acceptsMore() {
    return true;
  }

  @Override
  public boolean mayComplete() {
    return true;
  }

  @Override
  public void leave() {}

  // --- the observer

  @Override
  public void stateChanged(FourTuple tuple, State from, Event event, State to, Trigger trigger) {
    Violation.unless(
        StateDiagram.allows(from, event, to),
        "every transition is an edge of the state diagram",
        from + " --" + event + "--> " + to);
    Violation.unless(
        event != Event.USER_TIMEOUT || wire.mayTimeOut(),
        "nobody gives up a peer that answers",
        side + " in " + from);
    coverage.took(from, event, to);
    if (to == State.ESTABLISHED) {
      established++;
      ofEstablished = sent;
      Violation.unless(established == 1, "one OPEN makes one connection", side);
    }
  }

  @Override
  public void ended(
      FourTuple tuple, Ending how, long unread, long unacknowledged, Trigger trigger) {
    ending = how;
  }

  @Override
  public void count(TcpCounter counter, long amount) {}

  @Override
  public void drop(DropReason reason) {}
}

package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.AcceptGate;
import io.tcp4j.tcp.model.CallError;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.IsnGenerator;
import io.tcp4j.tcp.model.PathMtuChange;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.SegmentSink;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.StateDiagram;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpObserver;
import io.tcp4j.tcp.model.TcpServices;
import io.tcp4j.tcp.model.TextSource;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.tcp.model.Trouble;
import io.tcp4j.tcp.model.WindowReduction;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.SequenceNumbers;
import io.tcp4j.wire.TcpFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// One engine and what an owner does for it: the demultiplexing, the timers, the user. Checks each
/// segment and each transition on the way.
final class TestHost implements SegmentSink, TcpObserver, AcceptGate {
  /// Takes a segment that left; its text is in `text`, its numbers are 64-bit.
  interface Output {
    void sent(Segment segment, SendCause cause);
  }

  final FourTuple tuple;
  final TcpConfig config;
  final TestPages pages = new TestPages();
  final TestCounters counters = new TestCounters();
  final TcpServices services;
  final Output output;
  final List<StateDiagram.Edge> path = new ArrayList<>();

  /// MMS_S: an Ethernet's 1500 less the IPv4 header.
  int maximumMessageSize = 1480;

  int superSegmentLimit;
  int ipHeaderLength = 20;

  /// What IP knows of the path; set by the engine, too.
  int pathMtu = Integer.MAX_VALUE;

  boolean mayFragment;

  /// How often IP was told that nothing is answered.
  int negativeAdvice;

  /// Segments that the link has no room for.
  Predicate<Segment> refused = s -> false;

  /// How often the engine wanted to send.
  int attempts;

  final TcpListener listener;
  boolean listening;
  int synQueueRoom = Integer.MAX_VALUE;
  int acceptQueueRoom = Integer.MAX_VALUE;
  int halfOpen;

  /// All connections that there were; the present one is not among them.
  final List<TcpConnection> all = new ArrayList<>();

  TcpConnection connection;
  TimeWaitEntry timeWait;

  /// All bits since the connection began.
  int bits;

  /// Sees the same as this observer.
  TcpObserver witness = TcpObserver.NONE;

  /// What the observer was told at the end.
  Ending ended;

  long unreadAtEnd;

  /// Text that the user still wants to send, and whether to close after it.
  long toSend;

  boolean closeWhenSent;
  boolean shutdownWhenSent;
  boolean autoRead;
  boolean closeAtEnd;
  long sent;
  long received;
  boolean endOfStream;

  private State state = State.CLOSED;
  private long maxEdge;
  private long maxAck;
  private int offeredShift = -1;
  private boolean peerScales;
  private int peerShift;
  private long peerEdge;
  private long sndNxt;
  private int firstWindow;
  private boolean ecnSetup;
  private boolean peerEcnSetup;
  private SentOptions options = new SentOptions();

  /// Those of the connection whose TIME-WAIT a SYN has ended.
  private SentOptions optionsBefore = options;

  private boolean refusedOnce;
  private final byte[] buffer = new byte[64 * 1024];

  TestHost(FourTuple tuple, TcpConfig config, IsnGenerator isn, Output output) {
    this.tuple = tuple;
    this.config = config;
    this.output = output;
    services = new TcpServices(isn, pages, counters, this);
    listener = new TcpListener(config, services, this);
  }

  // --- the owner

  void open(long now) {
    connection =
        timeWait == null
            ? new TcpConnection(tuple, config, services, this)
            : new TcpConnection(timeWait, config, this);
    timeWait = null;
    assertThat(connection.open(now)).isZero();
    after(now);
  }

  void arrives(Segment segment, long now) {
    State before = connection == null && timeWait == null ? State.LISTEN : state;
    boolean scaled = peerScales;
    boolean reopens = timeWait != null && listening && listener.mayReopen(segment, timeWait, now);
    if (segment.has(TcpFlags.SYN)
        && (before == State.LISTEN || before == State.SYN_SENT || reopens)) {
      peerScales = segment.windowScale >= 0;
      peerShift = config.windowScaling() ? Math.clamp(segment.windowScale, 0, 14) : 0;
      firstWindow = segment.wnd;
      peerEcnSetup = segment.has(TcpFlags.ECE);
      if (reopens) {
        optionsBefore = options;
        options = new SentOptions();
      }
      options.peerSyn(segment);
    }
    if (segment.has(TcpFlags.ACK)) {
      long ack = SequenceNumbers.unwrap(sndNxt, (int) segment.ack);
      peerEdge = Math.max(peerEdge, ack + ((long) segment.wnd << peerShift));
    }
    if (connection != null) {
      connection.segmentArrives(segment, now);
    } else if (reopens) {
      Opening opening = listener.reopen(segment, timeWait, this);
      connection = opening == null ? null : opening.begin(segment, this, now);
      if (connection == null) {
        options = optionsBefore;
      } else {
        timeWait = null;
      }
    } else if (timeWait != null) {
      timeWait.segmentArrives(segment, this, now);
    } else if (listening) {
      Opening opening = listener.segmentArrives(segment, tuple, this, now);
      if (opening != null) {
        state = State.CLOSED;
        connection = opening.begin(segment, this, now);
      }
    } else {
      Closed.segmentArrives(segment, tuple, config, this, services);
    }
    if (state == before) {
      peerScales = scaled; // the SYN was none that counted
    }
    after(now);
  }

  /// The link has room again, if it had none.
  void linkHasRoom(long now) {
    refused = s -> false;
    refusedOnce = false;
    if (any() != null) {
      any().outputReady(now); // in TIME-WAIT, too: the ACK of the FIN may have been refused
      after(now);
    }
  }

  long nextDeadline() {
    if (connection != null) {
      return connection.nextDeadline();
    }
    return timeWait != null ? timeWait.expiresAt() : Long.MAX_VALUE;
  }

  void timeout(long now) {
    if (connection != null) {
      connection.timeout(now);
      after(now);
    } else if (timeWait != null && timeWait.timeout(now)) {
      timeWait = null;
    }
  }

  /// What an owner does after each call: the user's turn, then the bits.
  void after(long now) {
    for (boolean again = true; again && connection != null; ) {
      again = user(now);
      int taken = connection.takeReadiness();
      bits |= taken;
      if ((taken & Readiness.OUTPUT_PENDING) != 0 && !refusedOnce) {
        connection.outputReady(now);
        again = true;
      }
      if ((taken & (Readiness.TIME_WAIT | Readiness.CLOSED)) != 0) {
        forget(now);
      }
    }
  }

  private void forget(long now) {
    TcpConnection gone = connection;
    assertThat(gone.ending()).isEqualTo(ended).isNotNull();
    while (autoRead && read(64 * 1024, now) > 0) {}
    timeWait = gone.timeWait();
    if (timeWait != null && timeWait.state() == State.CLOSED) {
      timeWait = null;
    }
    if (timeWait != null && gone.ending() != Ending.FIN) {
      // the SYN was an old duplicate: the wait goes on, and with it the connection before
      options = optionsBefore;
      maxAck = 0;
      maxEdge = 0;
    }
    last = gone;
    all.add(gone);
    connection = null;
  }

  /// The connection that was there last.
  TcpConnection last;

  TcpConnection any() {
    return connection != null ? connection : last;
  }

  // --- the user

  private boolean user(long now) {
    boolean did = false;
    if (autoRead) {
      did = read(64 * 1024, now) > 0;
    }
    if (toSend > 0 && connection.writable() > 0) {
      int taken = send((int) Math.min(toSend, connection.writable()), now);
      toSend -= Math.max(taken, 0);
      did |= taken > 0;
    }
    if (toSend == 0 && shutdownWhenSent && connection.state().synchronizedState()) {
      shutdownWhenSent = false;
      connection.shutdownOutput(now);
      did = true;
    }
    if (toSend == 0 && closeWhenSent && connection.state().synchronizedState()) {
      closeWhenSent = false;
      connection.close(now);
      did = true;
    }
    if (closeAtEnd && endOfStream) {
      closeAtEnd = false;
      connection.close(now);
      did = true;
    }
    return did;
  }

  /// SEND of the next bytes of the pattern.
  int send(int length, long now) {
    int taken = connection.send(Pattern.bytes(sent, length), 0, length, now);
    sent += Math.max(taken, 0);
    return taken;
  }

  /// SEND of the next bytes of the pattern with the URGENT flag.
  int sendUrgent(int length, long now) {
    int taken = connection.sendUrgent(Pattern.bytes(sent, length), 0, length, now);
    sent += Math.max(taken, 0);
    return taken;
  }

  /// RECEIVE; what comes must be the pattern.
  int read(int length, long now) {
    byte[] to = length <= buffer.length ? buffer : new byte[length];
    int n = any().receive(to, 0, length, now);
    if (n > 0) {
      Pattern.check(to, 0, n, received);
      received += n;
    } else if (n == CallError.END_OF_STREAM.code()) {
      endOfStream = true;
    }
    return n;
  }

  // --- the link

  @Override
  public boolean transmit(Segment segment, TextSource text, SendCause cause) {
    attempts++;
    if (refusedOnce || refused.test(segment)) {
      refusedOnce = true;
      return false;
    }
    Segment copy = copy(segment);
    if (segment.textLength > 0) {
      copy.text = new byte[segment.textLength];
      text.copy(segment.seq, copy.text, 0, segment.textLength);
    }
    check(copy);
    output.sent(copy, cause);
    return true;
  }

  @Override
  public int maximumMessageSize() {
    return maximumMessageSize;
  }

  @Override
  public int ipHeaderLength() {
    return ipHeaderLength;
  }

  @Override
  public int pathMtu() {
    return Math.min(pathMtu, maximumMessageSize + ipHeaderLength);
  }

  @Override
  public void pathMtu(int mtu, boolean mayFragment) {
    pathMtu = mtu;
    this.mayFragment = mayFragment;
  }

  @Override
  public void adviseNegatively() {
    negativeAdvice++;
  }

  @Override
  public int superSegmentLimit() {
    return superSegmentLimit;
  }

  /// What holds for every segment that leaves, whoever the peer is.
  private void check(Segment s) {
    must(
        s.textLength == 0 || s.seq + s.textLength <= peerEdge + 1,
        "text stays in the largest window ever offered, but for the byte of a probe",
        s);
    boolean syn = s.has(TcpFlags.SYN);
    must(s.mss >= 0 == syn, "MSS goes with SYN and only with SYN (MUST-65)", s);
    must(s.wnd >= 0 && s.wnd <= 0xffff, "window field", s);
    int limit = maximumMessageSize - 20;
    must(s.textLength <= Math.max(limit, superSegmentLimit), "length", s);
    int piece = Math.min(s.textLength, s.gsoSize > 0 ? s.gsoSize : s.textLength);
    must(piece == 0 || piece + SentOptions.length(s) <= limit, "text and options fit", s);
    must(!s.has(TcpFlags.URG) || s.gsoSize == 0, "no super-segment is urgent", s);
    must(s.up >= 0 && s.up <= 0xffff && (s.up == 0 || s.has(TcpFlags.URG)), "pointer", s);
    must(
        s.textLength <= limit || (s.gsoSize > 0 && s.gsoSize <= limit),
        "a super-segment says how to be cut",
        s);
    boolean newText = s.textLength > 0 && s.seq >= sndNxt && !syn;
    must(
        s.ecn == Ecn.NOT_ECT || (s.ecn == Ecn.ECT_0 && newText && ecnSetup && peerEcnSetup),
        "ECT(0) on new text only, once both have said so (RFC 3168 §6.1.1, §6.1.4, §6.1.5)",
        s);
    must(!s.has(TcpFlags.CWR) || syn || s.ecn == Ecn.ECT_0, "CWR on new text only", s);
    if (s.has(TcpFlags.RST)) {
      must(!s.has(TcpFlags.ECE), "a RST echoes nothing", s);
      return;
    }
    options.check(s);
    if (syn) {
      ecnSetup = s.has(TcpFlags.ECE);
      sndNxt = s.end();
      peerEdge = sndNxt + firstWindow;
      offeredShift = s.windowScale;
      maxAck = s.ack;
      maxEdge = s.has(TcpFlags.ACK) ? s.ack + s.wnd : 0;
    } else {
      sndNxt = Math.max(sndNxt, s.end());
      must(s.has(TcpFlags.ACK), "every segment acknowledges", s);
      must(s.ack >= maxAck, "acknowledgments never go back", s);
      int shift = peerScales && offeredShift >= 0 ? offeredShift : 0;
      long edge = s.ack + ((long) s.wnd << shift);
      // by less than a unit of the field it may, where the buffer is full (RFC 7323 §2.4)
      must(edge > maxEdge - (1L << shift), "the right edge never goes back (SHLD-14)", s);
      maxAck = s.ack;
      maxEdge = Math.max(maxEdge, edge);
    }
  }

  private static void must(boolean condition, String what, Segment segment) {
    if (!condition) {
      throw new AssertionError(what + ": " + segment);
    }
  }

  static Segment copy(Segment s) {
    var copy = new Segment();
    copy.seq = s.seq;
    copy.ack = s.ack;
    copy.flags = s.flags;
    copy.wnd = s.wnd;
    copy.up = s.up;
    copy.mss = s.mss;
    copy.windowScale = s.windowScale;
    copy.text = s.text;
    copy.textOffset = s.textOffset;
    copy.textLength = s.textLength;
    copy.gsoSize = s.gsoSize;
    copy.ecn = s.ecn;
    copy.dscp = s.dscp;
    copy.hopLimit = s.hopLimit;
    copy.sourceRoute = s.sourceRoute;
    copy.sackPermitted = s.sackPermitted;
    copy.timestamps = s.timestamps;
    copy.tsVal = s.tsVal;
    copy.tsEcr = s.tsEcr;
    copy.sackBlocks = s.sackBlocks;
    System.arraycopy(s.sackLeft, 0, copy.sackLeft, 0, s.sackBlocks);
    System.arraycopy(s.sackRight, 0, copy.sackRight, 0, s.sackBlocks);
    return copy;
  }

  // --- the observer

  @Override
  public void segmentArrived(FourTuple tuple, Segment segment) {
    witness.segmentArrived(tuple, segment);
  }

  @Override
  public void segmentDropped(FourTuple tuple, DropReason reason) {
    witness.segmentDropped(tuple, reason);
  }

  @Override
  public void segmentSent(FourTuple tuple, Segment segment, SendCause cause, Trigger trigger) {
    witness.segmentSent(tuple, segment, cause, trigger);
  }

  @Override
  public void stateChanged(FourTuple tuple, State from, Event event, State to, Trigger trigger) {
    witness.stateChanged(tuple, from, event, to, trigger);
    assertThat(from).isEqualTo(state);
    assertThat(StateDiagram.allows(from, event, to)).as(from + " " + event + " " + to).isTrue();
    state = to;
    path.add(new StateDiagram.Edge(from, event, to, ""));
    if (to == State.TIME_WAIT && from == State.SYN_RECEIVED) {
      maxAck = 0; // the old connection's numbers again
      maxEdge = 0;
    }
    if (to == State.LISTEN || to == State.SYN_SENT || to == State.SYN_RECEIVED) {
      ended = null;
    }
  }

  @Override
  public void windowReduced(
      FourTuple tuple, WindowReduction reason, long window, long threshold, Trigger trigger) {
    witness.windowReduced(tuple, reason, window, threshold, trigger);
  }

  @Override
  public void troubled(FourTuple tuple, Trouble trouble, Trigger trigger) {
    witness.troubled(tuple, trouble, trigger);
  }

  @Override
  public void pathMtuChanged(
      FourTuple tuple, PathMtuChange reason, int mtu, int mss, Trigger trigger) {
    witness.pathMtuChanged(tuple, reason, mtu, mss, trigger);
  }

  @Override
  public void ended(
      FourTuple tuple, Ending ending, long unread, long unacknowledged, Trigger trigger) {
    witness.ended(tuple, ending, unread, unacknowledged, trigger);
    assertThat(ended).as("a connection ends once").isNull();
    ended = ending;
    unreadAtEnd = unread;
    if (connection == null) {
      state = State.CLOSED;
    }
  }

  /// The state as the observer was told.
  State state() {
    return state;
  }

  // --- the gate

  @Override
  public boolean mayBegin(int synQueue) {
    if (halfOpen >= Math.min(synQueue, synQueueRoom)) {
      return false;
    }
    halfOpen++;
    return true;
  }

  @Override
  public boolean acceptsMore() {
    return acceptQueueRoom > 0;
  }

  @Override
  public boolean mayComplete() {
    if (!acceptsMore()) {
      return false;
    }
    acceptQueueRoom--;
    return true;
  }

  @Override
  public void leave() {
    halfOpen--;
    assertThat(halfOpen).isNotNegative();
  }
}

package io.tcp4j.tcp.control;

import io.tcp4j.tcp.congestion.CongestionControl;
import io.tcp4j.tcp.congestion.Reno;
import io.tcp4j.tcp.handshake.EcnNegotiation;
import io.tcp4j.tcp.handshake.Negotiation;
import io.tcp4j.tcp.model.AcceptGate;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.IcmpError;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.SegmentSink;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.SendLimit;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.StateDiagram;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.TcpServices;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.tcp.model.Trouble;
import io.tcp4j.tcp.model.UnreadAfterReset;
import io.tcp4j.tcp.model.WindowReduction;
import io.tcp4j.tcp.receive.AckPolicy;
import io.tcp4j.tcp.receive.ChallengeAck;
import io.tcp4j.tcp.receive.EcnReceiver;
import io.tcp4j.tcp.receive.ReceiveBuffer;
import io.tcp4j.tcp.receive.ReceiveSequence;
import io.tcp4j.tcp.receive.SackBlocks;
import io.tcp4j.tcp.receive.UrgentData;
import io.tcp4j.tcp.recovery.NewReno;
import io.tcp4j.tcp.send.BusyTime;
import io.tcp4j.tcp.send.EcnSender;
import io.tcp4j.tcp.send.PathMtu;
import io.tcp4j.tcp.send.RetransmissionQueue;
import io.tcp4j.tcp.send.SendBuffer;
import io.tcp4j.tcp.send.SendSequence;
import io.tcp4j.tcp.send.SmallSegments;
import io.tcp4j.tcp.send.WindowUse;
import io.tcp4j.tcp.timer.KeepAliveTimer;
import io.tcp4j.tcp.timer.RttEstimator;
import io.tcp4j.tcp.timer.Timers;
import io.tcp4j.tcp.timer.Timestamps;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.SourceRoute;
import org.jspecify.annotations.Nullable;

/// The transmission control block (RFC 9293 §3.3.1): all that is known about one connection.
///
/// The fields are open so that the rules in the floors above read as the RFC writes them; the
/// module's boundary is the fence.
public final class Tcb {
  /// Not yet sent: the place of a FIN.
  public static final long NOT_SENT = Long.MAX_VALUE;

  public final FourTuple tuple;
  public TcpConfig config;
  public final TcpServices services;
  public final SegmentSink sink;

  public final SendSequence snd = new SendSequence();
  public final ReceiveSequence rcv = new ReceiveSequence();
  public final SendBuffer sendBuffer;
  public final ReceiveBuffer receiveBuffer;
  public final UrgentData urgent;
  public final RetransmissionQueue queue = new RetransmissionQueue();
  public final PathMtu pathMtu = new PathMtu();
  public final WindowUse windowUse = new WindowUse();
  public final AckPolicy acks;
  public final SmallSegments small = new SmallSegments();
  public final ChallengeAck challenges = new ChallengeAck();
  public final SackBlocks sacks;
  public final BusyTime busy = new BusyTime();
  public final Tally tally = new Tally();
  public final Timers timers = new Timers();
  public final Timestamps timestamps = new Timestamps();
  public final KeepAliveTimer keepAlive;
  public final RttEstimator rtt;
  public final CongestionControl congestion;
  public final NewReno recovery = new NewReno();
  public final Negotiation negotiation;
  public final EcnNegotiation ecn;
  public final EcnSender ecnSender = new EcnSender();
  public final EcnReceiver ecnReceiver = new EcnReceiver();

  /// The one outgoing segment, filled anew each time.
  public final Segment out = new Segment();

  /// SYN-RECEIVED came from a passive OPEN (MUST-11).
  public boolean passive;

  /// SND.NXT of the connection in TIME-WAIT whose two sockets this one takes over, as on the wire;
  /// counts only if {@link #reuses}.
  private int previousNxt;

  /// There is such a connection.
  private boolean reuses;

  /// The listener's limits; null for an active OPEN, and once the handshake is complete.
  public @Nullable AcceptGate gate;

  /// The handshake was completed by a SYN cookie (RFC 4987 §3.6).
  public boolean byCookie;

  /// What the link says of larger segments, in bytes of text; 0 where it does not cut.
  public int superSegmentLimit;

  /// Eff.snd.MSS.
  public int sendMss;

  /// By which gateways segments go (§3.9.2.1).
  public SourceRoute sourceRoute;

  /// The user called CLOSE: a FIN follows the last text.
  public boolean finQueued;

  /// The number of our FIN, or {@link #NOT_SENT}.
  public long finSeq = NOT_SENT;

  /// The user closed fully: nobody will read what still comes.
  public boolean inputClosed;

  /// SND.UP has moved, and no segment has told the peer.
  public boolean urgentUntold;

  /// The user holds back whatever fills no segment.
  public boolean corked;

  /// The last SEND was without PUSH: more is coming.
  public boolean moreComing;

  /// What was held back is let go, this once.
  public boolean released;

  /// The link refused a segment; nothing is sent until it has room again.
  public boolean linkFull;

  /// Why lost entries of the queue are sent again.
  public SendCause repairCause = SendCause.RETRANSMISSION;

  /// Probes sent since the window closed.
  public int probes;

  /// SND.UNA when the retransmission timer last expired.
  public long timedOutUna = NOT_SENT;

  /// How often the retransmission timer expired since SND.UNA last moved.
  public int timeouts;

  /// A SEND was cut short: tell when there is room.
  public boolean sendBlocked;

  /// What is being worked on, and since when; set at the beginning of each event.
  public Trigger trigger = Trigger.OPEN;

  /// The present instant, for segments that bear it; in ns.
  public long now;

  /// The last ICMP error that did not end the connection; null once something is acknowledged.
  public @Nullable IcmpError softError;

  public SendLimit limit = SendLimit.APPLICATION;

  private State state = State.CLOSED;
  private @Nullable Ending ending;
  private int readiness;

  /// @param tuple the two sockets
  /// @param config how the connection behaves
  /// @param services what the host's connections share
  /// @param sink the way down
  /// @param gate the listener's limits for a passive OPEN, null for an active one
  public Tcb(
      FourTuple tuple,
      TcpConfig config,
      TcpServices services,
      SegmentSink sink,
      @Nullable AcceptGate gate) {
    this.tuple = tuple;
    this.config = config;
    this.services = services;
    this.sink = sink;
    this.gate = gate;
    sourceRoute = tuple.remote().address().isV4() ? config.sourceRoute() : SourceRoute.NONE;
    acks = new AckPolicy(config.quickAcks(), config.segmentsPerAck());
    keepAlive = new KeepAliveTimer(config.keepAlive(), config.keepAliveTimes());
    sendBuffer = new SendBuffer(services.pages(), config.sendBuffer());
    receiveBuffer = new ReceiveBuffer(services.pages(), config.receiveBuffer());
    sacks = new SackBlocks(receiveBuffer.ranges());
    urgent = new UrgentData(rcv, receiveBuffer, config.urgentInline());
    rtt = new RttEstimator(config.initialRto(), config.minRto(), config.maxRto());
    congestion = new Reno(config.initialWindow());
    ecn = new EcnNegotiation(config.ecn());
    negotiation =
        new Negotiation(config, sink.maximumMessageSize(), tuple.remote().address().version());
  }

  /// The state.
  public State state() {
    return state;
  }

  /// What ended the connection; null while it lives.
  public @Nullable Ending ending() {
    return ending;
  }

  /// An event begins.
  public void begin(Trigger event, long instant) {
    trigger = event;
    now = instant;
  }

  /// The connection begins in the place of one in TIME-WAIT (§3.6.1, MAY-2).
  ///
  /// @param sndNxt SND.NXT of that one
  public void reuse(long sndNxt) {
    state = State.TIME_WAIT;
    reuses = true;
    previousNxt = (int) sndNxt;
  }

  /// Whether it did, and may still come to nothing: it has not been in ESTABLISHED, and the user
  /// has not closed.
  public boolean reuses() {
    return reuses;
  }

  /// An ISN for this connection.
  public int initialSequenceNumber() {
    return reuses
        ? services.isn().nextBeyond(tuple, previousNxt, now)
        : services.isn().next(tuple, now);
  }

  /// Moves along an edge of the state diagram.
  public void enter(State to, Event event) {
    assert StateDiagram.allows(state, event, to) : state + " --" + event + "--> " + to;
    State from = state;
    state = to;
    services.observer().stateChanged(tuple, from, event, to, trigger);
    switch (to) {
      case ESTABLISHED -> {
        reuses = false;
        services.counters().count(TcpCounter.ESTABLISHED, 1);
        if (ecn.maySend()) {
          services.counters().count(TcpCounter.ECN_AGREED, 1);
        }
        if (tally.retransmissions > 1) {
          // the SYN was lost more than once, which is no accident: begin with one segment (RFC 5681
          // §3.1, as RFC 6928 §2 softens it)
          congestion.onTimeout(0, true);
        }
        rtt.established();
        tally.established(now);
        ready(Readiness.CONNECTED | Readiness.WRITABLE);
      }
      case TIME_WAIT -> {
        // the user's connection is over; what remains is a TimeWaitEntry's
        timers.stop();
        queue.clear();
        sendBuffer.flush();
        ready(Readiness.TIME_WAIT);
        end(Ending.FIN, 0, 0);
      }
      case FIN_WAIT_1 -> reuses = false; // the user may have closed in SYN-RECEIVED
      case CLOSED, LISTEN, SYN_SENT, SYN_RECEIVED, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK -> {}
    }
  }

  /// Deletes the TCB: enters CLOSED (or LISTEN, see {@link #returnToListen}), returns the memory
  /// and tells the user.
  ///
  /// Text in order stays readable after an orderly end. After a failure it is flushed (§3.10.7.4,
  /// second), unless {@link UnreadAfterReset} says otherwise.
  public void delete(State to, Event event, Ending how) {
    if (!state.synchronizedState()) {
      services.counters().count(TcpCounter.FAILED_OPENS, 1);
    }
    leaveGate();
    enter(to, event);
    state = State.CLOSED; // in LISTEN is the listener, not this TCB
    timers.stop();
    queue.clear();
    long unacknowledged = sendBuffer.flush();
    long unread = 0;
    if (keepsUnread(how)) {
      receiveBuffer.endsAt(receiveBuffer.end());
      if (config.receiveLowWater() > 1 && receiveBuffer.available() > 0) {
        ready(Readiness.READABLE); // it is all that will come
      }
    } else {
      unread = urgent.unread();
      receiveBuffer.flush();
      services.counters().count(TcpCounter.UNREAD_BYTES_LOST, unread);
    }
    urgentEndsAt(receiveBuffer.end());
    end(how, unread, unacknowledged);
    ready(Readiness.CLOSED);
  }

  /// Whether the user may still read what arrived before the connection ended so.
  public boolean keepsUnread(Ending how) {
    return !inputClosed
        && switch (how) {
          case FIN -> true;
          case RESET, TIMED_OUT, UNREACHABLE -> config.unreadAfterReset() == UnreadAfterReset.KEEP;
          case REFUSED, ABORTED, DATA_LOST, CLOSED_EARLY -> false;
        };
  }

  /// The connection is none any more that a listener waits for.
  public void leaveGate() {
    AcceptGate listener = gate;
    if (listener != null) {
      gate = null;
      listener.leave();
    }
  }

  /// A passive OPEN came to nothing: "return this connection to the LISTEN state" (§3.10.7.4,
  /// second and fourth).
  ///
  /// Where a listener made the TCB, that is still listening and the TCB goes; else it waits for the
  /// next SYN.
  ///
  /// One that came out of TIME-WAIT goes back there: the SYN was an old duplicate (§3.6.1, MAY-2).
  public void returnToListen(Event event) {
    if (reuses) {
      services.counters().count(TcpCounter.FAILED_OPENS, 1);
      leaveGate();
      receiveBuffer.flush();
      acks.sent();
      end(Ending.RESET, 0, 0);
      enter(State.TIME_WAIT, event);
      return;
    }
    if (gate != null) {
      delete(State.LISTEN, event, Ending.RESET);
      return;
    }
    enter(State.LISTEN, event);
    if (finQueued) {
      // the user's CLOSE waited for ESTABLISHED, which will not come: it closes the LISTEN
      delete(State.CLOSED, Event.CLOSE, Ending.CLOSED_EARLY);
      return;
    }
    timers.stop();
    queue.clear();
    sendBuffer.flush();
    receiveBuffer.flush();
    urgent.clear();
    urgentUntold = false;
    acks.sent();
    sacks.clear();
    snd.una = 0;
    snd.nxt = 0;
  }

  /// Tells the owner what has become possible.
  public void ready(int bits) {
    readiness |= bits;
  }

  /// Reports what the connection has met with, and lives on (§3.9.1.8).
  ///
  /// @param bit the one of {@link Readiness} that says so
  public void trouble(Trouble what, int bit) {
    services.observer().troubled(tuple, what, trigger);
    if (config.errorReports()) {
      ready(bit);
    }
  }

  /// Tells the owner that the peer's urgent data begins or goes on; an end that it has not been
  /// told of was none.
  public void urgent() {
    readiness = (readiness & ~Readiness.URGENT_DONE) | Readiness.URGENT;
  }

  /// The peer's stream ends at this number; urgent data cannot go on beyond.
  public void urgentEndsAt(long fin) {
    boolean pending = urgent.remaining() > 0;
    urgent.endsAt(fin);
    if (pending && urgent.remaining() == 0) {
      ready(Readiness.URGENT_DONE);
    }
  }

  /// Takes the bits collected.
  public int takeReadiness() {
    int bits = readiness;
    readiness = 0;
    return bits;
  }

  /// Counts a segment that is dropped.
  public void drop(DropReason reason) {
    services.dropped(tuple, reason);
  }

  /// Whether our FIN is sent and acknowledged.
  public boolean finAcknowledged() {
    return finSeq != NOT_SENT && snd.una > finSeq;
  }

  /// The congestion window as the sender is to see it now.
  public long congestionWindow() {
    return recovery.window(congestion, sendMss);
  }

  /// The congestion window has become smaller.
  public void windowReduced(WindowReduction why) {
    services
        .observer()
        .windowReduced(tuple, why, congestion.window(), congestion.threshold(), trigger);
  }

  /// Sequence space thought to be on its way: outstanding, not lost, and not known to have arrived.
  public long pipe() {
    return snd.flightSize() - queue.lostBytes() - queue.sackedBytes();
  }

  /// Whether so much text waits that the user is to be told, or less, and no more can come.
  public boolean readable() {
    int available = urgent.available();
    return available >= config.receiveLowWater()
        || (available > 0
            && (!state.mayReceiveText()
                || urgent.remaining() > 0
                || rcv.wnd() < negotiation.receiveMss()));
  }

  /// How many bytes SEND takes now.
  public int writable() {
    long unsentYet = config.notSentLowWater() - unsent();
    return (int) Math.max(0, Math.min(sendBuffer.free(), unsentYet));
  }

  /// How many bytes SEND takes at most.
  public int mostWritable() {
    return Math.min(sendBuffer.capacity(), config.notSentLowWater());
  }

  /// Text from the user that has not been sent at all.
  public long unsent() {
    return finSeq == NOT_SENT ? sendBuffer.end() - snd.nxt : 0;
  }

  /// What must hold between any two events; checked by assertions.
  public boolean invariantsHold() {
    assert snd.una <= snd.nxt : "SND.UNA " + snd.una + " > SND.NXT " + snd.nxt;
    assert rcv.nxt <= rcv.rightEdge || rcv.finReceived() || state == State.CLOSED
        : "RCV.NXT " + rcv.nxt + " beyond the window's edge " + rcv.rightEdge;
    assert urgent.available() >= 0 && urgent.unread() >= urgent.available();
    assert rcv.up <= rcv.fin : "RCV.UP " + rcv.up + " beyond the FIN at " + rcv.fin;
    assert queue.isEmpty() || queue.start(0) == snd.una
        : "queue begins at " + queue.start(0) + ", SND.UNA is " + snd.una;
    assert queue.isEmpty() || queue.end(queue.size() - 1) == snd.nxt
        : "queue ends at " + queue.end(queue.size() - 1) + ", SND.NXT is " + snd.nxt;
    assert queue.lostBytes() >= 0 && queue.sackedBytes() >= 0 && pipe() >= 0;
    assert state == State.CLOSED
            || state == State.LISTEN
            || state == State.TIME_WAIT
            || queue.isEmpty()
            || timers.retransmission != Timers.NEVER
            || timers.persist != Timers.NEVER
        : "outstanding without a timer in " + state;
    return true;
  }

  private void end(Ending how, long unread, long unacknowledged) {
    busy.idle(now);
    if (ending == null) {
      ending = how;
      services.observer().ended(tuple, how, unread, unacknowledged, trigger);
    }
  }
}

package io.tcp4j.tcp;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SegmentSink;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.StateDiagram;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.TcpServices;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.tcp.receive.ChallengeAck;
import io.tcp4j.tcp.receive.SegmentAcceptability;
import io.tcp4j.tcp.timer.Timestamps;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.SequenceNumbers;
import io.tcp4j.wire.SourceRoute;
import io.tcp4j.wire.TcpFlags;

/// A connection in TIME-WAIT: the few numbers that its rules need, so that the rest can go (RFC
/// 9293 §3.6.1, MUST-13).
///
/// It stands for 2×MSL where the connection stood, answers a repeated FIN, and lets old segments of
/// the connection do no harm. A RST does not end it (RFC 1337). A later connection of the same two
/// sockets may, where its segments cannot be taken for those of this one: one that a SYN begins
/// (RFC 6191), or the user's OPEN. The owner makes one call at a time.
public final class TimeWaitEntry {
  /// How long after the peer's last new timestamp an OPEN may take the two sockets: its clock ticks
  /// once a second at least (RFC 7323 §5.4), so that what it sends from now on is told from the
  /// old.
  private static final long OPEN_AFTER = 1_000_000_000L;

  private final FourTuple tuple;
  private final TcpConfig config;
  private final TcpServices services;
  private final SourceRoute sourceRoute;
  private final long sndNxt;
  private final long rcvNxt;
  private final int windowField;
  private final long rcvWnd;
  private final Timestamps timestamps;
  private final ChallengeAck challenges = new ChallengeAck();
  private long expiresAt;
  private State state = State.TIME_WAIT;

  TimeWaitEntry(Tcb tcb, long now) {
    tuple = tcb.tuple;
    config = tcb.config;
    services = tcb.services;
    sourceRoute = tcb.sourceRoute;
    sndNxt = tcb.snd.nxt;
    rcvNxt = tcb.rcv.nxt;
    rcvWnd = Math.max(tcb.rcv.wnd(), tcb.receiveBuffer.free());
    windowField = (int) Math.min(tcb.rcv.wnd() >>> tcb.rcv.windowShift, 0xffff);
    timestamps = tcb.timestamps;
    expiresAt = now + duration();
  }

  /// The rest of a wait that a SYN ended, which turned out to be an old duplicate.
  private TimeWaitEntry(TimeWaitEntry before) {
    tuple = before.tuple;
    config = before.config;
    services = before.services;
    sourceRoute = before.sourceRoute;
    sndNxt = before.sndNxt;
    rcvNxt = before.rcvNxt;
    rcvWnd = before.rcvWnd;
    windowField = before.windowField;
    timestamps = before.timestamps;
    expiresAt = before.expiresAt;
  }

  /// The two sockets.
  public FourTuple tuple() {
    return tuple;
  }

  TcpServices services() {
    return services;
  }

  /// When 2×MSL will have gone by, in ns; a repeated FIN moves it.
  public long expiresAt() {
    return expiresAt;
  }

  private long duration() {
    return 2 * config.msl();
  }

  /// TIME-WAIT, or CLOSED when it has run out.
  public State state() {
    return state;
  }

  /// §3.10.7.4 for TIME-WAIT. The segment may be changed.
  public void segmentArrives(Segment seg, SegmentSink sink, long now) {
    services.arrived(tuple, seg);
    if (seg.hopLimit < config.minHopLimit()) {
      services.dropped(tuple, DropReason.TCP_FROM_TOO_FAR);
      return;
    }
    long seq = SequenceNumbers.unwrap(rcvNxt, (int) seg.seq);
    if (seg.has(TcpFlags.RST)) {
      // RFC 1337 §3: a RST, old or forged, must not end TIME-WAIT early
      services.dropped(tuple, DropReason.TCP_RESET_IN_TIME_WAIT);
      return;
    }
    if (timestamps.old(seg, now)) {
      services.dropped(tuple, DropReason.TCP_OLD_TIMESTAMP);
      challenge(seg, sink, SendCause.CHALLENGE_ACK, now);
      return;
    }
    if (seg.has(TcpFlags.FIN) && seq + seg.length() == rcvNxt) {
      // eighth: "Restart the 2 MSL time-wait timeout." The FIN came again, so our ACK of it was
      // lost.
      expiresAt = now + duration();
      seg.seq = seq;
      timestamps.arrived(seg, rcvNxt, now);
      timestamps.accept(seg, now);
      acknowledge(seg, sink, SendCause.ACK_TIME_WAIT, now);
      return;
    }
    services.dropped(tuple, DropReason.TCP_OLD_IN_TIME_WAIT);
    boolean expected = seq == rcvNxt && seg.length() == 0;
    if (seg.has(TcpFlags.SYN) || !expected) {
      // whatever it is, it is not the ACK that may still be under way: tell where we are, in case
      // that somebody is there who does not know
      boolean acceptable = SegmentAcceptability.acceptable(seq, seg.length(), rcvNxt, rcvWnd);
      boolean synchronizes = seg.has(TcpFlags.SYN) || !acceptable;
      if (synchronizes || seg.has(TcpFlags.ACK)) {
        challenge(
            seg, sink, acceptable ? SendCause.CHALLENGE_ACK : SendCause.ACK_UNACCEPTABLE, now);
      }
    }
  }

  private void challenge(Segment seg, SegmentSink sink, SendCause cause, long now) {
    if (challenges.allowed(now)) {
      acknowledge(seg, sink, cause, now);
    }
  }

  /// Whether a segment is a SYN of a later connection: its timestamp is newer than all of this one,
  /// or, where there are none to compare, its sequence number is larger (RFC 6191 §2; RFC 9293
  /// §3.6.1, SHLD-4, MAY-2).
  boolean precedes(Segment seg, long now) {
    if (state != State.TIME_WAIT || !seg.has(TcpFlags.SYN) || seg.has(TcpFlags.ACK)) {
      return false;
    }
    boolean larger = SequenceNumbers.unwrap(rcvNxt, (int) seg.seq) >= rcvNxt;
    return timestamps.newer(seg) || (larger && !timestamps.old(seg, now));
  }

  /// Whether an active OPEN may take the two sockets over: the timestamps of both sides then tell
  /// what is old, and ours go on where this connection's were (RFC 7323 §5.4).
  ///
  /// @param config how the new connection is to behave
  public boolean yieldsTo(TcpConfig config, long now) {
    return state == State.TIME_WAIT
        && config.timestamps()
        && timestamps.agreed()
        && timestamps.age(now) >= OPEN_AFTER;
  }

  /// Another connection begins in its place, which says so to the observer.
  void handOver(Tcb successor) {
    if (state == State.TIME_WAIT) {
      state = State.CLOSED;
      successor.reuse(sndNxt);
      services.counters().count(TcpCounter.TIME_WAITS_REUSED, 1);
    }
  }

  /// What goes on where the connection in its place came to nothing.
  TimeWaitEntry resumed() {
    return new TimeWaitEntry(this);
  }

  /// TIME-WAIT TIMEOUT (§3.10.8): "delete the TCB, enter the CLOSED state". Early calls do nothing.
  ///
  /// @return whether it has run out
  public boolean timeout(long now) {
    if (state == State.TIME_WAIT && now >= expiresAt) {
      enterClosed(Event.TIME_WAIT_TIMEOUT, Trigger.TIME_WAIT_TIMER);
    }
    return state == State.CLOSED;
  }

  /// Ends it at once: ABORT in TIME-WAIT (§3.10.5).
  ///
  /// @return whether it had not run out before
  public boolean cancel() {
    if (state == State.TIME_WAIT) {
      enterClosed(Event.ABORT, Trigger.ABORT);
      return true;
    }
    return false;
  }

  private void enterClosed(Event event, Trigger trigger) {
    assert StateDiagram.allows(state, event, State.CLOSED);
    state = State.CLOSED;
    services.observer().stateChanged(tuple, State.TIME_WAIT, event, State.CLOSED, trigger);
  }

  private void acknowledge(Segment seg, SegmentSink sink, SendCause cause, long now) {
    seg.clear();
    seg.seq = sndNxt;
    seg.ack = rcvNxt;
    seg.flags = TcpFlags.ACK;
    config.prepare(seg);
    seg.sourceRoute = sourceRoute;
    seg.wnd = windowField;
    if (timestamps.agreed()) {
      timestamps.stamp(seg, now);
    }
    if (sink.transmit(seg, null, cause)) {
      services.sent(tuple, seg, cause, Trigger.SEGMENT);
    }
  }
}

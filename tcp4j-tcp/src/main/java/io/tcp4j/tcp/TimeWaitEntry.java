package io.tcp4j.tcp;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SegmentSink;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.StateDiagram;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpServices;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.tcp.receive.ChallengeAck;
import io.tcp4j.tcp.receive.SegmentAcceptability;
import io.tcp4j.tcp.timer.Timestamps;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.SequenceNumbers;
import io.tcp4j.wire.TcpFlags;

/// A connection in TIME-WAIT: the few numbers that its rules need, so that the rest can go (RFC
/// 9293 §3.6.1, MUST-13).
///
/// It stands for 2×MSL where the connection stood, answers a repeated FIN, and lets old segments of
/// the connection do no harm. A RST does not end it (RFC 1337). The owner makes one call at a time.
public final class TimeWaitEntry {
  private final FourTuple tuple;
  private final TcpConfig config;
  private final TcpServices services;
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
    sndNxt = tcb.snd.nxt;
    rcvNxt = tcb.rcv.nxt;
    rcvWnd = Math.max(tcb.rcv.wnd(), tcb.receiveBuffer.free());
    windowField = (int) Math.min(tcb.rcv.wnd() >>> tcb.rcv.windowShift, 0xffff);
    timestamps = tcb.timestamps;
    expiresAt = now + duration();
  }

  /// The two sockets.
  public FourTuple tuple() {
    return tuple;
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
    if (seg.has(TcpFlags.FIN) && seq + seg.length() == rcvNxt) {
      // eighth: "Restart the 2 MSL time-wait timeout." The FIN came again, so our ACK of it was
      // lost.
      expiresAt = now + duration();
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
      if ((synchronizes || seg.has(TcpFlags.ACK)) && challenges.allowed(now)) {
        acknowledge(
            seg, sink, acceptable ? SendCause.CHALLENGE_ACK : SendCause.ACK_UNACCEPTABLE, now);
      }
    }
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
    seg.wnd = windowField;
    if (timestamps.agreed()) {
      timestamps.stamp(seg, now);
    }
    if (sink.transmit(seg, null, cause)) {
      services.sent(tuple, seg, cause, Trigger.SEGMENT);
    }
  }
}

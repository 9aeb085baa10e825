package io.tcp4j.tcp.event;

import static io.tcp4j.tcp.event.Verdict.CONTINUE;
import static io.tcp4j.tcp.event.Verdict.DONE;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.AcceptGate;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.WindowReduction;
import io.tcp4j.tcp.output.Acknowledgment;
import io.tcp4j.tcp.output.EffectiveSendMss;
import io.tcp4j.tcp.output.SendTimers;
import io.tcp4j.tcp.recovery.NewReno;
import io.tcp4j.tcp.send.RetransmissionQueue;
import io.tcp4j.tcp.timer.Timestamps;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;

/// §3.10.7.4, fifth: check the ACK field.
final class FifthAck {
  private FifthAck() {}

  static Verdict check(Tcb tcb, Segment seg, long now) {
    if (!seg.has(TcpFlags.ACK)) {
      tcb.drop(DropReason.TCP_NO_ACK);
      return DONE;
    }
    if (tcb.state() == State.SYN_RECEIVED && synReceived(tcb, seg) == DONE) {
      return DONE;
    }
    // RFC 5961 §5: an ACK that nobody who sees our segments would send
    if (seg.ack > tcb.snd.nxt || seg.ack < tcb.snd.una - tcb.snd.maxWnd) {
      Acknowledgment.challenge(tcb, DropReason.TCP_BAD_ACK, now);
      return DONE;
    }
    acknowledge(tcb, seg, now);
    return switch (tcb.state()) {
      case ESTABLISHED, FIN_WAIT_2, CLOSE_WAIT -> CONTINUE;
      case FIN_WAIT_1 -> {
        // "if the FIN segment is now acknowledged, then enter FIN-WAIT-2"; a FIN in this very
        // segment leads further (Figure 5, note 2), which EighthFin decides
        if (tcb.finAcknowledged() && !finFollows(tcb, seg)) {
          tcb.enter(State.FIN_WAIT_2, Event.RECEIVE_ACK_OF_FIN);
          CloseCall.waitForPeer(tcb, now);
        }
        yield CONTINUE;
      }
      case CLOSING -> {
        if (tcb.finAcknowledged()) {
          tcb.enter(State.TIME_WAIT, Event.RECEIVE_ACK_OF_FIN);
        }
        yield DONE;
      }
      case LAST_ACK -> {
        if (tcb.finAcknowledged()) {
          tcb.delete(State.CLOSED, Event.RECEIVE_ACK_OF_FIN, Ending.FIN);
        }
        yield DONE;
      }
      case CLOSED, LISTEN, SYN_SENT, SYN_RECEIVED, TIME_WAIT -> throw Unreachable.in(tcb);
    };
  }

  /// "If SND.UNA < SEG.ACK =< SND.NXT, then enter ESTABLISHED state ... If the segment
  /// acknowledgment is not acceptable, form a reset segment <SEQ=SEG.ACK><CTL=RST> and send it."
  private static Verdict synReceived(Tcb tcb, Segment seg) {
    if (seg.ack <= tcb.snd.una || seg.ack > tcb.snd.nxt) {
      tcb.drop(DropReason.TCP_BAD_ACK);
      ArrivesInClosed.reset(tcb, seg, SendCause.RESET_BAD_ACK);
      return DONE;
    }
    AcceptGate listener = tcb.gate;
    if (listener != null) {
      if (!listener.mayComplete()) {
        tcb.drop(
            DropReason.TCP_ACCEPT_QUEUE_FULL); // our SYN,ACK will be repeated, and so will this
        return DONE;
      }
      tcb.leaveGate();
    }
    window(tcb, seg);
    tcb.enter(State.ESTABLISHED, Event.RECEIVE_ACK_OF_SYN);
    SixthUrgent.admitKept(tcb);
    SeventhText.admitKept(tcb, seg);
    if (tcb.finQueued) {
      tcb.enter(State.FIN_WAIT_1, Event.CLOSE); // the CLOSE that was queued in SYN-RECEIVED
    }
    return CONTINUE;
  }

  /// SND.UNA, the retransmission queue, the window and the duplicates.
  private static void acknowledge(Tcb tcb, Segment seg, long now) {
    tcb.keepAlive.heard(now);
    boolean probing = SendTimers.probing(tcb);
    tcb.timestamps.accept(seg, now);
    tcb.tally.ackReceivedAt = now;
    tcb.softError = null; // there is a way
    if (SourceRouting.arrived(tcb, seg)) {
      EffectiveSendMss.rerouted(tcb);
    }
    boolean duplicate = duplicate(tcb, seg) && !probing;
    boolean echo = seg.has(TcpFlags.ECE) && tcb.ecn.maySend();
    long flight = tcb.snd.flightSize();
    long edge = tcb.snd.rightEdge();
    if (seg.ack > tcb.snd.una) {
      acknowledged(tcb, seg, echo, now);
    } else if (probing && !tcb.inputClosed) {
      // MUST-37: a peer that answers probes is alive. An orphan has nobody to wait for (RFC 6429).
      SendTimers.progress(tcb, false);
    }
    if (tcb.negotiation.sackAgreed()) {
      duplicate &= !Scoreboard.update(tcb, seg);
    }
    if (seg.ack >= tcb.snd.una) {
      windowUpdate(tcb, seg);
      if (echo) {
        EcnEcho.arrived(tcb, seg.ack, flight, now);
      }
    }
    if (probing
        && !tcb.queue.isEmpty()
        && tcb.queue.start(0) < tcb.snd.rightEdge()
        && tcb.snd.rightEdge() > edge) {
      // what was outstanding lay past the window, so the peer has not kept it: send it again now
      tcb.repairCause = SendCause.WINDOW_OPENED;
      tcb.queue.markAllLost();
    }
    if (duplicate) {
      duplicate(tcb, now);
    }
  }

  private static void duplicate(Tcb tcb, long now) {
    if (tcb.pathMtu.probing(tcb.snd.una)
        && !tcb.recovery.recovering()
        && tcb.recovery.duplicates() == NewReno.THRESHOLD - 1) {
      PacketTooBigArrives.probeLost(tcb, now);
      return;
    }
    // by an echo of a mark: a lost segment that was sent before it is the same congestion once more
    boolean reduced = tcb.ecnSender.reducedFor(tcb.snd.una);
    if (!tcb.recovery.duplicate(tcb.snd, tcb.queue, tcb.congestion, tcb.sendMss, reduced)) {
      return;
    }
    tcb.repairCause = SendCause.FAST_RETRANSMIT;
    tcb.services.counters().count(TcpCounter.FAST_RECOVERIES, 1);
    if (!reduced) {
      tcb.ecnSender.reducedByLoss(tcb.snd.nxt, false);
      tcb.windowReduced(WindowReduction.FAST_RETRANSMIT);
    }
  }

  /// SND.UNA <- SEG.ACK, with all that follows from it.
  ///
  /// @param echo the ACK echoes a congestion mark
  static void acknowledged(Tcb tcb, Segment seg, boolean echo, long now) {
    long ack = seg.ack;
    long acked = ack - tcb.snd.una;
    long flight = tcb.snd.flightSize();
    long known = tcb.queue.sackedBytes();
    long sentAt = tcb.queue.acknowledge(ack);
    known -= tcb.queue.sackedBytes();
    tcb.snd.una = ack;
    tcb.timeouts = 0;
    tcb.tally.acknowledgedBytes += tcb.sendBuffer.acknowledge(ack);
    EffectiveSendMss.acknowledged(tcb, ack, now);
    if (sentAt != RetransmissionQueue.NO_SAMPLE) {
      tcb.rtt.sample(now - sentAt);
    } else {
      // the peer echoes which of the copies it got (RFC 7323 §4.1)
      long roundTrip = tcb.timestamps.roundTrip(seg, tcb.config.maxRto(), now);
      if (roundTrip != Timestamps.NO_SAMPLE) {
        tcb.rtt.sample(roundTrip);
      }
    }
    boolean wasRecovering = tcb.recovery.recovering();
    boolean restart = !(wasRecovering && tcb.recovery.partialSeen());
    if (tcb.recovery.advanced(acked, tcb.snd, tcb.queue, tcb.congestion, tcb.sendMss)) {
      tcb.repairCause = SendCause.PARTIAL_ACK;
    } else if (!wasRecovering && !(echo && tcb.ecnSender.keepsFromGrowing(ack))) {
      tcb.congestion.onAck(acked - known, Math.max(flight, tcb.windowUse.most()));
    }
    // RFC 6582 §4, the impatient variant: only the first partial ACK restarts the timer
    SendTimers.progress(tcb, restart || !tcb.recovery.recovering());
    if (tcb.finAcknowledged()) {
      tcb.ready(Readiness.OUTPUT_DONE);
    }
  }

  /// RFC 5681 §2: a duplicate ACK acknowledges nothing new, carries nothing, and leaves the window
  /// as it is.
  private static boolean duplicate(Tcb tcb, Segment seg) {
    return seg.ack == tcb.snd.una
        && !tcb.queue.isEmpty()
        && seg.length() == 0
        && (long) seg.wnd << tcb.snd.windowShift == tcb.snd.wnd;
  }

  /// "If SND.WL1 < SEG.SEQ or (SND.WL1 = SEG.SEQ and SND.WL2 =< SEG.ACK)": only newer segments set
  /// the window.
  ///
  /// One that acknowledges more is newer, too, though the peer may be sending old text again. If
  /// its window were left aside, SND.UNA + SND.WND would move without the peer's leave.
  private static void windowUpdate(Tcb tcb, Segment seg) {
    if (tcb.snd.wl1 < seg.seq
        || (tcb.snd.wl1 == seg.seq && tcb.snd.wl2 <= seg.ack)
        || tcb.snd.wl2 < seg.ack) {
      window(tcb, seg);
    }
  }

  private static void window(Tcb tcb, Segment seg) {
    tcb.snd.wnd = (long) seg.wnd << tcb.snd.windowShift;
    tcb.snd.maxWnd = Math.max(tcb.snd.maxWnd, tcb.snd.wnd);
    tcb.snd.wl1 = seg.seq;
    tcb.snd.wl2 = seg.ack;
  }

  private static boolean finFollows(Tcb tcb, Segment seg) {
    return seg.has(TcpFlags.FIN) && seg.seq <= tcb.rcv.nxt;
  }
}

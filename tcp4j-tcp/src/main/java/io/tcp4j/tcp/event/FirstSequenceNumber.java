package io.tcp4j.tcp.event;

import static io.tcp4j.tcp.event.Verdict.CONTINUE;
import static io.tcp4j.tcp.event.Verdict.DONE;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.output.Acknowledgment;
import io.tcp4j.tcp.receive.SegmentAcceptability;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;

/// §3.10.7.4, first: check the sequence number, and trim the segment to the window.
final class FirstSequenceNumber {
  private FirstSequenceNumber() {}

  static Verdict check(Tcb tcb, Segment seg, long now) {
    if (seg.has(TcpFlags.RST)) {
      return reset(tcb, seg);
    }
    if (tcb.timestamps.agreed() && timestamps(tcb, seg, now) == DONE) {
      return DONE;
    }
    if (tcb.state() == State.SYN_RECEIVED && seg.has(TcpFlags.SYN) && seg.seq == tcb.rcv.irs) {
      return synAgain(tcb, seg, now);
    }
    if (!SegmentAcceptability.acceptable(seg.seq, seg.length(), tcb.rcv.nxt, tcb.rcv.wnd())) {
      return besideWindow(tcb, seg, now) ? CONTINUE : unacceptable(tcb, seg, now);
    }
    trim(tcb, seg);
    return CONTINUE;
  }

  /// PAWS: "if the segment is not acceptable, send an acknowledgment in reply ... and drop the
  /// segment" (RFC 7323 §5.3 R1); and one without the option (§3.2).
  private static Verdict timestamps(Tcb tcb, Segment seg, long now) {
    // a SYN is of another connection, which has agreed on nothing yet
    if (!seg.timestamps && !tcb.config.missingTimestamps() && !seg.has(TcpFlags.SYN)) {
      tcb.drop(DropReason.TCP_NO_TIMESTAMP);
      return DONE;
    }
    if (tcb.timestamps.old(seg, now)) {
      Acknowledgment.challenge(tcb, DropReason.TCP_OLD_TIMESTAMP, now);
      return DONE;
    }
    tcb.timestamps.arrived(seg, tcb.rcv.lastAckSent, now);
    return CONTINUE;
  }

  /// The peer's SYN again: with an ACK it completes a simultaneous open (Figure 7, line 6), its SYN
  /// being an old octet to be trimmed off; without, our SYN,ACK was lost, and is the acknowledgment
  /// to send.
  private static Verdict synAgain(Tcb tcb, Segment seg, long now) {
    tcb.ecn.received(seg); // it may have taken back what the first one asked for
    if (seg.has(TcpFlags.ACK)) {
      trimSyn(seg);
      // a SYN's window is not scaled (RFC 7323 §2.2); from here on it is read as if it were
      seg.wnd >>>= tcb.snd.windowShift;
      trim(tcb, seg);
      return CONTINUE;
    }
    tcb.drop(DropReason.TCP_DUPLICATE_SYN);
    tcb.timestamps.accept(seg, now);
    tcb.repairCause = SendCause.SYN_ANSWER;
    tcb.queue.markAllLost();
    return DONE;
  }

  /// A RST counts by its own number alone: trimming must not move an old one to RCV.NXT, where it
  /// would be believed (RFC 5961 §3), and the text that it may carry (SHLD-2) must not make one
  /// unacceptable to a closed window (MUST-66).
  ///
  /// One beyond the window that a field could say, but within what there is room for, is asked to
  /// prove itself as well, once the connection is synchronized.
  private static Verdict reset(Tcb tcb, Segment seg) {
    long room = tcb.state().synchronizedState() ? tcb.receiveBuffer.free() : 0;
    long wnd = Math.max(tcb.rcv.wnd(), room);
    if (SegmentAcceptability.acceptable(seg.seq, 0, tcb.rcv.nxt, wnd)) {
      return CONTINUE;
    }
    tcb.drop(DropReason.TCP_RESET_OUTSIDE_WINDOW);
    return DONE;
  }

  /// Segments without text that lie one number outside of the window, and whose ACK counts all the
  /// same (Appendix A.2). Two hosts that wait for each other's ACK at these places would drop them
  /// until both give up:
  ///
  /// - at RCV.NXT+RCV.WND, from a peer that has filled our window and lost a part of that;
  /// - at RCV.NXT-1, from a peer whose window probe we have taken, and which does not know. A
  ///   keep-alive lies there as well (§3.8.4) and wants an answer.
  private static boolean besideWindow(Tcb tcb, Segment seg, long now) {
    if (seg.length() > 0 || !tcb.state().synchronizedState()) {
      return false;
    }
    if (seg.seq == tcb.rcv.nxt - 1) {
      Acknowledgment.keepAlive(tcb, now);
      return true;
    }
    return seg.seq == tcb.rcv.rightEdge;
  }

  private static Verdict unacceptable(Tcb tcb, Segment seg, long now) {
    // "If the RCV.WND is zero, no segments will be acceptable, but special allowance should be made
    // to accept valid ACKs, URGs, and RSTs": SeventhText leaves the text of a window probe where it
    // is, the rest counts
    if (tcb.rcv.wnd() == 0 && seg.seq == tcb.rcv.nxt && !seg.has(TcpFlags.SYN)) {
      tcb.drop(DropReason.TCP_TEXT_OUTSIDE_WINDOW);
      tcb.acks.demand(SendCause.ACK_UNACCEPTABLE);
      return CONTINUE;
    }
    if (seg.length() > 0 && !seg.has(TcpFlags.SYN)) {
      // a real segment, late or repeated: the peer waits for the answer
      cameTwice(tcb, seg.seq, seg.seq + seg.textLength);
      tcb.drop(DropReason.TCP_OUTSIDE_WINDOW);
      tcb.acks.demand(SendCause.ACK_UNACCEPTABLE);
    } else {
      Acknowledgment.challenge(tcb, DropReason.TCP_OUTSIDE_WINDOW, now);
    }
    return DONE;
  }

  /// Text at or below RCV.NXT has come before; the sender learns of it by a D-SACK (RFC 2883
  /// §4.1.1).
  private static void cameTwice(Tcb tcb, long from, long to) {
    long begin = Math.max(from, tcb.rcv.irs + 1);
    long end = Math.min(to, tcb.rcv.nxt);
    if (begin < end && tcb.negotiation.sackAgreed()) {
      tcb.sacks.twice(begin, end);
      tcb.acks.demand(SendCause.ACK_UNACCEPTABLE);
    }
  }

  /// "Trimming off any portions that lie outside the window (including SYN and FIN)."
  ///
  /// A SYN is left for the fourth check, which answers it wherever it lies (RFC 5961 §4).
  static void trim(Tcb tcb, Segment seg) {
    if (seg.has(TcpFlags.SYN)) {
      return;
    }
    if (seg.seq < tcb.rcv.nxt) {
      cameTwice(tcb, seg.seq, seg.seq + seg.textLength);
      int old = (int) Math.min(tcb.rcv.nxt - seg.seq, seg.textLength);
      seg.textOffset += old;
      seg.textLength -= old;
      advance(seg, old);
    }
    long over = seg.end() - tcb.rcv.rightEdge;
    if (over > 0) {
      if (seg.has(TcpFlags.FIN)) {
        seg.flags &= ~TcpFlags.FIN;
        over--;
      }
      seg.textLength -= (int) Math.min(over, seg.textLength);
      tcb.acks.demand(SendCause.ACK_UNACCEPTABLE); // the peer believes in a larger window
    }
  }

  /// Takes the SYN off, an octet that has been received.
  static void trimSyn(Segment seg) {
    seg.flags &= ~TcpFlags.SYN;
    advance(seg, 1);
  }

  /// Moves the beginning of a segment; the urgent pointer counts from there.
  private static void advance(Segment seg, int octets) {
    seg.seq += octets;
    seg.up -= octets;
  }
}

package io.tcp4j.tcp.event;

import static io.tcp4j.tcp.event.Verdict.CONTINUE;
import static io.tcp4j.tcp.event.Verdict.DONE;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.output.SegmentSender;
import io.tcp4j.tcp.receive.ReassemblyRanges;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;

/// §3.10.7.4, seventh: process the segment text.
final class SeventhText {
  private SeventhText() {}

  static Verdict process(Tcb tcb, Segment seg) {
    if (!tcb.state().mayReceiveText()) {
      // "this should not occur since a FIN has been received from the remote side. Ignore the
      // segment text."
      return CONTINUE;
    }
    congestion(tcb, seg);
    if (tcb.rcv.wnd() == 0) {
      return CONTINUE; // the first check let the segment pass for the sake of its ACK
    }
    if (seg.has(TcpFlags.FIN)) {
      noteFin(tcb, seg);
    }
    if (seg.textLength == 0) {
      return CONTINUE;
    }
    if (tcb.inputClosed) {
      // §3.6.1: "if new data is received after CLOSE is called, its TCP SHOULD send a RST" (SHLD-3)
      tcb.tally.receivedBytes += seg.textLength;
      SegmentSender.reset(tcb, SendCause.RESET_DATA_AFTER_CLOSE);
      tcb.delete(State.CLOSED, Event.ABORT, Ending.DATA_LOST);
      return DONE;
    }
    long past = seg.seq + seg.textLength - tcb.rcv.fin;
    if (past > 0) {
      tcb.drop(DropReason.TCP_TEXT_AFTER_FIN);
      seg.textLength -= (int) Math.min(past, seg.textLength);
    }
    if (seg.textLength > 0) {
      place(tcb, seg);
    }
    return CONTINUE;
  }

  /// ECT, CE and CWR, where ECN is agreed on. What lies outside of the window has been dropped
  /// before, unseen (RFC 3168 §6.1.5); of a window probe they count (§6.1.6).
  private static void congestion(Tcb tcb, Segment seg) {
    if (seg.textLength == 0 || !tcb.ecn.mustEcho()) {
      return;
    }
    long before = tcb.ecnReceiver.marks();
    SendCause cause = tcb.ecnReceiver.textArrived(seg);
    if (cause != null) {
      tcb.acks.demand(cause);
    }
    if (tcb.ecnReceiver.marks() > before) {
      tcb.services.counters().count(TcpCounter.ECN_MARKS_IN, tcb.ecnReceiver.marks() - before);
    }
  }

  /// Remembers where the peer's stream ends; text that was received beyond is none of it.
  private static void noteFin(Tcb tcb, Segment seg) {
    long fin = seg.seq + seg.textLength;
    if (tcb.rcv.fin == Long.MAX_VALUE && fin >= tcb.rcv.nxt) {
      tcb.rcv.fin = fin;
      tcb.receiveBuffer.endsAt(fin);
      tcb.urgentEndsAt(fin);
    }
    if (seg.seq > tcb.rcv.nxt) {
      tcb.acks.demand(SendCause.ACK_OUT_OF_ORDER);
    }
  }

  private static void place(Tcb tcb, Segment seg) {
    tcb.tally.textReceivedAt = tcb.now;
    boolean inOrder = seg.seq == tcb.rcv.nxt;
    boolean gap = tcb.receiveBuffer.hasGap();
    if (gap && tcb.negotiation.sackAgreed()) {
      cameTwice(tcb, seg);
    }
    boolean kept = tcb.receiveBuffer.write(seg.seq, arrived(seg), seg.textOffset, seg.textLength);
    if (!kept) {
      tcb.drop(DropReason.TCP_NO_MEMORY);
      tcb.acks.demand(SendCause.ACK_UNACCEPTABLE);
    } else if (!inOrder) {
      tcb.services.counters().count(TcpCounter.OUT_OF_ORDER_KEPT, 1);
      tcb.tally.outOfOrder++;
      tcb.acks.demand(SendCause.ACK_OUT_OF_ORDER);
      if (tcb.negotiation.sackAgreed()) {
        tcb.sacks.grew(seg.seq);
      }
    }
    if (tcb.receiveBuffer.end() == tcb.rcv.nxt) {
      return;
    }
    advance(tcb);
    tcb.acks.textArrived(
        seg.textLength,
        seg.gsoSize > 0 ? seg.gsoSize : seg.textLength,
        tcb.negotiation.receiveMss());
    if (gap) {
      tcb.acks.demand(SendCause.ACK_HOLE_FILLED);
    }
  }

  /// Text beyond a gap has come before, or a part of it (RFC 2883 §4.1.2): its first part is told.
  private static void cameTwice(Tcb tcb, Segment seg) {
    ReassemblyRanges ranges = tcb.receiveBuffer.ranges();
    long end = seg.seq + seg.textLength;
    int i = ranges.overlapping(seg.seq, end);
    if (i >= 0) {
      tcb.sacks.twice(Math.max(seg.seq, ranges.left(i)), Math.min(end, ranges.right(i)));
    }
  }

  /// RCV.NXT follows what is in order by now.
  private static void advance(Tcb tcb) {
    long end = tcb.receiveBuffer.end();
    tcb.tally.receivedBytes += end - tcb.rcv.nxt;
    if (tcb.rcv.nxt < tcb.rcv.up && tcb.rcv.up <= end && !tcb.config.urgentInline()) {
      tcb.urgent(); // the out-of-band octet can be read
    }
    tcb.rcv.nxt = end;
    if (tcb.readable()) {
      tcb.ready(Readiness.READABLE);
    }
  }

  /// Text that came with a SYN waits, unacknowledged, for ESTABLISHED (§3.10.7.2, third; §3.10.7.3,
  /// fourth).
  static void keepWithSyn(Tcb tcb, Segment seg) {
    int length = (int) Math.min(seg.textLength, tcb.rcv.wnd());
    if (length > 0 && !tcb.receiveBuffer.keep(tcb.rcv.nxt, arrived(seg), seg.textOffset, length)) {
      tcb.drop(DropReason.TCP_NO_MEMORY);
    }
  }

  /// ESTABLISHED is entered: text that came with the SYN is received now.
  ///
  /// What repeats it in the segment that completes the handshake is trimmed off.
  static void admitKept(Tcb tcb, Segment seg) {
    tcb.receiveBuffer.admit();
    if (tcb.receiveBuffer.end() > tcb.rcv.nxt) {
      advance(tcb);
      tcb.acks.demand(SendCause.ACK_EVERY_SECOND);
      FirstSequenceNumber.trim(tcb, seg);
    }
  }

  private static byte[] arrived(Segment seg) {
    byte[] text = seg.text;
    if (text == null) {
      throw new AssertionError("a segment with text has no bytes");
    }
    return text;
  }
}

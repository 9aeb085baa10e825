package io.tcp4j.tcp.output;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.SendLimit;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.TextSource;
import io.tcp4j.tcp.receive.ReceiveWindow;
import io.tcp4j.tcp.timer.Timers;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import org.jspecify.annotations.Nullable;

/// Fills the TCB's one outgoing segment and hands it to IP: every segment of a connection passes
/// here.
final class SegmentBuilder {
  private static final int MAX_POINTER = 0xffff;

  private SegmentBuilder() {}

  /// A SYN, or SYN,ACK once the peer's SYN is known.
  static boolean syn(Tcb tcb, SendCause cause) {
    boolean answer = tcb.state() != State.SYN_SENT;
    Segment segment = tcb.out;
    segment.clear();
    segment.seq = tcb.snd.iss;
    segment.flags = TcpFlags.SYN;
    // the window of a SYN is never scaled (RFC 7323 §2.2)
    segment.wnd = (int) Math.min(tcb.rcv.wnd(), 0xffff);
    if (answer) {
      segment.flags |= TcpFlags.ACK;
      segment.ack = tcb.rcv.nxt;
    }
    segment.flags |= answer ? tcb.ecn.synAckBits() : tcb.ecn.synBits();
    tcb.negotiation.offer(segment, answer, tcb.rcv.windowShift);
    boolean sent = hand(tcb, null, cause);
    if (sent) {
      tcb.ecn.sent(segment);
    }
    return sent;
  }

  /// A segment with what follows `seq`.
  ///
  /// @param text how many bytes of text, or 0
  /// @param controls FIN and PSH where they belong there
  static boolean segment(Tcb tcb, long seq, int text, int controls, SendCause cause) {
    Segment segment = tcb.out;
    segment.clear();
    segment.seq = seq;
    segment.ack = tcb.rcv.nxt;
    segment.flags = TcpFlags.ACK | controls;
    congestion(tcb, segment, text > 0 && seq == tcb.snd.nxt && cause != SendCause.WINDOW_PROBE);
    segment.textLength = text;
    segment.gsoSize = text > tcb.sendMss ? tcb.sendMss : 0;
    segment.wnd = ReceiveWindow.advertise(tcb.rcv, tcb.receiveBuffer, tcb.acks.fullSize());
    // a keep-alive probe lies below SND.UNA, and is not urgent again
    boolean urgent = seq < tcb.snd.up && tcb.snd.una < tcb.snd.up;
    if (urgent) {
      urgent(tcb, segment);
    }
    boolean sent = hand(tcb, text > 0 ? tcb.sendBuffer : null, cause);
    tcb.urgentUntold &= !(urgent && sent);
    if (sent && segment.has(TcpFlags.CWR)) {
      tcb.ecnSender.cwrSent();
    }
    return sent;
  }

  /// ECT(0) and CWR on new text only, never on a pure ACK, a retransmission or a window probe (RFC
  /// 3168 §6.1.2, §6.1.4–6); ECE on all that acknowledges, for as long as a mark is to be echoed.
  ///
  /// A link that cuts the segment leaves CWR on the first piece.
  private static void congestion(Tcb tcb, Segment segment, boolean newText) {
    if (tcb.ecnReceiver.echoing()) {
      segment.flags |= TcpFlags.ECE;
    }
    if (newText && tcb.ecn.maySend()) {
      segment.ecn = Ecn.ECT_0;
      if (tcb.ecnSender.cwrDue()) {
        segment.flags |= TcpFlags.CWR;
      }
    }
  }

  /// Sets URG and the pointer to where our urgent data ends (§3.8.5).
  ///
  /// The field says at most 65,535. Urgent data that goes on further is announced as far as that,
  /// and the pointer advances with the segments that follow: as long as the octet it designates is
  /// none that was sent already, which a receiver might take for the last one.
  private static void urgent(Tcb tcb, Segment segment) {
    int before = tcb.config.urgentPointer().before();
    long pointer = tcb.snd.up - before - segment.seq;
    if (pointer > MAX_POINTER) {
      if (segment.seq + MAX_POINTER + before <= tcb.snd.nxt) {
        return;
      }
      pointer = MAX_POINTER;
    }
    segment.flags |= TcpFlags.URG;
    segment.up = (int) pointer;
  }

  /// The number of a segment that carries nothing: SND.NXT, unless that lies beyond the peer's
  /// window, where the peer would not look at it (§3.4, Table 6): a probe, or text sent before the
  /// window shrank. Then it is the window's edge, which is the peer's RCV.NXT when it is closed.
  static long acceptableSeq(Tcb tcb) {
    long oldest = Math.max(tcb.snd.una, tcb.snd.iss + 1);
    return Math.min(tcb.snd.nxt, Math.max(oldest, tcb.snd.rightEdge()));
  }

  /// A RST that a synchronized peer believes: `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=RST,ACK>` (§3.10.5).
  static boolean reset(Tcb tcb, SendCause cause) {
    Segment segment = tcb.out;
    segment.clear();
    segment.seq = acceptableSeq(tcb);
    segment.ack = tcb.rcv.nxt;
    segment.flags = TcpFlags.RST | TcpFlags.ACK;
    boolean sent = hand(tcb, null, cause);
    if (sent) {
      tcb.services.counters().count(TcpCounter.RESETS_OUT, 1);
    }
    return sent;
  }

  private static boolean hand(Tcb tcb, @Nullable TextSource text, SendCause cause) {
    Segment segment = tcb.out;
    if (!tcb.sink.transmit(segment, text, cause)) {
      tcb.linkFull = true;
      tcb.limit = SendLimit.LINK;
      tcb.ready(Readiness.OUTPUT_PENDING);
      return false;
    }
    if (segment.has(TcpFlags.ACK)) {
      if (segment.textLength > 0) {
        tcb.acks.textSent();
      }
      tcb.acks.sent();
      tcb.timers.delayedAck = Timers.NEVER;
    }
    tcb.services.sent(tcb.tuple, segment, cause, tcb.trigger);
    return true;
  }
}

package io.tcp4j.tcp.output;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.handshake.Negotiation;
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
  private static final int MOST_OPTIONS = 40;
  private static final int SACK_HEAD = 4;
  private static final int SACK_BLOCK = 8;

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
    tcb.negotiation.offer(segment, answer, tcb.rcv.windowShift, tcb.timestamps, tcb.now);
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
    boolean probe = tcb.pathMtu.probing(seq);
    if (text > tcb.sendMss && !probe) {
      segment.gsoSize = tcb.sendMss;
      // a receiver that merges arrivals hands them on at a PSH: this is all there is for now
      segment.flags |= TcpFlags.PSH;
    }
    segment.wnd = ReceiveWindow.advertise(tcb.rcv, tcb.receiveBuffer, tcb.acks.fullSize());
    options(tcb, segment);
    // a keep-alive probe lies below SND.UNA, and is not urgent again
    boolean urgent = seq < tcb.snd.up && tcb.snd.una < tcb.snd.up;
    if (urgent) {
      urgent(tcb, segment);
    }
    boolean sent = hand(tcb, text > 0 ? tcb.sendBuffer : null, cause);
    if (sent && text > 0) {
      tcb.pathMtu.sent(EffectiveSendMss.packet(tcb, probe ? text : Math.min(text, tcb.sendMss)));
    }
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

  /// Timestamps on every segment (RFC 7323 §3.2), and SACK blocks where they fit: beside text they
  /// do only if it is short, since Eff.snd.MSS does not reckon with them.
  private static void options(Tcb tcb, Segment segment) {
    int room = MOST_OPTIONS;
    if (tcb.timestamps.agreed()) {
      tcb.timestamps.stamp(segment, tcb.now);
      room -= Negotiation.TIMESTAMPS_LENGTH;
    }
    if (tcb.negotiation.sackAgreed() && tcb.sacks.any()) {
      if (segment.textLength > 0) {
        room = Math.min(room, tcb.sendMss - segment.textLength);
      }
      tcb.sacks.write(segment, Math.max(0, room - SACK_HEAD) / SACK_BLOCK);
    }
  }

  /// The number of a segment that carries nothing: SND.NXT, unless that lies beyond the peer's
  /// window, where the peer would not look at it (§3.4, Table 6): a probe, or text sent before the
  /// window shrank. Then it is the window's edge, which is the peer's RCV.NXT when it is closed.
  ///
  /// An open window that has shrunk by less than a unit of its field has not: the peer rounds (RFC
  /// 7323 §2.4), and takes all that it had offered. If it has everything up to SND.NXT, the edge
  /// lies left of its window, and two such peers would never hear each other's ACKs.
  static long acceptableSeq(Tcb tcb) {
    long edge = tcb.snd.rightEdge();
    long unit = 1L << tcb.snd.windowShift;
    if (tcb.snd.wnd > 0 && tcb.snd.nxt - edge < unit) {
      return tcb.snd.nxt;
    }
    long oldest = Math.max(tcb.snd.una, tcb.snd.iss + 1);
    return Math.min(tcb.snd.nxt, Math.max(oldest, edge));
  }

  /// A RST that a synchronized peer believes: `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=RST,ACK>` (§3.10.5).
  static void reset(Tcb tcb, SendCause cause) {
    Segment segment = tcb.out;
    segment.clear();
    segment.seq = acceptableSeq(tcb);
    segment.ack = tcb.rcv.nxt;
    segment.flags = TcpFlags.RST | TcpFlags.ACK;
    if (tcb.timestamps.agreed()) {
      tcb.timestamps.stamp(segment, tcb.now);
    }
    if (hand(tcb, null, cause)) {
      tcb.services.counters().count(TcpCounter.RESETS_OUT, 1);
    }
  }

  private static boolean hand(Tcb tcb, @Nullable TextSource text, SendCause cause) {
    Segment segment = tcb.out;
    tcb.config.prepare(segment);
    segment.sourceRoute = tcb.sourceRoute;
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
      tcb.rcv.lastAckSent = segment.ack;
      // one without text has all the room there is: what it does not tell is gone
      if (segment.sackBlocks > 0 || segment.textLength == 0) {
        tcb.sacks.sent();
      }
      // one without room for new SACK blocks does not take the place of an ACK that is to bear them
      if (!tcb.sacks.news()) {
        tcb.acks.sent();
        tcb.timers.delayedAck = Timers.NEVER;
      }
    }
    tcb.tally.sent(segment, tcb.now);
    tcb.services.sent(tcb.tuple, segment, cause, tcb.trigger);
    return true;
  }
}

package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SegmentSink;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.TcpServices;
import io.tcp4j.tcp.output.SegmentSender;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.SequenceNumbers;
import io.tcp4j.wire.TcpFlags;

/// §3.10.7.2 LISTEN STATE.
public final class ArrivesInListen {
  private ArrivesInListen() {}

  /// Looks at a segment for a listener, and answers it if it begins nothing.
  ///
  /// @return whether it is a SYN that begins a connection; then {@link #begin} goes on
  public static boolean begins(
      Segment seg, FourTuple tuple, TcpConfig config, SegmentSink sink, TcpServices services) {
    // first, check for a RST: "an incoming RST should be ignored"
    if (seg.has(TcpFlags.RST)) {
      services.dropped(tuple, DropReason.TCP_RESET_IN_LISTEN);
      return false;
    }
    // second, check for an ACK: "any acknowledgment is bad if it arrives on a connection still in
    // the LISTEN state"
    if (seg.has(TcpFlags.ACK)) {
      ArrivesInClosed.reset(seg, tuple, config, sink, services, SendCause.RESET_BAD_ACK);
      return false;
    }
    // third, check for a SYN
    if (seg.has(TcpFlags.SYN)) {
      if (seg.has(TcpFlags.FIN)) {
        services.dropped(tuple, DropReason.TCP_SYN_WITH_FIN);
        seg.flags &= ~TcpFlags.FIN; // if it was meant, it comes again
        return config.synWithFin();
      }
      return true;
    }
    // fourth, other data or control: "drop the segment"
    services.dropped(tuple, DropReason.TCP_NOTHING_FOR_LISTEN);
    return false;
  }

  /// Third, continued: a SYN turns a TCB in LISTEN into one in SYN-RECEIVED, and is answered by
  /// SYN,ACK.
  ///
  /// @param iss our initial sequence number, as on the wire
  public static void begin(Tcb tcb, Segment seg, int iss, long now) {
    received(tcb, seg, iss, now);
    tcb.tally.arrived(seg);
    SegmentSender.syn(tcb, SendCause.SYN_ANSWER, now);
  }

  /// All that follows from a SYN, but for the answer.
  static void received(Tcb tcb, Segment seg, int iss, long now) {
    tcb.services.counters().count(TcpCounter.PASSIVE_OPENS, 1);
    seg.seq = SequenceNumbers.first((int) seg.seq);
    OpenCall.begin(tcb, iss, now);
    SourceRouting.arrived(tcb, seg);
    OpenCall.peerSyn(tcb, seg, now);
    OpenCall.firstWindow(tcb, seg);
    SixthUrgent.keepWithSyn(tcb, seg);
    SeventhText.keepWithSyn(tcb, seg);
    tcb.enter(State.SYN_RECEIVED, Event.RECEIVE_SYN);
  }

  /// The user refuses what a SYN asks for: as if nobody listened ("if the connection does not exist
  /// ... then a reset is sent", §3.5.2, first group).
  public static void refuse(
      Segment syn, FourTuple tuple, TcpConfig config, SegmentSink sink, TcpServices services) {
    ArrivesInClosed.reset(syn, tuple, config, sink, services, SendCause.RESET_REFUSED);
  }
}

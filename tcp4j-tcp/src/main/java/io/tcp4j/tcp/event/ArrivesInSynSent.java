package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.output.SegmentSender;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;

/// §3.10.7.3 SYN-SENT STATE.
public final class ArrivesInSynSent {
  private ArrivesInSynSent() {}

  /// Processes a segment; its numbers are unwrapped.
  public static void arrives(Tcb tcb, Segment seg, long now) {
    boolean acknowledges = seg.has(TcpFlags.ACK);
    // first, check the ACK bit
    if (acknowledges && (seg.ack <= tcb.snd.iss || seg.ack > tcb.snd.nxt)) {
      ArrivesInClosed.reset(tcb, seg, SendCause.RESET_BAD_ACK);
      return;
    }
    // second, check the RST bit: believed only with an acceptable ACK
    if (seg.has(TcpFlags.RST)) {
      if (acknowledges) {
        tcb.services.counters().count(TcpCounter.RESETS_IN, 1);
        tcb.delete(State.CLOSED, Event.RECEIVE_RST, Ending.REFUSED);
      } else {
        tcb.drop(DropReason.TCP_RESET_UNPROVEN);
      }
      return;
    }
    // third, check the security: see ThirdSecurity
    // fourth, check the SYN bit
    if (seg.has(TcpFlags.SYN)) {
      syn(tcb, seg, acknowledges, now);
      return;
    }
    // fifth, if neither of the SYN or RST bits is set, then drop the segment and return
    tcb.drop(DropReason.TCP_NO_SYN_IN_SYN_SENT);
  }

  private static void syn(Tcb tcb, Segment seg, boolean acknowledges, long now) {
    OpenCall.peerSyn(tcb, seg, now);
    OpenCall.firstWindow(tcb, seg);
    if (acknowledges) {
      tcb.keepAlive.heard(now);
      FifthAck.acknowledged(tcb, seg, false, now);
      tcb.enter(State.ESTABLISHED, Event.RECEIVE_SYN_ACK);
      tcb.acks.demand(SendCause.HANDSHAKE_DONE);
      // "if there are other controls or text in the segment, continue processing at the sixth step"
      FirstSequenceNumber.trimSyn(seg);
      FirstSequenceNumber.trim(tcb, seg);
      ArrivesInOtherStates.fromSixth(tcb, seg, now);
    } else {
      // the two SYNs crossed: simultaneous open (§3.5, Figure 7)
      SixthUrgent.keepWithSyn(tcb, seg);
      SeventhText.keepWithSyn(tcb, seg);
      tcb.queue.clear();
      tcb.timers.stop();
      tcb.enter(State.SYN_RECEIVED, Event.RECEIVE_SYN);
      SegmentSender.syn(tcb, SendCause.SIMULTANEOUS_OPEN, now);
      tcb.queue.resentSyn(); // the ACK may be of the first SYN: no RTT sample (Karn)
    }
  }
}

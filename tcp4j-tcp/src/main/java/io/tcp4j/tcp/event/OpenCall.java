package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.handshake.Negotiation;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.output.EffectiveSendMss;
import io.tcp4j.tcp.output.SegmentSender;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.SequenceNumbers;

/// §3.10.1 OPEN Call.
public final class OpenCall {
  private OpenCall() {}

  /// Active OPEN in CLOSED, or in LISTEN, which it turns into SYN-SENT: "if active and the remote
  /// socket is specified, issue a SYN segment, enter SYN-SENT state".
  ///
  /// @param event {@link Event#ACTIVE_OPEN}, or {@link Event#SEND} in LISTEN
  public static void active(Tcb tcb, Event event, long now) {
    tcb.passive = false;
    begin(tcb, tcb.initialSequenceNumber(), now);
    tcb.rcv.nxt = 0;
    offerWindow(tcb, 0);
    tcb.services.counters().count(TcpCounter.ACTIVE_OPENS, 1);
    tcb.enter(State.SYN_SENT, event);
    SegmentSender.syn(tcb, SendCause.ACTIVE_OPEN, now);
  }

  /// Passive OPEN: wait for the peer's SYN.
  public static void passive(Tcb tcb) {
    tcb.passive = true;
    tcb.enter(State.LISTEN, Event.PASSIVE_OPEN);
  }

  /// Our side of a connection begins with the ISS that was chosen for it.
  static void begin(Tcb tcb, int iss, long now) {
    tcb.snd.iss = SequenceNumbers.first(iss);
    tcb.snd.una = tcb.snd.iss;
    tcb.tally.begin(now);
    tcb.snd.nxt = tcb.snd.iss;
    tcb.snd.up = tcb.snd.iss;
    tcb.sendBuffer.begin(tcb.snd.iss + 1);
    tcb.recovery.begin(tcb.snd.iss);
    tcb.ecn.begin();
    tcb.ecnSender.begin(tcb.snd.iss);
    tcb.timestamps.begin(tcb.services.isn().timestampOffset(tcb.tuple), now);
    tcb.rcv.windowShift = Negotiation.windowShift(tcb.config);
  }

  /// Reads what the peer's SYN says of itself: IRS, options, and the place where text begins.
  static void peerSyn(Tcb tcb, Segment seg, long now) {
    tcb.rcv.irs = seg.seq;
    tcb.rcv.nxt = seg.seq + 1;
    tcb.rcv.lastAckSent = tcb.rcv.nxt;
    tcb.receiveBuffer.begin(tcb.rcv.nxt);
    tcb.negotiation.peerSyn(seg, tcb.snd, tcb.rcv, tcb.timestamps, now);
    tcb.ecn.received(seg);
    offerWindow(tcb, tcb.rcv.nxt);
    EffectiveSendMss.begin(tcb, now);
  }

  /// SND.WND, SND.WL1 and SND.WL2 from the peer's SYN, whose window is never scaled (RFC 7323
  /// §2.2).
  static void firstWindow(Tcb tcb, Segment seg) {
    tcb.snd.wnd = seg.wnd;
    tcb.snd.maxWnd = seg.wnd;
    tcb.snd.wl1 = seg.seq;
    tcb.snd.wl2 = seg.ack;
  }

  private static void offerWindow(Tcb tcb, long nxt) {
    tcb.rcv.rightEdge = nxt;
    tcb.rcv.maxWnd = 0;
    tcb.rcv.offer(nxt + Math.min(tcb.config.receiveBuffer(), 0xffff));
  }
}

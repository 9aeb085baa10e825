package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.WindowReduction;
import io.tcp4j.tcp.timer.Timers;

/// An ACK with ECE: a router has marked a packet that we sent. "The indication of congestion should
/// be treated just as a congestion loss in non-ECN-Capable TCP" (RFC 3168 §6.1.2).
final class EcnEcho {
  private EcnEcho() {}

  /// @param ack SEG.ACK, not less than SND.UNA
  /// @param flight what was outstanding before this ACK
  static void arrived(Tcb tcb, long ack, long flight, long now) {
    if (!tcb.ecnSender.asksForReduction(ack)) {
      return;
    }
    long window = tcb.congestion.window();
    if (window > tcb.sendMss) {
      tcb.congestion.onEcnEcho(Math.min(flight, window));
    } else {
      pause(tcb, now);
    }
    tcb.ecnSender.reducedByEcho(tcb.snd.nxt);
    tcb.services.counters().count(TcpCounter.ECN_REDUCTIONS, 1);
    tcb.windowReduced(WindowReduction.ECN);
  }

  /// "The sending TCP MUST reset the retransmit timer on receiving the ECN-Echo packet when the
  /// congestion window is one. The sending TCP will then be able to send a new packet only when the
  /// retransmit timer expires."
  private static void pause(Tcb tcb, long now) {
    long expires = now + tcb.rtt.rto();
    tcb.timers.ecnPause = expires;
    if (tcb.timers.retransmission != Timers.NEVER) {
      tcb.timers.retransmission = expires;
    }
  }
}

package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpInfo;

/// §3.10.6 STATUS Call.
public final class StatusCall {
  private StatusCall() {}

  /// A snapshot of the connection.
  ///
  /// @param state the state to report, which a TIME-WAIT that has run out knows better than the TCB
  public static TcpInfo status(Tcb tcb, State state) {
    return new TcpInfo(
        tcb.tuple,
        state,
        tcb.ending(),
        tcb.sendMss,
        tcb.negotiation.receiveMss(),
        tcb.snd.flightSize(),
        tcb.unsent(),
        tcb.urgent.unread(),
        tcb.urgent.remaining(),
        tcb.snd.wnd,
        tcb.rcv.wnd(),
        tcb.congestionWindow(),
        tcb.congestion.threshold(),
        tcb.rtt.srtt(),
        tcb.rtt.rttvar(),
        tcb.rtt.rto(),
        tcb.sentBytes,
        tcb.receivedBytes,
        tcb.retransmissions,
        tcb.ecn.maySend(),
        tcb.ecnReceiver.marks(),
        tcb.ecnSender.reductions(),
        tcb.limit);
  }
}

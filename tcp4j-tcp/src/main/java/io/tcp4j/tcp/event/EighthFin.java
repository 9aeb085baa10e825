package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;

/// §3.10.7.4, eighth: check the FIN bit.
final class EighthFin {
  private EighthFin() {}

  /// Takes the peer's FIN once all before it has come, be it in this segment or by one that filled
  /// the last gap.
  static void check(Tcb tcb, long now) {
    if (tcb.rcv.nxt != tcb.rcv.fin) {
      notTaken(tcb, now);
      return;
    }
    switch (tcb.state()) {
      case ESTABLISHED -> {
        take(tcb);
        tcb.acks.finArrived();
        tcb.enter(State.CLOSE_WAIT, Event.RECEIVE_FIN);
      }
      case FIN_WAIT_1 -> {
        take(tcb);
        tcb.acks.demand(SendCause.ACK_FIN);
        if (tcb.finAcknowledged()) {
          tcb.enter(State.TIME_WAIT, Event.RECEIVE_FIN_AND_ACK_OF_FIN);
        } else {
          tcb.enter(State.CLOSING, Event.RECEIVE_FIN);
        }
      }
      case FIN_WAIT_2 -> {
        take(tcb);
        tcb.acks.demand(SendCause.ACK_FIN);
        tcb.enter(State.TIME_WAIT, Event.RECEIVE_FIN);
      }
      // a FIN again: it lies left of the window, and the first check has answered it
      case CLOSE_WAIT, CLOSING, LAST_ACK -> {}
      // "do not process the FIN if the state is CLOSED, LISTEN, or SYN-SENT"; SYN-RECEIVED was left
      // in step five
      case CLOSED, LISTEN, SYN_SENT, SYN_RECEIVED, TIME_WAIT -> throw Unreachable.in(tcb);
    }
  }

  /// The fifth check left FIN-WAIT-1 as it was, for the sake of a FIN in the same segment; but that
  /// had to be left, since the text before it found no room.
  private static void notTaken(Tcb tcb, long now) {
    if (tcb.state() == State.FIN_WAIT_1 && tcb.finAcknowledged()) {
      tcb.enter(State.FIN_WAIT_2, Event.RECEIVE_ACK_OF_FIN);
      CloseCall.waitForPeer(tcb, now);
    }
  }

  private static void take(Tcb tcb) {
    tcb.rcv.nxt++;
    tcb.ready(Readiness.END_OF_STREAM | Readiness.READABLE);
  }
}

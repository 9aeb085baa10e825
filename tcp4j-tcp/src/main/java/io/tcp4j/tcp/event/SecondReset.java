package io.tcp4j.tcp.event;

import static io.tcp4j.tcp.event.Verdict.CONTINUE;
import static io.tcp4j.tcp.event.Verdict.DONE;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.output.Acknowledgment;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;

/// §3.10.7.4, second: check the RST bit, with the defence of RFC 5961 §3.
final class SecondReset {
  private SecondReset() {}

  static Verdict check(Tcb tcb, Segment seg, long now) {
    if (!seg.has(TcpFlags.RST)) {
      return CONTINUE;
    }
    if (seg.seq != tcb.rcv.nxt) {
      // in the window, but not where an honest peer's RST would be: let it prove itself
      Acknowledgment.challenge(tcb, DropReason.TCP_RESET_UNPROVEN, now);
      return DONE;
    }
    tcb.services.counters().count(TcpCounter.RESETS_IN, 1);
    switch (tcb.state()) {
      case SYN_RECEIVED -> {
        if (tcb.passive) {
          // "return this connection to LISTEN state": the user need not be informed
          tcb.returnToListen(Event.RECEIVE_RST);
        } else {
          tcb.delete(State.CLOSED, Event.RECEIVE_RST, Ending.REFUSED);
        }
      }
      case ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK ->
          tcb.delete(State.CLOSED, Event.RECEIVE_RST, Ending.RESET);
      case CLOSED, LISTEN, SYN_SENT, TIME_WAIT -> throw Unreachable.in(tcb);
    }
    return DONE;
  }
}

package io.tcp4j.tcp.event;

import static io.tcp4j.tcp.event.Verdict.CONTINUE;
import static io.tcp4j.tcp.event.Verdict.DONE;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.output.Acknowledgment;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;

/// §3.10.7.4, fourth: check the SYN bit, with the defence of RFC 5961 §4.
final class FourthSyn {
  private FourthSyn() {}

  static Verdict check(Tcb tcb, Segment seg, long now) {
    if (!seg.has(TcpFlags.SYN)) {
      return CONTINUE;
    }
    if (tcb.state() == State.SYN_RECEIVED && tcb.passive) {
      // "if the connection was initiated with a passive OPEN, then return this connection to the
      // LISTEN state"
      tcb.drop(DropReason.TCP_SYN_IN_WINDOW);
      tcb.returnToListen(Event.RECEIVE_SYN);
      return DONE;
    }
    Acknowledgment.challenge(tcb, DropReason.TCP_SYN_IN_WINDOW, now);
    return DONE;
  }
}

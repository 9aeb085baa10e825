package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.WindowReduction;
import io.tcp4j.tcp.timer.Timers;

/// §3.10.8 RETRANSMISSION TIMEOUT, as RFC 6298 §5.4–5.6 and RFC 5681 §3.1 refine it: all that is
/// outstanding counts as lost, the window collapses to one segment, and the front of the queue goes
/// first.
final class RetransmissionTimeoutExpires {
  private RetransmissionTimeoutExpires() {}

  static void expired(Tcb tcb) {
    tcb.timers.retransmission = Timers.NEVER;
    tcb.services.counters().count(TcpCounter.RETRANSMISSION_TIMEOUTS, 1);
    if (tcb.state().synchronizedState()) {
      // "when the given segment has not yet been resent by way of the retransmission timer": once
      // for each segment, whatever the back-off
      boolean again = tcb.timedOutUna == tcb.snd.una;
      tcb.timedOutUna = tcb.snd.una;
      tcb.congestion.onTimeout(tcb.snd.flightSize(), again);
      tcb.recovery.timeout(tcb.snd);
      tcb.ecnSender.reducedByLoss(tcb.snd.nxt, true);
      tcb.windowReduced(WindowReduction.TIMEOUT);
    }
    tcb.rtt.backOff();
    tcb.timeouts++;
    tcb.repairCause = SendCause.RETRANSMISSION_TIMEOUT;
    tcb.queue.markAllLost();
  }
}

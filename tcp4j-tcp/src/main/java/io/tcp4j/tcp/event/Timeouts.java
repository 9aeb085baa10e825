package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.output.SegmentSender;
import io.tcp4j.tcp.output.ZeroWindowProbe;
import io.tcp4j.tcp.timer.Timers;

/// §3.10.8 TIMEOUTS: looks which deadlines have passed and processes them, the user timeout first.
public final class Timeouts {
  private Timeouts() {}

  /// Processes every deadline that is not after `now`.
  public static void expire(Tcb tcb, long now) {
    Timers timers = tcb.timers;
    if (timers.next() > now) {
      return;
    }
    if (timers.user <= now) {
      UserTimeoutExpires.expired(tcb);
      return;
    }
    if (timers.finWait2 <= now) {
      tcb.delete(State.CLOSED, Event.FIN_WAIT_2_TIMEOUT, Ending.TIMED_OUT);
      return;
    }
    if (timers.retransmission <= now) {
      RetransmissionTimeoutExpires.expired(tcb);
    }
    if (timers.persist <= now) {
      ZeroWindowProbe.expired(tcb, now);
    }
    if (timers.delayedAck <= now) {
      timers.delayedAck = Timers.NEVER;
      tcb.acks.delayIsOver();
    }
    SegmentSender.run(tcb, now);
  }
}

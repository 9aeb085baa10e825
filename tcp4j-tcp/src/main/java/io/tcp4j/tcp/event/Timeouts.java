package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.Trigger;
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
      tcb.trigger = Trigger.USER_TIMER;
      UserTimeoutExpires.expired(tcb);
      return;
    }
    if (timers.finWait2 <= now) {
      tcb.trigger = Trigger.FIN_WAIT_2_TIMER;
      tcb.delete(State.CLOSED, Event.FIN_WAIT_2_TIMEOUT, Ending.TIMED_OUT);
      return;
    }
    if (timers.delayedAck <= now) {
      timers.delayedAck = Timers.NEVER;
      tcb.trigger = Trigger.DELAYED_ACK_TIMER;
      tcb.acks.delayIsOver();
    }
    if (timers.keepAlive <= now) {
      tcb.trigger = Trigger.KEEP_ALIVE_TIMER;
      if (KeepAliveExpires.expired(tcb, now) == Verdict.DONE) {
        return;
      }
    }
    if (timers.retransmission <= now) {
      tcb.trigger = Trigger.RETRANSMISSION_TIMER;
      if (RetransmissionTimeoutExpires.expired(tcb, now) == Verdict.DONE) {
        return;
      }
    }
    if (timers.ecnPause <= now) {
      timers.ecnPause = Timers.NEVER;
      tcb.trigger = Trigger.RETRANSMISSION_TIMER; // RFC 3168 §6.1.2 calls it so
    }
    if (timers.cork <= now) {
      timers.cork = Timers.NEVER;
      tcb.trigger = Trigger.CORK_TIMER;
      tcb.released = true;
    }
    if (timers.persist <= now) {
      tcb.trigger = Trigger.PERSIST_TIMER;
      ZeroWindowProbe.expired(tcb, now);
    }
    SegmentSender.run(tcb, now);
  }
}

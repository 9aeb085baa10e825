package io.tcp4j.tcp.output;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.SendLimit;

/// Tells {@link io.tcp4j.tcp.send.BusyTime} how the sender stands at the end of an event.
final class Business {
  private Business() {}

  static void note(Tcb tcb, long now) {
    boolean unsent = tcb.unsent() > 0;
    if (!tcb.state().maySegmentize() || (!unsent && tcb.queue.isEmpty())) {
      tcb.busy.idle(now);
    } else if (tcb.limit == SendLimit.RECEIVER_WINDOW || tcb.limit == SendLimit.SILLY_WINDOW) {
      tcb.busy.withoutWindow(now);
    } else if (!unsent && tcb.sendBlocked && room(tcb) >= tcb.sendMss) {
      tcb.busy.withoutText(now);
    } else {
      tcb.busy.busy(now);
    }
  }

  /// How much more could be sent if there were more.
  private static long room(Tcb tcb) {
    long window = tcb.snd.rightEdge() - tcb.snd.nxt;
    return Math.min(window, tcb.congestionWindow() - tcb.pipe());
  }
}

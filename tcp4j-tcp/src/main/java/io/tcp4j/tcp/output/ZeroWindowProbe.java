package io.tcp4j.tcp.output;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.send.RetransmissionQueue;
import io.tcp4j.tcp.timer.Timers;

/// Zero-window probes: one octet past the window, again and again, ever less often, for as long as
/// the peer answers (RFC 9293 §3.8.6.1, MUST-36, MUST-37, SHLD-30).
public final class ZeroWindowProbe {
  private ZeroWindowProbe() {}

  /// The persist timer expired.
  public static void expired(Tcb tcb, long now) {
    tcb.timers.persist = Timers.NEVER;
    if (tcb.linkFull) {
      return; // tried again when the link has room
    }
    if (!tcb.queue.isEmpty()) {
      probeAgain(tcb, now);
    } else if (tcb.unsent() > 0) {
      long window = tcb.snd.rightEdge() - tcb.snd.nxt;
      // a window too small to be worth a segment has had its time: §3.8.6.2.1 rule (4), the
      // override timeout
      long text = Math.max(1, Math.min(Math.min(tcb.unsent(), window), tcb.sendMss));
      count(tcb);
      SegmentSender.probe(tcb, (int) text, now);
    } else {
      count(tcb);
      SegmentSender.probe(tcb, 0, now); // the FIN is the octet
    }
  }

  private static void probeAgain(Tcb tcb, long now) {
    RetransmissionQueue queue = tcb.queue;
    SegmentSender.cut(tcb, 0, queue.start(0) + 1);
    count(tcb);
    if (SegmentSender.resend(tcb, 0, SendCause.WINDOW_PROBE)) {
      queue.retransmitted(0, now);
    }
  }

  private static void count(Tcb tcb) {
    tcb.probes++;
    tcb.services.counters().count(TcpCounter.WINDOW_PROBES, 1);
  }
}

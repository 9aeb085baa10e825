package io.tcp4j.tcp.output;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.SendLimit;
import io.tcp4j.tcp.send.RetransmissionQueue;
import io.tcp4j.tcp.timer.Timers;

/// Which of the two sending timers runs: retransmission while something outstanding lies in the
/// peer's window, persist while the window keeps back what comes next (RFC 6298 §5, RFC 9293
/// §3.8.6.1), with either the user timeout, and with neither the keep-alive, where it is on.
public final class SendTimers {
  /// What Linux grants a cork, 200 ms in ns.
  private static final long LONGEST_CORK = 200_000_000;

  private SendTimers() {}

  static void set(Tcb tcb, long now) {
    Timers timers = tcb.timers;
    if (probing(tcb)) {
      timers.retransmission = Timers.NEVER;
      if (timers.persist == Timers.NEVER) {
        // SHLD-29: the first probe after one RTO
        timers.persist = now + tcb.rtt.rto(tcb.probes);
      }
    } else {
      timers.persist = Timers.NEVER;
      tcb.probes = 0;
      if (tcb.queue.isEmpty()) {
        timers.retransmission = Timers.NEVER; // RFC 6298 §5.2
      } else if (timers.retransmission == Timers.NEVER) {
        timers.retransmission = now + tcb.rtt.rto(); // §5.1
      }
    }
    boolean waiting = timers.retransmission != Timers.NEVER || timers.persist != Timers.NEVER;
    if (!waiting) {
      timers.user = Timers.NEVER;
    } else if (timers.user == Timers.NEVER) {
      timers.user = now + giveUpAfter(tcb);
    }
    if (tcb.unsent() == 0 || tcb.limit != SendLimit.CORK) {
      timers.cork = Timers.NEVER;
    } else if (timers.cork == Timers.NEVER) {
      timers.cork = now + LONGEST_CORK;
    }
    timers.keepAlive = waiting ? Timers.NEVER : KeepAliveProbe.due(tcb);
  }

  /// The peer answered, so R2 counts from now on; the retransmission timer restarts as well (RFC
  /// 6298 §5.3).
  ///
  /// @param restart whether the retransmission timer is to restart
  public static void progress(Tcb tcb, boolean restart) {
    tcb.timers.user = Timers.NEVER;
    if (restart) {
      tcb.timers.retransmission = Timers.NEVER;
    }
  }

  /// Whether the peer's window keeps back what comes next while nothing that it could acknowledge
  /// is outstanding.
  public static boolean probing(Tcb tcb) {
    if (!tcb.state().maySegmentize()) {
      return false;
    }
    if (!tcb.queue.isEmpty()) {
      // a SYN that waits for its ACK is no probe, whatever the window
      return !tcb.queue.is(0, RetransmissionQueue.SYN) && tcb.queue.start(0) >= tcb.snd.rightEdge();
    }
    boolean more = tcb.unsent() > 0 || (tcb.finQueued && tcb.finSeq == Tcb.NOT_SENT);
    return more && (tcb.limit == SendLimit.RECEIVER_WINDOW || tcb.limit == SendLimit.SILLY_WINDOW);
  }

  private static long giveUpAfter(Tcb tcb) {
    return switch (tcb.state()) {
      case SYN_SENT -> tcb.config.openTimeout();
      case SYN_RECEIVED -> tcb.gate == null ? tcb.config.openTimeout() : tcb.config.acceptTimeout();
      case CLOSED,
          LISTEN,
          ESTABLISHED,
          FIN_WAIT_1,
          FIN_WAIT_2,
          CLOSE_WAIT,
          CLOSING,
          LAST_ACK,
          TIME_WAIT ->
          tcb.config.userTimeout();
    };
  }
}

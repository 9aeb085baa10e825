package io.tcp4j.tcp.event;

import static io.tcp4j.tcp.event.Verdict.CONTINUE;
import static io.tcp4j.tcp.event.Verdict.DONE;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.PathMtuChange;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.Trouble;
import io.tcp4j.tcp.model.WindowReduction;
import io.tcp4j.tcp.output.EffectiveSendMss;
import io.tcp4j.tcp.timer.Timers;

/// §3.10.8 RETRANSMISSION TIMEOUT, as RFC 6298 §5.4–5.6 and RFC 5681 §3.1 refine it: all that is
/// outstanding counts as lost, the window collapses to one segment, and the front of the queue goes
/// first. Unless it is known why the front did not arrive: it was too big.
final class RetransmissionTimeoutExpires {
  private RetransmissionTimeoutExpires() {}

  static Verdict expired(Tcb tcb, long now) {
    tcb.timers.retransmission = Timers.NEVER;
    tcb.services.counters().count(TcpCounter.RETRANSMISSION_TIMEOUTS, 1);
    boolean open = tcb.state().synchronizedState();
    if (!open && tcb.timeouts >= tcb.config.synRetries()) {
      UserTimeoutExpires.expired(tcb); // R2 of the SYN, as a number
      return DONE;
    }
    if (open && tooBig(tcb, now)) {
      return CONTINUE;
    }
    tcb.rtt.backOff();
    tcb.timeouts++;
    if (tcb.timeouts == tcb.config.r1()) {
      excessive(tcb);
    }
    if (open) {
      blackHole(tcb, now);
      // "when the given segment has not yet been resent by way of the retransmission timer": once
      // for each segment, whatever the back-off
      boolean again = tcb.timedOutUna == tcb.snd.una;
      tcb.timedOutUna = tcb.snd.una;
      tcb.congestion.onTimeout(inFlight(tcb), again);
      tcb.recovery.timeout(tcb.snd);
      tcb.ecnSender.reducedByLoss(tcb.snd.nxt, true);
      tcb.windowReduced(WindowReduction.TIMEOUT);
    }
    tcb.repairCause = SendCause.RETRANSMISSION_TIMEOUT;
    tcb.queue.markAllLost();
    return CONTINUE;
  }

  /// What the network had to carry. The sequence space that is outstanding is more than that where
  /// a recovery went on, since new text follows for all that has left the network while SND.UNA
  /// stands still; half of it can be more than the window that has just proved too large.
  private static long inFlight(Tcb tcb) {
    return Math.min(tcb.snd.flightSize(), tcb.congestion.window());
  }

  /// A router had said that the front of the queue is too big, and was not believed at once (RFC
  /// 5927 §7.2).
  private static boolean tooBig(Tcb tcb, long now) {
    int mtu = tcb.pathMtu.confirmed(tcb.queue.end(0));
    int text = Math.min(tcb.queue.text(0), tcb.sendMss);
    boolean longer = mtu > 0 && EffectiveSendMss.packet(tcb, text) > mtu;
    if (longer) {
      EffectiveSendMss.lower(tcb, mtu, PathMtuChange.PACKET_TOO_BIG, now);
    }
    return longer;
  }

  /// R1 is reached (§3.8.3): IP is told (MUST-20) and so is the user (SHLD-9), for a SYN as for
  /// text (MUST-22).
  private static void excessive(Tcb tcb) {
    tcb.sink.adviseNegatively();
    tcb.trouble(new Trouble.ExcessiveRetransmission(tcb.timeouts), Readiness.RETRANSMITTING);
  }

  /// Full-sized segments vanish again and again: maybe they are too big, and the ICMP messages that
  /// would say so are filtered (RFC 2923 §2.1, RFC 4821 §7.7).
  private static void blackHole(Tcb tcb, long now) {
    int limit = tcb.config.blackHoleTimeouts();
    int size = EffectiveSendMss.packet(tcb, Math.min(tcb.queue.text(0), tcb.sendMss));
    if (limit > 0 && tcb.timeouts % limit == 0 && size > tcb.pathMtu.safe()) {
      EffectiveSendMss.lower(tcb, tcb.pathMtu.safe(), PathMtuChange.BLACK_HOLE, now);
    }
  }
}

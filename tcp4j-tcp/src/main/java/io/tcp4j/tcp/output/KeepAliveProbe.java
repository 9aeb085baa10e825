package io.tcp4j.tcp.output;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.timer.Timers;

/// Keep-alives (RFC 9293 §3.8.4): segments that say nothing new, for the sake of the answer.
///
/// One has SEG.SEQ = SND.NXT-1, which lies left of the peer's window, and so must be answered by an
/// ACK (§3.10.7.4, first). It carries nothing (SHLD-12): the garbage octet of MAY-6 helped against
/// TCPs that did not answer empty segments, and those are gone, while here it would be text that
/// nobody wrote.
public final class KeepAliveProbe {
  private KeepAliveProbe() {}

  /// When the next is due: never while something is outstanding (MUST-26), since that is sent again
  /// and asks as well, nor where another timer rules.
  static long due(Tcb tcb) {
    if (tcb.linkFull || tcb.unsent() > 0) {
      return Timers.NEVER;
    }
    return switch (tcb.state()) {
      case ESTABLISHED, FIN_WAIT_2, CLOSE_WAIT -> tcb.keepAlive.due();
      case CLOSED, LISTEN, SYN_SENT, SYN_RECEIVED, FIN_WAIT_1, CLOSING, LAST_ACK, TIME_WAIT ->
          Timers.NEVER;
    };
  }

  /// Sends one.
  public static void send(Tcb tcb, long now) {
    if (SegmentBuilder.segment(tcb, tcb.snd.nxt - 1, 0, 0, SendCause.KEEP_ALIVE)) {
      tcb.keepAlive.asked(now);
      tcb.services.counters().count(TcpCounter.KEEP_ALIVES, 1);
    }
  }
}

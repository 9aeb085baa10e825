package io.tcp4j.tcp.event;

import static io.tcp4j.tcp.event.Verdict.CONTINUE;
import static io.tcp4j.tcp.event.Verdict.DONE;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.output.KeepAliveProbe;
import io.tcp4j.tcp.output.SegmentSender;

/// §3.8.4: nothing was heard for long, and the keep-alive timer expired.
final class KeepAliveExpires {
  private KeepAliveExpires() {}

  /// Asks the peer, or gives up when it has been asked often enough (MUST-29). A RST goes out then,
  /// as with every stack in use: if only the answers were lost, the peer is not left with half a
  /// connection.
  static Verdict expired(Tcb tcb, long now) {
    if (!tcb.keepAlive.exhausted()) {
      KeepAliveProbe.send(tcb, now);
      return CONTINUE;
    }
    SegmentSender.reset(tcb, SendCause.RESET_KEEP_ALIVE);
    tcb.delete(State.CLOSED, Event.KEEP_ALIVE_TIMEOUT, Ending.TIMED_OUT);
    return DONE;
  }
}

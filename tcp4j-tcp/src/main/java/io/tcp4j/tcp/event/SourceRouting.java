package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.wire.Segment;

/// §3.9.2.1 Source Routing.
final class SourceRouting {
  private SourceRouting() {}

  /// "When a TCP connection is OPENed passively and a packet arrives with a completed IP Source
  /// Route Option (containing a return route), TCP implementations MUST save the return route and
  /// use it for all segments sent on this connection" (MUST-53). "If a different source route
  /// arrives in a later segment, the later definition SHOULD override the earlier one" (SHLD-24):
  /// in one that is believed, or anybody could send our segments anywhere. The user's own "MUST
  /// take precedence" (MUST-52).
  ///
  /// @return whether segments take another way from now on
  static boolean arrived(Tcb tcb, Segment seg) {
    if (seg.sourceRoute.isEmpty()
        || seg.sourceRoute.equals(tcb.sourceRoute)
        || !tcb.passive
        || !tcb.config.sourceRoute().isEmpty()) {
      return false;
    }
    tcb.sourceRoute = seg.sourceRoute;
    return true;
  }
}

package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;

/// A state that has its own subsection of §3.10.7 (or, for TIME-WAIT, its own record) and so never
/// comes here.
final class Unreachable {
  private Unreachable() {}

  static AssertionError in(Tcb tcb) {
    return new AssertionError("§3.10.7.4 does not process segments in " + tcb.state());
  }
}

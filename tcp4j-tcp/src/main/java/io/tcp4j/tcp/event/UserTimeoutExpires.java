package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.State;

/// §3.10.8 USER TIMEOUT: "flush all queues, signal the user 'error: connection aborted due to user
/// timeout' ... delete the TCB, enter the CLOSED state". It is R2 of §3.8.3 as well.
final class UserTimeoutExpires {
  private UserTimeoutExpires() {}

  static void expired(Tcb tcb) {
    tcb.delete(State.CLOSED, Event.USER_TIMEOUT, Ending.TIMED_OUT);
  }
}

package io.tcp4j.tcp.event;

import static io.tcp4j.tcp.event.Verdict.DONE;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.wire.Segment;

/// §3.10.7.4 Other States: the eight checks, in the RFC's order.
public final class ArrivesInOtherStates {
  private ArrivesInOtherStates() {}

  /// Processes a segment; its numbers are unwrapped.
  public static void arrives(Tcb tcb, Segment seg, long now) {
    if (FirstSequenceNumber.check(tcb, seg, now) == DONE) {
      return;
    }
    if (SecondReset.check(tcb, seg, now) == DONE) {
      return;
    }
    ThirdSecurity.check();
    if (FourthSyn.check(tcb, seg, now) == DONE) {
      return;
    }
    if (FifthAck.check(tcb, seg, now) == DONE) {
      return;
    }
    fromSixth(tcb, seg, now);
  }

  /// The checks that a SYN,ACK in SYN-SENT goes through as well.
  static void fromSixth(Tcb tcb, Segment seg, long now) {
    SixthUrgent.check(tcb, seg);
    if (SeventhText.process(tcb, seg) == DONE) {
      return;
    }
    EighthFin.check(tcb, now);
  }
}

package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;

/// §3.10.7.4, sixth: check the URG bit.
final class SixthUrgent {
  private SixthUrgent() {}

  static void check(Tcb tcb, Segment seg) {
    // after the peer's FIN "this should not occur ... Ignore the URG"
    if (seg.has(TcpFlags.URG) && tcb.state().mayReceiveText() && advance(tcb, seg)) {
      tcb.urgent();
    }
  }

  /// A pointer that came with a SYN waits for ESTABLISHED, like the text (§3.10.7.2, third).
  static void keepWithSyn(Tcb tcb, Segment seg) {
    if (seg.has(TcpFlags.URG)) {
      advance(tcb, seg);
    }
  }

  /// ESTABLISHED is entered: the user is told of the pointer that came with the SYN.
  static void admitKept(Tcb tcb) {
    if (tcb.urgent.remaining() > 0) {
      tcb.urgent();
    }
  }

  private static boolean advance(Tcb tcb, Segment seg) {
    return tcb.urgent.advance(seg.seq + seg.up + tcb.config.urgentPointer().before());
  }
}

package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.IcmpError;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.Trouble;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.SequenceNumbers;

/// §3.9.2.2: ICMP errors about this connection (MUST-54). {@link io.tcp4j.tcp.model.IcmpPolicy}
/// says which end it; of the others the user is told, retransmission goes on and the user timeout
/// decides.
public final class IcmpErrorArrives {
  private IcmpErrorArrives() {}

  /// Acts on an error, if it can be about a segment of ours.
  ///
  /// @param quotedSeq the sequence number in the quoted header, as on the wire
  public static void arrives(Tcb tcb, IcmpError error, int quotedSeq) {
    if (!outstanding(tcb, SequenceNumbers.unwrap(tcb.snd.una, quotedSeq))) {
      return;
    }
    tcb.softError = error;
    if (tcb.config.icmpPolicy().ends(error, tcb.state().synchronizedState())) {
      Ending how = error == IcmpError.PORT_UNREACHABLE ? Ending.REFUSED : Ending.UNREACHABLE;
      tcb.delete(State.CLOSED, Event.ICMP_ERROR, how);
    } else {
      tcb.trouble(new Trouble.IcmpErrorArrived(error), Readiness.ICMP_ERROR);
    }
  }

  /// Whether a segment is outstanding; else nobody who has seen our segments would quote it (RFC
  /// 5927 §4.1).
  static boolean outstanding(Tcb tcb, long seq) {
    if (tcb.snd.una <= seq && seq < tcb.snd.nxt) {
      return true;
    }
    tcb.drop(DropReason.ICMP_NOT_OUTSTANDING);
    return false;
  }
}

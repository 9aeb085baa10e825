package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.IcmpError;
import io.tcp4j.tcp.model.State;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.SequenceNumbers;

/// §3.9.2.2: ICMP errors about this connection.
///
/// Before the connection is synchronized a hard error ends it, as does an unreachable host, for a
/// user who waits to be connected. Afterwards all are soft (RFC 5461, RFC 5927): retransmission
/// goes on and the user timeout decides.
public final class IcmpErrorArrives {
  private IcmpErrorArrives() {}

  /// Acts on an error, if it can be about a segment of ours.
  ///
  /// @param quotedSeq the sequence number in the quoted header, as on the wire; it must lie in what
  ///     is outstanding (RFC 5927 §4.1)
  public static void arrives(Tcb tcb, IcmpError error, int quotedSeq) {
    long seq = SequenceNumbers.unwrap(tcb.snd.una, quotedSeq);
    if (seq < tcb.snd.una || seq >= tcb.snd.nxt) {
      tcb.drop(DropReason.ICMP_NOT_OUTSTANDING);
      return;
    }
    boolean ends = error.hard() || error == IcmpError.HOST_UNREACHABLE;
    if (ends && (tcb.state() == State.SYN_SENT || tcb.state() == State.SYN_RECEIVED)) {
      Ending how = error == IcmpError.PORT_UNREACHABLE ? Ending.REFUSED : Ending.UNREACHABLE;
      tcb.delete(State.CLOSED, Event.ICMP_ERROR, how);
    }
  }
}

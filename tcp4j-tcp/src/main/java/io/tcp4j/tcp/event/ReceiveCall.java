package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.CallError;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.output.Acknowledgment;
import io.tcp4j.tcp.output.SegmentSender;
import io.tcp4j.tcp.receive.UrgentData;

/// §3.10.3 RECEIVE Call.
public final class ReceiveCall {
  private ReceiveCall() {}

  /// Moves text to the user.
  ///
  /// Text that has arrived is handed over in any state that still has it; only then does the state
  /// decide. "Data following the urgent pointer cannot be delivered to the user in the same buffer
  /// with preceding urgent data" (§3.9.1.3): what is read ends at the mark.
  ///
  /// @return bytes read, 0 when none wait and more may come, or the code of a {@link CallError}
  public static int receive(Tcb tcb, byte[] to, int offset, int length, long now) {
    boolean urgent = tcb.urgent.remaining() > 0;
    int n = tcb.urgent.read(to, offset, length);
    if (urgent) {
      whetherDone(tcb);
    }
    if (n > 0) {
      if (tcb.state().mayReceiveText()) {
        Acknowledgment.windowUpdate(tcb);
        if (tcb.acks.demanded() != null) {
          SegmentSender.run(tcb, now);
        }
      }
      return n;
    }
    if (length == 0 && tcb.urgent.available() > 0) {
      return 0;
    }
    return switch (tcb.state()) {
      case CLOSED -> afterEnd(tcb).code();
      case LISTEN, SYN_SENT, SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2 -> 0;
      case CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT -> CallError.END_OF_STREAM.code();
    };
  }

  /// Gives the user the octet that is out of band.
  ///
  /// @return 0 to 255, or the code of {@link CallError#NO_URGENT_OCTET}
  public static int receiveUrgent(Tcb tcb) {
    int octet = tcb.urgent.takeOctet();
    if (octet == UrgentData.NONE) {
      return CallError.NO_URGENT_OCTET.code();
    }
    whetherDone(tcb);
    return octet;
  }

  /// "To indicate to the receiving user when all the currently known urgent data has been received"
  /// (§3.8.5).
  private static void whetherDone(Tcb tcb) {
    if (tcb.urgent.remaining() == 0) {
      tcb.ready(Readiness.URGENT_DONE);
    }
  }

  private static CallError afterEnd(Tcb tcb) {
    Ending ending = tcb.ending();
    if (ending == null) {
      return CallError.DOES_NOT_EXIST;
    }
    boolean whole = tcb.rcv.finReceived() && tcb.keepsUnread(ending);
    return ending == Ending.FIN || whole ? CallError.END_OF_STREAM : CallError.after(ending);
  }
}

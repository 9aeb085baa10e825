package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.CallError;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.output.Acknowledgment;
import io.tcp4j.tcp.output.SegmentSender;

/// §3.10.3 RECEIVE Call.
public final class ReceiveCall {
  private ReceiveCall() {}

  /// Moves text to the user.
  ///
  /// Text that has arrived is handed over in any state that still has it; only then does the state
  /// decide.
  ///
  /// @return bytes read, 0 when none wait and more may come, or the code of a {@link CallError}
  public static int receive(Tcb tcb, byte[] to, int offset, int length, long now) {
    int n = tcb.receiveBuffer.read(to, offset, length);
    if (n > 0) {
      if (tcb.state().mayReceiveText()) {
        Acknowledgment.windowUpdate(tcb);
        if (tcb.acks.demanded() != null) {
          SegmentSender.run(tcb, now);
        }
      }
      return n;
    }
    if (length == 0 && tcb.receiveBuffer.available() > 0) {
      return 0;
    }
    return switch (tcb.state()) {
      case CLOSED -> afterEnd(tcb).code();
      case LISTEN, SYN_SENT, SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2 -> 0;
      case CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT -> CallError.END_OF_STREAM.code();
    };
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

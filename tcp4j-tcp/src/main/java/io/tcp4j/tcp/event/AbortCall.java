package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.CallError;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.output.SegmentSender;

/// §3.10.5 ABORT Call.
public final class AbortCall {
  private AbortCall() {}

  /// Ends the connection at once; the peer is told by a RST in the states where it may still
  /// believe in it.
  ///
  /// @param cause why, for the RST
  /// @return 0, or the code of a {@link CallError}
  public static int abort(Tcb tcb, SendCause cause) {
    tcb.inputClosed = true;
    return switch (tcb.state()) {
      case CLOSED -> {
        tcb.receiveBuffer.flush();
        yield CallError.DOES_NOT_EXIST.code();
      }
      case LISTEN, SYN_SENT, CLOSING, LAST_ACK -> {
        tcb.delete(State.CLOSED, Event.ABORT, Ending.ABORTED);
        yield 0;
      }
      case SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT -> {
        SegmentSender.reset(tcb, cause);
        tcb.delete(State.CLOSED, Event.ABORT, Ending.ABORTED);
        yield 0;
      }
      case TIME_WAIT -> {
        tcb.receiveBuffer.flush(); // the rest is the TimeWaitEntry's to end
        yield 0;
      }
    };
  }
}

package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.CallError;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.output.SegmentSender;

/// §3.10.4 CLOSE Call, in its two forms (§3.6.1): the half close that RFC 9293 describes, and the
/// full close of the sockets interface, after which nobody reads.
public final class CloseCall {
  private CloseCall() {}

  /// Half close: "I have no more data to send". The other direction goes on.
  ///
  /// @return 0, or the code of a {@link CallError}
  public static int closeOutput(Tcb tcb, long now) {
    return switch (tcb.state()) {
      case CLOSED -> CallError.DOES_NOT_EXIST.code();
      case LISTEN, SYN_SENT -> {
        tcb.delete(State.CLOSED, Event.CLOSE, Ending.CLOSED_EARLY);
        yield 0;
      }
      case SYN_RECEIVED -> {
        if (tcb.finQueued) {
          yield CallError.CLOSING.code();
        }
        tcb.finQueued = true;
        if (tcb.unsent() == 0 && tcb.snd.wnd > 0) {
          // "if no SENDs have been issued and there is no pending data to send, then form a FIN
          // segment"
          tcb.leaveGate();
          tcb.enter(State.FIN_WAIT_1, Event.CLOSE);
          SegmentSender.run(tcb, now);
        }
        // "otherwise, queue for processing after entering ESTABLISHED state"
        yield 0;
      }
      case ESTABLISHED -> queueFin(tcb, State.FIN_WAIT_1, now);
      case CLOSE_WAIT -> queueFin(tcb, State.LAST_ACK, now);
      case FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK, TIME_WAIT -> CallError.CLOSING.code();
    };
  }

  /// Full close: also ends reading. Received data that the user has not read is lost, and the peer
  /// is told so by a RST instead of a FIN (RFC 1122 §4.2.2.13, RFC 2525 §2.17, SHLD-3).
  ///
  /// @return 0, or the code of a {@link CallError}
  public static int close(Tcb tcb, long now) {
    if (tcb.inputClosed) {
      return CallError.CLOSING.code();
    }
    tcb.inputClosed = true;
    if (tcb.urgent.unread() > 0 && tcb.state().synchronizedState() && !over(tcb)) {
      SegmentSender.reset(tcb, SendCause.RESET_UNREAD_DATA);
      tcb.delete(State.CLOSED, Event.ABORT, Ending.DATA_LOST);
      return 0;
    }
    if (over(tcb)) {
      tcb.receiveBuffer.flush();
    }
    int result = closeOutput(tcb, now);
    waitForPeer(tcb, now);
    return result;
  }

  /// An orphan in FIN-WAIT-2 waits for the peer's FIN for a limited time only (not in the RFC).
  static void waitForPeer(Tcb tcb, long now) {
    if (tcb.inputClosed && tcb.state() == State.FIN_WAIT_2) {
      tcb.timers.finWait2 = now + tcb.config.finWait2Timeout();
    }
  }

  private static boolean over(Tcb tcb) {
    return tcb.state() == State.TIME_WAIT || tcb.state() == State.CLOSED;
  }

  /// "Queue this request until all preceding SENDs have been segmentized; then send a FIN segment."
  private static int queueFin(Tcb tcb, State next, long now) {
    tcb.finQueued = true;
    tcb.enter(next, Event.CLOSE);
    SegmentSender.run(tcb, now);
    return 0;
  }
}

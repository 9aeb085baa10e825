package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.CallError;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.output.SegmentSender;

/// §3.10.2 SEND Call.
public final class SendCall {
  private SendCall() {}

  /// Queues text and sends what may be sent.
  ///
  /// @param urgent "if the URGENT flag is set, then SND.UP <- SND.NXT and set the urgent pointer in
  ///     the outgoing segments", where SND.NXT is what it will be after this text
  /// @return bytes taken (0 when the buffer is full), or the code of a {@link CallError}
  /// @param push "if the PUSH flag is set" (§3.9.1.2, MAY-15): else what fills no segment may wait
  ///     for what comes next
  public static int send(
      Tcb tcb, byte[] text, int offset, int length, boolean urgent, boolean push, long now) {
    tcb.moreComing = !push;
    return switch (tcb.state()) {
      case CLOSED -> refused(tcb).code();
      case LISTEN -> {
        // "if the remote socket is specified, then change the connection from passive to active"
        OpenCall.active(tcb, Event.SEND, now);
        yield queue(tcb, text, offset, length, urgent, push);
      }
      case SYN_SENT, SYN_RECEIVED ->
          tcb.finQueued ? CallError.CLOSING.code() : queue(tcb, text, offset, length, urgent, push);
      case ESTABLISHED, CLOSE_WAIT -> {
        int taken = queue(tcb, text, offset, length, urgent, push);
        if (taken > 0) {
          SegmentSender.run(tcb, now);
        }
        yield taken;
      }
      case FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK, TIME_WAIT -> CallError.CLOSING.code();
    };
  }

  private static int queue(
      Tcb tcb, byte[] text, int offset, int length, boolean urgent, boolean push) {
    int taken = tcb.sendBuffer.append(text, offset, Math.min(length, tcb.writable()), push);
    tcb.sendBlocked |= taken < length; // until WRITABLE has been told
    if (urgent && taken > 0) {
      // while earlier urgent text is unsent the peer's user is, or will be, in urgent mode: "the
      // update will be invisible" and can wait for the text
      tcb.urgentUntold |= tcb.snd.up <= tcb.snd.nxt;
      tcb.snd.up = tcb.sendBuffer.end();
    }
    return taken;
  }

  private static CallError refused(Tcb tcb) {
    Ending ending = tcb.ending();
    return ending == null ? CallError.DOES_NOT_EXIST : CallError.after(ending);
  }
}

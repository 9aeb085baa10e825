package io.tcp4j.tcp.output;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.receive.ReceiveWindow;
import io.tcp4j.tcp.timer.Timers;
import io.tcp4j.wire.DropReason;

/// Segments that carry nothing but an acknowledgment and a window (RFC 9293 §3.8.6.3).
public final class Acknowledgment {
  private Acknowledgment() {}

  /// Sends the acknowledgment that is demanded, or starts the delay for one that is not.
  static void run(Tcb tcb, long now) {
    if (tcb.acks.pending() && tcb.config.delayedAck() == 0) {
      tcb.acks.demand(SendCause.ACK_DELAYED);
    }
    if (tcb.urgentUntold && tcb.state().maySegmentize()) {
      tcb.acks.demand(SendCause.URGENT_NOTICE);
    }
    SendCause cause = tcb.acks.demanded();
    if (cause != null) {
      if (!tcb.linkFull) {
        SegmentBuilder.segment(tcb, SegmentBuilder.acceptableSeq(tcb), 0, 0, cause);
      }
    } else if (tcb.acks.pending() && tcb.timers.delayedAck == Timers.NEVER) {
      tcb.timers.delayedAck = now + tcb.config.delayedAck();
    }
  }

  /// Tells the peer of room in the receive buffer, when that is worth a segment (§3.8.6.2.2).
  public static void windowUpdate(Tcb tcb) {
    if (ReceiveWindow.worthUpdate(tcb.rcv, tcb.receiveBuffer, tcb.acks.fullSize())) {
      tcb.acks.demand(SendCause.WINDOW_UPDATE);
    }
  }

  /// Asks for a challenge ACK, if the limit allows one (RFC 5961 §7), and counts the segment that
  /// caused it as dropped.
  public static void challenge(Tcb tcb, DropReason reason, long now) {
    tcb.drop(reason);
    if (tcb.challenges.allowed(now)) {
      tcb.services.counters().count(TcpCounter.CHALLENGE_ACKS, 1);
      tcb.acks.demand(SendCause.CHALLENGE_ACK);
    }
  }

  /// Asks for the answer to a keep-alive of the peer's. Anybody could have made it up, so the limit
  /// is that of challenges.
  public static void keepAlive(Tcb tcb, long now) {
    if (tcb.challenges.allowed(now)) {
      tcb.acks.demand(SendCause.KEEP_ALIVE_ANSWER);
    }
  }
}

package io.tcp4j.tcp.output;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.SendLimit;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.WindowReduction;
import io.tcp4j.tcp.send.RetransmissionQueue;
import io.tcp4j.tcp.send.SmallSegments;
import io.tcp4j.tcp.timer.Timers;
import io.tcp4j.wire.TcpFlags;

/// The only place that decides which segment leaves next: what was lost, then new text, then the
/// FIN, and at last an acknowledgment if none of these carried it.
public final class SegmentSender {
  /// Bytes that one connection may hand to the link before others get their turn.
  private static final int SHARE = 256 * 1024;

  /// The smallest piece that super-segments are cut into: an MSS of 536 (MUST-15) less all options.
  private static final int SMALLEST_PIECE = 496;

  private SegmentSender() {}

  /// Sends what may be sent now and sets the timers to match. Called at the end of each event.
  public static void run(Tcb tcb, long now) {
    if (!tcb.linkFull) {
      int share = repair(tcb, SHARE, now);
      if (share > 0 && tcb.state().maySegmentize() && tcb.queue.lostBytes() == 0) {
        share = fresh(tcb, share, now);
      }
      if (share <= 0) {
        tcb.ready(Readiness.OUTPUT_PENDING);
      }
    }
    tcb.released = false;
    Acknowledgment.run(tcb, now);
    SendTimers.set(tcb, now);
    tellOfRoom(tcb);
    Business.note(tcb, now);
  }

  /// Tells a user whose SEND was cut short when another one is worth while.
  private static void tellOfRoom(Tcb tcb) {
    if (tcb.sendBlocked && tcb.writable() >= Math.max(1, tcb.mostWritable() / 3)) {
      tcb.sendBlocked = false;
      tcb.ready(Readiness.WRITABLE);
    }
  }

  /// A RST that ends the connection on the peer's side.
  public static void reset(Tcb tcb, SendCause cause) {
    SegmentBuilder.reset(tcb, cause);
  }

  /// Sends our SYN, or SYN,ACK, for the first time, and remembers it for retransmission.
  public static void syn(Tcb tcb, SendCause cause, long now) {
    tcb.snd.nxt = tcb.snd.iss + 1;
    tcb.queue.append(tcb.snd.iss, tcb.snd.nxt, now, RetransmissionQueue.SYN);
    if (!SegmentBuilder.syn(tcb, cause)) {
      tcb.queue.markLost(0);
    }
    SendTimers.set(tcb, now);
  }

  /// Sends entries of the queue that are thought lost, as far as the congestion window allows.
  ///
  /// The head is not held back by it: "the lost segment starting at SND.UNA MUST be retransmitted"
  /// (RFC 5681 §3.2 step 3, RFC 6582 §3.2 step 3), whatever is still on its way.
  private static int repair(Tcb tcb, int share, long now) {
    RetransmissionQueue queue = tcb.queue;
    int i;
    while (share > 0 && (i = queue.firstLost()) >= 0) {
      long from = queue.start(i);
      if (tcb.pathMtu.probing(from)) {
        tcb.pathMtu.probeLost(now);
      }
      long room = tcb.congestionWindow() - tcb.pipe();
      if (i > 0 && room < Math.min(tcb.sendMss, queue.end(i) - from) && tcb.pipe() > 0) {
        tcb.limit = SendLimit.CONGESTION_WINDOW;
        return share;
      }
      if (queue.is(i, RetransmissionQueue.SYN)) {
        if (!SegmentBuilder.syn(tcb, tcb.repairCause)) {
          return 0;
        }
      } else {
        // SHLD-16, SHLD-17: within the window only; what lies beyond waits for a probe
        long edge = tcb.snd.rightEdge();
        if (from >= edge) {
          tcb.limit = SendLimit.RECEIVER_WINDOW;
          return share;
        }
        int fin = queue.is(i, RetransmissionQueue.FIN) ? 1 : 0; // takes a number, but no room
        long chunk = chunk(tcb, from, room);
        if (queue.end(i) - fin > from + chunk) {
          cut(tcb, i, from + chunk);
        }
        cut(tcb, i, edge);
        if (!resend(tcb, i, tcb.repairCause)) {
          return 0;
        }
      }
      share -= (int) (queue.end(i) - from);
      resent(tcb, i, now);
    }
    return share;
  }

  /// Sends entry `i` again as it is.
  static boolean resend(Tcb tcb, int i, SendCause cause) {
    long from = tcb.queue.start(i);
    boolean fin = tcb.queue.is(i, RetransmissionQueue.FIN);
    boolean push = tcb.queue.is(i, RetransmissionQueue.PUSH);
    int text = (int) (tcb.queue.end(i) - from) - (fin ? 1 : 0);
    return SegmentBuilder.segment(tcb, from, text, controls(fin, push), cause);
  }

  static void resent(Tcb tcb, int i, long now) {
    tcb.queue.retransmitted(i, now);
    tcb.tally.retransmissions++;
    tcb.tally.resentBytes += tcb.queue.end(i) - tcb.queue.start(i);
    tcb.services.counters().count(TcpCounter.RETRANSMISSIONS, 1);
    if (tcb.repairCause == SendCause.RETRANSMISSION_TIMEOUT) {
      tcb.repairCause = SendCause.RETRANSMISSION;
    }
  }

  /// Cuts entry `i` at `at`, if it is longer.
  static void cut(Tcb tcb, int i, long at) {
    if (at < tcb.queue.end(i)) {
      tcb.queue.split(i, at);
    }
  }

  /// Sends new text and the FIN as far as the windows, Nagle and silly-window avoidance allow.
  private static int fresh(Tcb tcb, int share, long now) {
    restartAfterIdle(tcb, now);
    if (tcb.timers.ecnPause != Timers.NEVER) {
      tcb.limit = SendLimit.CONGESTION_WINDOW;
      return share;
    }
    while (share > 0) {
      long unsent = tcb.unsent();
      if (unsent == 0) {
        return finAlone(tcb, share, now);
      }
      int probe = PathMtuProbe.due(tcb, sendable(tcb, unsent), now);
      if (probe > 0) {
        if (!PathMtuProbe.send(tcb, probe, now)) {
          return 0;
        }
        share -= probe;
        continue;
      }
      long text = allowed(tcb, unsent);
      if (text <= 0) {
        return share;
      }
      if (!send(tcb, (int) text, now)) {
        return 0;
      }
      share -= (int) text;
    }
    return share;
  }

  /// How much new text both windows let go now.
  private static long sendable(Tcb tcb, long unsent) {
    long window = tcb.snd.rightEdge() - tcb.snd.nxt; // U, the usable window (§3.8.6.2.1)
    long room = tcb.congestionWindow() - tcb.pipe();
    return Math.min(Math.min(unsent, window), room);
  }

  /// How much new text may go in the next segment; 0 where none, and then {@link Tcb#limit} says
  /// why.
  private static long allowed(Tcb tcb, long unsent) {
    int mss = tcb.sendMss;
    long window = tcb.snd.rightEdge() - tcb.snd.nxt;
    long room = tcb.congestionWindow() - tcb.pipe();
    long sendable = sendable(tcb, unsent);
    if (sendable >= mss) {
      long full = chunk(tcb, tcb.snd.nxt, sendable);
      // a tail that may go as well rides in the same super-segment
      boolean withTail = sendable == unsent && unsent <= longest(tcb, tcb.snd.nxt);
      return withTail && smallAllowed(tcb) ? unsent : full;
    }
    if (window < Math.min(unsent, mss)) {
      if (window > 0
          && SmallSegments.worthwhile(
              window, tcb.snd.maxWnd, !tcb.config.nagle() || tcb.snd.una == tcb.snd.nxt)) {
        if (room < Math.min(window, unsent)) {
          tcb.limit = SendLimit.CONGESTION_WINDOW;
          return 0;
        }
        return Math.min(window, unsent);
      }
      tcb.limit = window <= 0 ? SendLimit.RECEIVER_WINDOW : SendLimit.SILLY_WINDOW;
      return 0;
    }
    if (room < unsent) {
      tcb.limit = SendLimit.CONGESTION_WINDOW;
      return 0;
    }
    if (!smallAllowed(tcb)) {
      tcb.limit = tcb.corked || tcb.moreComing ? SendLimit.CORK : SendLimit.NAGLE;
      return 0;
    }
    return unsent;
  }

  private static boolean smallAllowed(Tcb tcb) {
    if (tcb.finQueued || tcb.snd.nxt < tcb.snd.up || tcb.released) {
      return true;
    }
    return !tcb.corked
        && !tcb.moreComing
        && (!tcb.config.nagle() || tcb.small.nagleAllows(tcb.snd.una));
  }

  /// Full segments that fit into `room` and into one hand-over; at least one.
  private static long chunk(Tcb tcb, long from, long room) {
    long mss = tcb.sendMss;
    long longest = longest(tcb, from);
    long rest = room - longest;
    if (rest > 0 && rest < 2 * mss) {
      longest -= mss; // no single segment left over
    }
    return Math.max(mss, Math.min(room, longest) / mss * mss);
  }

  /// The most text of one hand-over. What cuts super-segments gives all pieces the same urgent
  /// pointer, which would be wrong in all but the first: urgent text goes in single segments.
  ///
  /// Nor does one take more than half of the congestion window: with two on their way the ACK of
  /// the first releases the next while the second is still going.
  ///
  /// Nor is one made for a peer that wants tiny pieces: it could have the queue cut into each of
  /// them by its SACK blocks (CVE-2019-11478).
  private static long longest(Tcb tcb, long from) {
    if (from < tcb.snd.up || tcb.sendMss < SMALLEST_PIECE) {
      return tcb.sendMss;
    }
    long half = tcb.congestion.window() / 2 / tcb.sendMss * tcb.sendMss;
    return Math.max(tcb.sendMss, Math.min(half, tcb.superSegmentLimit));
  }

  private static int finAlone(Tcb tcb, int share, long now) {
    if (!tcb.finQueued || tcb.finSeq != Tcb.NOT_SENT) {
      tcb.limit = SendLimit.APPLICATION;
      return share;
    }
    if (tcb.snd.rightEdge() <= tcb.snd.nxt) {
      tcb.limit =
          SendLimit.RECEIVER_WINDOW; // a FIN takes a number, and that must lie in the window
      return share;
    }
    return send(tcb, 0, now) ? share : 0;
  }

  /// Sends the next `text` bytes, with the FIN when they are the last and it fits into the window.
  private static boolean send(Tcb tcb, int text, long now) {
    boolean fin = finFits(tcb, text);
    SendCause cause = !fin ? data(tcb) : text > 0 ? SendCause.DATA_AND_FIN : SendCause.FIN;
    if (!send(tcb, text, fin, cause, now)) {
      return false;
    }
    if (text % tcb.sendMss != 0) {
      tcb.small.sent(tcb.snd.nxt);
    }
    return true;
  }

  private static SendCause data(Tcb tcb) {
    return tcb.ecn.maySend() && tcb.ecnSender.cwrDue() ? SendCause.DATA_AND_CWR : SendCause.DATA;
  }

  /// Sends the next `text` bytes, or the FIN, into a window that has no room for them.
  static void probe(Tcb tcb, int text, long now) {
    send(tcb, text, finFits(tcb, text), SendCause.WINDOW_PROBE, now);
  }

  /// Whether the FIN follows the next `text` bytes and may go with them.
  private static boolean finFits(Tcb tcb, int text) {
    long end = tcb.snd.nxt + text;
    return tcb.finQueued && end == tcb.sendBuffer.end() && (end < tcb.snd.rightEdge() || text == 0);
  }

  static boolean send(Tcb tcb, int text, boolean fin, SendCause cause, long now) {
    long seq = tcb.snd.nxt;
    long end = seq + text;
    boolean push = text > 0 && tcb.sendBuffer.pushes(end);
    if (!SegmentBuilder.segment(tcb, seq, text, controls(fin, push), cause)) {
      return false;
    }
    tcb.sendBuffer.segmentized(end);
    if (fin) {
      tcb.finSeq = end;
    }
    tcb.snd.nxt = fin ? end + 1 : end;
    int kept = (fin ? RetransmissionQueue.FIN : 0) | (push ? RetransmissionQueue.PUSH : 0);
    tcb.queue.append(seq, tcb.snd.nxt, now, kept);
    if (text > 0) {
      tcb.windowUse.sent(tcb.snd.una, tcb.snd.nxt);
      tcb.tally.sentBytes += text;
    }
    return true;
  }

  private static int controls(boolean fin, boolean push) {
    return (fin ? TcpFlags.FIN : 0) | (push ? TcpFlags.PSH : 0);
  }

  private static void restartAfterIdle(Tcb tcb, long now) {
    if (tcb.config.slowStartAfterIdle()
        && tcb.snd.una == tcb.snd.nxt
        && tcb.tally.sentBytes > 0
        && now - tcb.tally.textSentAt > tcb.rtt.rto()) {
      long before = tcb.congestion.window();
      tcb.congestion.onIdle();
      if (tcb.congestion.window() < before) {
        tcb.windowReduced(WindowReduction.IDLE);
      }
    }
  }
}

package io.tcp4j.tcp.output;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.SendCause;

/// Tries, with one segment of new text, whether the path takes larger ones by now (RFC 1191 §6.3;
/// RFC 4821 §7). Its loss says nothing but that it does not.
final class PathMtuProbe {
  /// So many segments are to follow, so that duplicate ACKs tell soon if it is lost (RFC 4821
  /// §7.4).
  private static final int FOLLOWED_BY = 3;

  private PathMtuProbe() {}

  /// How much text the next segment is to have in order to try a larger size.
  ///
  /// @param sendable how much may be sent now, in all
  /// @return 0 if none is to be tried now
  static int due(Tcb tcb, long sendable, long now) {
    int size = tcb.pathMtu.probe(tcb.config.pathMtuLifetime(), now);
    if (size == 0 || tcb.snd.nxt < tcb.snd.up || tcb.recovery.recovering()) {
      return 0;
    }
    int text = EffectiveSendMss.forPathMtu(tcb, size);
    boolean larger = text > tcb.sendMss; // else it is the peer that takes no more
    return larger && sendable >= text + (long) FOLLOWED_BY * tcb.sendMss ? text : 0;
  }

  /// Sends it.
  ///
  /// @return whether the link took it
  static boolean send(Tcb tcb, int text, long now) {
    long seq = tcb.snd.nxt;
    tcb.pathMtu.probeSent(seq, seq + text, EffectiveSendMss.packet(tcb, text));
    boolean sent = SegmentSender.send(tcb, text, false, SendCause.PATH_MTU_PROBE, now);
    if (!sent) {
      tcb.pathMtu.probeWithdrawn();
    }
    return sent;
  }
}

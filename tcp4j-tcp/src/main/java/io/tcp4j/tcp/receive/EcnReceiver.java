package io.tcp4j.tcp.receive;

import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import org.jspecify.annotations.Nullable;

/// The receiver's side of ECN (RFC 3168 §6.1.3): once a router has marked a packet, every ACK says
/// so by ECE until CWR tells that the sender has heard it.
public final class EcnReceiver {
  private boolean echoing;
  private boolean seen;
  private long marks;

  /// Whether segments that acknowledge are to carry ECE.
  public boolean echoing() {
    return echoing;
  }

  /// Packets of text that came marked.
  public long marks() {
    return marks;
  }

  /// Whether ECN-capable text has come, marked or not.
  public boolean seen() {
    return seen;
  }

  /// A segment with text in the window has come.
  ///
  /// CWR speaks of marks on segments before this one, so it is looked at first.
  ///
  /// @return why to acknowledge at once, or null where there is no such reason. In either case the
  ///     sender's window may be down to one segment, so that the next would wait for our delay; so
  ///     does Linux
  public @Nullable SendCause textArrived(Segment seg) {
    seen |= Ecn.capable(seg.ecn);
    boolean reduced = echoing && seg.has(TcpFlags.CWR);
    echoing &= !reduced;
    if (seg.ecn == Ecn.CE) {
      marks += seg.gsoSize > 0 ? Math.ceilDiv(seg.textLength, seg.gsoSize) : 1;
      if (!echoing) {
        echoing = true;
        return SendCause.ACK_CONGESTION;
      }
    }
    return reduced ? SendCause.ACK_WINDOW_REDUCED : null;
  }
}

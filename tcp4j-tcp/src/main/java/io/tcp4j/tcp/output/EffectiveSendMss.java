package io.tcp4j.tcp.output;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.handshake.Negotiation;
import io.tcp4j.tcp.model.PathMtuChange;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.timer.Timers;

/// Eff.snd.MSS: how much text goes into one segment (RFC 9293 §3.7.1, MUST-16), and how it follows
/// the path MTU (§3.7.2). The MSS that we advertise is another matter, and stays (RFC 1191 §3.1).
public final class EffectiveSendMss {
  private static final int IPV6_LEAST = 1280; // RFC 8201 §4

  private EffectiveSendMss() {}

  /// The peer's SYN has said what it takes.
  public static void begin(Tcb tcb, long now) {
    boolean v4 = tcb.tuple.remote().address().isV4();
    int least = v4 ? tcb.config.minimumPathMtu() : IPV6_LEAST;
    tcb.pathMtu.begin(firstHop(tcb), tcb.sink.pathMtu(), least, v4, now);
    tcb.sendMss = forPathMtu(tcb, tcb.pathMtu.current());
    superSegments(tcb);
    tcb.congestion.begin(tcb.sendMss);
  }

  /// Segments take another source route, which is of another length.
  public static void rerouted(Tcb tcb) {
    tcb.sendMss = forPathMtu(tcb, tcb.pathMtu.current());
    tcb.congestion.resized(tcb.sendMss);
    superSegments(tcb);
  }

  private static void superSegments(Tcb tcb) {
    tcb.superSegmentLimit =
        Math.max(0, tcb.sink.superSegmentLimit() - tcb.sourceRoute.encodedLength());
  }

  /// The MTU of the first link, in bytes.
  public static int firstHop(Tcb tcb) {
    return tcb.sink.maximumMessageSize() + (tcb.tuple.remote().address().isV4() ? 20 : 40);
  }

  /// The path takes packets of `mtu` bytes at most. What was sent in larger ones goes again at
  /// once, and cwnd stays: "a retransmission caused by a Packet Too Big message should not" count
  /// as congestion (RFC 8201 §5.4; RFC 1191 §6.4).
  ///
  /// @param mtu in bytes; what lies below the least that we go to has routers cut our packets
  public static void lower(Tcb tcb, int mtu, PathMtuChange why, long now) {
    tcb.pathMtu.lower(mtu, now);
    if (why != PathMtuChange.BLACK_HOLE) {
      // a guess of one connection, whose peer may just have gone, is no news for others
      tcb.sink.pathMtu(tcb.pathMtu.current(), tcb.pathMtu.cut());
    }
    resize(tcb, why);
    resendLonger(tcb, tcb.pathMtu.cut() ? 0 : tcb.sendMss);
  }

  /// Has what was sent in segments of more than Eff.snd.MSS sent again.
  public static void resendLonger(Tcb tcb) {
    resendLonger(tcb, tcb.sendMss);
  }

  private static void resendLonger(Tcb tcb, int than) {
    tcb.queue.markLongerLost(than);
    if (tcb.queue.lostBytes() > 0) {
      tcb.recovery.resegmented(tcb.snd);
      tcb.repairCause = SendCause.PATH_MTU;
      tcb.timers.retransmission = Timers.NEVER; // set anew when that is sent
    }
  }

  private static void raise(Tcb tcb, int mtu, long now) {
    tcb.pathMtu.raise(mtu, now);
    tcb.sink.pathMtu(mtu, false);
    resize(tcb, PathMtuChange.LARGER_ARRIVED);
  }

  /// Something was acknowledged: the path takes packets of that size.
  public static void acknowledged(Tcb tcb, long una, long now) {
    int text = Math.min(tcb.queue.longestAcknowledged(), tcb.sendMss);
    if (text > 0) {
      tcb.pathMtu.acknowledged(packet(tcb, text), una);
    }
    int larger = tcb.pathMtu.probeArrived(una);
    if (larger > 0) {
      raise(tcb, larger, now);
    }
  }

  private static void resize(Tcb tcb, PathMtuChange why) {
    tcb.sendMss = forPathMtu(tcb, tcb.pathMtu.current());
    tcb.congestion.resized(tcb.sendMss);
    tcb.services
        .observer()
        .pathMtuChanged(tcb.tuple, why, tcb.pathMtu.current(), tcb.sendMss, tcb.trigger);
  }

  /// How much text a segment would have if the path took packets of `mtu` bytes.
  static int forPathMtu(Tcb tcb, int mtu) {
    return tcb.negotiation.effectiveSendMss(mtu - tcb.sink.ipHeaderLength(), optionBytes(tcb));
  }

  /// The length of the packet that holds a segment with so much text.
  public static int packet(Tcb tcb, int text) {
    return text + optionBytes(tcb) + Negotiation.TCP_HEADER + tcb.sink.ipHeaderLength();
  }

  /// What options of TCP and of IP take of each segment.
  private static int optionBytes(Tcb tcb) {
    int timestamps = tcb.timestamps.agreed() ? Negotiation.TIMESTAMPS_LENGTH : 0;
    return timestamps + tcb.sourceRoute.encodedLength();
  }
}

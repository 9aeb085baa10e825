package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.PathMtuChange;
import io.tcp4j.tcp.output.EffectiveSendMss;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.SequenceNumbers;

/// §3.7.2: a router could not forward a packet of this connection's (RFC 1191 §6.4, RFC 8201 §5.4),
/// or somebody claims so (RFC 5927 §7).
public final class PacketTooBigArrives {
  private PacketTooBigArrives() {}

  /// Makes smaller segments from now on, if the message can be believed.
  ///
  /// @param mtu the next link's, in bytes
  /// @param quotedSeq the sequence number in the quoted header, as on the wire
  public static void arrives(Tcb tcb, int mtu, int quotedSeq, long now) {
    long seq = SequenceNumbers.unwrap(tcb.snd.una, quotedSeq);
    if (!IcmpErrorArrives.outstanding(tcb, seq)) {
      return;
    }
    switch (tcb.pathMtu.judge(mtu, seq)) {
      case REFUTED -> tcb.drop(DropReason.ICMP_MTU_REFUTED);
      case PENDING -> {}
      case ABOUT_PROBE -> probeLost(tcb, now);
      case BELIEVED -> EffectiveSendMss.lower(tcb, mtu, PathMtuChange.PACKET_TOO_BIG, now);
    }
  }

  /// The segment that tried a larger size did not get through: what it held goes again in smaller
  /// ones, and no more is concluded from it (RFC 4821 §7.6.2).
  static void probeLost(Tcb tcb, long now) {
    tcb.pathMtu.probeLost(now);
    EffectiveSendMss.resendLonger(tcb);
  }
}

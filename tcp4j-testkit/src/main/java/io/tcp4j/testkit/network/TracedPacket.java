package io.tcp4j.testkit.network;

import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A packet on one cable, and what became of it.
///
/// @param sent how it was put on the cable
/// @param arrivals when it arrived, and copies of it: none if it was lost or is still under way
/// @param droppedBy what dropped it, or the last of its copies that were; null if nothing did
public record TracedPacket(
    TraceEvent.Sent sent, List<TraceEvent.Arrived> arrivals, @Nullable String droppedBy) {
  /// Returns its IP header as it was sent; null if it has none.
  public @Nullable IpHeader ip() {
    IpHeader ip = new IpHeader();
    byte[] bytes = sent.bytes().array();
    return IpCodec.decode(bytes, 0, bytes.length, ip) == null ? ip : null;
  }

  /// Returns its TCP segment as it was sent, with the text; null if it has none.
  public @Nullable Segment segment() {
    IpHeader ip = ip();
    Segment segment = new Segment();
    if (ip == null
        || ip.isFragment()
        || ip.protocol != IpProtocol.TCP
        || TcpCodec.decode(sent.bytes().array(), ip.payloadOffset, ip.payloadLength, segment)
            != null) {
      return null;
    }
    segment.ecn = Ecn.of(ip.trafficClass);
    return segment;
  }

  /// Whether it has arrived at least once.
  public boolean arrived() {
    return !arrivals.isEmpty();
  }

  @Override
  public String toString() {
    Segment segment = segment();
    String fate =
        droppedBy != null ? " dropped by " + droppedBy : arrived() ? "" : " (not arrived)";
    return "%.6f s #%d %s > %s %s%s%s"
        .formatted(
            sent.at() / 1e9,
            sent.number(),
            sent.from(),
            sent.to(),
            segment != null ? segment : String.valueOf(ip()),
            why(),
            fate);
  }

  private String why() {
    SendCause cause = sent.cause();
    String made = sent.madeBy() == null ? "" : " (made by " + sent.madeBy() + ")";
    return cause == null ? made : " (" + cause.text() + ")";
  }
}

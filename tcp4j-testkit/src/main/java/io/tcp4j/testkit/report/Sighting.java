package io.tcp4j.testkit.report;

import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.wire.ByteSlice;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import org.jspecify.annotations.Nullable;

/// A segment that was seen on a cable.
///
/// @param way from where to where, by its own account
/// @param segment its header and text
/// @param tcp its bytes behind the IP header, which no router changes
record Sighting(FourTuple way, Segment segment, ByteSlice tcp) {
  /// Returns what there is to see; null if it is no segment, or a damaged one.
  static @Nullable Sighting of(ByteSlice packet) {
    IpHeader ip = new IpHeader();
    Segment segment = new Segment();
    byte[] bytes = packet.array();
    if (IpCodec.decode(bytes, packet.offset(), packet.length(), ip) != null
        || ip.isFragment()
        || ip.protocol != IpProtocol.TCP
        || TcpCodec.decode(bytes, ip.payloadOffset, ip.payloadLength, segment) != null
        || !TcpCodec.checksumOk(bytes, ip)) {
      return null;
    }
    segment.ecn = Ecn.of(ip.trafficClass);
    FourTuple way =
        new FourTuple(
            new Endpoint(ip.source(), segment.sourcePort),
            new Endpoint(ip.destination(), segment.destinationPort));
    return new Sighting(way, segment, ByteSlice.of(bytes, ip.payloadOffset, ip.payloadLength));
  }
}

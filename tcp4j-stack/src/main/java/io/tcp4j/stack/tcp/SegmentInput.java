package io.tcp4j.stack.tcp;

import io.tcp4j.link.ChecksumState;
import io.tcp4j.link.Packet;
import io.tcp4j.stack.counters.Counter;
import io.tcp4j.stack.device.Device;
import io.tcp4j.stack.ip.Route;
import io.tcp4j.stack.ip.SegmentReceiver;
import io.tcp4j.tcp.Closed;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.IcmpError;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.QuotedSegment;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.SourceRoute;
import io.tcp4j.wire.TcpCodec;
import io.tcp4j.wire.TcpFlags;
import org.jspecify.annotations.Nullable;

/// Takes the segments of one device to where they belong: a connection, one in TIME-WAIT, a
/// listener, or CLOSED.
///
/// Called by one thread at a time, the link's, so that one [Segment] serves for all.
final class SegmentInput implements SegmentReceiver {
  private final TcpHost host;
  private final Device device;
  private final ReplyOutput replies;
  private final Segment segment = new Segment();

  SegmentInput(TcpHost host, Device device) {
    this.host = host;
    this.device = device;
    replies = new ReplyOutput(host);
  }

  @Override
  public void segmentArrives(IpHeader ip, Packet packet, Route.Kind destination) {
    DropReason fault = check(ip, packet, destination);
    if (fault != null) {
      host.counters.refuse(fault);
      return;
    }
    host.counters.count(Counter.TCP_RECEIVED);
    segment.gsoSize = packet.gsoSize;
    segment.ecn = Ecn.of(ip.trafficClass);
    segment.dscp = ip.trafficClass >>> 2;
    segment.hopLimit = ip.hopLimit;
    if (ip.sourceRouteOffset != IpHeader.NO_SOURCE_ROUTE) {
      SourceRoute back = SourceRoute.back(packet.array, ip);
      segment.sourceRoute = back == null ? SourceRoute.NONE : back;
    }
    Peer peer =
        host.connections.find(
            ip.destinationHigh,
            ip.destinationLow,
            segment.destinationPort,
            ip.sourceHigh,
            ip.sourceLow,
            segment.sourcePort);
    long now = host.now();
    if (peer != null && !peer.comesBy(device)) {
      host.services.dropped(peer.tuple, DropReason.TCP_OTHER_INTERFACE);
    } else if (peer instanceof Connection connection) {
      connection.segmentArrives(segment, now);
    } else if (peer instanceof TimeWaitOwner timeWait) {
      arrivesInTimeWait(timeWait, ip, packet, now);
    } else if (peer instanceof PendingSyn request) {
      request.segmentArrives(segment);
    } else {
      arrivesWithoutConnection(ip, packet, now);
    }
  }

  private @Nullable DropReason check(IpHeader ip, Packet packet, Route.Kind destination) {
    if (destination != Route.Kind.LOCAL) {
      return DropReason.TCP_BAD_ADDRESS; // MUST-57
    }
    if (packet.checksumState == ChecksumState.COMPLETE && !TcpCodec.checksumOk(packet.array, ip)) {
      return DropReason.TCP_BAD_CHECKSUM; // MUST-3
    }
    return TcpCodec.decode(packet.array, ip.payloadOffset, ip.payloadLength, segment);
  }

  private void arrivesInTimeWait(TimeWaitOwner timeWait, IpHeader ip, Packet packet, long now) {
    PassiveOpen listener =
        synchronizes()
            ? host.listeners.find(
                ip.destinationHigh, ip.destinationLow, segment.destinationPort, device)
            : null;
    replies.aimBack(ip, segment);
    replies.leaveBy(timeWait.via);
    if (listener == null || !timeWait.yieldsTo(listener, segment, now)) {
      timeWait.segmentArrives(segment, replies, now);
    } else {
      listener.segmentArrives(segment, packet, timeWait.tuple, timeWait, replies, now);
    }
    replies.flush();
  }

  /// Whether this asks for a connection.
  private boolean synchronizes() {
    return (segment.flags & (TcpFlags.SYN | TcpFlags.ACK | TcpFlags.RST)) == TcpFlags.SYN;
  }

  private void arrivesWithoutConnection(IpHeader ip, Packet packet, long now) {
    FourTuple tuple =
        new FourTuple(
            new Endpoint(ip.destination(), segment.destinationPort),
            new Endpoint(ip.source(), segment.sourcePort));
    PassiveOpen listener =
        host.listeners.find(ip.destinationHigh, ip.destinationLow, segment.destinationPort, device);
    replies.aimBack(ip, segment);
    replies.leaveBy(listener == null ? null : listener.scope().via());
    if (listener == null) {
      Closed.segmentArrives(segment, tuple, host.config.defaults(), replies, host.services);
    } else {
      listener.segmentArrives(segment, packet, tuple, null, replies, now);
    }
    replies.flush();
  }

  @Override
  public void icmpErrorArrives(IcmpError error, QuotedSegment quoted) {
    Connection connection = find(quoted);
    if (connection != null) {
      connection.call(
          (tcp, now) -> {
            tcp.icmpError(error, (int) quoted.seq(), now);
            return 0;
          });
    }
  }

  @Override
  public void packetTooBig(int mtu, QuotedSegment quoted) {
    Connection connection = find(quoted);
    if (connection != null) {
      connection.call(
          (tcp, now) -> {
            tcp.packetTooBig(mtu, (int) quoted.seq(), now);
            return 0;
          });
    }
  }

  private @Nullable Connection find(QuotedSegment quoted) {
    IpAddress local = quoted.ip().source();
    IpAddress remote = quoted.ip().destination();
    Peer peer =
        host.connections.find(
            local.high(),
            local.low(),
            quoted.sourcePort(),
            remote.high(),
            remote.low(),
            quoted.destinationPort());
    if (peer instanceof Connection connection) {
      return connection;
    }
    host.counters.drop(DropReason.ICMP_BAD_QUOTE);
    return null;
  }
}

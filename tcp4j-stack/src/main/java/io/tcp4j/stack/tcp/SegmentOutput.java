package io.tcp4j.stack.tcp;

import io.tcp4j.stack.counters.Counter;
import io.tcp4j.stack.counters.Counters;
import io.tcp4j.stack.device.Device;
import io.tcp4j.stack.device.TransmitQueue;
import io.tcp4j.stack.device.TransmitShare;
import io.tcp4j.stack.ip.Internet;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SegmentSink;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.TextSource;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.SourceRoute;
import io.tcp4j.wire.TcpCodec;
import org.jspecify.annotations.Nullable;

/// Lays segments out as IP packets, straight in the queue of the device by which they leave.
///
/// The route and the IP header are kept from one segment to the next. Where the link completes
/// checksums, or cuts long segments, it is left to do so. Used under the lock of whoever sends,
/// save [#flush].
abstract class SegmentOutput extends TransmitShare implements SegmentSink {
  private static final int IPV4_HEADER = 20;
  private static final int IPV6_HEADER = 40;
  private static final int LONGEST_TCP_HEADER = 60;

  /// What every host takes (RFC 1122 §3.3.3, RFC 8200 §5), for as long as there is no route.
  private static final int MTU_V4 = 576;

  private static final int MTU_V6 = 1280;

  private final Internet internet;
  private final Counters counters;
  private final IpHeader ip = new IpHeader();
  private int localPort;
  private int remotePort;
  private @Nullable Object routesSeen;
  private @Nullable Device device;

  SegmentOutput(Internet internet, Counters counters) {
    this.internet = internet;
    this.counters = counters;
    ip.protocol = IpProtocol.TCP;
    ip.dontFragment = true; // RFC 1191: TCP cuts its text to what the path takes
  }

  /// Says between which sockets the segments go from now on.
  final void aim(
      long localHigh,
      long localLow,
      int localPort,
      long remoteHigh,
      long remoteLow,
      int remotePort) {
    ip.version = IpAddress.isV4(remoteHigh, remoteLow) ? 4 : 6;
    ip.sourceHigh = localHigh;
    ip.sourceLow = localLow;
    ip.destinationHigh = remoteHigh;
    ip.destinationLow = remoteLow;
    this.localPort = localPort;
    this.remotePort = remotePort;
    routesSeen = null;
  }

  /// Says between which sockets the segments go from now on.
  final void aim(FourTuple tuple) {
    aim(
        tuple.local().address().high(),
        tuple.local().address().low(),
        tuple.local().port(),
        tuple.remote().address().high(),
        tuple.remote().address().low(),
        tuple.remote().port());
  }

  /// Whether packets count against a share of this sender's, of which it is told when there is room
  /// again.
  abstract boolean shares();

  /// By which device alone the segments leave; null for the one that the routes say.
  abstract @Nullable Device via();

  private @Nullable Device device() {
    Device only = via();
    if (only != null) {
      device = only;
      return only;
    }
    Object routes = internet.routesVersion();
    if (routes != routesSeen) {
      routesSeen = routes;
      SourceRoute way = ip.sourceRoute;
      device =
          way.isEmpty()
              ? internet.deviceTo(ip.destinationHigh, ip.destinationLow)
              : internet.deviceTo(way.hops().getFirst().high(), way.hops().getFirst().low());
    }
    return device;
  }

  @Override
  public final boolean transmit(Segment segment, @Nullable TextSource text, SendCause cause) {
    if (!segment.sourceRoute.equals(ip.sourceRoute)) {
      ip.sourceRoute = segment.sourceRoute;
      routesSeen = null;
    }
    Device out = device();
    if (out == null) {
      // As if it got lost on the way; it will be sent again, and there may be a route by then.
      counters.drop(DropReason.NO_ROUTE);
      return true;
    }
    segment.sourcePort = localPort;
    segment.destinationPort = remotePort;
    ip.payloadLength = TcpCodec.headerLength(segment) + segment.textLength;
    TransmitQueue queue = out.queue();
    int slot = queue.claim(IpCodec.encodedLength(ip) + ip.payloadLength, shares() ? this : null);
    if (slot == TransmitQueue.NO_ROOM) {
      return false;
    }
    boolean written = false;
    try {
      write(segment, text, queue.array(), queue.offset(slot), out.checksumOffload());
      written = true;
    } finally {
      if (!written) {
        queue.abandon(slot);
      }
    }
    if (out.checksumOffload()) {
      boolean cut = segment.gsoSize > 0 && segment.textLength > segment.gsoSize;
      queue.commitPartial(slot, IpCodec.encodedLength(ip), cut ? segment.gsoSize : 0);
    } else {
      queue.commit(slot);
    }
    counters.count(Counter.IP_SENT);
    return true;
  }

  private void write(
      Segment segment, @Nullable TextSource text, byte[] b, int offset, boolean partialChecksum) {
    if (!ip.dontFragment) {
      // Else it says nothing (RFC 6864 §4.1), and a counter that several peers see would tell one
      // of them how much another is sent.
      ip.identification = ip.identification + 1 & 0xffff;
    }
    ip.trafficClass = segment.dscp << 2 | segment.ecn; // SHLD-22
    ip.hopLimit = segment.hopLimit;
    int tcp = offset + IpCodec.encode(ip, b, offset);
    int header = TcpCodec.encodeHeader(segment, b, tcp);
    if (text != null && segment.textLength > 0) {
      text.copy(segment.seq, b, tcp + header, segment.textLength);
    }
    if (partialChecksum) {
      TcpCodec.putPartialChecksum(
          b,
          tcp,
          ip.payloadLength,
          ip.sourceHigh,
          ip.sourceLow,
          ip.destinationHigh,
          ip.destinationLow);
    } else {
      TcpCodec.putChecksum(
          b,
          tcp,
          ip.payloadLength,
          ip.sourceHigh,
          ip.sourceLow,
          ip.destinationHigh,
          ip.destinationLow);
    }
  }

  @Override
  public final int ipHeaderLength() {
    return ip.version == 4 ? IPV4_HEADER : IPV6_HEADER;
  }

  @Override
  public final int maximumMessageSize() {
    return firstHop() - (ip.version == 4 ? IPV4_HEADER : IPV6_HEADER);
  }

  private int firstHop() {
    Device out = device();
    return out != null ? out.mtu() : ip.version == 4 ? MTU_V4 : MTU_V6;
  }

  @Override
  public final int pathMtu() {
    return internet.pathMtu(ip.destination(), firstHop());
  }

  @Override
  public final void pathMtu(int mtu, boolean mayFragment) {
    ip.dontFragment = !mayFragment;
    internet.learnPathMtu(ip.destination(), mtu);
  }

  /// Looks for the route anew, and forgets what is known of the path (RFC 1122 §3.3.1.4).
  @Override
  public final void adviseNegatively() {
    routesSeen = null;
    internet.forgetPathMtu(ip.destination());
  }

  @Override
  public final int superSegmentLimit() {
    Device out = device();
    return out == null || out.gsoMax() == 0
        ? 0
        : out.gsoMax() - ipHeaderLength() - LONGEST_TCP_HEADER;
  }

  /// Asks to be told by [#outputReady] when there is room again. To be followed by [#flush].
  final void awaitRoom() {
    Device out = device;
    if (out != null) {
      out.queue().awaitRoom(this);
    }
  }

  /// Lets what was sent leave. To be called without any lock.
  final void flush() {
    Device out = device;
    if (out != null) {
      out.queue().flush();
    }
  }
}

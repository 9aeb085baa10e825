package io.tcp4j.stack.ip;

import io.tcp4j.link.Scheduler;
import io.tcp4j.stack.counters.Counter;
import io.tcp4j.stack.counters.Counters;
import io.tcp4j.tcp.model.IcmpError;
import io.tcp4j.tcp.model.LikelyMtus;
import io.tcp4j.wire.ByteSlice;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.IcmpCodec;
import io.tcp4j.wire.IcmpMessage;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpPrefix;
import io.tcp4j.wire.ParameterProblemCode;
import io.tcp4j.wire.QuotedSegment;
import io.tcp4j.wire.UnreachableReason;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// ICMP for both families (RFC 792, RFC 1122 §3.2.2, RFC 4443): answers echo requests, reports
/// errors, and tells TCP of those that others report. Thread-safe.
final class Icmp {
  /// Errors a second, and at once, on average: as many as Linux sends.
  static final int ERRORS_PER_SECOND = 1000;

  /// See [#ERRORS_PER_SECOND].
  static final int ERROR_BURST = 50;

  private final RoutingTable routes;
  private final IpOutput output;
  private final Scheduler scheduler;
  private final Counters counters;
  private final TokenBucket errors;

  Icmp(
      RoutingTable routes,
      IpOutput output,
      Scheduler scheduler,
      Counters counters,
      RandomGenerator random) {
    this.routes = routes;
    this.output = output;
    this.scheduler = scheduler;
    this.counters = counters;
    errors = new TokenBucket(ERRORS_PER_SECOND, ERROR_BURST, random, scheduler.nanoTime());
  }

  /// Takes an ICMP message.
  ///
  /// @param ip header of the packet that holds it
  /// @param array where that is
  /// @param destination what its destination address means
  /// @param tcp whom to tell of errors about segments
  void receive(IpHeader ip, byte[] array, Route.Kind destination, SegmentReceiver tcp) {
    IcmpMessage message = IcmpCodec.decode(array, ip);
    if (message instanceof IcmpMessage.Malformed(DropReason reason)) {
      counters.refuse(reason);
      return;
    }
    counters.count(Counter.ICMP_RECEIVED);
    switch (message) {
      case IcmpMessage.EchoRequest request when destination == Route.Kind.LOCAL ->
          answer(request, ip);
      case IcmpMessage.ErrorMessage error -> pass(error, ip.version, tcp);
      default -> counters.drop(DropReason.ICMP_UNKNOWN);
    }
  }

  /// RFC 1122 §3.2.2.6 and RFC 4443 §4.2: the reply comes from the address that was asked, with all
  /// the request had. One to a broadcast or multicast address is not answered.
  private void answer(IcmpMessage.EchoRequest request, IpHeader ip) {
    IcmpMessage reply =
        new IcmpMessage.EchoReply(request.identifier(), request.sequence(), request.payload());
    if (output.send(reply, /* source= */ ip.destination(), /* destination= */ ip.source())) {
      counters.count(Counter.ECHO_REPLIES_SENT);
      output.flush(ip.source());
    }
  }

  /// RFC 1122 §3.2.2.1, RFC 4443 §2.4 (d): errors go to the upper layer that the quoted packet
  /// names.
  private void pass(IcmpMessage.ErrorMessage message, int version, SegmentReceiver tcp) {
    QuotedSegment quoted = QuotedSegment.parse(message.quoted());
    if (quoted == null || quoted.ip().version != version) {
      counters.drop(DropReason.ICMP_BAD_QUOTE);
      return;
    }
    switch (message) {
      case IcmpMessage.PacketTooBig tooBig -> tcp.packetTooBig(mtu(tooBig, quoted), quoted);
      case IcmpMessage.DestinationUnreachable unreachable ->
          tcp.icmpErrorArrives(neutral(unreachable.reason()), quoted);
      case IcmpMessage.TimeExceeded _ -> tcp.icmpErrorArrives(IcmpError.TIME_EXCEEDED, quoted);
      case IcmpMessage.ParameterProblem problem ->
          tcp.icmpErrorArrives(neutral(problem, version), quoted);
      // MUST-55 of RFC 9293, RFC 6633 §3
      case IcmpMessage.SourceQuench _ -> counters.drop(DropReason.ICMP_UNKNOWN);
    }
  }

  private static IcmpError neutral(UnreachableReason reason) {
    return switch (reason) {
      case NET -> IcmpError.NETWORK_UNREACHABLE;
      case PROTOCOL -> IcmpError.PROTOCOL_UNREACHABLE;
      case PORT -> IcmpError.PORT_UNREACHABLE;
      case SOURCE_ROUTE_FAILED -> IcmpError.SOURCE_ROUTE_FAILED;
      case ADMIN_PROHIBITED -> IcmpError.PROHIBITED;
      case HOST, BEYOND_SCOPE, OTHER -> IcmpError.HOST_UNREACHABLE;
    };
  }

  private static IcmpError neutral(IcmpMessage.ParameterProblem problem, int version) {
    return version == 6 && problem.code() == ParameterProblemCode.UNRECOGNIZED_NEXT_HEADER
        ? IcmpError.UNKNOWN_NEXT_HEADER
        : IcmpError.PARAMETER_PROBLEM;
  }

  /// Routers older than RFC 1191 do not say their MTU, 0: then it is guessed from the length of the
  /// packet that was too big for it (§5, §7).
  private static int mtu(IcmpMessage.PacketTooBig tooBig, QuotedSegment quoted) {
    return tooBig.mtu() == 0 && quoted.ip().version == 4
        ? LikelyMtus.below(quoted.ip().totalLength)
        : (int) Math.min(tooBig.mtu(), Integer.MAX_VALUE);
  }

  /// Reports that nobody here takes a packet's protocol.
  ///
  /// @param ip its header
  /// @param packet the packet from its IP header on
  /// @param destination what its destination address means
  void protocolUnreachable(IpHeader ip, ByteSlice packet, Route.Kind destination) {
    if (destination != Route.Kind.LOCAL) {
      return;
    }
    report(
        ip,
        ip.version == 4
            ? new IcmpMessage.DestinationUnreachable(UnreachableReason.PROTOCOL, packet)
            : new IcmpMessage.ParameterProblem(
                ParameterProblemCode.UNRECOGNIZED_NEXT_HEADER, ip.protocolPointer, packet));
  }

  /// Reports that nobody here listens on a packet's port. Not for TCP, which answers with a RST.
  ///
  /// @param ip its header
  /// @param packet the packet from its IP header on
  /// @param destination what its destination address means
  void portUnreachable(IpHeader ip, ByteSlice packet, Route.Kind destination) {
    if (destination == Route.Kind.LOCAL) {
      report(ip, new IcmpMessage.DestinationUnreachable(UnreachableReason.PORT, packet));
    }
  }

  /// Reports that a packet which was for this host will not be delivered.
  ///
  /// @param reason why not; one that the packet's family knows
  /// @param packet the packet from its IP header on, or the beginning of it
  void unreachable(UnreachableReason reason, byte[] packet) {
    IpHeader ip = new IpHeader();
    if (IpCodec.decodeQuoted(packet, 0, packet.length, ip) == null) {
      report(ip, new IcmpMessage.DestinationUnreachable(reason, ByteSlice.of(packet)));
    }
  }

  /// Reports what decoding an IPv6 packet has found fault with.
  ///
  /// @param ip its header as far as it was decoded, with the place of the fault
  /// @param packet the packet from its IP header on
  /// @param destination what its destination address means
  void parameterProblem(IpHeader ip, ByteSlice packet, Route.Kind destination) {
    if (destination == Route.Kind.LOCAL
        || (destination == Route.Kind.MULTICAST && ip.parameterProblemToMulticast)) {
      report(
          ip,
          new IcmpMessage.ParameterProblem(
              ip.parameterProblemCode, ip.parameterProblemPointer, packet));
    }
  }

  /// Reports that a datagram's fragments did not all come in time.
  ///
  /// @param firstPacket the packet that holds the first fragment
  void reassemblyTimeExceeded(byte[] firstPacket) {
    IpHeader ip = new IpHeader();
    if (IpCodec.decode(firstPacket, 0, firstPacket.length, ip) == null && !toMany(ip)) {
      report(ip, new IcmpMessage.TimeExceeded(true, ByteSlice.of(firstPacket)));
    }
  }

  /// Reports that a packet could not be sent on (RFC 1812 §4.3, RFC 4443 §3). Nobody is told of the
  /// fate of ICMP errors, nor of later fragments (RFC 1812 §4.3.2.7, RFC 4443 §2.4 (e)).
  ///
  /// @param packet from its IP header on; its source is a single host's address
  /// @param message what to say of it
  void notForwarded(ByteSlice packet, Function<ByteSlice, IcmpMessage> message) {
    IpHeader ip = new IpHeader();
    if (IpCodec.decode(packet.array(), packet.offset(), packet.length(), ip) == null
        && !isIcmpError(ip, packet)) {
      report(ip, message.apply(packet), ownAddressTowards(ip.source()));
    }
  }

  private static boolean isIcmpError(IpHeader ip, ByteSlice packet) {
    return ip.protocol == IcmpCodec.protocol(ip.version)
        && ip.fragmentOffset == 0
        && IcmpCodec.isError(ip.version, packet.array(), ip.payloadOffset, ip.payloadLength);
  }

  /// Sends an error about a packet, at most so many a second (RFC 4443 §2.4 (f)). Packets that
  /// were for many hosts, or from addresses that no host may use, do not get here.
  ///
  /// It comes from the address that the packet was for, also where that is ours on one device only
  /// (RFC 4443 §2.2 (a)).
  private void report(IpHeader about, IcmpMessage message) {
    report(about, message, toMany(about) ? ownAddressTowards(about.source()) : about.destination());
  }

  private void report(IpHeader about, IcmpMessage message, @Nullable IpAddress from) {
    if (about.fragmentOffset != 0) {
      return; // RFC 1122 §3.2.2: only the first fragment is worth an error.
    }
    if (!errors.take(scheduler.nanoTime())) {
      counters.drop(DropReason.ICMP_RATE_LIMITED);
      return;
    }
    IpAddress to = about.source();
    if (from == null) {
      counters.drop(DropReason.NO_SOURCE_ADDRESS);
    } else if (output.send(message, from, to)) {
      output.flush(to);
    }
  }

  /// One of our addresses on the device by which the error leaves (RFC 1812 §4.3.2.4).
  private @Nullable IpAddress ownAddressTowards(IpAddress to) {
    Route route = routes.lookup(to.high(), to.low());
    List<IpPrefix> candidates = route == null ? List.of() : route.device().addresses();
    return SourceAddressSelection.select(to, candidates);
  }

  /// Whether a packet for this host was for others, too.
  private boolean toMany(IpHeader ip) {
    Route.Kind kind = routes.kind(ip.destinationHigh, ip.destinationLow);
    return kind == Route.Kind.MULTICAST || kind == Route.Kind.BROADCAST;
  }
}

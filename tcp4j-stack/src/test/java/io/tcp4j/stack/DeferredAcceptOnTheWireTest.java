package io.tcp4j.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.VirtualTime;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IcmpMessage;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpPrefix;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.QuotedSegment;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import io.tcp4j.wire.TcpFlags;
import io.tcp4j.wire.UnreachableReason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Deferred accept against a peer that does as the test says.
class DeferredAcceptOnTheWireTest {
  private static final String PEER_V4 = "10.0.0.9";
  private static final String PEER_V6 = "2001:db8::9";
  private static final String FAR_V4 = "203.0.113.5";
  private static final String FAR_V6 = "2001:db8:77::5";
  private static final long ISS = 5000;

  private final VirtualTime time = new VirtualTime();
  private final Wire wire = new Wire(1500);
  private final IpStack stack = IpStack.builder().scheduler(time).random(new Random(1)).build();
  private final List<ConnectionRequest> requests = new ArrayList<>();
  private final List<String> withdrawn = new ArrayList<>();
  private final TcpDeferredListener listener;

  DeferredAcceptOnTheWireTest() throws IOException {
    NetworkInterface tun =
        stack.attach(wire, IpPrefix.parse("10.0.0.1/24"), IpPrefix.parse("2001:db8::1/64"));
    for (String prefix : List.of("0.0.0.0/0", "::/0")) {
      stack.addRoute(IpPrefix.parse(prefix), tun);
      stack.addLocal(IpPrefix.parse(prefix), tun);
    }
    listener =
        stack.listenDeferred(
            ListenOptions.at(Endpoint.parse("[::]:80")),
            request -> {
              requests.add(request);
              request.onWithdrawn(() -> withdrawn.add(request.toString()));
            });
  }

  @AfterEach
  void nothingStays() {
    stack.close();
    assertThat(listener.waiting()).isZero();
    assertThat(stack.tableSize()).isZero();
    assertThat(stack.memoryUsed()).isZero();
    assertThat(stack.deadlines()).isZero();
  }

  private static Segment segment(int flags, long seq) {
    Segment segment = new Segment();
    segment.sourcePort = 1234;
    segment.destinationPort = 80;
    segment.flags = flags;
    segment.seq = seq;
    segment.wnd = 1000;
    return segment;
  }

  private void arrive(Segment segment) {
    wire.arrive(Wire.tcp(PEER_V4, FAR_V4, segment));
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void aResetOfThePeerWithdrawsTheRequest(int beyond) {
    arrive(segment(TcpFlags.SYN, ISS));
    arrive(segment(TcpFlags.RST, ISS + beyond));

    assertThat(withdrawn).containsExactly("10.0.0.9:1234 to 203.0.113.5:80");
    assertThat(requests.getFirst().isPending()).isFalse();
    assertThat(requests.getFirst().refuse()).isFalse();
    assertThat(listener.waiting()).isZero();
    assertThat(stack.tableSize()).isZero();
    assertThat(wire.sent).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"-1", "2", "100000"})
  void aResetThatDoesNotKnowTheNumberOfTheSynIsDropped(int beyond) {
    arrive(segment(TcpFlags.SYN, ISS));
    arrive(segment(TcpFlags.RST, ISS + beyond));

    assertThat(requests.getFirst().isPending()).isTrue();
    assertThat(stack.counters().get(DropReason.TCP_RESET_OUTSIDE_WINDOW)).isEqualTo(1);
    assertThat(wire.sent).isEmpty();
  }

  @Test
  void whateverElseComesMeanwhileIsDroppedInSilence() {
    arrive(segment(TcpFlags.SYN, ISS));
    arrive(segment(TcpFlags.ACK, ISS + 1));
    arrive(segment(TcpFlags.SYN, ISS + 77));
    arrive(segment(TcpFlags.SYN | TcpFlags.ACK, ISS));
    arrive(segment(TcpFlags.FIN, ISS + 1));

    assertThat(stack.counters().get(DropReason.TCP_UNDECIDED)).isEqualTo(4);
    assertThat(requests).hasSize(1);
    assertThat(wire.sent).isEmpty();
    assertThat(requests.getFirst().syn().seq).isEqualTo(ISS);
  }

  @Test
  void theLatestCopyOfTheSynIsAnswered() throws IOException {
    Segment first = segment(TcpFlags.SYN, ISS);
    first.timestamps = true;
    first.tsVal = 100;
    arrive(first);
    first.tsVal = 1100;
    arrive(first);
    requests.getFirst().accept();

    assertThat(wire.lastSegment().flags).isEqualTo(TcpFlags.SYN | TcpFlags.ACK);
    assertThat(wire.lastSegment().ack).isEqualTo(ISS + 1);
    assertThat(wire.lastSegment().tsEcr).isEqualTo(1100);
    assertThat(wire.lastHeader().source()).hasToString(FAR_V4);
    assertThat(wire.lastHeader().destination()).hasToString(PEER_V4);
  }

  /// Some tells it by a SYN that no longer asks for ECN (RFC 3168 §6.1.1.1).
  @Test
  void aRepeatedSynMayAskForLess() throws IOException {
    arrive(segment(TcpFlags.SYN | TcpFlags.ECE | TcpFlags.CWR, ISS));
    arrive(segment(TcpFlags.SYN, ISS));
    requests.getFirst().accept();

    assertThat(wire.lastSegment().flags).isEqualTo(TcpFlags.SYN | TcpFlags.ACK);
  }

  @Test
  void aRefusalAcknowledgesTheSyn() {
    arrive(segment(TcpFlags.SYN, ISS));
    requests.getFirst().refuse();

    Segment reset = wire.lastSegment();
    assertThat(reset.flags).isEqualTo(TcpFlags.RST | TcpFlags.ACK);
    assertThat(reset.ack).isEqualTo(ISS + 1);
    assertThat(reset.sourcePort).isEqualTo(80);
    assertThat(wire.lastHeader().source()).hasToString(FAR_V4);
  }

  static Stream<Arguments> reasons() {
    return Stream.of(4, 6)
        .flatMap(
            version ->
                Stream.of(UnreachableReason.values())
                    .filter(reason -> reason.existsIn(version))
                    .map(reason -> Arguments.of(version, reason)));
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void anErrorComesFromTheDestinationAndQuotesTheSyn(int version, UnreachableReason reason) {
    String peer = version == 4 ? PEER_V4 : PEER_V6;
    String far = version == 4 ? FAR_V4 : FAR_V6;
    byte[] syn = Wire.tcp(peer, far, segment(TcpFlags.SYN, ISS));
    wire.arrive(syn);
    requests.getFirst().unreachable(reason);

    IpHeader ip = wire.lastHeader();
    assertThat(ip.source()).hasToString(far);
    assertThat(ip.destination()).hasToString(peer);
    assertThat(wire.lastIcmp())
        .isInstanceOfSatisfying(
            IcmpMessage.DestinationUnreachable.class,
            error -> {
              assertThat(error.reason()).isEqualTo(reason);
              assertThat(error.quoted().toByteArray()).isEqualTo(syn);
              QuotedSegment quoted = QuotedSegment.parse(error.quoted());
              assertThat(quoted).isNotNull();
              assertThat(quoted.seq()).isEqualTo(ISS);
            });
  }

  @Test
  void aSynWithMuchTextIsKeptWithoutItAndQuotedInPart() {
    IpHeader ip = Wire.header(PEER_V4, FAR_V4, IpProtocol.TCP);
    Segment syn = segment(TcpFlags.SYN, ISS);
    byte[] payload = new byte[1400];
    TcpCodec.encodeHeader(syn, payload, 0);
    TcpCodec.putChecksum(
        payload,
        0,
        payload.length,
        ip.sourceHigh,
        ip.sourceLow,
        ip.destinationHigh,
        ip.destinationLow);
    wire.arrive(Wire.packet(ip, payload));
    assertThat(requests.getFirst().syn().textLength).isZero();
    requests.getFirst().unreachable(UnreachableReason.ADMIN_PROHIBITED);

    assertThat(wire.sent.getLast()).hasSizeLessThanOrEqualTo(576);
    assertThat(wire.lastIcmp()).isInstanceOf(IcmpMessage.DestinationUnreachable.class);
  }

  @Test
  void errorsKeepToTheRateOfIcmp() {
    for (int i = 0; i < 100; i++) {
      Segment syn = segment(TcpFlags.SYN, ISS);
      syn.sourcePort = 1000 + i;
      arrive(syn);
    }
    requests.forEach(request -> request.unreachable(UnreachableReason.NET));
    assertThat(wire.sent).hasSizeBetween(30, 80);
    assertThat(stack.counters().get(DropReason.ICMP_RATE_LIMITED))
        .isEqualTo(100 - wire.sent.size());
    assertThat(listener.waiting()).isZero();
  }

  @Test
  void aSynThatBeginsNothingMakesNoRequest() {
    arrive(segment(TcpFlags.SYN | TcpFlags.FIN, ISS));
    arrive(segment(TcpFlags.RST, ISS));
    assertThat(wire.sent).isEmpty();
    arrive(segment(TcpFlags.ACK, ISS));
    assertThat(wire.lastSegment().flags).isEqualTo(TcpFlags.RST);
    assertThat(requests).isEmpty();
    assertThat(stack.tableSize()).isZero();
  }

  @Test
  void theMemoryOfRequestsIsBounded() {
    for (int i = 0; i < 3000; i++) {
      Segment syn = segment(TcpFlags.SYN, ISS);
      syn.sourcePort = 10_000 + i;
      arrive(syn);
    }
    assertThat(requests).hasSize(1024);
    assertThat(stack.tableSize()).isEqualTo(1024);
    time.runFor(Duration.ofSeconds(61));
    assertThat(withdrawn).hasSize(1024);
    assertThat(stack.tableSize()).isZero();
  }
}

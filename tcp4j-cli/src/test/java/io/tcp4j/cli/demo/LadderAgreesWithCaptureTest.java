package io.tcp4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.cli.demo.scenario.Scenario;
import io.tcp4j.cli.demo.scenario.Scenarios;
import io.tcp4j.link.Direction;
import io.tcp4j.link.capture.CapturedPacket;
import io.tcp4j.testkit.ladder.LadderSegment;
import io.tcp4j.testkit.ladder.Side;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import io.tcp4j.wire.TcpFlags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The capture is made by other code than the ladder, at another place: they must tell the same
/// story, packet by packet.
class LadderAgreesWithCaptureTest {
  private static final List<Double> LOSSES = List.of(0.0, 0.05, 0.3);

  static Stream<Arguments> runs() {
    return Scenarios.ALL.stream()
        .flatMap(s -> LOSSES.stream().map(loss -> Arguments.of(s.name(), s, loss)));
  }

  @ParameterizedTest(name = "{0}, loss {2}")
  @MethodSource("runs")
  void packetByPacket(String name, Scenario scenario, double loss) {
    for (long seed = 1; seed <= 5; seed++) {
      compare(Play.of(scenario, seed, loss));
    }
  }

  /// One direction of one connection.
  private record Sent(Side from, int port, int peerPort) {
    Sent back() {
      return new Sent(from.opposite(), peerPort, port);
    }
  }

  private static void compare(Play play) {
    List<LadderSegment> ladder = play.segments();
    List<CapturedPacket> capture =
        play.capture().stream().filter(LadderAgreesWithCaptureTest::isTcp).toList();
    assertThat(ladder).hasSameSizeAs(capture);
    long began = capture.getFirst().epochNanos() - ladder.getFirst().sentAt();
    Map<Sent, Long> initial = new HashMap<>();
    for (int i = 0; i < ladder.size(); i++) {
      LadderSegment drawn = ladder.get(i);
      CapturedPacket captured = capture.get(i);
      Side from = captured.direction() == Direction.OUTBOUND ? Side.LEFT : Side.RIGHT;
      Segment segment = decode(captured);
      Sent sent = new Sent(from, segment.sourcePort, segment.destinationPort);
      if (segment.has(TcpFlags.SYN) && !drawn.reason().why().startsWith("forged")) {
        initial.put(sent, segment.seq);
      }
      assertThat(drawn.number()).isEqualTo(i + 1);
      assertThat(drawn.from()).isEqualTo(from);
      assertThat(drawn.sentAt()).isEqualTo(captured.epochNanos() - began);
      assertThat(drawn.flags()).isEqualTo(segment.flags);
      assertThat(drawn.length()).isEqualTo(segment.textLength);
      assertThat(drawn.window()).isEqualTo(segment.wnd);
      assertThat(drawn.sequence()).isEqualTo(relative(segment.seq, initial.get(sent)));
      if (segment.has(TcpFlags.ACK)) {
        assertThat(drawn.acknowledgment())
            .isEqualTo(relative(segment.ack, initial.get(sent.back())));
      }
      assertThat(captured.comment()).isEqualTo(drawn.tag() + ": " + drawn.reason().comment());
    }
  }

  /// The other packets are what a router says, which the ladder notes without an arrow.
  private static boolean isTcp(CapturedPacket captured) {
    return captured.bytes()[9] == IpProtocol.TCP;
  }

  private static Segment decode(CapturedPacket captured) {
    IpHeader ip = new IpHeader();
    Segment segment = new Segment();
    byte[] bytes = captured.bytes();
    assertThat(IpCodec.decode(bytes, 0, bytes.length, ip)).isNull();
    assertThat(TcpCodec.decode(bytes, ip.payloadOffset, ip.payloadLength, segment)).isNull();
    assertThat(TcpCodec.checksumOk(bytes, ip)).isTrue();
    return segment;
  }

  private static long relative(long number, Long initial) {
    return initial == null ? number : number - initial & 0xffff_ffffL;
  }
}

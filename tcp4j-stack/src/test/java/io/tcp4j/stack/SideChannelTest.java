package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.VirtualTime;
import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.State;
import io.tcp4j.wire.ByteSlice;
import io.tcp4j.wire.IcmpMessage;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpPrefix;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What somebody sees of us must tell nothing of what we have to do with others.
class SideChannelTest {
  private static final String OWN = "10.0.0.1";
  private static final String VICTIM = "10.0.0.2";
  private static final String ATTACKER = "10.0.0.9";
  private static final int IRS = 1_000;

  /// Challenges that one connection sends at once.
  private static final int ENOUGH = 100;

  private final Wire wire = new Wire(1500);
  private final IpStack stack =
      IpStack.builder().scheduler(new VirtualTime()).random(new Random(1)).build();

  @BeforeEach
  void listen() throws IOException {
    stack.attach(wire, IpPrefix.parse(OWN + "/24"));
    stack.listen(at(OWN + ":80"));
  }

  @AfterEach
  void close() {
    stack.close();
  }

  private static Segment segment(int port, int flags, long seq, long ack) {
    Segment segment = new Segment();
    segment.sourcePort = 1_000;
    segment.destinationPort = port;
    segment.flags = flags;
    segment.seq = seq;
    segment.ack = ack;
    segment.wnd = 60_000;
    return segment;
  }

  private int[] identifications() {
    return wire.sent.stream()
        .mapToInt(
            packet -> {
              IpHeader ip = new IpHeader();
              assertThat(IpCodec.decode(packet, 0, packet.length, ip)).isNull();
              return ip.identification;
            })
        .toArray();
  }

  /// The idle scan counts how many RSTs a host has sent between two that it was asked for.
  @Test
  @Rfc("6864 4.1")
  void identificationsDoNotCountOurAnswers() {
    for (int i = 0; i < 10; i++) {
      wire.arrive(Wire.tcp(ATTACKER, OWN, segment(81, TcpFlags.SYN, IRS, 0)));
      wire.arrive(Wire.tcp(VICTIM, OWN, segment(80, TcpFlags.ACK, IRS, 1)));
    }
    assertThat(identifications()).hasSize(20).containsOnly(0);
  }

  @Test
  void identificationsDoNotCountIcmpEither() {
    for (int i = 0; i < 100; i++) {
      wire.arrive(
          Wire.icmp(ATTACKER, OWN, new IcmpMessage.EchoRequest(1, i, ByteSlice.of(new byte[8]))));
    }
    int[] seen = identifications();
    List<Integer> steps =
        IntStream.range(1, seen.length).mapToObj(i -> seen[i] - seen[i - 1] & 0xffff).toList();
    assertThat(steps.stream().distinct().count()).isGreaterThan(90);
    assertThat(Arrays.stream(seen).distinct().count()).isGreaterThan(90);
  }

  /// CVE-2016-5696: who had used a limit up that was shared could tell from the rest of it whether
  /// his guesses, sent in another's name, had been answered by challenge ACKs.
  @ParameterizedTest
  @CsvSource({
    "false, RST, 100", // there is no such connection
    "true, RST, 1073741824", // there is, but the number is outside of the window
    "true, RST, 100", // inside
    "true, SYN, 100", // always worth a challenge
    "true, ACK, 100" // an acknowledgment of what was never sent
  })
  @Rfc("5961 7")
  void whatAGuessMetIsNotSeenElsewhere(boolean connected, String flag, int distance) {
    if (connected) {
      connect(VICTIM);
    }
    long mine = connect(ATTACKER);
    int flags =
        "RST".equals(flag) ? TcpFlags.RST : "SYN".equals(flag) ? TcpFlags.SYN : TcpFlags.ACK;
    for (int i = 0; i < ENOUGH; i++) {
      wire.arrive(
          Wire.tcp(VICTIM, OWN, segment(80, flags, IRS + 1L + distance, mine + 0x40000000)));
    }
    wire.sent.clear();
    for (int i = 0; i < ENOUGH; i++) {
      wire.arrive(Wire.tcp(ATTACKER, OWN, segment(80, TcpFlags.RST, IRS + 101, 0)));
    }
    assertThat(wire.sent).hasSize(4);
    assertThat(wire.lastHeader().destination()).hasToString(ATTACKER);
    assertThat(stack.connections())
        .hasSize(connected ? 2 : 1)
        .allMatch(info -> info.state() == State.ESTABLISHED);
  }

  /// Opens a connection from a host.
  ///
  /// @return what it has to acknowledge
  private long connect(String host) {
    wire.arrive(Wire.tcp(host, OWN, segment(80, TcpFlags.SYN, IRS, 0)));
    long next = wire.lastSegment().seq + 1;
    wire.arrive(Wire.tcp(host, OWN, segment(80, TcpFlags.ACK, IRS + 1, next)));
    return next;
  }
}

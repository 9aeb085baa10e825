package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.VirtualTime;
import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.TcpInfo;
import io.tcp4j.wire.IpPrefix;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A stack whose listener gets SYNs in the names of hosts that never answer.
class SynFloodTest {
  private static final int FLOOD = 20_000;
  private static final int IRS = 1_000;

  /// What the text of a SYN takes, which some of them carry, in bytes.
  private static final long PAGE = 4_096;

  private final VirtualTime time = new VirtualTime();
  private final Wire wire = new Wire(1500);
  private final Forger forger = new Forger(new SplittableRandom(1));
  private final IpStack stack = IpStack.builder().scheduler(time).random(new Random(1)).build();
  private TcpServerSocket listening;

  @BeforeEach
  void listen() throws IOException {
    NetworkInterface wan =
        stack.attach(wire, IpPrefix.parse("10.0.0.1/24"), IpPrefix.parse("2001:db8::1/64"));
    stack.addRoute(IpPrefix.parse("10.6.0.0/16"), wan);
    stack.addRoute(IpPrefix.parse("2001:db8:6::/48"), wan);
    listening = stack.listen(at("[::]:80"));
  }

  @AfterEach
  void close() {
    stack.close();
  }

  private void flood(String own) {
    for (int i = 0; i < FLOOD; i++) {
      wire.arrive(forger.syn(at(own)));
    }
  }

  private static Segment segment(int flags, long seq, long ack) {
    Segment segment = new Segment();
    segment.sourcePort = 1_000;
    segment.destinationPort = 80;
    segment.flags = flags;
    segment.seq = seq;
    segment.ack = ack;
    segment.wnd = 60_000;
    segment.timestamps = true;
    segment.tsVal = 5;
    return segment;
  }

  private static Segment syn() {
    Segment syn = segment(TcpFlags.SYN, IRS, 0);
    syn.mss = 1_460;
    syn.sackPermitted = true;
    syn.windowScale = 7;
    return syn;
  }

  /// Who means it answers the SYN,ACK that came last.
  private Segment answer(int flags) {
    Segment synAck = wire.lastSegment();
    assertThat(synAck.has(TcpFlags.SYN | TcpFlags.ACK)).isTrue();
    Segment answer = segment(flags, IRS + 1, synAck.seq + 1);
    answer.tsEcr = synAck.tsVal;
    return answer;
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.2, 10.0.0.1, 10.0.0.1:80", "2001:db8::2, 2001:db8::1, [2001:db8::1]:80"})
  @Rfc({"4987 3.1", "4987 3.6a"})
  void whoMeansItGetsInAndAllComesBackToNothing(String peer, String own, String where)
      throws IOException {
    flood(where);
    assertThat(stack.tableSize()).isBetween(512, TcpConfig.DEFAULT.synQueue());
    assertThat(stack.memoryUsed()).isLessThanOrEqualTo(TcpConfig.DEFAULT.synQueue() * PAGE);
    assertThat(stack.counters().get(TcpCounter.COOKIES_SENT)).isGreaterThan(FLOOD / 2);

    flood(where);
    int full = stack.tableSize();
    assertThat(full).isEqualTo(TcpConfig.DEFAULT.synQueue());
    wire.arrive(Wire.tcp(peer, own, syn()));
    assertThat(stack.tableSize()).isEqualTo(full);
    wire.arrive(Wire.tcp(peer, own, answer(TcpFlags.ACK)));

    TcpSocket accepted = listening.tryAccept();
    assertThat(accepted.state()).isEqualTo(State.ESTABLISHED);
    TcpInfo.Options options = accepted.info().options();
    assertThat(options.synCookie()).isTrue();
    assertThat(options.sack()).isTrue();
    assertThat(options.sendShift()).isEqualTo(7);
    assertThat(stack.tableSize()).isEqualTo(full + 1);

    accepted.abort();
    time.runFor(Duration.ofMinutes(3));
    assertThat(stack.tableSize()).isZero();
    assertThat(listening.waiting()).isZero();
    assertThat(stack.memoryUsed()).isZero();
  }

  @Test
  void aCookieWithoutRoomToWaitForAcceptIsNotGivenOut() throws IOException {
    TcpServerSocket small = stack.listen(at("10.0.0.1:81"), 1);
    Segment first = syn();
    first.destinationPort = 81;
    wire.arrive(Wire.tcp("10.0.0.2", "10.0.0.1", first));
    Segment ack = answer(TcpFlags.ACK);
    ack.destinationPort = 81;
    wire.arrive(Wire.tcp("10.0.0.2", "10.0.0.1", ack));
    assertThat(small.waiting()).isEqualTo(1);
    flood("10.0.0.1:81");
    assertThat(stack.counters().get(TcpCounter.COOKIES_SENT)).isZero();
  }

  @Test
  @Rfc("4987 3.6b")
  void nobodyGetsInByGuessing() throws IOException {
    flood("10.0.0.1:80");
    SplittableRandom guess = new SplittableRandom(2);
    for (int i = 0; i < FLOOD; i++) {
      Segment ack = segment(TcpFlags.ACK, guess.nextInt(), guess.nextInt());
      ack.sourcePort = 1 + guess.nextInt(65_535);
      ack.tsEcr = guess.nextInt();
      wire.arrive(Wire.tcp("10.0.0.2", "10.0.0.1", ack));
    }
    assertThat(listening.tryAccept()).isNull();
    assertThat(stack.counters().get(TcpCounter.COOKIES_FAILED)).isEqualTo(FLOOD);
    assertThat(stack.counters().get(TcpCounter.COOKIES_ACCEPTED)).isZero();
  }
}

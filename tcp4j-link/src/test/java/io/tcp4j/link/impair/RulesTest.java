package io.tcp4j.link.impair;

import static io.tcp4j.link.CollectingReceiver.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.link.CollectingReceiver;
import io.tcp4j.link.LinkDrop;
import io.tcp4j.link.Packet;
import io.tcp4j.link.SeedTree;
import io.tcp4j.link.VirtualTime;
import io.tcp4j.wire.ByteSlice;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.IcmpCodec;
import io.tcp4j.wire.IcmpMessage;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import io.tcp4j.wire.TcpFlags;
import io.tcp4j.wire.UnreachableReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rules on a queued path, as a simulated network has them.
class RulesTest {
  private static final long MILLISECOND = 1_000_000;

  private final VirtualTime time = new VirtualTime();
  private final CollectingReceiver there = new CollectingReceiver();
  private final CollectingReceiver back = new CollectingReceiver();
  private final List<Long> arrivals = new ArrayList<>();
  private final List<String> drops = new ArrayList<>();
  private final Path.Pair paths =
      Path.queued(
          time,
          exit(there, arrivals),
          exit(back, new ArrayList<>()),
          (packet, label) -> drops.add(label + " #" + packet.tag));
  private final Path path = paths.there();

  RulesTest() {
    path.open();
    paths.back().open();
  }

  private Path.Exit exit(CollectingReceiver receiver, List<Long> instants) {
    return new Path.Exit() {
      @Override
      public boolean pass(Packet packet) {
        instants.add(time.nanoTime());
        receiver.receive(packet);
        return true;
      }

      @Override
      public void batchEnd() {}
    };
  }

  private Stage add(Rule rule) {
    return path.add(rule, rule.name(), new SeedTree(1).named(rule.name()), PacketFilter.EVERYTHING);
  }

  private void send(int count, int length) {
    for (int i = 0; i < count; i++) {
      Packet packet = numbered(i, length);
      packet.tag = i + 1L;
      assertThat(path.offer(packet)).isTrue();
    }
  }

  private static Delay delay(int millis) {
    return new Delay(Duration.ofMillis(millis));
  }

  @Test
  void whatTheFirstRuleLetsGoIsWhatTheSecondSees() {
    Stage loss = add(new Drop(PacketFilter.numbers(1, 2)));
    Stage line = add(new RateLimit(8_000_000, 2000)); // 1 ms each, two fit
    send(5, 1000);
    time.runUntilIdle();

    assertThat(there.numbers()).containsExactly(2, 3); // not 0 and 1, which the line never saw
    assertThat(loss.counts()).isEqualTo(new RuleCounts(5, 2, 2, 0, 0));
    assertThat(line.counts().seen()).isEqualTo(3);
    assertThat(drops).containsExactly("drop #1", "drop #2", "rate-limit #5");
  }

  @Test
  void whatIsMalformedIsRefusedAndItsDropIsTold() {
    Packet packet = numbered(0, 1000);
    packet.tag = 7;
    packet.setPartialTcpChecksum(990);

    assertThat(path.offer(packet)).isFalse();
    assertThat(path.dropped(LinkDrop.MALFORMED)).isEqualTo(1);
    assertThat(drops).containsExactly("malformed #7");
  }

  @Test
  void theOtherWayRoundTheLineIsBusyWithWhatGetsLostBehindIt() {
    add(new RateLimit(8_000_000, 2000));
    add(new Drop(PacketFilter.numbers(1, 2)));
    send(5, 1000);
    time.runUntilIdle();

    assertThat(there.packets).isEmpty();
  }

  @Test
  void aRateLimitBehindADelayQueuesWhatComesOutOfTheDelay() {
    add(delay(10));
    add(new RateLimit(8_000_000, 10_000));
    path.delay(Duration.ofMillis(3));
    send(3, 1000);
    time.runUntilIdle();

    assertThat(arrivals).containsExactly(14 * MILLISECOND, 15 * MILLISECOND, 16 * MILLISECOND);
  }

  @Test
  void aRuleThatEndsLetsGoWhatItHoldsAndOthersStay() {
    Stage late = add(delay(1000));
    Stage limit = add(new RateLimit(8_000_000, 10_000));
    send(2, 1000);
    time.runFor(Duration.ofMillis(5));
    path.remove(late);
    path.remove(late);
    send(1, 1000);
    time.runUntilIdle();

    assertThat(arrivals).containsExactly(6 * MILLISECOND, 7 * MILLISECOND, 8 * MILLISECOND);
    assertThat(late.counts()).isEqualTo(new RuleCounts(2, 2, 0, 0, 0));
    send(2, 1000);
    path.remove(limit);
    time.runUntilIdle();
    assertThat(arrivals.subList(3, 5)).containsExactly(8 * MILLISECOND, 8 * MILLISECOND);
    assertThat(limit.counts()).isEqualTo(new RuleCounts(5, 3, 0, 0, 0));
  }

  @Test
  void aRuleForSomePacketsLetsTheOthersGoBy() {
    Stage stage =
        path.add(
            Drop.EVERYTHING,
            "some",
            new SeedTree(1).named("some"),
            (packet, number) -> packet.length == 100);
    send(2, 100);
    send(2, 200);
    time.runUntilIdle();

    assertThat(there.packets).extracting(b -> b.length).containsExactly(200, 200);
    assertThat(stage.counts()).isEqualTo(new RuleCounts(2, 2, 2, 0, 0));
  }

  @Test
  void whatIsHeldIsReleasedInOrderSomeOrAll() {
    Hold.Held held = (Hold.Held) add(new Hold());
    send(5, 100);
    time.runFor(Duration.ofHours(20));
    assertThat(there.packets).isEmpty();
    held.releaseNext(2);
    time.runFor(Duration.ofMillis(1));
    assertThat(there.numbers()).containsExactly(0, 1);
    path.remove(held);
    time.runUntilIdle();
    assertThat(there.numbers()).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void twoReleasesAreForTwiceAsManyAndNoneIsForNoneOrFewer() {
    Hold.Held held = (Hold.Held) add(new Hold());
    send(5, 100);
    held.releaseNext(1);
    held.releaseNext(1);
    time.runFor(Duration.ofMillis(1));
    assertThat(there.numbers()).containsExactly(0, 1);
    held.releaseNext(Integer.MAX_VALUE);
    held.releaseNext(Integer.MAX_VALUE);
    time.runFor(Duration.ofMillis(1));
    assertThat(there.numbers()).hasSize(5);
    send(1, 100);
    time.runFor(Duration.ofMillis(1));
    assertThat(there.numbers()).hasSize(5);
    for (int wrong : new int[] {0, -1}) {
      assertThatThrownBy(() -> held.releaseNext(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("most=" + wrong + " is not in 1..2147483647");
    }
  }

  @Test
  void burstsLastAsLongAndComeAsOftenAsTheyShould() {
    add(new BurstLoss(0.02, 0.2));
    for (int i = 0; i < 20; i++) {
      send(5000, 40);
      time.runUntilIdle();
    }
    int bursts = 0;
    long last = -2;
    for (String drop : drops) {
      long number = Long.parseLong(drop.substring(drop.indexOf('#') + 1));
      bursts += number == last + 1 ? 0 : 1;
      last = number;
    }
    // 100,000 packets; of all 0.02 / 0.22 are lost, 5 in each burst on average.
    assertThat(drops.size()).isBetween(8000, 10_200);
    assertThat((double) drops.size() / bursts).isBetween(4.5, 5.5);
  }

  @Test
  void aSecondKindOfLossDoesNotMoveTheStatesOfBursts() {
    List<String> all = new ArrayList<>();
    add(new BurstLoss(0.1, 0.3, 0, 1));
    send(500, 40);
    all.addAll(drops);
    drops.clear();
    Path.Pair other =
        Path.queued(
            time,
            exit(there, arrivals),
            exit(back, arrivals),
            (packet, label) -> drops.add(label + " #" + packet.tag));
    other.there().open();
    other
        .there()
        .add(
            new BurstLoss(0.1, 0.3, 0.5, 1),
            "burst-loss",
            new SeedTree(1).named("burst-loss"),
            PacketFilter.EVERYTHING);
    for (int i = 0; i < 500; i++) {
      Packet packet = numbered(i, 40);
      packet.tag = i + 1L;
      assertThat(other.there().offer(packet)).isTrue();
    }
    assertThat(drops).containsAll(all).hasSizeGreaterThan(all.size());
  }

  private static Packet segment(String from, String to, int flags, int ecn, int text) {
    IpHeader ip = new IpHeader();
    ip.source(IpAddress.parse(from));
    ip.destination(IpAddress.parse(to));
    ip.version = ip.source().version();
    ip.hopLimit = 64;
    ip.trafficClass = ecn;
    ip.protocol = IpProtocol.TCP;
    Segment segment = new Segment();
    segment.sourcePort = 40_000;
    segment.destinationPort = 80;
    segment.seq = 1000;
    segment.ack = 5000;
    segment.flags = flags;
    ip.payloadLength = TcpCodec.headerLength(segment) + text;
    byte[] b = new byte[IpCodec.encodedLength(ip) + ip.payloadLength];
    int at = IpCodec.encode(ip, b, 0);
    TcpCodec.encodeHeader(segment, b, at);
    TcpCodec.putChecksum(
        b,
        at,
        ip.payloadLength,
        ip.sourceHigh,
        ip.sourceLow,
        ip.destinationHigh,
        ip.destinationLow);
    return new Packet().set(b, 0, b.length);
  }

  /// Text, a SYN, a SYN that accepts one, a RST, and no segment.
  private void sendSegments(String from, String to) {
    assertThat(path.offer(segment(from, to, TcpFlags.ACK, 0, 10))).isTrue();
    assertThat(path.offer(segment(from, to, TcpFlags.SYN, 0, 0))).isTrue();
    assertThat(path.offer(segment(from, to, TcpFlags.SYN | TcpFlags.ACK, 0, 0))).isTrue();
    assertThat(path.offer(segment(from, to, TcpFlags.RST, 0, 0))).isTrue();
    assertThat(path.offer(new Packet().set(new byte[100], 0, 100))).isTrue();
    time.runUntilIdle();
  }

  private static String resetOf(byte[] b, String from, String to) {
    IpHeader ip = new IpHeader();
    assertThat(IpCodec.decode(b, 0, b.length, ip)).isNull();
    assertThat(TcpCodec.checksumOk(b, ip)).isTrue();
    assertThat(ip.source()).hasToString(from);
    assertThat(ip.destination()).hasToString(to);
    Segment rst = new Segment();
    assertThat(TcpCodec.decode(b, ip.payloadOffset, ip.payloadLength, rst)).isNull();
    assertThat(rst.textLength).isZero();
    return TcpFlags.toString(rst.flags) + " " + rst.sourcePort + " " + rst.seq + " " + rst.ack;
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1,10.0.0.2", "fd00::1,fd00::2"})
  void bothSidesAreResetEachByWhatItExpects(String from, String to) {
    Stage stage = add(new Reset());
    sendSegments(from, to);

    assertThat(back.packets)
        .extracting(b -> resetOf(b, to, from))
        .containsExactly("RST 80 5000 0", "RST,ACK 80 0 1001", "RST 80 5000 0");
    assertThat(there.packets).hasSize(4);
    assertThat(there.packets.subList(0, 3))
        .extracting(b -> resetOf(b, from, to))
        .containsExactly(
            "RST,ACK 40000 1000 5000",
            "RST,ACK 40000 1000 5000",
            "RST 40000 1000 5000"); // the one that was sent
    assertThat(stage.counts()).isEqualTo(new RuleCounts(5, 3, 3, 0, 0));
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1,10.0.0.2", "fd00::1,fd00::2"})
  void aRefusalIsForTheSenderOnly(String from, String to) {
    Stage stage = add(new Refuse());
    sendSegments(from, to);

    assertThat(back.packets)
        .extracting(b -> resetOf(b, to, from))
        .containsExactly("RST 80 5000 0", "RST,ACK 80 0 1001", "RST 80 5000 0");
    assertThat(there.packets).hasSize(1); // no segment
    assertThat(stage.counts()).isEqualTo(new RuleCounts(5, 4, 4, 0, 0));
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1,10.0.0.2,4", "fd00::1,fd00::2,6"})
  void whoeverSendsAPacketIsToldThatTheHostIsUnreachable(String from, String to, int version) {
    add(new Reject(UnreachableReason.HOST));
    Packet packet = segment(from, to, TcpFlags.SYN, 0, 0);
    assertThat(path.offer(packet)).isTrue();
    time.runUntilIdle();

    byte[] b = back.packets.getFirst();
    IpHeader ip = new IpHeader();
    assertThat(IpCodec.decode(b, 0, b.length, ip)).isNull();
    assertThat(ip.destination()).hasToString(from);
    assertThat(IcmpCodec.decode(b, ip))
        .isInstanceOfSatisfying(
            IcmpMessage.DestinationUnreachable.class,
            error -> {
              assertThat(error.reason()).isEqualTo(UnreachableReason.HOST);
              assertThat(error.quoted()).isEqualTo(ByteSlice.of(packet.array));
            });
    assertThat(path.offer(new Packet().set(b, 0, b.length))).isTrue(); // an error is not answered
    time.runUntilIdle();
    assertThat(back.packets).hasSize(1);
    assertThat(there.packets).isEmpty();
  }

  private static int ecn(byte[] b) {
    return Ecn.of(b, 0);
  }

  @Test
  void aQueueAboveItsThresholdMarksWhatIsCapableAndStillHasAnEnd() {
    Stage stage = add(new RateLimit(8_000_000, new QueueDiscipline.MarkAbove(8000, 3000)));
    for (int i = 0; i < 10; i++) {
      int codepoint = i == 5 ? Ecn.NOT_ECT : Ecn.ECT_0;
      assertThat(path.offer(segment("10.0.0.1", "10.0.0.2", 0, codepoint, 960))).isTrue();
    }
    time.runUntilIdle();

    assertThat(there.packets).extracting(b -> ecn(b)).containsExactly(2, 2, 2, 2, 3, 0, 3, 3);
    assertThat(stage.counts()).isEqualTo(new RuleCounts(10, 9, 2, 0, 0));
  }

  /// One packet each millisecond into a line that takes 1.25 ms for each.
  private void overload(int packets, int codepoint) {
    for (int i = 0; i < packets; i++) {
      Packet packet = segment("10.0.0.1", "10.0.0.2", 0, codepoint, 960);
      packet.tag = i + 1L;
      assertThat(path.offer(packet)).isTrue();
      time.runFor(Duration.ofMillis(1));
    }
  }

  @Test
  void controlledDelayDropsWhenTheQueueHasStoodForAnIntervalAndThenEverMore() {
    Stage stage = add(new RateLimit(6_400_000, new QueueDiscipline.CoDel(10_000_000)));
    overload(100, Ecn.ECT_0);
    assertThat(drops).isEmpty();

    overload(400, Ecn.ECT_0);
    long early = stage.counts().dropped();
    overload(400, Ecn.ECT_0);
    long late = stage.counts().dropped() - early;
    assertThat(early).isEqualTo(7); // at 125 ms, and 100 ms / √n behind the one before
    assertThat(late).isGreaterThan(early * 3 / 2);
    time.runUntilIdle();
    assertThat(there.packets).hasSize((int) (900 - stage.counts().dropped()));
    assertThat(there.packets).allMatch(b -> ecn(b) == Ecn.ECT_0);
  }

  @Test
  void controlledDelayDropsNothingThatWaitsLessThanTheTarget() {
    Stage stage = add(new RateLimit(100_000_000, new QueueDiscipline.CoDel(10_000_000)));
    for (int i = 0; i < 1000; i++) {
      send(10, 1000); // at most 0.8 ms
      time.runFor(Duration.ofMillis(1));
    }
    assertThat(stage.counts().dropped()).isZero();
  }

  @Test
  void controlledDelayLeavesAPacketInTheQueueHoweverLongItIs() {
    Stage stage = add(new RateLimit(1_000_000, new QueueDiscipline.CoDel(10_000_000)));
    send(2, 9000); // 72 ms each: when the turn of one comes, another waits
    for (int i = 0; i < 100; i++) {
      send(1, 9000);
      time.runFor(Duration.ofMillis(72));
    }
    assertThat(stage.counts().dropped()).isZero();
  }

  @Test
  void aLineHasTouchedWhatFoundItBusyAndNothingTwice() {
    Stage stage = add(new RateLimit(8_000_000, 1_000_000));
    send(1, 1000);
    time.runUntilIdle();
    assertThat(stage.counts()).isEqualTo(new RuleCounts(1, 0, 0, 0, 0));
    send(3, 1000);
    time.runUntilIdle();
    assertThat(stage.counts()).isEqualTo(new RuleCounts(4, 2, 0, 0, 0));
  }

  @Test
  void controlledDelayMarksWhatIsCapableInstead() {
    Stage stage =
        add(
            new RateLimit(
                6_400_000,
                new QueueDiscipline.CoDel(
                    10_000_000, Duration.ofMillis(5), Duration.ofMillis(100), true)));
    overload(800, Ecn.ECT_0);
    time.runUntilIdle();

    assertThat(stage.counts().dropped()).isZero();
    long marked = there.packets.stream().filter(b -> ecn(b) == Ecn.CE).count();
    assertThat(marked).isGreaterThan(20);
    assertThat(stage.counts().touched()).isEqualTo(799); // all but the first found it busy
    assertThat(there.packets).hasSize(800);
  }

  @Test
  void aTagStaysWithAPacketAndItsCopies() {
    add(new Duplicate(1));
    add(new Corrupt(1));
    add(delay(1));
    List<Long> tags = new ArrayList<>();
    add(new Drop((packet, number) -> !tags.add(packet.tag)));
    send(3, 100);
    time.runUntilIdle();

    assertThat(tags).containsExactly(1L, 1L, 2L, 2L, 3L, 3L);
  }

  @Test
  void anyRuleMayBeTheOnlyOneAndAllAtOnceKeepTheirAccounts() {
    List<Rule> rules =
        List.of(
            new Loss(0.1),
            new BurstLoss(0.05, 0.5),
            new Duplicate(0.1),
            new Corrupt(0.1),
            new Reorder(0.1, Duration.ofMillis(2)),
            delay(3),
            new Mark(0.5),
            new RateLimit(20_000_000, new QueueDiscipline.CoDel(50_000)));
    List<Stage> stages = rules.stream().map(this::add).toList();
    IntStream.range(0, 100)
        .forEach(
            i -> {
              send(20, 200);
              time.runFor(Duration.ofMillis(1));
            });
    time.runUntilIdle();

    for (int i = 1; i < stages.size(); i++) {
      assertThat(stages.get(i).counts().seen()).isEqualTo(stages.get(i - 1).counts().passed());
    }
    assertThat(stages.getLast().counts().passed()).isEqualTo(there.packets.size());
    assertThat(path.stages()).isEqualTo(stages);
  }
}

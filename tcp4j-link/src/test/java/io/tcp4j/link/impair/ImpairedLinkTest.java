package io.tcp4j.link.impair;

import static io.tcp4j.link.CollectingReceiver.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.link.ChecksumState;
import io.tcp4j.link.CollectingReceiver;
import io.tcp4j.link.Direction;
import io.tcp4j.link.Link;
import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.link.LinkDrop;
import io.tcp4j.link.MemoryLink;
import io.tcp4j.link.Packet;
import io.tcp4j.link.SeedTree;
import io.tcp4j.link.SystemScheduler;
import io.tcp4j.link.TcpPackets;
import io.tcp4j.link.VirtualTime;
import io.tcp4j.wire.Bytes;
import io.tcp4j.wire.Checksum;
import io.tcp4j.wire.UnreachableReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImpairedLinkTest {
  private final VirtualTime time = new VirtualTime();
  private final CollectingReceiver here = new CollectingReceiver();
  private final CollectingReceiver there = new CollectingReceiver();

  /// When each packet arrived there.
  private final List<Long> arrivals = new ArrayList<>();

  private MemoryLink far;

  private ImpairedLink outbound(Rule... rules) {
    return open(List.of(rules), List.of(), 1);
  }

  private ImpairedLink inbound(Rule... rules) {
    return open(List.of(), List.of(rules), 1);
  }

  private ImpairedLink open(List<Rule> outbound, List<Rule> inbound, long seed) {
    MemoryLink.Pair pair = MemoryLink.pair("near", "far", 1500, time, LinkCapabilities.FULL, 2000);
    far = pair.b();
    ImpairedLink link = new ImpairedLink(pair.a(), time, new SeedTree(seed), outbound, inbound);
    link.open(here);
    far.open(
        packet -> {
          arrivals.add(time.nanoTime());
          there.receive(packet);
        });
    return link;
  }

  private static void send(Link link, int count, int length) {
    for (int i = 0; i < count; i++) {
      assertThat(link.transmit(numbered(i, length))).isTrue();
    }
    link.flush();
  }

  private static List<Integer> upTo(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static RuleCounts out(ImpairedLink link, String rule) {
    return link.counts(Direction.OUTBOUND, rule);
  }

  private static Delay delay(int millis) {
    return new Delay(Duration.ofMillis(millis));
  }

  @Test
  void withoutRulesItIsTheLinkItself() {
    ImpairedLink link = open(List.of(), List.of(), 1);
    Packet superPacket = TcpPackets.partial(TcpPackets.v4(10_000));
    superPacket.gsoSize = 1460;

    assertThat(link.transmit(superPacket)).isTrue();
    link.flush();
    assertThat(far.transmit(superPacket)).isTrue();
    far.flush();
    time.runUntilIdle();

    for (CollectingReceiver receiver : List.of(here, there)) {
      assertThat(receiver.packets).containsExactly(superPacket.array);
      assertThat(receiver.gsoSizes).containsExactly(1460);
      assertThat(receiver.checksums).containsExactly(ChecksumState.PARTIAL);
    }
    assertThat(here.batches).containsExactly(1);
    assertThat(link.capabilities()).isEqualTo(LinkCapabilities.FULL);
  }

  @Test
  void delayHoldsForEachPacketAndKeepsTheOrder() {
    ImpairedLink link = outbound(delay(30));
    send(link, 3, 100);
    time.runFor(Duration.ofMillis(10));
    send(link, 2, 100);
    assertThat(out(link, "delay").held()).isEqualTo(5);
    assertThat(link.held(Direction.OUTBOUND)).isEqualTo(5);

    time.runUntilIdle();

    assertThat(arrivals)
        .containsExactly(30_000_000L, 30_000_000L, 30_000_000L, 40_000_000L, 40_000_000L);
    assertThat(there.numbers()).containsExactly(0, 1, 2, 0, 1);
    assertThat(out(link, "delay")).isEqualTo(new RuleCounts(5, 5, 0, 0, 0));
    assertThat(link.held(Direction.OUTBOUND)).isZero();
  }

  @Test
  void delayHoldsForArrivingPacketsToo() {
    inbound(delay(30));
    send(far, 3, 100);

    time.runFor(Duration.ofNanos(29_999_999));
    assertThat(here.packets).isEmpty();
    time.runFor(Duration.ofNanos(1));

    assertThat(here.numbers()).containsExactly(0, 1, 2);
    assertThat(here.batches).containsExactly(3);
  }

  @Test
  void jitterSpreadsArrivalsAndKeepsTheOrder() {
    ImpairedLink link = outbound(new Delay(Duration.ofMillis(10), Duration.ofMillis(5)));
    for (int i = 0; i < 100; i++) {
      send(link, 1, 100);
      time.runFor(Duration.ofMillis(100));
    }

    long[] travel =
        IntStream.range(0, 100).mapToLong(i -> arrivals.get(i) - i * 100_000_000L).toArray();
    assertThat(Arrays.stream(travel)).allMatch(t -> t >= 10_000_000 && t <= 15_000_000);
    assertThat(Arrays.stream(travel).distinct().count()).isGreaterThan(90);
    assertThat(Arrays.stream(travel).average().orElseThrow()).isBetween(12e6, 13e6);

    there.packets.clear();
    send(link, 200, 100);
    time.runUntilIdle();
    assertThat(there.numbers()).isEqualTo(upTo(200));
  }

  @Test
  void lossHitsTheGivenShareAndNothingElse() {
    ImpairedLink link = outbound(new Loss(0.1));
    for (int i = 0; i < 10; i++) {
      send(link, 1000, 100);
      time.runUntilIdle();
    }

    RuleCounts counts = out(link, "loss");
    assertThat(counts.dropped()).isBetween(850L, 1150L); // 5 standard deviations
    assertThat(there.packets).hasSize((int) (10_000 - counts.dropped()));
    assertThat(counts.passed()).isEqualTo(10_000 - counts.dropped());
    assertThat(counts.touched()).isEqualTo(counts.dropped());
  }

  @Test
  void certainLossLosesAllAndNoneLosesNone() {
    ImpairedLink all = outbound(new Loss(1));
    send(all, 100, 100);
    time.runUntilIdle();
    assertThat(there.packets).isEmpty();
    assertThat(out(all, "loss").dropped()).isEqualTo(100);
  }

  @Test
  void aHigherLossHitsTheSamePacketsAndSomeMore() {
    send(outbound(new Loss(0.1)), 200, 100);
    time.runUntilIdle();
    List<Integer> few = List.copyOf(there.numbers());
    there.packets.clear();
    send(outbound(new Loss(0.3), new Duplicate(0.5)), 200, 100);
    time.runUntilIdle();

    assertThat(few).containsAll(there.numbers());
    assertThat(there.numbers()).doesNotContainSequence(few);
  }

  @Test
  void theFilterDropsExactlyWhatItSays() {
    ImpairedLink link = outbound(new Drop(PacketFilter.numbers(5, 2)));
    send(link, 6, 100);
    time.runUntilIdle();

    assertThat(there.numbers()).containsExactly(0, 2, 3, 5);
    assertThat(out(link, "drop")).isEqualTo(new RuleCounts(6, 2, 2, 0, 0));
  }

  @Test
  void theFilterSeesWhatWouldBeOnTheWire() {
    List<String> seen = new ArrayList<>();
    ImpairedLink link =
        inbound(
            new Drop(
                (packet, number) -> {
                  boolean correct = TcpPackets.isCorrect(TcpPackets.bytes(packet));
                  seen.add(number + ":" + packet.length + ":" + correct);
                  return number == 2;
                }));
    Packet superPacket = TcpPackets.partial(TcpPackets.v6(2500));
    superPacket.gsoSize = 1000;
    assertThat(far.transmit(superPacket)).isTrue();
    assertThat(far.transmit(TcpPackets.partial(TcpPackets.v4(10)))).isTrue();
    far.flush();
    time.runUntilIdle();

    assertThat(seen).containsExactly("1:1060:true", "2:1060:true", "3:560:true", "4:50:true");
    assertThat(here.packets).extracting(b -> b.length).containsExactly(1060, 560, 50);
    assertThat(here.packets).allMatch(TcpPackets::isCorrect);
    assertThat(here.checksums).containsOnly(ChecksumState.COMPLETE);
    assertThat(link.counts(Direction.INBOUND, "drop").seen()).isEqualTo(4);
  }

  /// A packet with a traffic class.
  private static Packet marked(byte[] b, int trafficClass) {
    if (b[0] >>> 4 == 4) {
      b[1] = (byte) trafficClass;
      Bytes.put16(b, 10, 0);
      Bytes.put16(b, 10, Checksum.complete(Checksum.sum(b, 0, 20)));
    } else {
      Bytes.put16(b, 0, 0x6000 | trafficClass << 4);
    }
    return new Packet().set(b, 0, b.length);
  }

  private static int trafficClass(byte[] b) {
    return b[0] >>> 4 == 4 ? b[1] & 0xff : Bytes.u16(b, 0) >>> 4 & 0xff;
  }

  @Test
  void whatIsEcnCapableIsMarkedAndTheSendersBytesStayAsTheyAre() {
    ImpairedLink link = outbound(new Mark(1));
    for (int codepoint = 0; codepoint < 4; codepoint++) {
      for (byte[] b : List.of(TcpPackets.v4(100), TcpPackets.v6(100))) {
        Packet packet = marked(b, 0xb8 | codepoint);
        byte[] original = b.clone();
        assertThat(link.transmit(packet)).isTrue();
        assertThat(b).isEqualTo(original);
      }
    }
    link.flush();
    time.runUntilIdle();

    assertThat(there.packets)
        .extracting(b -> trafficClass(b))
        .containsExactly(0xb8, 0xb8, 0xbb, 0xbb, 0xbb, 0xbb, 0xbb, 0xbb);
    assertThat(there.packets).allMatch(TcpPackets::isCorrect);
    assertThat(out(link, "mark")).isEqualTo(new RuleCounts(8, 6, 0, 0, 0));
  }

  @Test
  void aRouterOfRfc3168DropsWhatItCannotMark() {
    ImpairedLink link = outbound(new Mark(PacketFilter.EVERYTHING, 0, true));
    assertThat(link.transmit(marked(TcpPackets.v4(1), 0))).isTrue();
    assertThat(link.transmit(marked(TcpPackets.v4(2), 2))).isTrue();
    assertThat(link.transmit(new Packet().set(new byte[10], 0, 10))).isTrue(); // no IP packet
    link.flush();
    time.runUntilIdle();

    assertThat(there.packets).extracting(b -> b.length).containsExactly(42);
    assertThat(out(link, "mark")).isEqualTo(new RuleCounts(3, 3, 2, 0, 0));
  }

  @Test
  void marksHitTheGivenShareAndCostNoOtherRuleItsLuck() {
    ImpairedLink link = outbound(new Mark(0.1), new Loss(0.1), new Duplicate(0.1));
    ImpairedLink same = outbound(new Loss(0.1), new Duplicate(0.1));
    for (int i = 0; i < 1000; i++) {
      assertThat(link.transmit(marked(TcpPackets.v4(1), 2))).isTrue();
      assertThat(same.transmit(marked(TcpPackets.v4(1), 2))).isTrue();
    }
    assertThat(out(link, "mark").touched()).isBetween(50L, 140L);
    assertThat(out(link, "loss")).isEqualTo(out(same, "loss"));
    assertThat(out(link, "duplicate")).isEqualTo(out(same, "duplicate"));
  }

  /// Else a receiver could not tell how many packets of a window were marked.
  @Test
  void oneMarkOnASuperPacketIsOneOnOnePiece() {
    ImpairedLink link = inbound(new Mark(PacketFilter.numbers(2)), delay(1));
    for (byte[] b : List.of(TcpPackets.v4(2500), TcpPackets.v6(2500))) {
      Packet whole = TcpPackets.partial(marked(b, 2).array);
      whole.gsoSize = 1000;
      assertThat(far.transmit(whole)).isTrue();
    }
    far.flush();
    time.runUntilIdle();

    assertThat(here.packets).extracting(b -> trafficClass(b)).containsExactly(2, 3, 2, 2, 2, 2);
    assertThat(here.packets).allMatch(TcpPackets::isCorrect);
    assertThat(link.counts(Direction.INBOUND, "mark").touched()).isEqualTo(1);
  }

  @Test
  void duplicatesComeRightBehindTheOriginal() {
    ImpairedLink link = outbound(new Duplicate(0.2));
    send(link, 100, 100);
    time.runUntilIdle();

    long duplicated = out(link, "duplicate").added();
    assertThat(duplicated).isBetween(5L, 40L);
    assertThat(there.numbers()).hasSize((int) (100 + duplicated)).isSorted();
    assertThat(there.numbers().stream().distinct().toList()).isEqualTo(upTo(100));
    assertThat(there.packets).allMatch(TcpPackets::isCorrect);
    assertThat(out(link, "duplicate").passed()).isEqualTo(100 + duplicated);
  }

  @Test
  void corruptionFlipsOneBitAndLeavesTheSendersBytesAlone() {
    ImpairedLink link = outbound(new Corrupt(1));
    Packet packet = numbered(1, 100);
    byte[] original = packet.array.clone();
    packet.checksumState = ChecksumState.VERIFIED;
    for (int i = 0; i < 1000; i++) {
      assertThat(link.transmit(packet)).isTrue();
    }
    time.runUntilIdle();

    assertThat(packet.array).isEqualTo(original);
    assertThat(there.packets).hasSize(1000);
    boolean[] hit = new boolean[100];
    for (byte[] b : there.packets) {
      int flipped = 0;
      for (int i = 0; i < b.length; i++) {
        flipped += Integer.bitCount((b[i] ^ original[i]) & 0xff);
        hit[i] |= b[i] != original[i];
      }
      assertThat(flipped).isEqualTo(1);
    }
    assertThat(there.checksums).containsOnly(ChecksumState.COMPLETE);
    assertThat(hit).containsOnly(true);
    assertThat(out(link, "corrupt").touched()).isEqualTo(1000);
  }

  @Test
  void corruptionIsDoneToThePiecesOfASuperPacketAndShows() {
    ImpairedLink link = outbound(new Corrupt(1));
    Packet superPacket = TcpPackets.partial(TcpPackets.v4(14_600));
    superPacket.gsoSize = 1460;

    assertThat(link.transmit(superPacket)).isTrue();
    link.flush();
    time.runUntilIdle();

    assertThat(there.packets).hasSize(10);
    assertThat(there.packets.stream().filter(b -> b[0] == 0x45 && TcpPackets.isCorrect(b)))
        .isEmpty();
  }

  @Test
  void aReorderedPacketIsOvertaken() {
    ImpairedLink link = outbound(delay(10), new Reorder(0.1, Duration.ofMillis(1)));
    send(link, 100, 100);
    time.runUntilIdle();

    long reordered = out(link, "reorder").touched();
    assertThat(reordered).isBetween(2L, 25L);
    assertThat(there.numbers()).hasSize(100).isNotEqualTo(upTo(100));
    // Those in time come first, in order; then those held back, in order.
    assertThat(there.numbers().subList(0, (int) (100 - reordered))).isSorted();
    assertThat(there.numbers().subList((int) (100 - reordered), 100)).isSorted();
    assertThat(arrivals.subList(0, (int) (100 - reordered))).containsOnly(10_000_000L);
    assertThat(arrivals.subList((int) (100 - reordered), 100)).containsOnly(11_000_000L);
  }

  @Test
  void aThrottledLineSendsOnePacketAfterTheOther() {
    ImpairedLink link = outbound(new RateLimit(1_000_000, 100_000), delay(100));
    send(link, 3, 1500); // 12 ms each
    time.runFor(Duration.ofMillis(500));
    send(link, 1, 125); // 1 ms

    time.runUntilIdle();

    assertThat(arrivals).containsExactly(112_000_000L, 124_000_000L, 136_000_000L, 601_000_000L);
  }

  @Test
  void theQueueOfAThrottledLineHasAnEnd() {
    ImpairedLink link = outbound(new RateLimit(1_000_000, 4500));
    send(link, 5, 1500);
    time.runFor(Duration.ofMillis(11)); // the first is still on the line
    send(link, 1, 1500);
    time.runFor(Duration.ofMillis(1));
    send(link, 2, 1500);
    time.runUntilIdle();

    assertThat(there.numbers()).containsExactly(0, 1, 2, 0);
    assertThat(out(link, "rate-limit").dropped()).isEqualTo(4);
    assertThat(out(link, "rate-limit").passed()).isEqualTo(4);
  }

  @Test
  void onlySoManyPacketsAreHeld() {
    int most = PacketStore.MOST;
    ImpairedLink link = outbound(delay(1000));
    send(link, most + 2, 40);
    assertThat(out(link, "delay").held()).isEqualTo(most);
    assertThat(out(link, "delay").dropped()).isEqualTo(2);
    link.close();
    assertThat(out(link, "delay").held()).isZero();
  }

  @Test
  void manyArrivalsAtOnceAreHandedOnInTurns() {
    ImpairedLink link = inbound(delay(1));
    send(far, 150, 100);
    time.runUntilIdle();

    assertThat(here.batches).containsExactly(64, 64, 22);
    assertThat(here.numbers()).hasSize(150).startsWith(0, 1, 2);
    assertThat(link.counts(Direction.INBOUND, "delay").passed()).isEqualTo(150);
  }

  private static List<Rule> everything() {
    return List.of(
        new Loss(0.05),
        new Duplicate(0.05),
        new Corrupt(0.05),
        new RateLimit(10_000_000, 60_000),
        new Delay(Duration.ofMillis(5), Duration.ofMillis(2)),
        new Reorder(0.05, Duration.ofMillis(3)));
  }

  private static List<RuleCounts> allCounts(ImpairedLink link, Direction direction) {
    return everything().stream().map(rule -> link.counts(direction, rule.name())).toList();
  }

  private List<String> history(long seed) {
    ImpairedLink link = open(everything(), everything(), seed);
    there.packets.clear();
    here.packets.clear();
    arrivals.clear();
    long start = time.nanoTime();
    for (int round = 0; round < 20; round++) {
      send(link, 20, 1000);
      send(far, 20, 500);
      time.runFor(Duration.ofMillis(10));
    }
    time.runUntilIdle();
    List<RuleCounts> outbound = allCounts(link, Direction.OUTBOUND);
    List<RuleCounts> inbound = allCounts(link, Direction.INBOUND);
    assertAccountedFor(outbound);
    assertAccountedFor(inbound);
    List<String> history = new ArrayList<>();
    for (int i = 0; i < arrivals.size(); i++) {
      history.add(arrivals.get(i) - start + " " + Arrays.hashCode(there.packets.get(i)));
    }
    here.packets.forEach(b -> history.add("in " + Arrays.hashCode(b)));
    history.add(outbound + " " + inbound);
    return history;
  }

  private static void assertAccountedFor(List<RuleCounts> counts) {
    for (int i = 1; i < counts.size(); i++) {
      assertThat(counts.get(i).seen()).isEqualTo(counts.get(i - 1).passed());
    }
  }

  @Test
  void theSameSeedHasTheSameOutcomeAndAnotherHasAnother() {
    List<String> first = history(7);

    assertThat(first).hasSizeGreaterThan(500);
    assertThat(history(7)).isEqualTo(first);
    assertThat(history(8)).isNotEqualTo(first);
  }

  @Test
  void theTwoDirectionsDoNotShareTheirLuck() {
    ImpairedLink link = open(List.of(new Loss(0.5)), List.of(new Loss(0.5)), 1);
    send(link, 200, 100);
    send(far, 200, 100);
    time.runUntilIdle();

    assertThat(here.numbers()).isNotEqualTo(there.numbers());
  }

  @Test
  void closingLosesWhatIsUnderWay() {
    ImpairedLink link = open(everything(), everything(), 1);
    send(link, 10, 100);
    send(far, 10, 100);
    time.runFor(Duration.ofMillis(1));
    assertThat(link.held(Direction.OUTBOUND)).isPositive();
    assertThat(link.held(Direction.INBOUND)).isPositive();
    link.close();
    link.close();

    assertThat(link.transmit(numbered(1, 100))).isFalse();
    time.runUntilIdle();

    assertThat(there.packets).isEmpty();
    assertThat(here.packets).isEmpty();
    assertThat(link.dropped(LinkDrop.CLOSED)).isEqualTo(1);
    assertThat(link.held(Direction.OUTBOUND)).isZero();
    assertThat(far.transmit(numbered(1, 100))).isFalse();
    assertThatThrownBy(() -> link.open(here)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aReceiverThatClosesTheLinkEndsDelivery() {
    MemoryLink lo = MemoryLink.loopback("lo", 1500, time);
    ImpairedLink link = new ImpairedLink(lo, time, new SeedTree(1), List.of(), List.of(delay(1)));
    int[] received = {0};
    link.open(
        packet -> {
          received[0]++;
          link.close();
        });
    send(link, 5, 100);
    time.runUntilIdle();

    assertThat(received[0]).isEqualTo(1);
  }

  @Test
  void beforeItIsOpenNothingIsTaken() {
    MemoryLink lo = MemoryLink.loopback("lo", 1500, time);
    ImpairedLink link = new ImpairedLink(lo, time, new SeedTree(1), everything(), everything());

    assertThat(link.transmit(numbered(1, 100))).isFalse();
    link.open(here);
    assertThat(link.transmit(numbered(1, 100))).isTrue();
    assertThatThrownBy(() -> link.open(there)).isInstanceOf(IllegalStateException.class);
    assertThat(link.dropped(LinkDrop.CLOSED)).isEqualTo(1);
  }

  @Test
  void whatCannotBeBroughtIntoTheFormOfTheWireIsRefused() {
    ImpairedLink link = outbound(new Loss(0.5));
    Packet noTcp = TcpPackets.partial(TcpPackets.v4(2000));
    noTcp.gsoSize = 1000;
    noTcp.transportOffset = 24;
    Packet noField = TcpPackets.partial(TcpPackets.v4(0));
    noField.checksumOffset = 30;

    assertThat(link.transmit(noTcp)).isFalse();
    assertThat(link.transmit(noField)).isFalse();
    assertThat(link.transmit(new Packet())).isFalse();
    assertThat(link.transmit(new Packet().set(new byte[20], 10, 20))).isFalse();

    assertThat(link.dropped(LinkDrop.MALFORMED)).isEqualTo(4);
    assertThat(out(link, "loss").seen()).isZero();
  }

  @Test
  void theDropsOfTheDecoratedLinkShow() {
    ImpairedLink link = outbound(new Loss(0));

    assertThat(link.transmit(numbered(1, 1501))).isFalse();

    assertThat(link.dropped(LinkDrop.TOO_LONG)).isEqualTo(1);
  }

  @Test
  void nothingIsStuckInRealTimeEither() throws Exception {
    int count = 5000;
    try (SystemScheduler scheduler = new SystemScheduler()) {
      MemoryLink lo = MemoryLink.loopback("lo", 1500, scheduler, LinkCapabilities.NONE, count);
      List<Rule> what = List.of(new Delay(Duration.ofNanos(50_000), Duration.ofNanos(100_000)));
      ImpairedLink link = new ImpairedLink(lo, scheduler, new SeedTree(1), what, what);
      CountDownLatch arrived = new CountDownLatch(count);
      link.open(packet -> arrived.countDown());
      send(link, count, 100);

      assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(link.counts(Direction.INBOUND, "delay").passed()).isGreaterThan(0);
    }
  }

  @Test
  void nonsenseIsNamed() {
    assertThatThrownBy(() -> new Loss(1.5)).hasMessage("loss=1.5 is not in 0..1");
    assertThatThrownBy(() -> new BurstLoss(0.1, -1)).hasMessageContaining("recover=-1.0");
    assertThatThrownBy(() -> new Duplicate(-0.1)).hasMessageContaining("duplicate=-0.1");
    assertThatThrownBy(() -> new Corrupt(Double.NaN)).hasMessageContaining("corrupt=NaN");
    assertThatThrownBy(() -> new Mark(2)).hasMessageContaining("mark=2.0");
    assertThatThrownBy(() -> new Reorder(2, Duration.ofMillis(1)))
        .hasMessageContaining("reorder=2.0");
    assertThatThrownBy(() -> new Reorder(0.5, Duration.ZERO)).hasMessageContaining("holdBack");
    assertThatThrownBy(() -> delay(-1)).hasMessageContaining("delay=PT-0.001S");
    assertThatThrownBy(() -> new Delay(Duration.ZERO, Duration.ofDays(2)))
        .hasMessageContaining("jitter=PT48H");
    assertThatThrownBy(() -> new RateLimit(0, 1)).hasMessageContaining("bitsPerSecond=0");
    assertThatThrownBy(() -> new RateLimit(1, 0)).hasMessageContaining("queueBytes=0");
    assertThatThrownBy(() -> new Reject(UnreachableReason.PROTOCOL))
        .hasMessageContaining("PROTOCOL");
    assertThatThrownBy(() -> PacketFilter.numbers(3, 0)).hasMessageContaining("number=0");
    assertThatThrownBy(() -> PacketFilter.nth(0, PacketFilter.EVERYTHING))
        .hasMessageContaining("n=0");
    assertThatThrownBy(() -> out(outbound(delay(1)), "loss")).hasMessageContaining("loss");
  }
}

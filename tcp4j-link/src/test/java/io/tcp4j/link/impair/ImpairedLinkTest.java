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
import io.tcp4j.link.SystemScheduler;
import io.tcp4j.link.TcpPackets;
import io.tcp4j.link.VirtualTime;
import io.tcp4j.wire.Bytes;
import io.tcp4j.wire.Checksum;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
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

  private static Impairments.Builder with() {
    return Impairments.builder();
  }

  private ImpairedLink outbound(Impairments.Builder what) {
    return open(what.build(), Impairments.NONE, 1);
  }

  private ImpairedLink inbound(Impairments.Builder what) {
    return open(Impairments.NONE, what.build(), 1);
  }

  private ImpairedLink open(Impairments outbound, Impairments inbound, long seed) {
    MemoryLink.Pair pair = MemoryLink.pair("near", "far", 1500, time, LinkCapabilities.FULL, 2000);
    far = pair.b();
    ImpairedLink link =
        new ImpairedLink(pair.a(), time, new SplittableRandom(seed), outbound, inbound);
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

  private static void assertAccountedFor(ImpairmentCounts counts) {
    assertThat(counts.seen() + counts.duplicated())
        .isEqualTo(counts.passed() + counts.dropped() + counts.held());
  }

  @Test
  void withoutImpairmentsItIsTheLinkItself() {
    ImpairedLink link = open(Impairments.NONE, Impairments.NONE, 1);
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
    assertThat(link.counts(Direction.OUTBOUND).passed()).isEqualTo(1);
    assertThat(link.counts(Direction.INBOUND).passed()).isEqualTo(1);
    assertThat(link.capabilities()).isEqualTo(LinkCapabilities.FULL);
  }

  @Test
  void delayHoldsForEachPacketAndKeepsTheOrder() {
    ImpairedLink link = outbound(with().delay(Duration.ofMillis(30)));
    send(link, 3, 100);
    time.runFor(Duration.ofMillis(10));
    send(link, 2, 100);
    assertThat(link.counts(Direction.OUTBOUND).held()).isEqualTo(5);

    time.runUntilIdle();

    assertThat(arrivals)
        .containsExactly(30_000_000L, 30_000_000L, 30_000_000L, 40_000_000L, 40_000_000L);
    assertThat(there.numbers()).containsExactly(0, 1, 2, 0, 1);
    assertThat(link.counts(Direction.OUTBOUND).passed()).isEqualTo(5);
    assertThat(link.counts(Direction.OUTBOUND).held()).isZero();
  }

  @Test
  void delayHoldsForArrivingPacketsToo() {
    inbound(with().delay(Duration.ofMillis(30)));
    send(far, 3, 100);

    time.runFor(Duration.ofNanos(29_999_999));
    assertThat(here.packets).isEmpty();
    time.runFor(Duration.ofNanos(1));

    assertThat(here.numbers()).containsExactly(0, 1, 2);
    assertThat(here.batches).containsExactly(3);
  }

  @Test
  void jitterSpreadsArrivalsAndKeepsTheOrder() {
    ImpairedLink link = outbound(with().delay(Duration.ofMillis(10)).jitter(Duration.ofMillis(5)));
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
    ImpairedLink link = outbound(with().loss(0.1));
    for (int i = 0; i < 10; i++) {
      send(link, 1000, 100);
      time.runUntilIdle();
    }

    ImpairmentCounts counts = link.counts(Direction.OUTBOUND);
    assertThat(counts.lost()).isBetween(850L, 1150L); // 5 standard deviations
    assertThat(there.packets).hasSize((int) (10_000 - counts.lost()));
    assertThat(counts.dropped()).isEqualTo(counts.lost());
    assertAccountedFor(counts);
    assertThat(link.counts(Direction.INBOUND).seen()).isZero();
  }

  @Test
  void certainLossLosesAllAndNoneLosesNone() {
    ImpairedLink all = outbound(with().loss(1));
    send(all, 100, 100);
    time.runUntilIdle();
    assertThat(there.packets).isEmpty();
    assertThat(all.counts(Direction.OUTBOUND).lost()).isEqualTo(100);
  }

  @Test
  void aHigherLossHitsTheSamePacketsAndSomeMore() {
    send(outbound(with().loss(0.1)), 200, 100);
    time.runUntilIdle();
    List<Integer> few = List.copyOf(there.numbers());
    there.packets.clear();
    send(outbound(with().loss(0.3).duplicate(0.5)), 200, 100);
    time.runUntilIdle();

    assertThat(few).containsAll(there.numbers());
    assertThat(there.numbers()).doesNotContainSequence(few);
  }

  @Test
  void theFilterDropsExactlyWhatItSays() {
    ImpairedLink link = outbound(with().dropIf(PacketFilter.numbers(5, 2)));
    send(link, 6, 100);
    time.runUntilIdle();

    assertThat(there.numbers()).containsExactly(0, 2, 3, 5);
    assertThat(link.counts(Direction.OUTBOUND).filtered()).isEqualTo(2);
    assertAccountedFor(link.counts(Direction.OUTBOUND));
  }

  @Test
  void theFilterSeesWhatWouldBeOnTheWire() {
    List<String> seen = new ArrayList<>();
    ImpairedLink link =
        inbound(
            with()
                .dropIf(
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
    assertThat(link.counts(Direction.INBOUND).seen()).isEqualTo(4);
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
    ImpairedLink link = outbound(with().mark(1));
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
    ImpairmentCounts counts = link.counts(Direction.OUTBOUND);
    assertThat(counts.marked()).isEqualTo(6);
    assertThat(counts.unmarkable()).isZero();
    assertAccountedFor(counts);
  }

  @Test
  void aRouterOfRfc3168DropsWhatItCannotMark() {
    ImpairedLink link = outbound(with().mark(1).dropUnmarkable(true));
    assertThat(link.transmit(marked(TcpPackets.v4(1), 0))).isTrue();
    assertThat(link.transmit(marked(TcpPackets.v4(2), 2))).isTrue();
    assertThat(link.transmit(new Packet().set(new byte[10], 0, 10))).isTrue(); // no IP packet
    link.flush();
    time.runUntilIdle();

    assertThat(there.packets).extracting(b -> b.length).containsExactly(42);
    assertThat(link.counts(Direction.OUTBOUND).unmarkable()).isEqualTo(2);
    assertThat(link.counts(Direction.OUTBOUND).dropped()).isEqualTo(2);
    assertAccountedFor(link.counts(Direction.OUTBOUND));
  }

  @Test
  void marksHitTheGivenShareAndCostNoOtherImpairmentItsLuck() {
    ImpairedLink link = outbound(with().mark(0.1).loss(0.1).duplicate(0.1));
    ImpairedLink same = outbound(with().loss(0.1).duplicate(0.1));
    for (int i = 0; i < 1000; i++) {
      assertThat(link.transmit(marked(TcpPackets.v4(1), 2))).isTrue();
      assertThat(same.transmit(marked(TcpPackets.v4(1), 2))).isTrue();
    }
    ImpairmentCounts counts = link.counts(Direction.OUTBOUND);
    assertThat(counts.marked()).isBetween(50L, 140L);
    assertThat(counts.lost()).isEqualTo(same.counts(Direction.OUTBOUND).lost());
    assertThat(counts.duplicated()).isEqualTo(same.counts(Direction.OUTBOUND).duplicated());
  }

  /// Else a receiver could not tell how many packets of a window were marked.
  @Test
  void oneMarkOnASuperPacketIsOneOnOnePiece() {
    ImpairedLink link = inbound(with().markIf(PacketFilter.numbers(2)).delay(Duration.ofMillis(1)));
    for (byte[] b : List.of(TcpPackets.v4(2500), TcpPackets.v6(2500))) {
      Packet whole = TcpPackets.partial(marked(b, 2).array);
      whole.gsoSize = 1000;
      assertThat(far.transmit(whole)).isTrue();
    }
    far.flush();
    time.runUntilIdle();

    assertThat(here.packets).extracting(b -> trafficClass(b)).containsExactly(2, 3, 2, 2, 2, 2);
    assertThat(here.packets).allMatch(TcpPackets::isCorrect);
    assertThat(link.counts(Direction.INBOUND).marked()).isEqualTo(1);
  }

  @Test
  void duplicatesComeRightBehindTheOriginal() {
    ImpairedLink link = outbound(with().duplicate(0.2));
    send(link, 100, 100);
    time.runUntilIdle();

    long duplicated = link.counts(Direction.OUTBOUND).duplicated();
    assertThat(duplicated).isBetween(5L, 40L);
    assertThat(there.numbers()).hasSize((int) (100 + duplicated)).isSorted();
    assertThat(there.numbers().stream().distinct().toList()).isEqualTo(upTo(100));
    assertThat(there.packets).allMatch(TcpPackets::isCorrect);
    assertAccountedFor(link.counts(Direction.OUTBOUND));
  }

  @Test
  void corruptionFlipsOneBitAndLeavesTheSendersBytesAlone() {
    ImpairedLink link = outbound(with().corrupt(1));
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
    assertThat(link.counts(Direction.OUTBOUND).corrupted()).isEqualTo(1000);
  }

  @Test
  void corruptionIsDoneToThePiecesOfASuperPacketAndShows() {
    ImpairedLink link = outbound(with().corrupt(1));
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
    ImpairedLink link =
        outbound(with().delay(Duration.ofMillis(10)).reorder(0.1, Duration.ofMillis(1)));
    send(link, 100, 100);
    time.runUntilIdle();

    long reordered = link.counts(Direction.OUTBOUND).reordered();
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
    ImpairedLink link = outbound(with().rate(1_000_000, 100_000).delay(Duration.ofMillis(100)));
    send(link, 3, 1500); // 12 ms each
    time.runFor(Duration.ofMillis(500));
    send(link, 1, 125); // 1 ms

    time.runUntilIdle();

    assertThat(arrivals).containsExactly(112_000_000L, 124_000_000L, 136_000_000L, 601_000_000L);
  }

  @Test
  void theQueueOfAThrottledLineHasAnEnd() {
    ImpairedLink link = outbound(with().rate(1_000_000, 4500));
    send(link, 5, 1500);
    time.runFor(Duration.ofMillis(11)); // the first is still on the line
    send(link, 1, 1500);
    time.runFor(Duration.ofMillis(1));
    send(link, 2, 1500);
    time.runUntilIdle();

    assertThat(there.numbers()).containsExactly(0, 1, 2, 0);
    assertThat(link.counts(Direction.OUTBOUND).overQueue()).isEqualTo(4);
    assertAccountedFor(link.counts(Direction.OUTBOUND));
  }

  @Test
  void onlySoManyPacketsAreHeld() {
    ImpairedLink link = outbound(with().delay(Duration.ofSeconds(1)).mostHeld(3));
    send(link, 5, 100);
    time.runFor(Duration.ofMillis(500));
    assertThat(link.counts(Direction.OUTBOUND).held()).isEqualTo(3);
    assertThat(link.counts(Direction.OUTBOUND).overHeld()).isEqualTo(2);
    time.runFor(Duration.ofMillis(500));
    send(link, 3, 100);
    time.runUntilIdle();

    assertThat(there.numbers()).containsExactly(0, 1, 2, 0, 1, 2);
    assertAccountedFor(link.counts(Direction.OUTBOUND));
  }

  @Test
  void manyArrivalsAtOnceAreHandedOnInTurns() {
    ImpairedLink link = inbound(with().delay(Duration.ofMillis(1)));
    send(far, 150, 100);
    time.runUntilIdle();

    assertThat(here.batches).containsExactly(64, 64, 22);
    assertThat(here.numbers()).hasSize(150).startsWith(0, 1, 2);
    assertThat(link.counts(Direction.INBOUND).passed()).isEqualTo(150);
  }

  private static Impairments everything() {
    return with()
        .loss(0.05)
        .duplicate(0.05)
        .corrupt(0.05)
        .reorder(0.05, Duration.ofMillis(3))
        .delay(Duration.ofMillis(5))
        .jitter(Duration.ofMillis(2))
        .rate(10_000_000, 60_000)
        .build();
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
    assertAccountedFor(link.counts(Direction.OUTBOUND));
    assertAccountedFor(link.counts(Direction.INBOUND));
    List<String> history = new ArrayList<>();
    for (int i = 0; i < arrivals.size(); i++) {
      history.add(arrivals.get(i) - start + " " + Arrays.hashCode(there.packets.get(i)));
    }
    here.packets.forEach(b -> history.add("in " + Arrays.hashCode(b)));
    history.add(link.counts(Direction.OUTBOUND) + " " + link.counts(Direction.INBOUND));
    return history;
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
    ImpairedLink link = open(with().loss(0.5).build(), with().loss(0.5).build(), 1);
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
    assertThat(link.counts(Direction.OUTBOUND).held()).isPositive();
    assertThat(link.counts(Direction.INBOUND).held()).isPositive();
    link.close();
    link.close();

    assertThat(link.transmit(numbered(1, 100))).isFalse();
    time.runUntilIdle();

    assertThat(there.packets).isEmpty();
    assertThat(here.packets).isEmpty();
    assertThat(link.dropped(LinkDrop.CLOSED)).isEqualTo(1);
    assertThat(link.counts(Direction.OUTBOUND).held()).isZero();
    assertThat(far.transmit(numbered(1, 100))).isFalse();
    assertThatThrownBy(() -> link.open(here)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aReceiverThatClosesTheLinkEndsDelivery() {
    MemoryLink lo = MemoryLink.loopback("lo", 1500, time);
    ImpairedLink link =
        new ImpairedLink(
            lo,
            time,
            new SplittableRandom(1),
            Impairments.NONE,
            with().delay(Duration.ofMillis(1)).build());
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
    ImpairedLink link =
        new ImpairedLink(lo, time, new SplittableRandom(1), everything(), everything());

    assertThat(link.transmit(numbered(1, 100))).isFalse();
    link.open(here);
    assertThat(link.transmit(numbered(1, 100))).isTrue();
    assertThatThrownBy(() -> link.open(there)).isInstanceOf(IllegalStateException.class);
    assertThat(link.dropped(LinkDrop.CLOSED)).isEqualTo(1);
  }

  @Test
  void whatCannotBeBroughtIntoTheFormOfTheWireIsRefused() {
    ImpairedLink link = outbound(with().loss(0.5));
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
    assertThat(link.counts(Direction.OUTBOUND).malformed()).isEqualTo(4);
    assertAccountedFor(link.counts(Direction.OUTBOUND));
  }

  @Test
  void theDropsOfTheDecoratedLinkShow() {
    ImpairedLink link = outbound(with().loss(0));

    assertThat(link.transmit(numbered(1, 1501))).isFalse();

    assertThat(link.dropped(LinkDrop.TOO_LONG)).isEqualTo(1);
  }

  @Test
  void nothingIsStuckInRealTimeEither() throws Exception {
    int count = 5000;
    try (SystemScheduler scheduler = new SystemScheduler()) {
      MemoryLink lo = MemoryLink.loopback("lo", 1500, scheduler, LinkCapabilities.NONE, count);
      Impairments what =
          with().delay(Duration.ofNanos(50_000)).jitter(Duration.ofNanos(100_000)).build();
      ImpairedLink link = new ImpairedLink(lo, scheduler, new SplittableRandom(1), what, what);
      CountDownLatch arrived = new CountDownLatch(count);
      link.open(packet -> arrived.countDown());
      send(link, count, 100);

      assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(link.counts(Direction.INBOUND).passed()).isGreaterThan(0);
    }
  }

  @Test
  void nonsenseIsNamed() {
    assertThatThrownBy(() -> with().loss(1.5).build()).hasMessage("loss=1.5 is not in 0..1");
    assertThatThrownBy(() -> with().duplicate(-0.1).build()).hasMessageContaining("duplicate=-0.1");
    assertThatThrownBy(() -> with().corrupt(Double.NaN).build())
        .hasMessageContaining("corrupt=NaN");
    assertThatThrownBy(() -> with().reorder(2, Duration.ofMillis(1)).build())
        .hasMessageContaining("reorder=2.0");
    assertThatThrownBy(() -> with().reorder(0.5, Duration.ZERO).build())
        .hasMessageContaining("reorderDelay");
    assertThatThrownBy(() -> with().delay(Duration.ofMillis(-1)).build())
        .hasMessageContaining("delay=PT-0.001S");
    assertThatThrownBy(() -> with().jitter(Duration.ofDays(2)).build())
        .hasMessageContaining("jitter=PT48H");
    assertThatThrownBy(() -> with().rate(-1, 1).build())
        .hasMessageContaining("rateBitsPerSecond=-1");
    assertThatThrownBy(() -> with().rate(1, 0).build()).hasMessageContaining("queueBytes=0");
    assertThatThrownBy(() -> with().mostHeld(0).build()).hasMessageContaining("mostHeld=0");
    assertThatThrownBy(() -> PacketFilter.numbers(3, 0)).hasMessageContaining("number=0");
    assertThatThrownBy(() -> outbound(with().rate(1000, 1499)))
        .hasMessage("outbound queueBytes=1499 is less than the MTU of 1500");
  }
}

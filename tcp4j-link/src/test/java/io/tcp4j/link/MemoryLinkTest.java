package io.tcp4j.link;

import static io.tcp4j.link.CollectingReceiver.numbered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryLinkTest {
  private final VirtualTime time = new VirtualTime();
  private final CollectingReceiver atA = new CollectingReceiver();
  private final CollectingReceiver atB = new CollectingReceiver();

  private MemoryLink.Pair open(LinkCapabilities capabilities, int queue) {
    MemoryLink.Pair pair = MemoryLink.pair("a", "b", 1500, time, capabilities, queue);
    pair.a().open(atA);
    pair.b().open(atB);
    return pair;
  }

  private void deliver(MemoryLink.Pair pair) {
    pair.a().flush();
    pair.b().flush();
    time.runUntilIdle();
  }

  @Test
  void packetsCrossBothWaysInOrder() {
    MemoryLink.Pair pair = open(LinkCapabilities.NONE, 10);
    for (int i = 0; i < 5; i++) {
      assertThat(pair.a().transmit(numbered(i, 100 + i))).isTrue();
      assertThat(pair.b().transmit(numbered(10 + i, 200))).isTrue();
    }

    deliver(pair);

    assertThat(atB.numbers()).containsExactly(0, 1, 2, 3, 4);
    assertThat(atB.packets).extracting(b -> b.length).containsExactly(100, 101, 102, 103, 104);
    assertThat(atA.numbers()).containsExactly(10, 11, 12, 13, 14);
    assertThat(time.nanoTime()).isZero();
  }

  @Test
  void nothingIsDeliveredFromInsideTransmit() {
    MemoryLink.Pair pair = open(LinkCapabilities.NONE, 100);

    for (int i = 0; i < 100; i++) {
      assertThat(pair.a().transmit(numbered(i, 100))).isTrue();
    }
    pair.a().flush();

    assertThat(atB.packets).isEmpty();
    deliver(pair);
    assertThat(atB.packets).hasSize(100);
  }

  @Test
  void fewPacketsWaitForTheFlushAndManyDoNot() {
    MemoryLink.Pair pair = open(LinkCapabilities.NONE, 100);
    for (int i = 0; i < 63; i++) {
      assertThat(pair.a().transmit(numbered(i, 100))).isTrue();
    }
    assertThat(time.runNext()).isFalse();
    assertThat(pair.a().transmit(numbered(63, 100))).isTrue();
    assertThat(time.runUntilIdle()).isEqualTo(1);
    assertThat(atB.packets).hasSize(64);

    assertThat(pair.a().transmit(numbered(64, 100))).isTrue();
    assertThat(time.runNext()).isFalse();
    pair.a().flush();
    pair.a().flush();
    assertThat(time.runUntilIdle()).isEqualTo(1);
    assertThat(atB.packets).hasSize(65);
  }

  @Test
  void aQueueThatIsFullDoesNotWaitForTheFlush() {
    MemoryLink.Pair pair = open(LinkCapabilities.NONE, 2);
    for (int i = 0; i < 3; i++) {
      assertThat(pair.a().transmit(numbered(i, 100))).isEqualTo(i < 2);
    }

    time.runUntilIdle();

    assertThat(atB.numbers()).containsExactly(0, 1);
  }

  @Test
  void theSendersBytesMayBeUsedAgainAtOnce() {
    MemoryLink.Pair pair = open(LinkCapabilities.NONE, 10);
    Packet packet = numbered(1, 100);
    assertThat(pair.a().transmit(packet)).isTrue();
    packet.array[99] = 2;
    packet.length = 50;

    deliver(pair);

    assertThat(atB.numbers()).containsExactly(1);
  }

  @Test
  void aTurnIsBoundedSoThatOthersGetTheirs() {
    MemoryLink.Pair pair = open(LinkCapabilities.NONE, 1000);
    for (int i = 0; i < 150; i++) {
      assertThat(pair.a().transmit(numbered(i, 50))).isTrue();
    }
    List<Integer> seenByOther = new ArrayList<>();
    time.timer(() -> seenByOther.add(atB.packets.size())).arm(0);

    deliver(pair);

    assertThat(atB.batches).containsExactly(64, 64, 22);
    assertThat(seenByOther).containsExactly(64);
  }

  @Test
  void aReceiverThatAnswersEveryPacketDoesNotStarveAnybody() {
    MemoryLink loopback = MemoryLink.loopback("lo", 1500, time);
    Packet answer = numbered(7, 60);
    int[] left = {1000};
    loopback.open(
        packet -> {
          if (left[0]-- > 0) {
            assertThat(loopback.transmit(answer)).isTrue();
            loopback.flush();
          }
        });
    assertThat(loopback.transmit(answer)).isTrue();

    loopback.flush();
    time.runUntilIdle();

    assertThat(left[0]).isEqualTo(-1);
  }

  @Test
  void whatDoesNotFitIsDroppedAndCounted() {
    MemoryLink.Pair pair = open(LinkCapabilities.NONE, 3);
    for (int i = 0; i < 5; i++) {
      assertThat(pair.a().transmit(numbered(i, 100))).isEqualTo(i < 3);
    }
    assertThat(pair.b().transmit(numbered(0, 1500))).isTrue();
    assertThat(pair.b().transmit(numbered(0, 1501))).isFalse();

    deliver(pair);

    assertThat(atB.numbers()).containsExactly(0, 1, 2);
    assertThat(pair.a().dropped(LinkDrop.QUEUE_FULL)).isEqualTo(2);
    assertThat(pair.b().dropped(LinkDrop.TOO_LONG)).isEqualTo(1);
    assertThat(pair.a().transmit(numbered(9, 100))).isTrue();
  }

  @Test
  void offloadCrossesWhereItIsOffered() {
    MemoryLink.Pair pair = open(LinkCapabilities.FULL, 10);
    Packet superPacket = TcpPackets.partial(TcpPackets.v4(60_000));
    superPacket.gsoSize = 1460;

    assertThat(pair.a().transmit(superPacket)).isTrue();
    deliver(pair);

    assertThat(atB.packets).containsExactly(superPacket.array);
    assertThat(atB.checksums).containsExactly(ChecksumState.PARTIAL);
    assertThat(atB.gsoSizes).containsExactly(1460);
  }

  @Test
  void offloadIsRefusedWhereItIsNotOffered() {
    MemoryLink.Pair plain = open(LinkCapabilities.NONE, 10);
    Packet superPacket = numbered(1, 100);
    superPacket.gsoSize = 20;
    assertThat(plain.a().transmit(TcpPackets.partial(TcpPackets.v4(10)))).isFalse();
    assertThat(plain.a().transmit(superPacket)).isFalse();
    assertThat(plain.a().dropped(LinkDrop.MALFORMED)).isEqualTo(2);

    MemoryLink.Pair some =
        MemoryLink.pair("a", "b", 1500, time, new LinkCapabilities(true, 3000), 10);
    some.a().open(packet -> {});
    some.b().open(packet -> {});
    for (int length : new int[] {3000, 3001}) {
      Packet packet = numbered(1, length);
      packet.gsoSize = 1460;
      assertThat(some.a().transmit(packet)).isEqualTo(length == 3000);
      packet.gsoSize = 0;
      assertThat(some.a().transmit(packet)).isFalse();
    }
    assertThat(some.a().dropped(LinkDrop.TOO_LONG)).isEqualTo(3);
  }

  @Test
  void whatIsNoPacketIsRefused() {
    MemoryLink.Pair pair = open(LinkCapabilities.NONE, 10);
    byte[] b = new byte[100];

    assertThat(pair.a().transmit(new Packet())).isFalse();
    assertThat(pair.a().transmit(new Packet().set(b, 0, -1))).isFalse();
    assertThat(pair.a().transmit(new Packet().set(b, -1, 50))).isFalse();
    assertThat(pair.a().transmit(new Packet().set(b, 51, 50))).isFalse();
    assertThat(pair.a().transmit(new Packet().set(b, Integer.MAX_VALUE, 50))).isFalse();

    assertThat(pair.a().dropped(LinkDrop.MALFORMED)).isEqualTo(5);
  }

  @Test
  void nothingCrossesUnlessBothEndsAreOpen() {
    MemoryLink.Pair pair = MemoryLink.pair("a", "b", 1500, time);
    assertThat(pair.a().transmit(numbered(1, 100))).isFalse();
    pair.a().open(atA);
    assertThat(pair.a().transmit(numbered(2, 100))).isFalse();
    pair.b().open(atB);
    assertThat(pair.a().transmit(numbered(3, 100))).isTrue();
    assertThat(pair.a().transmit(numbered(4, 100))).isTrue();
    pair.b().close();
    pair.b().close();
    assertThat(pair.a().transmit(numbered(5, 100))).isFalse();
    assertThat(pair.b().transmit(numbered(6, 100))).isFalse();

    deliver(pair);

    assertThat(atB.packets).isEmpty();
    assertThat(pair.a().dropped(LinkDrop.CLOSED)).isEqualTo(3);
    assertThat(pair.b().dropped(LinkDrop.CLOSED)).isEqualTo(1);
  }

  @Test
  void closingFromInsideTheReceiverEndsDelivery() {
    MemoryLink loopback = MemoryLink.loopback("lo", 1500, time);
    int[] received = {0};
    loopback.open(
        packet -> {
          received[0]++;
          loopback.close();
        });
    assertThat(loopback.transmit(numbered(1, 100))).isTrue();
    assertThat(loopback.transmit(numbered(2, 100))).isTrue();

    loopback.flush();
    time.runUntilIdle();

    assertThat(received[0]).isEqualTo(1);
  }

  @Test
  void aReceiverThatThrowsLosesOnlyItsOwnPacket() {
    MemoryLink loopback = MemoryLink.loopback("lo", 1500, time);
    List<Integer> received = new ArrayList<>();
    loopback.open(
        packet -> {
          received.add((int) packet.array[packet.offset + 99]);
          throw new UnsupportedOperationException();
        });
    for (int i = 0; i < 3; i++) {
      assertThat(loopback.transmit(numbered(i, 100))).isTrue();
    }

    loopback.flush();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(time::runNext).isInstanceOf(UnsupportedOperationException.class);
    }

    assertThat(time.runNext()).isFalse();
    assertThat(received).containsExactly(0, 1, 2);
  }

  @Test
  void itIsOpenedOnce() {
    MemoryLink link = MemoryLink.loopback("lo", 1500, time);
    link.open(atA);
    assertThatThrownBy(() -> link.open(atA)).hasMessage("lo is open already");
    link.close();
    assertThatThrownBy(() -> link.open(atA)).hasMessage("lo is closed");
  }

  @Test
  void nonsenseIsNamed() {
    assertThatThrownBy(() -> MemoryLink.loopback("lo", 67, time)).hasMessageContaining("mtu=67");
    assertThatThrownBy(() -> MemoryLink.loopback("lo", 65536, time))
        .hasMessageContaining("mtu=65536");
    assertThatThrownBy(() -> open(LinkCapabilities.NONE, 0)).hasMessageContaining("queue=0");
    assertThatThrownBy(() -> new LinkCapabilities(true, 65536))
        .hasMessageContaining("gsoMax=65536");
    assertThatThrownBy(() -> new LinkCapabilities(false, 1500))
        .hasMessageContaining("checksumOffload");
  }

  @Test
  void packetsCrossWithoutAllocation() {
    MemoryLink.Pair pair = MemoryLink.pair("a", "b", 1500, time);
    long[] received = {0};
    pair.a().open(packet -> {});
    pair.b().open(packet -> received[0] += packet.length);
    Packet packet = numbered(1, 1500);
    long before = allocated();
    long measuring = allocated() - before;

    // The JIT compiler may allocate on this thread now and then: the best of some rounds tells.
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      before = allocated();
      crossing(pair, packet, 100_000);
      least = Math.min(least, allocated() - before - measuring);
    }

    assertThat(received[0]).isEqualTo(500_000L * 1500);
    assertThat(least).isZero();
  }

  private void crossing(MemoryLink.Pair pair, Packet packet, int count) {
    for (int i = 1; i <= count; i++) {
      boolean unused = pair.a().transmit(packet);
      if (i % 100 == 0) {
        pair.a().flush();
        while (time.runNext()) {
          // until it has arrived
        }
      }
    }
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  /// Both ends send from threads of their own, while a third delivers.
  @Test
  void nothingIsLostOrStuckBetweenThreads() throws Exception {
    int count = 100_000;
    try (SystemScheduler scheduler = new SystemScheduler()) {
      MemoryLink.Pair pair = MemoryLink.pair("a", "b", 1500, scheduler);
      CountDownLatch arrived = new CountDownLatch(2 * count);
      for (MemoryLink link : List.of(pair.a(), pair.b())) {
        link.open(packet -> arrived.countDown());
      }
      for (MemoryLink link : List.of(pair.a(), pair.b())) {
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  Packet packet = numbered(1, 100);
                  for (int i = 0; i < count; ) {
                    if (link.transmit(packet)) {
                      i++;
                    } else {
                      Thread.onSpinWait();
                    }
                    if (i % 7 == 0) {
                      link.flush();
                    }
                  }
                  link.flush();
                });
      }

      assertThat(arrived.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void theDecoratorBaseForwardsEverything() {
    MemoryLink loopback = MemoryLink.loopback("lo", 1400, time, LinkCapabilities.FULL, 1);
    Link link = new ForwardingLink(loopback) {};
    link.open(atA);

    assertThat(IntStream.range(0, 3).mapToObj(i -> link.transmit(numbered(i, 100))))
        .containsExactly(true, false, false);
    link.flush();
    loopback.flush();
    time.runUntilIdle();

    assertThat(atA.numbers()).containsExactly(0);
    assertThat(link.name()).isEqualTo("lo");
    assertThat(link.mtu()).isEqualTo(1400);
    assertThat(link.capabilities()).isEqualTo(LinkCapabilities.FULL);
    assertThat(link.dropped(LinkDrop.QUEUE_FULL)).isEqualTo(2);
    link.close();
    assertThat(loopback.transmit(numbered(0, 100))).isFalse();
  }

  @Test
  void aTracerSeesBothDirections() {
    MemoryLink.Pair pair = MemoryLink.pair("a", "b", 1500, time);
    List<String> seen = new ArrayList<>();
    Link traced =
        new TracingLink(
            pair.a(),
            (direction, packet, now) -> seen.add(direction + " " + packet.length + " @" + now),
            time);
    traced.open(atA);
    pair.b()
        .open(
            packet -> {
              assertThat(pair.b().transmit(numbered(2, 200))).isTrue();
              pair.b().flush();
            });
    time.timer(
            () -> {
              assertThat(traced.transmit(numbered(1, 100))).isTrue();
              traced.flush();
            })
        .arm(5);

    deliver(pair);

    assertThat(seen).containsExactly("OUTBOUND 100 @5", "INBOUND 200 @5");
    assertThat(atA.batches).containsExactly(1);
  }
}

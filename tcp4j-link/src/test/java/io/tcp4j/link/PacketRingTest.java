package io.tcp4j.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayDeque;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacketRingTest {
  private static Packet packet(int length, int value) {
    byte[] b = new byte[length + 2];
    java.util.Arrays.fill(b, (byte) value);
    return new Packet().set(b, 1, length);
  }

  @Test
  void itHoldsSoManyPacketsAndNoMore() {
    PacketRing ring = new PacketRing(3, 1000);

    assertThat(ring.put(packet(1, 1))).isEqualTo(0);
    assertThat(ring.put(packet(1, 2))).isEqualTo(1);
    assertThat(ring.put(packet(1, 3))).isEqualTo(2);
    assertThat(ring.put(packet(1, 4))).isEqualTo(-1);
    assertThat(ring.size()).isEqualTo(3);
    assertThat(ring.remove()).isEqualTo(2);
    assertThat(ring.put(packet(1, 5))).isEqualTo(2);
  }

  @Test
  void itHoldsSoManyBytesAndNoMore() {
    PacketRing ring = new PacketRing(100, 1000);

    assertThat(ring.put(packet(1001, 1))).isEqualTo(-1);
    assertThat(ring.put(packet(1000, 1))).isEqualTo(0);
    assertThat(ring.put(packet(1, 2))).isEqualTo(-1);
    ring.remove();
    assertThat(ring.put(packet(600, 3))).isEqualTo(0);
    assertThat(ring.put(packet(400, 4))).isEqualTo(1);
    assertThat(ring.put(packet(1, 5))).isEqualTo(-1);
    ring.remove();
    assertThat(ring.put(packet(601, 6))).isEqualTo(-1);
    assertThat(ring.put(packet(600, 6))).isEqualTo(1);
    assertThat(ring.put(packet(1, 7))).isEqualTo(-1);
  }

  @Test
  void aReceiverThatChangesItsViewDoesNoHarm() {
    PacketRing ring = new PacketRing(4, 100);
    assertThat(ring.put(packet(50, 1))).isEqualTo(0);
    assertThat(ring.put(packet(50, 2))).isEqualTo(1);
    ring.peek().set(new byte[0], 77, 0);
    ring.remove();

    assertThat(ring.put(packet(50, 3))).isEqualTo(1);
    assertThat(TcpPackets.bytes(ring.peek())).containsOnly(2);
    ring.remove();
    assertThat(TcpPackets.bytes(ring.peek())).hasSize(50).containsOnly(3);
  }

  @Test
  void itsMemoryGrowsAndWhatWaitsInTheOldOneComesFirst() {
    PacketRing ring = new PacketRing(1000, 1 << 20);
    for (int i = 0; i < 60; i++) {
      assertThat(ring.put(packet(10_000, i))).isEqualTo(i);
    }
    for (int i = 0; i < 60; i++) {
      assertThat(TcpPackets.bytes(ring.peek())).hasSize(10_000).containsOnly(i);
      ring.remove();
      assertThat(ring.put(packet(7000, i))).isNotNegative();
    }
    for (int i = 0; i < 60; i++) {
      assertThat(TcpPackets.bytes(ring.peek())).hasSize(7000).containsOnly(i);
      ring.remove();
    }
    assertThat(ring.put(packet(1 << 20, 1))).isEqualTo(0);
    assertThat(ring.put(packet(1, 1))).isEqualTo(-1);
    ring.remove();
    assertThat(ring.put(packet((1 << 20) + 1, 1))).isEqualTo(-1);
  }

  /// Against a plain queue, with lengths that make it wrap all the time.
  @Test
  void packetsComeOutWholeAndInOrder() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 200; round++) {
      int limit = 1 + random.nextInt(20);
      int memory = round % 2 == 0 ? 200 : 40_000; // fixed, or growing from 16 KiB
      int longest = memory / 2;
      PacketRing ring = new PacketRing(limit, memory);
      ArrayDeque<byte[]> model = new ArrayDeque<>();
      int refused = 0;
      for (int step = 0; step < 500; step++) {
        if (random.nextBoolean()) {
          Packet packet = packet(1 + random.nextInt(longest), step);
          if (ring.put(packet) >= 0) {
            model.add(TcpPackets.bytes(packet));
          } else {
            refused++;
            // Never for lack of memory while less than half of it is in use.
            int bytes = model.stream().mapToInt(b -> b.length).sum();
            assertThat(model.size() == limit || bytes + packet.length > longest).isTrue();
          }
        } else if (!model.isEmpty()) {
          assertThat(TcpPackets.bytes(ring.peek())).isEqualTo(model.remove());
          assertThat(ring.remove()).isEqualTo(model.size());
        }
        assertThat(ring.size()).isEqualTo(model.size());
      }
      assertThat(refused).isPositive();
    }
  }

  @Test
  void oneThreadPutsInWhatAnotherTakesOut() throws Exception {
    PacketRing ring = new PacketRing(200, 20_000); // short of slots now and of bytes then
    int count = 100_000;
    FutureTask<Void> producer =
        new FutureTask<>(
            () -> {
              Packet packet = packet(300, 0);
              for (int i = 0; i < count; ) {
                packet.length = 1 + i % 300;
                packet.gsoSize = i;
                packet.array[1] = (byte) i;
                packet.array[packet.length] = (byte) i;
                if (ring.put(packet) >= 0) {
                  i++;
                } else {
                  Thread.onSpinWait();
                }
              }
            },
            null);
    Thread.ofPlatform().daemon().start(producer);

    for (int i = 0; i < count; i++) {
      while (ring.size() == 0) {
        Thread.onSpinWait();
      }
      Packet packet = ring.peek();
      boolean right =
          packet.gsoSize == i
              && packet.length == 1 + i % 300
              && packet.array[packet.offset] == (byte) i
              && packet.array[packet.offset + packet.length - 1] == (byte) i;
      if (!right) {
        fail("packet " + i + " came as " + packet);
      }
      ring.remove();
    }
    producer.get(10, TimeUnit.SECONDS);
  }
}

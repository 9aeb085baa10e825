package io.tcp4j.stack.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.Link;
import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.link.Packet;
import io.tcp4j.link.PacketReceiver;
import io.tcp4j.link.SystemScheduler;
import io.tcp4j.link.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TransmitQueueTest {
  private static final int RING = 1 << 14;

  /// Checks that packets come one at a time, and reads the number that each holds.
  private static final class Recorder implements Link {
    final List<Integer> numbers = new ArrayList<>();
    final List<Integer> gsoSizes = new ArrayList<>();
    final AtomicInteger inside = new AtomicInteger();
    volatile int meetings;
    Runnable duringTransmit = () -> {};

    @Override
    public String name() {
      return "recorder";
    }

    @Override
    public int mtu() {
      return 65535;
    }

    @Override
    public LinkCapabilities capabilities() {
      return LinkCapabilities.FULL;
    }

    @Override
    public void open(PacketReceiver receiver) {}

    @Override
    public boolean transmit(Packet packet) {
      meetings = meetings + inside.incrementAndGet() - 1;
      int number = 0;
      for (int i = 0; i < 4; i++) {
        number = number << 8 | (packet.array[packet.offset + i] & 0xff);
      }
      for (int i = 4; i < packet.length; i++) {
        assertThat(packet.array[packet.offset + i]).isEqualTo((byte) number);
      }
      numbers.add(number);
      gsoSizes.add(packet.gsoSize);
      duringTransmit.run();
      inside.decrementAndGet();
      return number % 10 != 9;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private final Recorder link = new Recorder();
  private final VirtualTime time = new VirtualTime();
  private final TransmitQueue queue = new TransmitQueue(link, time, RING);

  private static boolean send(TransmitQueue queue, TransmitShare share, int number, int length) {
    int slot = queue.claim(length, share);
    if (slot == TransmitQueue.NO_ROOM) {
      return false;
    }
    write(queue, slot, number, length);
    queue.commit(slot);
    return true;
  }

  private static void write(TransmitQueue queue, int slot, int number, int length) {
    byte[] b = queue.array();
    int at = queue.offset(slot);
    for (int i = 0; i < 4; i++) {
      b[at + i] = (byte) (number >> (24 - 8 * i));
    }
    for (int i = 4; i < length; i++) {
      b[at + i] = (byte) number;
    }
  }

  private static List<Integer> upTo(int end) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < end; i++) {
      all.add(i);
    }
    return all;
  }

  /// A sender with so many packets to send, as soon as there is room.
  private final class Sender extends TransmitShare {
    int next;
    final int end;

    Sender(int end) {
      this.end = end;
    }

    @Override
    protected void outputReady() {
      while (next < end && send(queue, this, next, 1000)) {
        next++;
      }
      if (next < end) {
        queue.awaitRoom(this);
      }
      queue.flush();
    }
  }

  @Test
  void packetsOfAllLengthsLeaveInOrderThroughTheWholeRing() {
    Random random = new Random(1);
    int sent = 0;
    while (sent < 20_000) {
      if (send(queue, null, sent, 4 + random.nextInt(2000))) {
        sent++;
      } else {
        queue.flush();
      }
    }
    queue.flush();
    assertThat(link.numbers).isEqualTo(upTo(20_000));
    assertThat(queue.linkRefusals()).isEqualTo(2000);
  }

  @Test
  void aPacketThatIsNotWrittenYetHoldsUpThoseBehindIt() {
    int first = queue.claim(10, null);
    assertThat(send(queue, null, 1, 10)).isTrue();
    queue.flush();
    assertThat(link.numbers).isEmpty();
    write(queue, first, 0, 10);
    queue.commitPartial(first, 20, 1460);
    queue.flush();
    assertThat(link.numbers).containsExactly(0, 1);
    assertThat(link.gsoSizes).containsExactly(1460, 0);
  }

  @Test
  void anAbandonedPacketIsPassedOver() {
    int first = queue.claim(10, null);
    send(queue, null, 1, 10);
    queue.abandon(first);
    queue.flush();
    assertThat(link.numbers).containsExactly(1);
  }

  @Test
  void aSenderHoldsAQuarterOfTheRingAtMostAndOthersTheirs() {
    Sender greedy = new Sender(0);
    int taken = 0;
    while (send(queue, greedy, taken, 1000)) {
      taken++;
    }
    assertThat(taken).isEqualTo(RING / 4 / 1000);
    assertThat(send(queue, new Sender(0), taken, 1000)).isTrue();
    queue.flush();
    assertThat(send(queue, greedy, taken + 1, 1000)).isTrue();
  }

  @Test
  void aSenderWithMoreThanItsShareIsCalledBackUntilAllIsSent() {
    Sender sender = new Sender(5000);
    sender.outputReady();
    time.runUntilIdle();
    assertThat(link.numbers).isEqualTo(upTo(5000));
  }

  @Test
  void aFlusherThatHasDoneEnoughForOthersPassesTheRoleOn() {
    Sender sender = new Sender(5000);
    sender.outputReady();
    assertThat(link.numbers).hasSizeLessThan(1000);
    assertThat(time.runNext()).isTrue();
    time.runUntilIdle();
    assertThat(link.numbers).hasSize(5000);
  }

  @Test
  void aFlushFromInsideTheFlushDoesNotNest() {
    link.duringTransmit =
        () -> {
          if (link.numbers.size() < 10) {
            send(queue, null, link.numbers.size(), 10);
            queue.flush();
          }
        };
    send(queue, null, 0, 10);
    queue.flush();
    assertThat(link.numbers).isEqualTo(upTo(10));
    assertThat(link.meetings).isZero();
  }

  @Test
  @Timeout(60)
  void threadsThatSendAtOnceLoseNothingAndKeepTheirOrder() throws InterruptedException {
    try (SystemScheduler scheduler = new SystemScheduler()) {
      int threads = 4;
      int each = 4_000;
      TransmitQueue shared = new TransmitQueue(link, scheduler, RING);
      CountDownLatch done = new CountDownLatch(threads);
      for (int t = 0; t < threads; t++) {
        int base = t * each;
        Thread.ofPlatform()
            .start(
                () -> {
                  int sent = 0;
                  while (sent < each) {
                    sent += send(shared, null, base + sent, 4 + sent % 300) ? 1 : 0;
                    shared.flush();
                  }
                  done.countDown();
                });
      }
      done.await();
      while (link.inside.get() > 0 || link.numbers.size() < threads * each) {
        Thread.onSpinWait();
      }
      assertThat(link.meetings).isZero();
      for (int t = 0; t < threads; t++) {
        int from = t * each;
        assertThat(link.numbers.stream().filter(n -> n >= from && n < from + each)).isSorted();
      }
      assertThat(link.numbers).hasSize(threads * each).doesNotHaveDuplicates();
    }
  }
}

package io.tcp4j.link.tun;

import static io.tcp4j.link.tun.Isolated.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tcp4j.link.ChecksumState;
import io.tcp4j.link.LinkDrop;
import io.tcp4j.link.Packet;
import io.tcp4j.link.tun.TunException.Reason;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpPrefix;
import io.tcp4j.wire.Segment;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("root")
class LifeRootTest {
  private static final int LIMIT_SECONDS = 10;

  @Test
  void closingEndsTheReaderThatIsBlockedAndFreesWhatTheLinkHeld() throws Exception {
    Isolated.run(
        () -> {
          List<String> before = descriptors();
          TunLink link = TunLink.open(config().build());
          link.open(packet -> {});
          Thread reader = reader();
          assertThat(reader.isDaemon()).isTrue();
          link.close();
          assertThat(reader.isAlive()).isFalse();
          assertThat(descriptors()).isEqualTo(before);
          assertThat(link.failure()).isNull();
          link.close();
          assertThat(ip("link show")).doesNotContain("t0");
        });
  }

  @Test
  void aLinkThatWasNeverOpenedFreesWhatItHeldToo() throws Exception {
    Isolated.run(
        () -> {
          List<String> before = descriptors();
          TunLink.open(config().build()).close();
          assertThat(descriptors()).isEqualTo(before);
        });
  }

  @Test
  void theReceiverMayCloseTheLink() throws Exception {
    Isolated.run(
        () -> {
          AtomicInteger deliveries = new AtomicInteger();
          TunLink link = TunLink.open(config().build());
          for (int i = 0; i < 5; i++) {
            sendDatagram();
          }
          CountDownLatch closed = new CountDownLatch(1);
          BlockingQueue<Thread> reader = new LinkedBlockingQueue<>();
          link.open(
              packet -> {
                deliveries.incrementAndGet();
                link.close();
                reader.add(Thread.currentThread());
                closed.countDown();
              });
          assertThat(closed.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
          assertThat(reader.take().join(Duration.ofSeconds(LIMIT_SECONDS))).isTrue();
          assertThat(deliveries).hasValue(1);
          assertThat(ip("link show")).doesNotContain("t0");
        });
  }

  @Test
  void aClosedLinkTakesNothingAndOpensNoMore() throws Exception {
    Isolated.run(
        () -> {
          TunLink link = TunLink.open(config().build());
          link.open(packet -> {});
          assertThatIllegalStateException()
              .isThrownBy(() -> link.open(packet -> {}))
              .withMessage("t0 is open already");
          link.close();
          assertThatIllegalStateException()
              .isThrownBy(() -> link.open(packet -> {}))
              .withMessage("t0 is closed");
          assertThat(link.transmit(packet())).isFalse();
          assertThat(link.dropped(LinkDrop.CLOSED)).isEqualTo(1);
          assertThatCode(link::flush).doesNotThrowAnyException();
        });
  }

  @Test
  void threadsThatTransmitWhileOthersCloseAreTurnedAway() throws Exception {
    Isolated.run(
        () -> {
          for (int round = 0; round < 20; round++) {
            List<String> before = descriptors();
            TunLink link = TunLink.open(config().build());
            link.open(packet -> {});
            BlockingQueue<Throwable> thrown = new LinkedBlockingQueue<>();
            CountDownLatch transmitting = new CountDownLatch(2);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
              threads.add(
                  start(
                      thrown,
                      () -> {
                        Packet packet = packet();
                        assertThat(link.transmit(packet)).isTrue();
                        transmitting.countDown();
                        while (link.transmit(packet)) {}
                      }));
            }
            assertThat(transmitting.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            threads.add(start(thrown, link::close));
            threads.add(start(thrown, link::close));
            for (Thread thread : threads) {
              assertThat(thread.join(Duration.ofSeconds(LIMIT_SECONDS))).isTrue();
            }
            assertThat(thrown).isEmpty();
            assertThat(link.dropped(LinkDrop.CLOSED)).isEqualTo(2);
            assertThat(descriptors()).isEqualTo(before);
          }
        });
  }

  @Test
  void aRemovedDeviceIsAFailureThatIsToldOnce() throws Exception {
    Isolated.run(
        () -> {
          ip("tuntap add dev t0 mode tun");
          BlockingQueue<TunException> told = new LinkedBlockingQueue<>();
          TunLink link = TunLink.open(config().onFailure(told::add).build());
          link.open(packet -> {});
          Thread reader = reader();
          assertThat(link.failure()).isNull();
          ip("link del t0");
          TunException failure = told.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
          assertThat(failure).hasMessage("t0 has been removed");
          assertThat(failure.reason()).isEqualTo(Reason.DEVICE_GONE);
          assertThat(link.failure()).isSameAs(failure);
          assertThat(reader.join(Duration.ofSeconds(LIMIT_SECONDS))).isTrue();

          assertThat(link.transmit(packet())).isFalse();
          assertThat(link.dropped(LinkDrop.IO_ERROR)).isEqualTo(1);
          link.close();
          assertThat(told).isEmpty();
        });
  }

  @Test
  void aReaderThatEndsForAnotherReasonIsAFailureToo() throws Exception {
    Isolated.run(
        () -> {
          IdleStrategy broken =
              new IdleStrategy() {
                @Override
                public void reset() {}

                @Override
                public boolean lookAgain() {
                  throw new IllegalStateException("out of order");
                }
              };
          BlockingQueue<TunException> told = new LinkedBlockingQueue<>();
          try (TunLink link = TunLink.open(config().idle(broken).onFailure(told::add).build())) {
            link.open(packet -> {});
            assertThat(told.poll(LIMIT_SECONDS, TimeUnit.SECONDS))
                .hasMessageContaining("the reader of t0 has ended")
                .hasMessageContaining("out of order");
          }
          assertThat(ip("link show")).doesNotContain("t0");
        });
  }

  @Test
  void anInterfaceThatGoesDownDropsAndOneThatComesUpAgainDelivers() throws Exception {
    Isolated.run(
        () -> {
          BlockingQueue<Integer> lengths = new LinkedBlockingQueue<>();
          try (TunLink link = TunLink.open(config().build())) {
            link.open(packet -> lengths.add(packet.length));
            ip("link set t0 down");
            assertThat(link.transmit(packet())).isFalse();
            assertThat(link.dropped(LinkDrop.IO_ERROR)).isEqualTo(1);
            ip("link set t0 up");
            assertThat(link.transmit(packet())).isTrue();
            lengths.clear();
            sendDatagram();
            assertThat(lengths.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isNotNull();
            assertThat(link.failure()).isNull();
          }
        });
  }

  @Test
  void aReceiverThatThrowsIsHeardOfOnceAndKeepsNobodyElseFromBeingServed() throws Exception {
    Isolated.run(
        () -> {
          BlockingQueue<Throwable> heard = new LinkedBlockingQueue<>();
          Thread.UncaughtExceptionHandler usual = Thread.getDefaultUncaughtExceptionHandler();
          Thread.setDefaultUncaughtExceptionHandler((thread, e) -> heard.add(e));
          CountDownLatch deliveries = new CountDownLatch(5);
          TunLink link = TunLink.open(config().build());
          try {
            link.open(
                packet -> {
                  deliveries.countDown();
                  throw new IllegalStateException("poisoned");
                });
            for (int i = 0; i < 5; i++) {
              sendDatagram();
            }
            assertThat(deliveries.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
          } finally {
            link.close();
            Thread.setDefaultUncaughtExceptionHandler(usual);
          }
          assertThat(link.statistics().receiverFailures()).isGreaterThanOrEqualTo(5);
          assertThat(heard).hasSize(1).allSatisfy(e -> assertThat(e).hasMessage("poisoned"));
        });
  }

  @Test
  void packetsThatContradictThemselvesAreCountedByReason() throws Exception {
    Isolated.run(
        () -> {
          try (TunLink full = TunLink.open(config().build());
              TunLink plain = TunLink.open(TunConfig.create("t1").offload(Offload.OFF).build())) {
            Packet beyond = packet();
            beyond.length = beyond.array.length + 1;
            Packet before = packet();
            before.offset = -1;
            Packet huge = packet();
            huge.offset = Integer.MAX_VALUE;
            for (Packet packet : List.of(new Packet(), beyond, before, huge)) {
              assertThat(full.transmit(packet)).isFalse();
            }
            assertThat(full.dropped(LinkDrop.MALFORMED)).isEqualTo(4);

            byte[] bytes = new byte[70_000];
            bytes[0] = 0x45;
            assertThat(full.transmit(new Packet().set(bytes, 0, 1501))).isFalse();
            Packet superPacket = new Packet().set(bytes, 0, 65_536);
            superPacket.setPartialTcpChecksum(20);
            superPacket.gsoSize = 1400;
            assertThat(full.transmit(superPacket)).isFalse();
            assertThat(full.dropped(LinkDrop.TOO_LONG)).isEqualTo(2);

            bytes[0] = 0;
            assertThat(full.transmit(new Packet().set(bytes, 0, 100))).isFalse();
            assertThat(full.dropped(LinkDrop.IO_ERROR)).isEqualTo(1);

            Packet open = packet();
            open.setPartialTcpChecksum(20);
            superPacket.checksumState = ChecksumState.COMPLETE;
            assertThat(plain.transmit(open)).isFalse();
            assertThat(plain.transmit(superPacket)).isFalse();
            assertThat(plain.dropped(LinkDrop.MALFORMED)).isEqualTo(2);
            assertThat(plain.statistics().transmittedPackets()).isZero();
          }
        });
  }

  private static TunConfig.Builder config() {
    return TunConfig.create("t0").kernelAddress(IpPrefix.parse("10.1.0.1/24"));
  }

  /// An ordinary packet to an address nobody has.
  private static Packet packet() {
    Packet packet =
        TestPackets.tcp(IpAddress.parse("10.1.0.2"), IpAddress.parse("10.1.0.3"), new Segment());
    return packet.set(packet.array, packet.offset, packet.length);
  }

  private static void sendDatagram() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      byte[] text = new byte[10];
      InetAddress peer = InetAddress.getByAddress(new byte[] {10, 1, 0, 2});
      socket.send(new DatagramPacket(text, text.length, peer, 9));
    }
  }

  private static Thread reader() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("tcp4j-t0"))
        .findAny()
        .orElseThrow();
  }

  /// The descriptors of the kind that links hold, as what they lead to.
  private static List<String> descriptors() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.flatMap(LifeRootTest::target)
          .filter(target -> target.contains("tun") || target.contains("eventfd"))
          .sorted()
          .toList();
    }
  }

  private static Stream<String> target(Path descriptor) {
    try {
      return Stream.of(Files.readSymbolicLink(descriptor).toString());
    } catch (IOException e) {
      return Stream.empty(); // it has been closed in the meantime
    }
  }

  private static Thread start(BlockingQueue<Throwable> thrown, Runnable task) {
    return Thread.ofPlatform().uncaughtExceptionHandler((thread, e) -> thrown.add(e)).start(task);
  }
}

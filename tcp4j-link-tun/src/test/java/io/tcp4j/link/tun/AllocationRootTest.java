package io.tcp4j.link.tun;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tcp4j.link.Packet;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpPrefix;
import io.tcp4j.wire.Segment;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Before the JIT compiler is done, a downcall allocates; and it may allocate itself, on any
/// thread: so the best of some rounds tells.
@Tag("root")
class AllocationRootTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 300; // many more than it takes on a quiet machine
  private static final int PACKETS = 10_000;

  @Test
  void transmittingAllocatesNothing() throws Exception {
    Isolated.run(
        () -> {
          try (TunLink link = open()) {
            Segment segment = new Segment();
            segment.text = new byte[1000];
            segment.textLength = 1000;
            Packet packet =
                TestPackets.tcp(IpAddress.parse("10.1.0.2"), IpAddress.parse("10.1.0.3"), segment);
            long least = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS && least > 0; round++) {
              long before = THREADS.getCurrentThreadAllocatedBytes();
              for (int i = 0; i < PACKETS; i++) {
                boolean unused = link.transmit(packet);
              }
              least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).isZero();
            assertThat(link.statistics().transmittedPackets()).isPositive();
          }
        });
  }

  @Test
  void receivingAllocatesNothing() throws Exception {
    Isolated.run(
        () -> {
          AtomicLong least = new AtomicLong(Long.MAX_VALUE);
          long[] state = new long[2]; // packets, and bytes allocated at the start of the round
          try (TunLink link = open();
              DatagramSocket socket = new DatagramSocket()) {
            link.open(
                packet -> {
                  if (++state[0] % PACKETS == 0) {
                    long now = THREADS.getCurrentThreadAllocatedBytes();
                    least.set(Math.min(least.get(), now - state[1]));
                    state[1] = THREADS.getCurrentThreadAllocatedBytes();
                  }
                });
            InetAddress peer = InetAddress.getByAddress(new byte[] {10, 1, 0, 2});
            DatagramPacket datagram = new DatagramPacket(new byte[1000], 1000, peer, 9);
            for (int i = 0; i < ROUNDS * PACKETS && least.get() > 0; i++) {
              socket.send(datagram);
            }
            assertThat(least).hasValue(0);
          }
        });
  }

  private static TunLink open() throws TunException {
    return TunLink.open(
        TunConfig.create("t0").kernelAddress(IpPrefix.parse("10.1.0.1/24")).build());
  }
}

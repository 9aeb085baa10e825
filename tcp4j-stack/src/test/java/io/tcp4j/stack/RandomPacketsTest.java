package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.stack.counters.Counter;
import io.tcp4j.stack.counters.Counters;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Checksum;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpPrefix;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.TcpCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A stack that serves one host while another throws random and damaged packets at it.
class RandomPacketsTest {
  private static final int PACKETS = 100_000;
  private static final long MOST_MEMORY = 32L << 20;

  private final long seed = Long.getLong("tcp4j.seed", 20_260_101);
  private final Random random = new Random(seed);
  private final TwoStacks net = new TwoStacks();
  private final Wire toVictim = new Wire(1500);
  private final Wire toAttacker = new Wire(1500);
  private final IpStack attacker = net.stack("attacker", seed, TcpConfig.DEFAULT);

  @Test
  void noPacketThrowsOrGrowsOrDisturbsAnybody() throws IOException {
    net.server.attach(toVictim, IpPrefix.parse("10.6.6.1/24"), IpPrefix.parse("2001:db8:6::1/64"));
    attacker.attach(toAttacker, IpPrefix.parse("10.6.6.6/24"), IpPrefix.parse("2001:db8:6::6/64"));
    net.server.listen(at("[::]:80"), 64, socket -> socket.setHandler(new Discard()));
    TcpServerSocket listening = net.server.listen(at("10.0.0.2:7"));
    TcpSocket client = net.client.open(at("10.0.0.2:7"));
    TcpSocket server = net.accept(listening);

    for (int i = 0; i < PACKETS; i++) {
      attack(i);
      if (i % 1000 == 0) {
        net.transfer(client, server, 20_000);
        net.transfer(server, client, 20_000);
        assertThat(net.server.memoryUsed()).as("seed %d", seed).isLessThan(MOST_MEMORY);
        net.time.runFor(Duration.ofMillis(100));
      }
    }

    assertThat(client.state()).isEqualTo(State.ESTABLISHED);
    assertThat(server.state()).isEqualTo(State.ESTABLISHED);
    net.transfer(client, server, 100_000);
    assertEveryPacketIsAccountedFor();
    assertThat(reasonsSeen()).as("seed %d gets everywhere", seed).isGreaterThan(15);

    attacker.close();
    net.client.close();
    net.server.close();
    net.time.runUntilIdle();
    net.assertNothingLeft();
    assertThat(net.server.reassemblyBytes()).isZero();
  }

  /// One packet, made up or a damaged copy of a real one. Real ones go on arriving, too, so that
  /// there are connections for the damaged ones to hit.
  private void attack(int i) throws IOException {
    if (i % 50 == 0) {
      TcpSocket socket =
          attacker.open(at(random.nextBoolean() ? "10.6.6.1:80" : "[2001:db8:6::1]:80"));
      socket.tryWrite(new byte[3000], 0, 3000);
      if (random.nextInt(4) == 0) {
        socket.close();
      }
    }
    pass(toVictim, toAttacker);
    if (toAttacker.sent.isEmpty() || random.nextInt(4) == 0) {
      toVictim.arrive(madeUp());
      return;
    }
    byte[] real = toAttacker.sent.removeFirst();
    byte[] damaged = damage(real);
    if (random.nextBoolean()) {
      repairChecksums(damaged);
    }
    toVictim.arrive(damaged);
    if (random.nextInt(3) > 0) {
      toVictim.arrive(real);
    }
  }

  private static void pass(Wire from, Wire to) {
    while (!from.sent.isEmpty()) {
      to.arrive(from.sent.removeFirst());
    }
  }

  private byte[] madeUp() {
    byte[] payload = new byte[random.nextInt(100)];
    random.nextBytes(payload);
    if (random.nextInt(4) == 0) {
      return payload;
    }
    boolean v4 = random.nextBoolean();
    int[] protocols = {IpProtocol.TCP, IpProtocol.ICMPV4, IpProtocol.ICMPV6, random.nextInt(256)};
    IpHeader ip =
        Wire.header(
            v4 ? "10.6.6.6" : "2001:db8:6::6",
            v4 ? "10.6.6.1" : "2001:db8:6::1",
            protocols[random.nextInt(4)]);
    if (random.nextInt(3) == 0) {
      ip.identification = random.nextInt(50);
      ip.fragmentOffset = 8 * random.nextInt(20);
      ip.moreFragments = random.nextBoolean();
    }
    byte[] packet = Wire.packet(ip, payload);
    repairChecksums(packet);
    return packet;
  }

  private byte[] damage(byte[] real) {
    byte[] damaged = real.clone();
    if (random.nextInt(10) == 0) {
      damaged = Arrays.copyOf(real, random.nextInt(real.length + 20));
    }
    for (int i = random.nextInt(8); i >= 0 && damaged.length > 0; i--) {
      // Mostly in the headers, where it matters.
      int at =
          random.nextInt(random.nextInt(4) == 0 ? damaged.length : Math.min(damaged.length, 80));
      damaged[at] = (byte) random.nextInt(256);
    }
    return damaged;
  }

  /// Makes the checksums right where there are headers, so that the damage gets past them.
  private static void repairChecksums(byte[] packet) {
    if (packet.length >= 20 && packet[0] >>> 4 == 4) {
      int headerLength = Math.min((packet[0] & 15) * 4, packet.length);
      put(packet, 10, 0);
      put(packet, 10, Checksum.complete(Checksum.sum(packet, 0, headerLength)));
    }
    IpHeader ip = new IpHeader();
    if (IpCodec.decode(packet, 0, packet.length, ip) == null && !ip.isFragment()) {
      if (ip.protocol == IpProtocol.TCP && ip.payloadLength >= 20) {
        TcpCodec.putChecksum(
            packet,
            ip.payloadOffset,
            ip.payloadLength,
            ip.sourceHigh,
            ip.sourceLow,
            ip.destinationHigh,
            ip.destinationLow);
      } else if (ip.protocol == IpProtocol.ICMPV4 && ip.payloadLength >= 4) {
        put(packet, ip.payloadOffset + 2, 0);
        put(
            packet,
            ip.payloadOffset + 2,
            Checksum.complete(Checksum.sum(packet, ip.payloadOffset, ip.payloadLength)));
      }
    }
  }

  private static void put(byte[] packet, int at, int value) {
    packet[at] = (byte) (value >> 8);
    packet[at + 1] = (byte) value;
  }

  private void assertEveryPacketIsAccountedFor() {
    Counters counters = net.server.counters();
    long arrived = counters.get(Counter.IP_RECEIVED) + counters.get(Counter.REASSEMBLED);
    long accounted =
        counters.get(Counter.TCP_RECEIVED)
            + counters.get(Counter.ICMP_RECEIVED)
            + counters.get(Counter.FRAGMENTS_RECEIVED)
            + counters.get(Counter.REFUSED);
    assertThat(arrived).isGreaterThan(PACKETS).isEqualTo(accounted);
  }

  private long reasonsSeen() {
    long seen = 0;
    for (DropReason reason : DropReason.values()) {
      seen += net.server.counters().get(reason) > 0 ? 1 : 0;
    }
    return seen;
  }

  /// Reads and forgets.
  private static final class Discard implements TcpHandler {
    private final byte[] buffer = new byte[4096];

    @Override
    public void onReadable(TcpSocket socket) {
      try {
        int n = 1;
        while (n > 0) {
          n = socket.tryRead(buffer, 0, buffer.length);
        }
      } catch (IOException _) {
        socket.abort();
      }
    }

    @Override
    public void onEndOfStream(TcpSocket socket) {
      socket.close();
    }
  }
}

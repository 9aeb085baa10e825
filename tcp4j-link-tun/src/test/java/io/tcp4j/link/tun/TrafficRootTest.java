package io.tcp4j.link.tun;

import static io.tcp4j.link.tun.Isolated.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.ChecksumState;
import io.tcp4j.link.LinkDrop;
import io.tcp4j.link.Packet;
import io.tcp4j.wire.IpPrefix;
import io.tcp4j.wire.IpProtocol;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("root")
class TrafficRootTest {
  private static final int LIMIT_MILLIS = 10_000;

  @ParameterizedTest
  @CsvSource({"10.1.0.2, AUTO", "10.1.0.2, OFF", "fd01::2, AUTO", "fd01::2, OFF"})
  void datagramsComeAndGo(String peer, Offload offload) throws Exception {
    Isolated.run(
        () -> {
          BlockingQueue<Packet> seen = new LinkedBlockingQueue<>();
          TunLink link = TunLink.open(config(offload).build());
          try (DatagramSocket socket = new DatagramSocket()) {
            echoDatagrams(link, seen);
            byte[] text = random(1000);
            assertThat(exchange(socket, peer, text)).isEqualTo(text);
          } finally {
            link.close();
          }
          Packet request = seen.take();
          assertThat(TestPackets.isOpen(request)).isEqualTo(offload == Offload.AUTO);
          assertThat(TestPackets.udpChecksumIsRight(request)).isEqualTo(offload == Offload.OFF);
          assertThat(link.statistics().receivedPackets()).isPositive();
          assertThat(link.statistics().transmittedPackets()).isEqualTo(1);
          assertThat(link.statistics().transmittedBytes()).isEqualTo(request.length);
        });
  }

  @Test
  void aSpinningReaderDeliversToo() throws Exception {
    Isolated.run(
        () -> {
          IdleStrategy idle = IdleStrategy.spinning(Duration.ofMillis(1));
          try (TunLink link = TunLink.open(config(Offload.AUTO).idle(idle).build());
              DatagramSocket socket = new DatagramSocket()) {
            echoDatagrams(link, new LinkedBlockingQueue<>());
            for (byte i = 0; i < 50; i++) {
              assertThat(exchange(socket, "10.1.0.2", new byte[] {i})).containsExactly(i);
            }
          }
        });
  }

  @Test
  void aPlainAttachAfterAnOffloadedOneGetsWholePackets() throws Exception {
    Isolated.run(
        () -> {
          ip("tuntap add dev t0 mode tun");
          TunLink.open(config(Offload.AUTO).build()).close();
          BlockingQueue<Packet> seen = new LinkedBlockingQueue<>();
          try (TunLink link = TunLink.open(config(Offload.OFF).build());
              DatagramSocket socket = new DatagramSocket()) {
            echoDatagrams(link, seen);
            assertThat(exchange(socket, "10.1.0.2", new byte[] {1})).containsExactly(1);
            assertThat(TestPackets.udpChecksumIsRight(seen.take())).isTrue();
          }
          try (TunLink link = TunLink.open(config(Offload.OFF).build())) {
            ToyPeer peer = new ToyPeer(link);
            link.open(peer);
            sendToPeer(peer, "10.1.0.2", new byte[100_000]);
            assertThat(peer.largest().length).isLessThanOrEqualTo(link.mtu());
            assertThat(peer.largest().checksumState).isEqualTo(ChecksumState.COMPLETE);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.0.2", "fd01::2"})
  void theKernelsTcpSendsSuperPackets(String address) throws Exception {
    Isolated.run(
        () -> {
          try (TunLink link = TunLink.open(config(Offload.AUTO).build())) {
            ToyPeer peer = new ToyPeer(link);
            link.open(peer);
            byte[] text = random(1_000_000);
            sendToPeer(peer, address, text);
            assertThat(peer.received()).isEqualTo(text);
            Packet largest = peer.largest();
            assertThat(largest.length).isGreaterThan(4 * link.mtu());
            assertThat(largest.gsoSize).isBetween(1000, 1200);
            assertThat(largest.checksumState).isEqualTo(ChecksumState.PARTIAL);
            assertThat(largest.transportOffset).isEqualTo(address.contains(":") ? 40 : 20);
            assertThat(link.statistics().badOffload()).isZero();
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.1.0.2", "fd01::2"})
  void theKernelsTcpTakesSuperPackets(String address) throws Exception {
    Isolated.run(
        () -> {
          try (TunLink link = TunLink.open(config(Offload.AUTO).build());
              Socket socket = new Socket()) {
            ToyPeer peer = new ToyPeer(link);
            link.open(peer);
            connect(socket, peer, address);
            byte[] text = random(40_000);
            assertThat(peer.sendSuperPacket(text)).isTrue();
            assertThat(socket.getInputStream().readNBytes(text.length)).isEqualTo(text);
          }
        });
  }

  @Test
  void theKernelDropsWhatNobodyReadsAndTheLinkGoesOn() throws Exception {
    Isolated.run(
        () -> {
          BlockingQueue<Packet> seen = new LinkedBlockingQueue<>();
          try (TunLink link = TunLink.open(config(Offload.AUTO).queueLength(10).build());
              DatagramSocket socket = new DatagramSocket()) {
            byte[] text = new byte[1000];
            for (int i = 0; i < 1000; i++) {
              socket.send(new DatagramPacket(text, text.length, address("10.1.0.2"), 7));
            }
            echoDatagrams(link, seen);
            assertThat(exchange(socket, "10.1.0.2", text)).isEqualTo(text);
            assertThat(seen).hasSizeLessThan(100);
          }
        });
  }

  @Test
  void noPacketThatIsHandedInThrowsOrHurtsTheKernel() throws Exception {
    Isolated.run(
        () -> {
          BlockingQueue<Packet> seen = new LinkedBlockingQueue<>();
          try (TunLink link = TunLink.open(config(Offload.AUTO).build());
              DatagramSocket socket = new DatagramSocket()) {
            echoDatagrams(link, seen);
            SplittableRandom random = new SplittableRandom(7);
            long taken = 0;
            int rounds = 50_000;
            for (int i = 0; i < rounds; i++) {
              taken += link.transmit(nonsense(random)) ? 1 : 0;
            }
            long dropped = 0;
            for (LinkDrop reason : LinkDrop.values()) {
              dropped += link.dropped(reason);
            }
            assertThat(taken + dropped).isEqualTo(rounds);
            assertThat(taken).isPositive();
            assertThat(link.dropped(LinkDrop.MALFORMED)).isPositive();
            assertThat(link.dropped(LinkDrop.TOO_LONG)).isPositive();
            assertThat(exchange(socket, "10.1.0.2", new byte[] {1})).containsExactly(1);
          }
        });
  }

  private static Packet nonsense(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(3) == 0 ? random.nextInt(70_000) : random.nextInt(200)];
    random.nextBytes(bytes);
    if (bytes.length > 20 && random.nextBoolean()) {
      bytes[0] = (byte) (random.nextBoolean() ? 0x45 : 0x60);
      bytes[6] = IpProtocol.TCP;
      bytes[9] = IpProtocol.TCP;
    }
    Packet packet = new Packet().set(bytes, 0, bytes.length);
    if (random.nextInt(4) == 0) {
      packet.offset = random.nextInt(-10, 100);
      packet.length = random.nextInt(-10, 70_000);
    }
    ChecksumState[] states = ChecksumState.values();
    packet.checksumState = states[random.nextInt(states.length)];
    packet.transportOffset = random.nextInt(-1, 80);
    packet.checksumOffset = random.nextInt(-1, 20);
    packet.gsoSize = random.nextInt(3) == 0 ? random.nextInt(-1, 70_000) : 0;
    return packet;
  }

  private static TunConfig.Builder config(Offload offload) {
    return TunConfig.create("t0")
        .kernelAddress(IpPrefix.parse("10.1.0.1/24"))
        .kernelAddress(IpPrefix.parse("fd01::1/64"))
        .offload(offload);
  }

  /// Sends each UDP datagram to port 7 back where it came from.
  private static void echoDatagrams(TunLink link, BlockingQueue<Packet> seen) {
    link.open(
        packet -> {
          if (TestPackets.header(packet).protocol == IpProtocol.UDP) {
            seen.add(TestPackets.copy(packet));
            TestPackets.turnRound(packet);
            link.transmit(packet);
          }
        });
  }

  private static byte[] exchange(DatagramSocket socket, String peer, byte[] text) throws Exception {
    socket.setSoTimeout(LIMIT_MILLIS);
    socket.send(new DatagramPacket(text, text.length, address(peer), 7));
    DatagramPacket answer = new DatagramPacket(new byte[2000], 2000);
    socket.receive(answer);
    byte[] received = new byte[answer.getLength()];
    System.arraycopy(answer.getData(), answer.getOffset(), received, 0, received.length);
    return received;
  }

  private static void connect(Socket socket, ToyPeer peer, String address) throws Exception {
    socket.setSoTimeout(LIMIT_MILLIS);
    socket.connect(new InetSocketAddress(address(address), 9), LIMIT_MILLIS);
    assertThat(peer.connected.await(LIMIT_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
  }

  private static void sendToPeer(ToyPeer peer, String address, byte[] text) throws Exception {
    try (Socket socket = new Socket()) {
      connect(socket, peer, address);
      socket.getOutputStream().write(text);
      socket.shutdownOutput();
      assertThat(peer.ended.await(LIMIT_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
    }
  }

  private static InetAddress address(String literal) throws Exception {
    return InetAddress.getByName(literal);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    return bytes;
  }
}

package io.tcp4j.link.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.link.ChecksumState;
import io.tcp4j.link.Direction;
import io.tcp4j.link.Packet;
import io.tcp4j.link.TcpPackets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PcapngTest {
  private static final long TIME = 1_700_000_000_123_456_789L;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();

  private static Packet packet(byte... b) {
    return new Packet().set(b, 0, b.length);
  }

  private List<CapturedPacket> read() throws IOException {
    return read(file.toByteArray());
  }

  private static List<CapturedPacket> read(byte[] bytes) throws IOException {
    List<CapturedPacket> packets = new ArrayList<>();
    try (PcapngReader reader = new PcapngReader(new ByteArrayInputStream(bytes))) {
      for (CapturedPacket p = reader.next(); p != null; p = reader.next()) {
        packets.add(p);
      }
    }
    return packets;
  }

  /// The blocks as draft-ietf-opsawg-pcapng draws them, byte by byte.
  @Test
  void theBlocksAreThoseOfTheFormat() throws IOException {
    try (PcapngWriter writer = new PcapngWriter(file, "app", "memory")) {
      int number = writer.addInterface("tun0");
      writer.write(
          number,
          TIME,
          Direction.OUTBOUND,
          packet((byte) 0x45, (byte) 1, (byte) 2, (byte) 3, (byte) 4),
          "why");
      writer.write(
          number,
          TIME + 1,
          Direction.INBOUND,
          packet((byte) 0x60, (byte) 1, (byte) 2, (byte) 3),
          null);
    }

    String expected =
        """
        0a0d0d0a 34000000 4d3c2b1a 0100 0000 ffffffffffffffff
          0200 0600 6d656d6f72790000
          0400 0300 61707000
          0000 0000 34000000
        01000000 28000000 6500 0000 00000000
          0200 0400 74756e30
          0900 0100 09000000
          0000 0000 28000000
        06000000 3c000000 00000000 fe9c9717 15cd853d 05000000 05000000 4501020304000000
          0100 0300 77687900
          0200 0400 02000000
          0000 0000 3c000000
        06000000 30000000 00000000 fe9c9717 16cd853d 04000000 04000000 60010203
          0200 0400 01000000
          0000 0000 30000000
        """;
    assertThat(HexFormat.of().formatHex(file.toByteArray()))
        .isEqualTo(expected.replaceAll("\\s", ""));
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    byte[] first = TcpPackets.v4(333);
    byte[] second = TcpPackets.v6(0);
    try (PcapngWriter writer = new PcapngWriter(file, "", "")) {
      int a = writer.addInterface("a");
      writer.write(a, TIME, Direction.OUTBOUND, packet(first), "SYN — because");
      int b = writer.addInterface("");
      writer.write(b, TIME + 1, Direction.INBOUND, packet(second), null);
    }

    List<CapturedPacket> packets = read();

    assertThat(packets).hasSize(2);
    CapturedPacket one = packets.get(0);
    assertThat(one.interfaceName()).isEqualTo("a");
    assertThat(one.linkType()).isEqualTo(101);
    assertThat(one.epochNanos()).isEqualTo(TIME);
    assertThat(one.direction()).isEqualTo(Direction.OUTBOUND);
    assertThat(one.bytes()).isEqualTo(first);
    assertThat(one.originalLength()).isEqualTo(first.length);
    assertThat(one.comment()).isEqualTo("SYN — because");
    CapturedPacket two = packets.get(1);
    assertThat(two.interfaceName()).isEmpty();
    assertThat(two.epochNanos()).isEqualTo(TIME + 1);
    assertThat(two.direction()).isEqualTo(Direction.INBOUND);
    assertThat(two.bytes()).isEqualTo(second);
    assertThat(two.comment()).isNull();
  }

  @Test
  void whatOffloadLeftOpenIsCompletedInTheFileOnly() throws IOException {
    byte[] bytes = TcpPackets.v4(100);
    byte[] correct = bytes.clone();
    Packet partial = TcpPackets.partial(bytes);
    byte[] asSent = bytes.clone();
    byte[] merged = TcpPackets.v6(5000);
    byte[] correctMerged = merged.clone();
    Packet superPacket = TcpPackets.partial(merged);
    superPacket.gsoSize = 1000;
    superPacket.checksumState = ChecksumState.VERIFIED;
    Packet broken = packet(TcpPackets.v4(0));
    broken.checksumState = ChecksumState.PARTIAL;
    broken.transportOffset = 1000;
    try (PcapngWriter writer = new PcapngWriter(file, "", "")) {
      int number = writer.addInterface("a");
      writer.write(number, TIME, Direction.OUTBOUND, partial, null);
      writer.write(number, TIME, Direction.OUTBOUND, superPacket, null);
      writer.write(number, TIME, Direction.OUTBOUND, broken, null);
    }

    assertThat(read())
        .extracting(CapturedPacket::bytes)
        .containsExactly(correct, correctMerged, broken.array);
    assertThat(bytes).isEqualTo(asSent);
    assertThat(partial.checksumState).isEqualTo(ChecksumState.PARTIAL);
  }

  @Test
  void packetsOfAnyLengthAndManyOfThemAreWritten() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    List<byte[]> written = new ArrayList<>();
    try (PcapngWriter writer = new PcapngWriter(file, "", "")) {
      int number = writer.addInterface("a");
      for (int i = 0; i < 300; i++) {
        byte[] b = new byte[i % 10 == 0 ? 65535 - random.nextInt(9) : random.nextInt(2000)];
        random.nextBytes(b);
        written.add(b);
        writer.write(number, i, Direction.INBOUND, packet(b), i % 3 == 0 ? "x".repeat(i) : null);
      }
    }

    List<CapturedPacket> packets = read();

    assertThat(packets).extracting(CapturedPacket::bytes).containsExactlyElementsOf(written);
    assertThat(packets.get(99).comment()).hasSize(99);
  }

  @Test
  void whatIsTooLongIsCutOff() throws IOException {
    String emoji = "\uD83D\uDE00";
    try (PcapngWriter writer = new PcapngWriter(file, "€".repeat(100_000), "")) {
      int number = writer.addInterface("€".repeat(100_000));
      writer.write(
          number, 0, Direction.INBOUND, packet(new byte[70_000]), "x" + emoji.repeat(50_000));
    }

    CapturedPacket packet = read().getFirst();

    assertThat(packet.bytes()).hasSize(65535);
    assertThat(packet.originalLength()).isEqualTo(70_000);
    assertThat(packet.interfaceName()).isEqualTo("€".repeat(16_000));
    assertThat(packet.comment()).isEqualTo("x" + emoji.repeat(7999)); // no half of a character
  }

  @Test
  void nothingIsWrittenBeforeItMustAndAllOnFlush() throws IOException {
    try (PcapngWriter writer = new PcapngWriter(file, "", "")) {
      int number = writer.addInterface("a");
      writer.write(number, 0, Direction.INBOUND, packet((byte) 1), null);
      assertThat(file.size()).isZero();
      writer.flush();
      assertThat(read()).hasSize(1);
    }
  }

  @Test
  void aClosedWriterSaysSoAndClosesItsStreamOnce() throws IOException {
    int[] closed = {0};
    PcapngWriter writer =
        new PcapngWriter(
            new OutputStream() {
              @Override
              public void write(int b) {
                file.write(b);
              }

              @Override
              public void close() {
                closed[0]++;
              }
            },
            "",
            "");
    int number = writer.addInterface("a");
    writer.close();
    writer.close();

    assertThat(closed[0]).isEqualTo(1);
    assertThatThrownBy(() -> writer.write(number, 0, Direction.INBOUND, packet((byte) 1), null))
        .isInstanceOf(IOException.class)
        .hasMessage("the capture is closed");
    assertThatThrownBy(() -> writer.addInterface("b")).isInstanceOf(IOException.class);
    assertThatThrownBy(writer::flush).isInstanceOf(IOException.class);
    assertThat(read()).isEmpty();
  }

  @Test
  void aStreamThatFailsBreaksTheWriter() throws IOException {
    int[] closed = {0};
    PcapngWriter writer =
        new PcapngWriter(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("disk full");
              }

              @Override
              public void close() {
                closed[0]++;
              }
            },
            "",
            "");
    assertThatThrownBy(writer::flush).hasMessage("disk full");
    assertThatThrownBy(() -> writer.addInterface("a")).hasMessageContaining("broke off");
    writer.close();
    assertThat(closed[0]).isEqualTo(1);
  }

  @Test
  void whatCannotBeWrittenIsRefusedAndLeavesNoTrace() throws IOException {
    try (PcapngWriter writer = new PcapngWriter(file, "", "")) {
      assertThatThrownBy(() -> writer.write(0, 0, Direction.INBOUND, packet((byte) 1), null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("interfaceNumber=0");
      int number = writer.addInterface("a");
      Packet beyond = packet((byte) 1);
      beyond.length = 2;
      assertThatThrownBy(() -> writer.write(number, 0, Direction.INBOUND, beyond, null))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
    assertThat(read()).isEmpty();
  }

  /// A file as another program may write it: big-endian, microseconds, unknown blocks and options,
  /// two sections.
  @Test
  void filesOfOtherProgramsAreRead() throws IOException {
    ByteBuffer b = ByteBuffer.allocate(1000).order(ByteOrder.BIG_ENDIAN);
    b.putInt(0x0a0d0d0a).putInt(28).putInt(0x1a2b3c4d).putInt(0x00010000).putLong(-1).putInt(28);
    b.putInt(1).putInt(20).putInt(101 << 16).putInt(0).putInt(20); // no options: microseconds
    b.putInt(1).putInt(44).putInt(1 << 16).putInt(0); // Ethernet, binary fractions, an offset
    b.putInt(9 << 16 | 1)
        .putInt(0x8a000000)
        .putInt(14 << 16 | 8)
        .putLong(1000)
        .putInt(0)
        .putInt(44);
    b.putInt(0xbad).putInt(16).putInt(7).putInt(16);
    b.putInt(6)
        .putInt(36)
        .putInt(0)
        .putInt(0)
        .putInt(5)
        .putInt(1)
        .putInt(60)
        .putInt(0x11000000)
        .putInt(36);
    b.putInt(6).putInt(44).putInt(1).putInt(0).putInt(1536).putInt(0).putInt(0);
    b.putInt(77 << 16).putInt(2 << 16 | 4).putInt(0).putInt(44);
    b.order(ByteOrder.LITTLE_ENDIAN);
    b.putInt(0x0a0d0d0a).putInt(28).putInt(0x1a2b3c4d).putInt(1).putLong(-1).putInt(28);
    b.putInt(6).putInt(32).putInt(0).putInt(0).putInt(5).putInt(0).putInt(0).putInt(32);

    try (PcapngReader reader =
        new PcapngReader(new ByteArrayInputStream(b.array(), 0, b.position()))) {
      CapturedPacket first = reader.next();
      assertThat(first.epochNanos()).isEqualTo(5000);
      assertThat(first.bytes()).containsExactly(0x11);
      assertThat(first.originalLength()).isEqualTo(60);
      assertThat(first.direction()).isNull();
      CapturedPacket second = reader.next();
      assertThat(second.linkType()).isEqualTo(1);
      assertThat(second.epochNanos()).isEqualTo(1_001_500_000_000L);
      assertThat(second.direction()).isNull();
      assertThatThrownBy(reader::next) // the second section has no interface
          .isInstanceOf(IOException.class)
          .hasMessageContaining("interface 0");
    }
  }

  private byte[] good() throws IOException {
    try (PcapngWriter writer = new PcapngWriter(file, "app", "hw")) {
      int number = writer.addInterface("a");
      writer.write(number, TIME, Direction.INBOUND, packet(new byte[50]), "comment");
    }
    return file.toByteArray();
  }

  @Test
  void aFileThatIsCutOffIsToldFromOneThatEnds() throws IOException {
    byte[] good = good();
    List<Integer> ends = new ArrayList<>();
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      try {
        assertThat(read(cut)).isEmpty();
        ends.add(length);
      } catch (EOFException e) {
        assertThat(e).hasMessageContaining("cut off in the block at byte");
      }
    }
    assertThat(ends).containsExactly(0, 48, 88); // between blocks
  }

  @Test
  void whatIsNoCaptureIsRefused() {
    assertThatThrownBy(() -> read("GET / HTTP/1.1".getBytes(UTF_8)))
        .hasMessageContaining("not a pcapng file");
    byte[] noMagic = HexFormat.of().parseHex("0a0d0d0a1c00000000000000");
    assertThatThrownBy(() -> read(noMagic)).hasMessageContaining("byte-order magic");
    byte[] pcap = HexFormat.of().parseHex("d4c3b2a1020004000000000000000000ffff000001000000");
    assertThatThrownBy(() -> read(pcap)).hasMessageContaining("not a pcapng file");
  }

  @Test
  void aLengthThatLiesIsRefusedWithoutAllocatingForIt() throws IOException {
    byte[] good = good();
    ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).putInt(48 + 4, 0x7ffffffc);
    assertThatThrownBy(() -> read(good))
        .hasMessage("a block of 2147483644 bytes, in the block at byte 48");
  }

  @Test
  void aDamagedFileNeverThrowsAnythingElse() throws IOException {
    byte[] good = good();
    SplittableRandom random = new SplittableRandom(9);
    int read = 0;
    int refused = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] bad = good.clone();
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      try {
        read(bad);
        read++;
      } catch (IOException e) {
        refused++;
      }
    }
    assertThat(read).isPositive();
    assertThat(refused).isPositive();
  }
}

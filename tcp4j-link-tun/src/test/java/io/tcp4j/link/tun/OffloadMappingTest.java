package io.tcp4j.link.tun;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.ChecksumState;
import io.tcp4j.link.Packet;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import io.tcp4j.wire.TcpFlags;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OffloadMappingTest {
  private static final int TEXT = 4000;
  private static final int MSS = 1400;

  private final VirtioNetHeader header = new VirtioNetHeader();

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "fd00::1"})
  void aPacketWithAnOpenChecksumSaysWhereItStartsAndWhereItGoes(String address) {
    Packet packet = tcp(address, TcpFlags.ACK, 0);
    assertThat(OffloadMapping.toHeader(packet, header)).isTrue();
    assertThat(header.flags).isEqualTo(VirtioNetHeader.NEEDS_CSUM);
    assertThat(header.gsoType).isEqualTo(VirtioNetHeader.GSO_NONE);
    assertThat(header.checksumStart).isEqualTo(packet.transportOffset);
    assertThat(header.checksumOffset).isEqualTo(16);
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1, 1, 40", "fd00::1, 4, 60"})
  void aSuperPacketSaysHowItIsToBeCut(String address, int type, int headers) {
    assertThat(OffloadMapping.toHeader(tcp(address, TcpFlags.ACK, MSS), header)).isTrue();
    assertThat(header.gsoType).isEqualTo(type);
    assertThat(header.gsoSize).isEqualTo(MSS);
    assertThat(header.headerLength).isEqualTo(headers);
    assertThat(header.flags).isEqualTo(VirtioNetHeader.NEEDS_CSUM);
  }

  @Test
  void aSuperPacketWithCwrSaysSoForOnlyItsFirstSegmentMayKeepIt() {
    Packet packet = tcp("10.0.0.1", TcpFlags.ACK | TcpFlags.CWR, MSS);
    assertThat(OffloadMapping.toHeader(packet, header)).isTrue();
    assertThat(header.gsoType).isEqualTo(VirtioNetHeader.GSO_TCPV4 | VirtioNetHeader.GSO_ECN);
  }

  @Test
  void textThatFitsOneSegmentIsNoSuperPacketEitherWay() {
    Packet packet = tcp("10.0.0.1", TcpFlags.ACK, TEXT);
    assertThat(OffloadMapping.toHeader(packet, header)).isTrue();
    assertThat(header.gsoType).isEqualTo(VirtioNetHeader.GSO_NONE);

    superPacketHeader(packet);
    header.gsoSize = TEXT;
    assertThat(OffloadMapping.toPacket(header, plain(packet))).isTrue();
    assertThat(packet.gsoSize).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "fd00::1"})
  void whatOneLinkSendsTheOtherReceives(String address) {
    Packet sent = tcp(address, TcpFlags.ACK | TcpFlags.CWR, MSS);
    assertThat(OffloadMapping.toHeader(sent, header)).isTrue();
    Packet received = plain(TestPackets.copy(sent));
    assertThat(OffloadMapping.toPacket(header, received)).isTrue();
    assertThat(received).usingRecursiveComparison().isEqualTo(sent);
  }

  @Test
  void aPacketTheKernelHasCheckedIsVerified() {
    header.flags = VirtioNetHeader.DATA_VALID;
    Packet packet = plain(tcp("10.0.0.1", TcpFlags.ACK, 0));
    assertThat(OffloadMapping.toPacket(header, packet)).isTrue();
    assertThat(packet.checksumState).isEqualTo(ChecksumState.VERIFIED);
  }

  @Test
  void aSuperPacketThatWasMergedAfterItsChecksWereDoneIsVerified() {
    Packet packet = plain(tcp("10.0.0.1", TcpFlags.ACK, 0));
    header.flags = VirtioNetHeader.DATA_VALID;
    header.gsoType = VirtioNetHeader.GSO_TCPV4;
    header.gsoSize = MSS;
    assertThat(OffloadMapping.toPacket(header, packet)).isTrue();
    assertThat(packet.checksumState).isEqualTo(ChecksumState.VERIFIED);
    assertThat(packet.gsoSize).isEqualTo(MSS);
    assertThat(packet.transportOffset).isEqualTo(20);
  }

  @Test
  void aHeaderOfZerosIsAPacketStillToBeChecked() {
    Packet packet = plain(tcp("10.0.0.1", TcpFlags.ACK, 0));
    assertThat(OffloadMapping.toPacket(header, packet)).isTrue();
    assertThat(packet.checksumState).isEqualTo(ChecksumState.COMPLETE);
  }

  @Test
  void theOpenChecksumOfAPacketInsideThisOneIsNotTakenForItsOwn() {
    Packet inner = tcp("10.0.0.1", TcpFlags.ACK, 0);
    IpHeader outer = new IpHeader();
    outer.version = 4;
    outer.protocol = 4; // IP in IP
    outer.source(IpAddress.parse("10.9.0.1"));
    outer.destination(IpAddress.parse("10.9.0.2"));
    outer.payloadLength = inner.length;
    byte[] bytes = new byte[20 + inner.length];
    IpCodec.encode(outer, bytes, 0);
    System.arraycopy(inner.array, 0, bytes, 20, inner.length);
    Packet packet = new Packet().set(bytes, 0, bytes.length);
    header.flags = VirtioNetHeader.NEEDS_CSUM;
    header.checksumStart = 40;
    header.checksumOffset = 16;

    assertThat(OffloadMapping.toPacket(header, packet)).isTrue();
    assertThat(packet.checksumState).isEqualTo(ChecksumState.COMPLETE);
    Packet unwrapped = new Packet().set(bytes, 20, inner.length);
    assertThat(TcpCodec.checksumOk(bytes, TestPackets.header(unwrapped))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 16", // before the IP header's end
    "19, 16",
    "4039, 0", // one byte too far
    "4024, 16",
    "65535, 16",
    "20, 65535",
    "65535, 65535"
  })
  void aChecksumOutsideThePacketIsRefused(int start, int offset) {
    Packet packet = plain(tcp("10.0.0.1", TcpFlags.ACK, 0));
    header.flags = VirtioNetHeader.NEEDS_CSUM;
    header.checksumStart = start;
    header.checksumOffset = offset;
    assertThat(OffloadMapping.toPacket(header, packet)).isFalse();
  }

  @Test
  void aSuperPacketWithoutASizeIsRefused() {
    Packet packet = tcp("10.0.0.1", TcpFlags.ACK, MSS);
    superPacketHeader(packet);
    header.gsoSize = 0;
    assertThat(OffloadMapping.toPacket(header, plain(packet))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 3, 5, 2, 0x80, 0x84, 0xff})
  void aSuperPacketOfAnotherTypeThanItsBytesIsRefused(int type) {
    Packet packet = tcp("10.0.0.1", TcpFlags.ACK, MSS);
    superPacketHeader(packet);
    header.gsoType = type;
    assertThat(OffloadMapping.toPacket(header, plain(packet))).isFalse();
  }

  @Test
  void aSuperPacketNobodyHasCheckedIsRefused() {
    Packet packet = tcp("10.0.0.1", TcpFlags.ACK, MSS);
    superPacketHeader(packet);
    header.flags = 0;
    assertThat(OffloadMapping.toPacket(header, plain(packet))).isFalse();
  }

  @Test
  void aSuperPacketThatIsNotTcpIsRefused() {
    Packet packet = tcp("10.0.0.1", TcpFlags.ACK, MSS);
    packet.array[9] = IpProtocol.UDP;
    superPacketHeader(packet);
    assertThat(OffloadMapping.toPacket(header, plain(packet))).isFalse();
  }

  @Test
  void aSuperPacketWhoseTcpHeaderDoesNotFitIsRefusedBothWays() {
    Packet packet = tcp("10.0.0.1", TcpFlags.ACK, MSS);
    superPacketHeader(packet);
    packet.array[20 + 12] = (byte) 0x40; // a header of 16 bytes
    assertThat(OffloadMapping.toPacket(header, plain(TestPackets.copy(packet)))).isFalse();
    assertThat(OffloadMapping.toHeader(packet, header)).isFalse();

    packet.array[20 + 12] = (byte) 0xf0; // one of 60, where only 59 are left
    packet.length = 20 + 59;
    superPacketHeader(packet);
    assertThat(OffloadMapping.toPacket(header, plain(TestPackets.copy(packet)))).isFalse();
    assertThat(OffloadMapping.toHeader(packet, header)).isFalse();
  }

  @Test
  void aSuperPacketBehindAnExtensionHeaderIsReceived() {
    byte[] bytes = new byte[40 + 8 + 20 + TEXT];
    Packet inner = tcp("fd00::1", TcpFlags.ACK, MSS);
    System.arraycopy(inner.array, 0, bytes, 0, 40);
    System.arraycopy(inner.array, 40, bytes, 48, 20 + TEXT);
    bytes[6] = 60; // destination options
    bytes[40] = IpProtocol.TCP;
    Packet packet = new Packet().set(bytes, 0, bytes.length);
    superPacketHeader(inner);
    header.checksumStart = 48;
    assertThat(OffloadMapping.toPacket(header, packet)).isTrue();
    assertThat(packet.gsoSize).isEqualTo(MSS);
    assertThat(packet.transportOffset).isEqualTo(48);
  }

  @ParameterizedTest
  @CsvSource({"19, 16", "-1, 16", "20, -1", "4024, 16", "2147483647, 2147483647"})
  void aPacketWhoseOpenChecksumIsOutsideItIsNotSent(int start, int offset) {
    Packet packet = tcp("10.0.0.1", TcpFlags.ACK, 0);
    packet.transportOffset = start;
    packet.checksumOffset = offset;
    assertThat(OffloadMapping.toHeader(packet, header)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65536, Integer.MAX_VALUE})
  void aSuperPacketOfASizeTheHeaderCannotSayIsNotSent(int size) {
    Packet packet = tcp("10.0.0.1", TcpFlags.ACK, 0);
    packet.gsoSize = size;
    assertThat(OffloadMapping.toHeader(packet, header)).isFalse();
  }

  @Test
  void noHeaderOnNoBytesThrowsAndWhatIsAcceptedFits() {
    SplittableRandom random = new SplittableRandom(1);
    byte[] bytes = new byte[256];
    int accepted = 0;
    for (int i = 0; i < 200_000; i++) {
      random.nextBytes(bytes);
      int length = 1 + random.nextInt(120);
      bytes[10] = (byte) ((random.nextBoolean() ? 0x40 : 0x60) | random.nextInt(16));
      if (random.nextBoolean()) { // plausible, so that the later checks are reached
        bytes[0] = (byte) random.nextInt(4);
        bytes[1] = (byte) (random.nextBoolean() ? 1 : 4);
        for (int field = 2; field < VirtioNetHeader.SIZE; field += 2) {
          bytes[field] = (byte) random.nextInt(80);
          bytes[field + 1] = 0;
        }
        bytes[10 + 6] = IpProtocol.TCP;
        bytes[10 + 9] = IpProtocol.TCP;
      }
      Packet packet = new Packet().set(bytes, VirtioNetHeader.SIZE, length);
      header.decode(bytes, 0);
      if (OffloadMapping.toPacket(header, packet)) {
        accepted++;
        assertThat(packet.length).isEqualTo(length);
        if (packet.isSuperPacket()) {
          assertThat(packet.transportOffset).isBetween(20, length - 20);
        }
        if (TestPackets.isOpen(packet)) {
          assertThat(packet.transportOffset + packet.checksumOffset).isBetween(20, length - 2);
          assertThat(OffloadMapping.toHeader(packet, header)).isTrue();
        }
      }
    }
    assertThat(accepted).isBetween(2_000, 198_000);
  }

  /// Fills in the header of a packet that is to be cut.
  private void superPacketHeader(Packet packet) {
    boolean v4 = packet.array[packet.offset] >> 4 == 4;
    header.clear();
    header.flags = VirtioNetHeader.NEEDS_CSUM;
    header.gsoType = v4 ? VirtioNetHeader.GSO_TCPV4 : VirtioNetHeader.GSO_TCPV6;
    header.gsoSize = MSS;
    header.checksumStart = v4 ? 20 : 40;
    header.checksumOffset = 16;
  }

  /// Forgets what the packet says of offload: what a reader starts with.
  private static Packet plain(Packet packet) {
    return packet.set(packet.array, packet.offset, packet.length);
  }

  private static Packet tcp(String address, int flags, int gsoSize) {
    Segment segment = new Segment();
    segment.flags = flags;
    segment.text = new byte[TEXT];
    segment.textLength = TEXT;
    segment.gsoSize = gsoSize;
    IpAddress source = IpAddress.parse(address);
    return TestPackets.tcp(source, new IpAddress(source.high(), source.low() + 1), segment);
  }
}

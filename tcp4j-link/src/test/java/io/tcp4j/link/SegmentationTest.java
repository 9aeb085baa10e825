package io.tcp4j.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.wire.Bytes;
import io.tcp4j.wire.TcpFlags;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentationTest {
  private static final int PLACE = 7; // packets need not begin at the start of their array

  private static byte[] tcp(int version, int textLength) {
    return version == 4 ? TcpPackets.v4(textLength) : TcpPackets.v6(textLength);
  }

  /// A super-packet in the middle of an array, as a stack hands it over.
  private static Packet superPacket(byte[] b, int gsoSize) {
    Packet partial = TcpPackets.partial(b);
    byte[] array = new byte[PLACE + b.length + 3];
    System.arraycopy(b, 0, array, PLACE, b.length);
    Packet packet = new Packet().set(array, PLACE, b.length);
    packet.describeLike(partial);
    packet.gsoSize = gsoSize;
    return packet;
  }

  private static List<byte[]> cut(Packet packet) {
    List<byte[]> pieces = new ArrayList<>();
    Packet into = new Packet();
    int longest = Segmentation.longestPiece(packet);
    for (int i = 0; i < Segmentation.pieces(packet); i++) {
      into.set(new byte[5 + longest], 5, 0);
      Segmentation.cut(packet, i, into);
      assertThat(into.length).isLessThanOrEqualTo(longest);
      assertThat(into.isSuperPacket()).isFalse();
      assertThat(into.checksumState).isEqualTo(ChecksumState.COMPLETE);
      pieces.add(TcpPackets.bytes(into));
    }
    return pieces;
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6})
  void aSuperPacketBecomesTheSegmentsThatItStandsFor(int version) {
    byte[] whole = tcp(version, 2500);
    int tcp = TcpPackets.ipHeader(whole);

    List<byte[]> pieces = cut(superPacket(whole, 1000));

    assertThat(pieces).hasSize(3).allMatch(TcpPackets::isCorrect);
    assertThat(pieces)
        .extracting(b -> Bytes.u32(b, tcp + 4))
        .containsExactly(100_000L, 101_000L, 102_000L);
    assertThat(pieces).extracting(b -> Bytes.u32(b, tcp + 8)).containsOnly(200_000L);
    assertThat(pieces).extracting(b -> b.length - tcp - 20).containsExactly(1000, 1000, 500);
    byte[] text = new byte[2500];
    for (int i = 0; i < 3; i++) {
      System.arraycopy(pieces.get(i), tcp + 20, text, i * 1000, pieces.get(i).length - tcp - 20);
    }
    assertThat(text).isEqualTo(Arrays.copyOfRange(whole, tcp + 20, whole.length));
  }

  @Test
  void identificationsCountUpAndWrap() {
    assertThat(cut(superPacket(TcpPackets.v4(3000), 1000)))
        .extracting(b -> Bytes.u16(b, 4))
        .containsExactly(0xfffe, 0xffff, 0);
  }

  @Test
  void sequenceNumbersWrap() {
    byte[] whole = TcpPackets.v4(300);
    Bytes.put32(whole, 24, -100);

    assertThat(cut(superPacket(whole, 100)))
        .allMatch(TcpPackets::isCorrect)
        .extracting(b -> Bytes.i32(b, 24))
        .containsExactly(-100, 0, 100);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6})
  void finAndPushAreOfTheLastAndCwrIsOfTheFirst(int version) {
    byte[] whole = tcp(version, 300);
    int flags = TcpPackets.ipHeader(whole) + 13;
    whole[flags] = (byte) 0xff;

    assertThat(cut(superPacket(whole, 100)))
        .allMatch(TcpPackets::isCorrect)
        .extracting(b -> Bytes.u8(b, flags))
        .containsExactly(
            0xff & ~(TcpFlags.FIN | TcpFlags.PSH),
            0xff & ~(TcpFlags.FIN | TcpFlags.PSH | TcpFlags.CWR),
            0xff & ~TcpFlags.CWR);
  }

  @Test
  void optionsOfBothHeadersAreInEveryPiece() {
    byte[] plain = TcpPackets.v4(250);
    byte[] whole = new byte[plain.length + 4 + 12];
    System.arraycopy(plain, 0, whole, 0, 20);
    whole[0] = 0x46;
    Arrays.fill(whole, 20, 24, (byte) 1);
    System.arraycopy(plain, 20, whole, 24, 20);
    whole[24 + 12] = (byte) 0x80;
    Arrays.fill(whole, 44, 56, (byte) 1);
    System.arraycopy(plain, 40, whole, 56, 250);

    List<byte[]> pieces = cut(superPacket(whole, 100));

    assertThat(pieces).hasSize(3).allMatch(TcpPackets::isCorrect);
    assertThat(pieces).extracting(b -> b.length).containsExactly(156, 156, 106);
    assertThat(pieces)
        .allSatisfy(
            b -> {
              assertThat(Arrays.copyOfRange(b, 20, 24)).containsOnly(1);
              assertThat(Arrays.copyOfRange(b, 44, 56)).containsOnly(1);
            });
  }

  @Test
  void aSuperPacketThatFitsIsOnePiece() {
    byte[] whole = TcpPackets.v4(100);
    byte[] expected = whole.clone();

    for (int gsoSize : new int[] {100, 101, Integer.MAX_VALUE}) {
      assertThat(cut(superPacket(whole, gsoSize))).containsExactly(expected);
    }
    assertThat(cut(superPacket(TcpPackets.v4(0), 100))).hasSize(1).allMatch(TcpPackets::isCorrect);
  }

  @Test
  void theLongestSuperPacketIsCut() {
    List<byte[]> pieces = cut(superPacket(TcpPackets.v4(65535 - 40), 50));

    assertThat(pieces).hasSize(1310).allMatch(TcpPackets::isCorrect);
  }

  @Test
  void anOrdinaryPacketIsOnePiece() {
    Packet packet = new Packet().set(TcpPackets.v4(100), 0, 140);

    assertThat(Segmentation.pieces(packet)).isEqualTo(1);
    assertThat(Segmentation.longestPiece(packet)).isEqualTo(140);
  }

  @Test
  void whatIsNotTcpWhereItSaysCannotBeCut() {
    byte[] udp = TcpPackets.v4(100);
    udp[9] = 17;
    byte[] udp6 = TcpPackets.v6(100);
    udp6[6] = 17;
    byte[] version5 = TcpPackets.v4(100);
    version5[0] = 0x55;
    byte[] shortDataOffset = TcpPackets.v4(100);
    shortDataOffset[32] = 0x40;
    byte[] longDataOffset = TcpPackets.v4(10);
    longDataOffset[32] = (byte) 0xf0;

    for (byte[] b : List.of(udp, udp6, version5, shortDataOffset, longDataOffset)) {
      assertThat(Segmentation.pieces(superPacket(b, 50))).isZero();
    }
    for (int offset : new int[] {-1, 0, 19, 21, 121, 140, Integer.MAX_VALUE}) {
      Packet packet = superPacket(TcpPackets.v4(100), 50);
      packet.transportOffset = offset;
      assertThat(Segmentation.pieces(packet)).isZero();
      packet.checksumState = ChecksumState.VERIFIED;
      assertThat(Segmentation.completeChecksum(packet)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6})
  void aPartialChecksumIsCompleted(int version) {
    for (int textLength : new int[] {0, 1, 2, 999, 1000}) {
      byte[] whole = tcp(version, textLength);
      byte[] expected = whole.clone();
      Packet packet = TcpPackets.partial(whole);
      assertThat(whole).isNotEqualTo(expected);

      assertThat(Segmentation.completeChecksum(packet)).isTrue();

      assertThat(whole).isEqualTo(expected);
      assertThat(packet.checksumState).isEqualTo(ChecksumState.COMPLETE);
    }
  }

  @Test
  void aChecksumThatIsCompleteIsNotTouchedEvenIfWrong() {
    byte[] wrong = TcpPackets.v4(10);
    wrong[36] ^= 1;
    byte[] expected = wrong.clone();

    for (ChecksumState state : List.of(ChecksumState.COMPLETE, ChecksumState.VERIFIED)) {
      Packet packet = new Packet().set(wrong, 0, wrong.length);
      packet.checksumState = state;
      assertThat(Segmentation.completeChecksum(packet)).isTrue();
      assertThat(wrong).isEqualTo(expected);
      assertThat(packet.checksumState).isEqualTo(state);
    }
  }

  @Test
  void aMergedSuperPacketGetsAChecksumOfItsOwn() {
    byte[] merged = TcpPackets.v4(2000);
    Packet packet = superPacket(merged, 1000);
    packet.checksumState = ChecksumState.VERIFIED;
    Bytes.put16(packet.array, PLACE + 36, 0xbeef); // that of one of its parts

    assertThat(Segmentation.completeChecksum(packet)).isTrue();

    assertThat(TcpPackets.bytes(packet)).matches(TcpPackets::isCorrect);
    assertThat(packet.gsoSize).isEqualTo(1000);
  }

  @Test
  void aUdpChecksumThatComesToZeroIsSentAsAllOnes() {
    byte[] b = new byte[28];
    Bytes.put16(b, 26, 0xffff); // the "pseudo-header sum": its complement is 0
    Packet packet = new Packet().set(b, 0, b.length);
    packet.checksumState = ChecksumState.PARTIAL;
    packet.transportOffset = 20;
    packet.checksumOffset = 6;

    assertThat(Segmentation.completeChecksum(packet)).isTrue();

    assertThat(Bytes.u16(b, 26)).isEqualTo(0xffff);
  }

  @Test
  void aChecksumFieldOutsideOfThePacketIsLeftAlone() {
    for (int[] place :
        new int[][] {{-1, 16}, {20, -21}, {20, 19}, {39, 0}, {Integer.MAX_VALUE, 16}}) {
      Packet packet = TcpPackets.partial(TcpPackets.v4(0));
      packet.transportOffset = place[0];
      packet.checksumOffset = place[1];
      byte[] before = packet.array.clone();

      assertThat(Segmentation.completeChecksum(packet)).isFalse();
      assertThat(packet.array).isEqualTo(before);
    }
  }

  @Test
  void noPacketMakesItThrow() {
    SplittableRandom random = new SplittableRandom(7);
    int cuttable = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] b = random.nextBoolean() ? TcpPackets.v4(60) : TcpPackets.v6(60);
      for (int flips = random.nextInt(4); flips > 0; flips--) {
        b[random.nextInt(56)] = (byte) random.nextInt(256);
      }
      Packet packet = new Packet().set(b, 0, 1 + random.nextInt(b.length));
      packet.gsoSize = 1 + random.nextInt(40);
      packet.transportOffset =
          random.nextInt(4) == 0 ? random.nextInt(-9, 130) : TcpPackets.ipHeader(b);
      packet.checksumOffset = random.nextInt(4) == 0 ? random.nextInt(-9, 130) : 16;
      packet.checksumState = random.nextBoolean() ? ChecksumState.PARTIAL : ChecksumState.VERIFIED;
      cuttable += cut(packet).isEmpty() ? 0 : 1;
      boolean unused = Segmentation.completeChecksum(packet);
    }
    assertThat(cuttable).isBetween(10_000, 90_000);
  }
}

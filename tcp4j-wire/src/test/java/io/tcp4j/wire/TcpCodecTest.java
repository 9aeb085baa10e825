package io.tcp4j.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tcp4j.rfc.Rfc;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TcpCodecTest {
  /// Every field set, options of 32 bytes, three bytes of text.
  static final String ALL_FIELDS =
      """
      1234 5678 89abcdef fedcba98 d3f9 4321 0000 0102
      0101 080a 00000001 fffffffe
      0101 0512 00000010 00000020 80000030 ffffffff
      aabbcc
      """;

  /// SYN of Linux 6.18 over IPv4, from a capture.
  private static final String LINUX_SYN =
      """
      4500003c00ca4000400625de0a0900010a090002
      983e00501da2662800000000a002faf0b3be0000020405b40402080ae1598786000000000103030a
      """;

  /// SYN of Linux 6.18 over IPv6, from a capture.
  private static final String LINUX_SYN_V6 =
      """
      600963ef0028064020010db800000000000000000000000120010db8000000000000000000000002
      9e7e0050882c842f00000000a002fd20bd4d0000020405a00402080abe3bc8c7000000000103030a
      """;

  static Stream<Arguments> synsOfLinux() {
    return Stream.of(arguments(LINUX_SYN, 1460), arguments(LINUX_SYN_V6, 1440));
  }

  private static final String HEADER = "0001 0002 00000003 00000004 %x0 10 0005 0000 0000";

  private final Segment seg = new Segment();

  private DropReason decode(String digits) {
    byte[] b = Hex.bytes(digits);
    return TcpCodec.decode(b, 0, b.length, seg);
  }

  /// Decodes a header with these options, filled up with zeros to a multiple of 4 bytes.
  private DropReason decodeOptions(String digits) {
    String options = digits.replaceAll("\\s", "");
    String padded = options + "0".repeat((8 - options.length() % 8) % 8);
    return decode(HEADER.formatted(5 + padded.length() / 8) + padded);
  }

  @ParameterizedTest
  @MethodSource("synsOfLinux")
  void decodesAndRebuildsASynOfLinuxByteForByte(String digits, int mss) {
    byte[] b = Hex.bytes(digits);
    IpHeader ip = new IpHeader();
    assertThat(IpCodec.decode(b, 0, b.length, ip)).isNull();
    assertThat(ip.protocol).isEqualTo(IpProtocol.TCP);
    assertThat(TcpCodec.checksumOk(b, ip)).isTrue();
    assertThat(TcpCodec.decode(b, ip.payloadOffset, ip.payloadLength, seg)).isNull();
    assertThat(seg.flags).isEqualTo(TcpFlags.SYN);
    assertThat(seg.destinationPort).isEqualTo(80);
    assertThat(seg.mss).isEqualTo(mss);
    assertThat(seg.windowScale).isEqualTo(10);
    assertThat(seg.sackPermitted).isTrue();
    assertThat(seg.timestamps).isTrue();
    assertThat(seg.tsEcr).isZero();
    assertThat(seg.textLength).isZero();

    byte[] again = new byte[b.length];
    int at = IpCodec.encode(ip, again, 0);
    int length = TcpCodec.encodeHeader(seg, again, at);
    TcpCodec.putChecksum(
        again, at, length, ip.sourceHigh, ip.sourceLow, ip.destinationHigh, ip.destinationLow);
    assertThat(again).isEqualTo(b);
  }

  @Test
  @Rfc("9293 MUST-5")
  void decodesEveryField() {
    assertThat(decode(ALL_FIELDS)).isNull();
    assertThat(seg.sourcePort).isEqualTo(0x1234);
    assertThat(seg.destinationPort).isEqualTo(0x5678);
    assertThat(seg.seq).isEqualTo(0x89abcdefL);
    assertThat(seg.ack).isEqualTo(0xfedcba98L);
    assertThat(seg.reserved).isEqualTo(3);
    assertThat(seg.flags).isEqualTo(0xf9);
    assertThat(seg.wnd).isEqualTo(0x4321);
    assertThat(seg.up).isEqualTo(0x0102);
    assertThat(seg.headerLength).isEqualTo(52);
    assertThat(seg.textOffset).isEqualTo(52);
    assertThat(seg.textLength).isEqualTo(3);
    assertThat(seg.tsVal).isEqualTo(1);
    assertThat(seg.tsEcr).isEqualTo(-2);
    assertThat(seg.sackBlocks).isEqualTo(2);
    assertThat(seg.sackLeft).startsWith(0x10L, 0x80000030L);
    assertThat(seg.sackRight).startsWith(0x20L, 0xffffffffL);
  }

  @Test
  @Rfc("9293 MUST-1")
  void theWindowHasNoSign() {
    seg.wnd = 0x8001;
    byte[] b = new byte[20];
    TcpCodec.encodeHeader(seg, b, 0);
    seg.wnd = 0;
    assertThat(TcpCodec.decode(b, 0, b.length, seg)).isNull();
    assertThat(seg.wnd).isEqualTo(0x8001);
  }

  @ParameterizedTest
  @CsvSource({
    "0, TCP_TRUNCATED",
    "19, TCP_TRUNCATED",
    "20, TCP_BAD_HEADER_LENGTH",
    "51, TCP_BAD_HEADER_LENGTH"
  })
  void refusesASegmentThatIsCut(int length, DropReason reason) {
    assertThat(TcpCodec.decode(Hex.bytes(ALL_FIELDS), 0, length, seg)).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "4"})
  void refusesADataOffsetBelowFive(int dataOffset) {
    assertThat(decode(HEADER.formatted(dataOffset))).isEqualTo(DropReason.TCP_BAD_HEADER_LENGTH);
  }

  @Test
  @Rfc({"9293 MUST-64", "9293 MUST-4"})
  void findsOptionsAtAnyAlignment() {
    for (int nops = 0; nops < 4; nops++) {
      String options = "01".repeat(nops) + "080a 11111111 22222222 0402 0204 05b4 0303 09";
      assertThat(decodeOptions(options)).isNull();
      assertThat(seg.tsVal).isEqualTo(0x11111111);
      assertThat(seg.tsEcr).isEqualTo(0x22222222);
      assertThat(seg.sackPermitted).isTrue();
      assertThat(seg.mss).isEqualTo(1460);
      assertThat(seg.windowScale).isEqualTo(9);
    }
  }

  @Test
  @Rfc({"9293 MUST-6", "9293 MUST-68"})
  void skipsUnknownOptions() {
    assertThat(
            decodeOptions(
                "1e02 fd08 f989 01020304 0204 0218 2212 00112233445566778899aabbccddeeff"))
        .isNull();
    assertThat(seg.mss).isEqualTo(536);
  }

  @Test
  void skipsAKnownOptionOfAnotherLength() {
    assertThat(decodeOptions("0203 05 0302 0403 00 0808 00000000 0000 050b 000000000000000000"))
        .isNull();
    assertThat(seg.mss).isEqualTo(-1);
    assertThat(seg.windowScale).isEqualTo(-1);
    assertThat(seg.sackPermitted).isFalse();
    assertThat(seg.timestamps).isFalse();
    assertThat(seg.sackBlocks).isZero();
  }

  @Test
  @Rfc("9293 MUST-4")
  void readsNothingAfterEndOfList() {
    assertThat(decodeOptions("0204 05b4 00 0303 07 0200")).isNull();
    assertThat(seg.mss).isEqualTo(1460);
    assertThat(seg.windowScale).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "02000000, length 0",
    "02010000, length 1",
    "fd000000, unknown and 0",
    "fd010000, unknown and 1",
    "02050000, past the end",
    "080affff, past the end",
    "010101fd, no length byte",
    "fdff0000, 255",
  })
  @Rfc({"9293 MUST-7", "9293 MUST-68"})
  void refusesAnImpossibleOptionLength(String options, String why) {
    assertThat(decodeOptions(options)).as(why).isEqualTo(DropReason.TCP_BAD_OPTION_LENGTH);
  }

  @Test
  void ofTwoEqualOptionsTheLastCounts() {
    assertThat(decodeOptions("0204 0001 0204 0002")).isNull();
    assertThat(seg.mss).isEqualTo(2);
  }

  @Test
  void holdsFourSackBlocks() {
    assertThat(decodeOptions("0522" + "0000000100000002".repeat(4))).isNull();
    assertThat(seg.sackBlocks).isEqualTo(4);
    assertThat(seg.sackRight).containsOnly(2);
  }

  @ParameterizedTest
  @CsvSource({
    // mss, ws, sackOK, ts, blocks, options
    "-1,   -1, false, false, 0, ''",
    "1460, -1, false, false, 0, 020405b4",
    "0,    -1, false, false, 0, 02040000",
    "1460, 0,  false, false, 0, 020405b4 01030300",
    "1460, 7,  true,  false, 0, 020405b4 01010402 01030307",
    "1460, 7,  true,  true,  0, 020405b4 0402080a 0000000a0000000b 01030307",
    "-1,   -1, false, true,  0, 0101080a 0000000a0000000b",
    "-1,   -1, false, false, 1, 0101050a 0000000100000002",
    "-1,   -1, false, true,  1, 0101080a 0000000a0000000b 0101050a 0000000100000002",
    "-1,   -1, false, false, 4, 01010522 0000000100000002 0000000300000004 0000000500000006 0000000700000008",
    "-1,   -1, false, true,  4, 0101080a 0000000a0000000b 0101051a 0000000100000002 0000000300000004 0000000500000006",
    "1460, 7,  false, false, 4, 020405b4 01030307 0101051a 0000000100000002 0000000300000004 0000000500000006",
    "1460, 7,  true,  true,  4, 020405b4 0402080a 0000000a0000000b 01030307 01010512 0000000100000002 0000000300000004",
  })
  @Rfc("9293 MUST-69")
  void writesOptionsInTheOrderOfLinux(
      int mss,
      int windowScale,
      boolean sackPermitted,
      boolean timestamps,
      int blocks,
      String options) {
    seg.mss = mss;
    seg.windowScale = windowScale;
    seg.sackPermitted = sackPermitted;
    seg.timestamps = timestamps;
    seg.tsVal = 10;
    seg.tsEcr = 11;
    seg.sackBlocks = blocks;
    for (int i = 0; i < 4; i++) {
      seg.sackLeft[i] = 2L * i + 1;
      seg.sackRight[i] = 2L * i + 2;
    }
    byte[] b = new byte[60];
    int length = TcpCodec.encodeHeader(seg, b, 0);
    assertThat(Hex.of(b, 20, length - 20)).isEqualTo(options.replace(" ", ""));
    assertThat(length).isEqualTo(TcpCodec.headerLength(seg)).isEqualTo(seg.headerLength);
    assertThat(Bytes.u8(b, 12) >>> 4).isEqualTo(length / 4);
  }

  @Test
  void whatIsEncodedDecodesToTheSame() {
    Random random = new Random(1);
    byte[] b = new byte[100];
    Segment decoded = new Segment();
    for (int round = 0; round < 20_000; round++) {
      randomize(seg, random);
      int offset = random.nextInt(40);
      random.nextBytes(b);
      int length = TcpCodec.encodeHeader(seg, b, offset);
      assertThat(TcpCodec.decode(b, offset, length, decoded)).isNull();
      assertThat(decoded.text).isSameAs(b);
      assertThat(decoded).hasToString(seg.toString());
      assertThat(decoded.sourcePort).isEqualTo(seg.sourcePort);
      assertThat(decoded.destinationPort).isEqualTo(seg.destinationPort);
      assertThat(decoded.ack).isEqualTo(seg.ack);
      assertThat(decoded.up).isEqualTo(seg.up);
      assertThat(decoded.reserved).isEqualTo(seg.reserved);
      assertThat(decoded.headerLength).isEqualTo(seg.headerLength);
    }
  }

  /// Any segment whose options fit.
  private static void randomize(Segment seg, Random random) {
    seg.clear();
    seg.sourcePort = random.nextInt(65_536);
    seg.destinationPort = random.nextInt(65_536);
    seg.seq = random.nextLong(1L << 32);
    seg.ack = random.nextLong(1L << 32);
    seg.flags = random.nextInt(256);
    seg.reserved = random.nextInt(16);
    seg.wnd = random.nextInt(65_536);
    seg.up = random.nextInt(65_536);
    seg.mss = random.nextInt(-1, 65_536);
    seg.windowScale = random.nextInt(-1, 256);
    seg.sackPermitted = random.nextBoolean();
    seg.timestamps = random.nextBoolean();
    seg.tsVal = seg.timestamps ? random.nextInt() : 0;
    seg.tsEcr = seg.timestamps ? random.nextInt() : 0;
    seg.sackBlocks = random.nextInt(3);
    for (int i = 0; i < seg.sackBlocks; i++) {
      seg.sackLeft[i] = random.nextLong(1L << 32);
      seg.sackRight[i] = random.nextLong(1L << 32);
    }
  }

  @Test
  void encodeTakesTheLowHalfOfUnwrappedNumbers() {
    seg.seq = SequenceNumbers.first(-2) + 5;
    seg.ack = SequenceNumbers.first(7);
    byte[] b = new byte[20];
    TcpCodec.encodeHeader(seg, b, 0);
    assertThat(Bytes.i32(b, 4)).isEqualTo(3);
    assertThat(Bytes.i32(b, 8)).isEqualTo(7);
  }

  @Test
  @Rfc("9293 MUST-3")
  void everySingleBitErrorBreaksTheChecksum() {
    byte[] b = Hex.bytes(LINUX_SYN);
    IpHeader ip = new IpHeader();
    assertThat(IpCodec.decode(b, 0, b.length, ip)).isNull();
    for (int bit = 20 * 8; bit < b.length * 8; bit++) {
      b[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(TcpCodec.checksumOk(b, ip)).isFalse();
      b[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertThat(TcpCodec.checksumOk(b, ip)).isTrue();
  }

  @Test
  @Rfc("9293 MUST-2")
  void theChecksumCoversAddressesAndText() {
    for (int text = 0; text < 9; text++) {
      byte[] b = new byte[20 + text];
      new Random(text).nextBytes(b);
      TcpCodec.putChecksum(b, 0, b.length, 0, 1, 0, 2);
      assertThat(TcpCodec.checksumOk(b, 0, b.length, 0, 1, 0, 2)).isTrue();
      assertThat(TcpCodec.checksumOk(b, 0, b.length, 0, 1, 0, 3)).isFalse();
      b[b.length - 1] ^= 1;
      assertThat(TcpCodec.checksumOk(b, 0, b.length, 0, 1, 0, 2)).isFalse();
    }
  }

  @Test
  void aPartialChecksumIsCompletedByAddingTheRest() {
    byte[] b = Hex.bytes(LINUX_SYN);
    IpHeader ip = new IpHeader();
    assertThat(IpCodec.decode(b, 0, b.length, ip)).isNull();
    TcpCodec.putPartialChecksum(
        b, 20, 40, ip.sourceHigh, ip.sourceLow, ip.destinationHigh, ip.destinationLow);
    assertThat(TcpCodec.checksumOk(b, ip)).isFalse();
    Bytes.put16(b, 20 + TcpCodec.CHECKSUM, Checksum.complete(Checksum.sum(b, 20, 40)));
    assertThat(b).isEqualTo(Hex.bytes(LINUX_SYN));
  }
}

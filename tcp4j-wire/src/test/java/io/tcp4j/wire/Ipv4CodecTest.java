package io.tcp4j.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.rfc.Rfc;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ipv4CodecTest {
  /// Echo request of Linux, first 28 bytes and a payload cut to fit, checksum redone.
  private static final String PACKET =
      "45b8 001c 10ab 4000 4001 156a 0a090001 0a090002 0800 e297 77cd 0001";

  private final IpHeader ip = new IpHeader();

  /// Returns the packet with some bytes of the header replaced and the checksum made good again.
  private static byte[] packet(int at, String digits) {
    byte[] b = Hex.bytes(PACKET);
    byte[] patch = Hex.bytes(digits);
    System.arraycopy(patch, 0, b, at, patch.length);
    Bytes.put16(b, 10, 0);
    Bytes.put16(b, 10, Checksum.complete(Checksum.sum(b, 0, 20)));
    return b;
  }

  private DropReason decode(byte[] b) {
    return IpCodec.decode(b, 0, b.length, ip);
  }

  @Test
  void decodesEveryField() {
    assertThat(decode(Hex.bytes(PACKET))).isNull();
    assertThat(ip.version).isEqualTo(4);
    assertThat(ip.trafficClass).isEqualTo(0xb8);
    assertThat(ip.identification).isEqualTo(0x10ab);
    assertThat(ip.dontFragment).isTrue();
    assertThat(ip.isFragment()).isFalse();
    assertThat(ip.hopLimit).isEqualTo(64);
    assertThat(ip.protocol).isEqualTo(IpProtocol.ICMPV4);
    assertThat(ip.source()).isEqualTo(IpAddress.parse("10.9.0.1"));
    assertThat(ip.destination()).isEqualTo(IpAddress.parse("10.9.0.2"));
    assertThat(ip.headerLength).isEqualTo(20);
    assertThat(ip.totalLength).isEqualTo(28);
    assertThat(ip.payloadOffset).isEqualTo(20);
    assertThat(ip.payloadLength).isEqualTo(8);
    assertThat(ip).hasToString("IPv4 10.9.0.1 > 10.9.0.2 protocol=1 hops=64 len=28");
  }

  @Test
  @Rfc({"9293 MUST-50", "1122 3.2.1.8a"})
  void skipsOptions() {
    byte[] b =
        Hex.bytes("4700 0020 0000 0000 4006 0000 0a090001 0a090002 8307040a 09000301 aabbccdd");
    Bytes.put16(b, 10, Checksum.complete(Checksum.sum(b, 0, 28)));
    assertThat(decode(b)).isNull();
    assertThat(ip.headerLength).isEqualTo(28);
    assertThat(ip.payloadOffset).isEqualTo(28);
    assertThat(ip.payloadLength).isEqualTo(4);
    assertThat(ip.destination()).hasToString("10.9.0.2");
  }

  @Test
  void ignoresPaddingOfTheLink() {
    byte[] b = Arrays.copyOf(Hex.bytes(PACKET), 46);
    assertThat(decode(b)).isNull();
    assertThat(ip.payloadLength).isEqualTo(8);
  }

  @Test
  void refusesEveryTruncation() {
    byte[] b = Hex.bytes(PACKET);
    for (int length = 0; length < b.length; length++) {
      assertThat(IpCodec.decode(b, 0, length, ip)).isEqualTo(DropReason.IP_TRUNCATED);
    }
  }

  @Test
  @Rfc("1122 3.2.1.2")
  void everySingleBitErrorOfTheHeaderIsFound() {
    byte[] b = Hex.bytes(PACKET);
    for (int bit = 0; bit < 20 * 8; bit++) {
      b[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(decode(b)).as("bit %d", bit).isNotNull();
      b[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertThat(decode(b)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 44,   IP_BAD_HEADER_LENGTH,   header of 16 bytes",
    "0, 40,   IP_BAD_HEADER_LENGTH,   header of none",
    "0, 48,   IP_BAD_HEADER_LENGTH,   header longer than the packet",
    "0, 00,   IP_BAD_VERSION,         version 0",
    "0, 55,   IP_BAD_VERSION,         version 5",
    "0, f5,   IP_BAD_VERSION,         version 15",
    "2, 0013, IP_TRUNCATED,           total length below the header's",
    "2, 0000, IP_TRUNCATED,           total length 0",
    "2, 001d, IP_TRUNCATED,           a byte missing",
    "2, ffff, IP_TRUNCATED,           most missing",
  })
  @Rfc("1122 3.2.1.1")
  void refusesWrongLengthsAndVersions(int at, String patch, DropReason reason, String why) {
    assertThat(decode(packet(at, patch))).as(why).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "001c, 2000, 0,     true,  ",
    "001c, 0001, 8,     false, ",
    "001c, 2001, 8,     true,  ",
    "001b, 0001, 8,     false, the last fragment may have any length",
    "001c, 1ffb, 65496, false, as far up as a datagram reaches",
  })
  void decodesFragments(String total, String fragment, int offset, boolean more, String why) {
    assertThat(decode(packet(2, total + "0007" + fragment))).as(why).isNull();
    assertThat(ip.isFragment()).isTrue();
    assertThat(ip.fragmentOffset).isEqualTo(offset);
    assertThat(ip.moreFragments).isEqualTo(more);
    assertThat(ip.identification).isEqualTo(7);
    assertThat(ip.dontFragment).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "001b, 2000, not a multiple of 8 and more to come",
    "0014, 2000, empty and more to come",
    "0014, 0001, empty",
    "001c, 1ffe, beyond 65535",
    "001c, 1fff, beyond 65535",
    "001c, 1ffd, beyond 65535 with the header",
  })
  void refusesFragmentsThatFitNoDatagram(String total, String fragment, String why) {
    assertThat(decode(packet(2, total + "0007" + fragment)))
        .as(why)
        .isEqualTo(DropReason.IP_BAD_FRAGMENT);
  }

  @Test
  void encodesWhatItDecoded() {
    byte[] b = Hex.bytes(PACKET);
    assertThat(decode(b)).isNull();
    byte[] again = b.clone();
    Arrays.fill(again, 0, 20, (byte) 0xff);
    assertThat(IpCodec.encodedLength(ip)).isEqualTo(20);
    assertThat(IpCodec.encode(ip, again, 0)).isEqualTo(20);
    assertThat(again).isEqualTo(b);
  }

  @Test
  void whatIsEncodedDecodesToTheSame() {
    Random random = new Random(1);
    byte[] b = new byte[256];
    IpHeader decoded = new IpHeader();
    for (int round = 0; round < 1000; round++) {
      ip.clear();
      ip.version = 4;
      ip.trafficClass = random.nextInt(256);
      ip.hopLimit = random.nextInt(256);
      ip.protocol = random.nextInt(256);
      ip.identification = random.nextInt(65_536);
      ip.dontFragment = random.nextBoolean();
      ip.moreFragments = random.nextBoolean();
      ip.fragmentOffset = random.nextInt(8000) * 8;
      ip.payloadLength = random.nextInt(1, 20) * 8;
      ip.source(IpAddress.ofV4(random.nextInt()));
      ip.destination(IpAddress.ofV4(random.nextInt()));
      int offset = random.nextInt(30);
      int length = IpCodec.encode(ip, b, offset);
      assertThat(IpCodec.decode(b, offset, length + ip.payloadLength, decoded)).isNull();
      assertThat(decoded)
          .usingRecursiveComparison()
          .ignoringFields("payloadOffset", "protocolPointer")
          .isEqualTo(ip);
      assertThat(decoded.payloadOffset).isEqualTo(offset + 20);
    }
  }

  @Test
  void refusesToEncodeMoreThanALengthFieldCanSay() {
    ip.version = 4;
    ip.payloadLength = 65_516;
    assertThatThrownBy(() -> IpCodec.encode(ip, new byte[20], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("IPv4 packet of 65536 bytes");
    ip.payloadLength = 65_515;
    byte[] b = new byte[20];
    IpCodec.encode(ip, b, 0);
    assertThat(Bytes.u16(b, 2)).isEqualTo(65_535);
  }
}

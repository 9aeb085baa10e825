package io.tcp4j.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.rfc.Rfc;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ipv6CodecTest {
  private static final String ADDRESSES =
      "20010db8000000000000000000000001 20010db8000000000000000000000002";

  /// What stands for the upper layer: eight bytes.
  private static final String UPPER = "1122334455667788";

  private final IpHeader ip = new IpHeader();

  /// Builds a packet of these bytes behind the fixed header.
  private static byte[] packet(int next, String digits) {
    byte[] payload = Hex.bytes(digits);
    byte[] b = Arrays.copyOf(Hex.bytes("6b9abcde 0000 0040" + ADDRESSES), 40 + payload.length);
    Bytes.put16(b, 4, payload.length);
    Bytes.put8(b, 6, next);
    System.arraycopy(payload, 0, b, 40, payload.length);
    return b;
  }

  private DropReason decode(byte[] b) {
    return IpCodec.decode(b, 0, b.length, ip);
  }

  @Test
  @Rfc("8200 3")
  void decodesEveryField() {
    assertThat(decode(packet(6, UPPER))).isNull();
    assertThat(ip.version).isEqualTo(6);
    assertThat(ip.trafficClass).isEqualTo(0xb9);
    assertThat(ip.flowLabel).isEqualTo(0xabcde);
    assertThat(ip.hopLimit).isEqualTo(64);
    assertThat(ip.protocol).isEqualTo(IpProtocol.TCP);
    assertThat(ip.protocolPointer).isEqualTo(6);
    assertThat(ip.source()).isEqualTo(IpAddress.parse("2001:db8::1"));
    assertThat(ip.destination()).isEqualTo(IpAddress.parse("2001:db8::2"));
    assertThat(ip.headerLength).isEqualTo(40);
    assertThat(ip.totalLength).isEqualTo(48);
    assertThat(ip.payloadOffset).isEqualTo(40);
    assertThat(ip.payloadLength).isEqualTo(8);
    assertThat(ip.dontFragment).isTrue();
    assertThat(ip.isFragment()).isFalse();
    assertThat(ip.parameterProblemPointer).isEqualTo(IpHeader.NO_POINTER);
  }

  @ParameterizedTest
  @CsvSource({
    "0,  0600 0502 0000 0100,                                  48, 40, router alert",
    "60, 0600 0104 00000000,                                   48, 40, destination options",
    "60, 0601 1e0c 000000000000000000000000,                   56, 40, unknown option to skip",
    "43, 0602 0400 00000000 00112233445566778899aabbccddeeff,  64, 40, route used up",
    "44, 0600 0000 12345678,                                   48, 40, atomic fragment",
    "0,  3c00 0104 00000000 2b00 0104 00000000 2c00 0000 00000000 3c00 0000 00000000 0600 000000000000, 80, 72, all kinds",
  })
  @Rfc({"9293 MUST-50", "8200 4"})
  void walksOverExtensionHeaders(
      int next, String headers, int headerLength, int protocolPointer, String what) {
    byte[] b = packet(next, headers + UPPER);
    assertThat(decode(b)).as(what).isNull();
    assertThat(ip.protocol).isEqualTo(6);
    assertThat(ip.protocolPointer).isEqualTo(protocolPointer);
    assertThat(ip.headerLength).isEqualTo(headerLength);
    assertThat(ip.payloadOffset).isEqualTo(headerLength);
    assertThat(ip.payloadLength).isEqualTo(8);
    assertThat(ip.isFragment()).isFalse();
  }

  /// Codes and pointers are those that Linux answers with to the same packets, where it answers.
  @ParameterizedTest
  @CsvSource({
    "59, '',                                IP_NO_NEXT_HEADER,       -1, -1",
    "60, 3b00 0104 00000000,                IP_NO_NEXT_HEADER,       -1, -1",
    "50, 0000000100000001,                  IP_SECURITY_HEADER,      1,  6",
    "51, 0604000000000001,                  IP_SECURITY_HEADER,      1,  6",
    "60, 3300 0104 00000000 0604000000000001, IP_SECURITY_HEADER,    1,  40",
    "60, 0600 c904 01020304,                IP_UNKNOWN_OPTION,       2,  42",
    "60, 0600 8904 01020304,                IP_UNKNOWN_OPTION,       2,  42",
    "60, 0600 4904 01020304,                IP_UNKNOWN_OPTION,       -1, -1",
    "60, 0600 0000 c902 0102,               IP_UNKNOWN_OPTION,       2,  44",
    "0,  0600 c204 00010000,                IP_UNKNOWN_OPTION,       2,  42",
    "43, 0602 0401 00000000 00112233445566778899aabbccddeeff, IP_ROUTING_HEADER, 0, 42",
    "43, 0602 0001 00000000 00112233445566778899aabbccddeeff, IP_ROUTING_HEADER, 0, 42",
    "60, 0000 0104 00000000 0600 0104 00000000, IP_BAD_EXTENSION_HEADER, 1, 40",
    "0,  3c00 0104 00000000 0000 0104 00000000, IP_BAD_EXTENSION_HEADER, 1, 48",
    "0,  0600 0105 00000000,                IP_BAD_EXTENSION_HEADER, -1, -1",
    "60, 0600 0104 00000000 ,               ,                        -1, -1",
    "60, 0602 0104 00000000,                IP_BAD_EXTENSION_HEADER, -1, -1",
    "60, 0601 0104 00000000,                IP_BAD_EXTENSION_HEADER, -1, -1",
    "60, 06ff 0104 00000000,                IP_BAD_EXTENSION_HEADER, -1, -1",
    "60, 0600 0103 000000 1e,               IP_BAD_EXTENSION_HEADER, -1, -1",
    "44, 0600 0001,                         IP_BAD_EXTENSION_HEADER, -1, -1",
  })
  @Rfc("5095 3")
  void refusesWhatItCannotWalkOver(
      int next, String payload, DropReason reason, int code, int pointer) {
    assertThat(decode(packet(next, payload))).isEqualTo(reason);
    assertThat(ip.parameterProblemPointer).isEqualTo(pointer);
    if (pointer >= 0) {
      assertThat(ip.parameterProblemCode).isEqualTo(code);
    }
  }

  @Test
  @Rfc("8200 4.2")
  void onlyAnOptionOfType10IsToldEvenToAMulticastSender() {
    assertThat(decode(packet(60, "0600 8904 01020304"))).isNotNull();
    assertThat(ip.parameterProblemToMulticast).isTrue();
    assertThat(decode(packet(60, "0600 c904 01020304"))).isNotNull();
    assertThat(ip.parameterProblemToMulticast).isFalse();
  }

  @Test
  void limitsTheNumberOfHeaders() {
    String header = "3c00 0104 00000000";
    String last = "0600 0104 00000000";
    int limit = Ipv6ExtensionHeaders.LIMIT;
    assertThat(decode(packet(60, header.repeat(limit - 1) + last + UPPER))).isNull();
    assertThat(ip.payloadLength).isEqualTo(8);
    assertThat(decode(packet(60, header.repeat(limit) + last + UPPER)))
        .isEqualTo(DropReason.IP_TOO_MANY_EXTENSION_HEADERS);
  }

  @Test
  void refusesAJumbogram() {
    byte[] b = packet(0, "0600 c204 00010000" + UPPER);
    Bytes.put16(b, 4, 0);
    assertThat(decode(b)).isEqualTo(DropReason.IP_JUMBOGRAM);
  }

  @ParameterizedTest
  @CsvSource({"8, the source", "24, the destination"})
  void refusesAMappedAddressOnTheWire(int at, String which) {
    byte[] b = packet(6, UPPER);
    Bytes.put64(b, at, 0);
    Bytes.put64(b, at + 8, 0x0000_ffff_0a00_0001L);
    assertThat(decode(b)).as(which).isEqualTo(DropReason.IP_MAPPED_ADDRESS);
  }

  @Test
  void refusesEveryTruncation() {
    byte[] b = packet(0, "3c00 0104 00000000 0600 0104 00000000" + UPPER);
    for (int length = 0; length < b.length; length++) {
      assertThat(IpCodec.decode(b, 0, length, ip)).isEqualTo(DropReason.IP_TRUNCATED);
    }
    // The same with a header that owns up to it.
    for (int payload = 1; payload < 16; payload++) {
      Bytes.put16(b, 4, payload);
      assertThat(decode(b)).isEqualTo(DropReason.IP_BAD_EXTENSION_HEADER);
    }
  }

  @Test
  void endsTheWalkAtARealFragment() {
    // What follows the Fragment header looks like an endless chain and is nobody's business yet.
    assertThat(decode(packet(60, "2c00 0104 00000000 3c00 0009 12345678 3cff" + "ff".repeat(14))))
        .isNull();
    assertThat(ip.isFragment()).isTrue();
    assertThat(ip.fragmentOffset).isEqualTo(8);
    assertThat(ip.moreFragments).isTrue();
    assertThat(ip.identification).isEqualTo(0x12345678);
    assertThat(ip.protocol).isEqualTo(60);
    assertThat(ip.headerLength).isEqualTo(56);
    assertThat(ip.payloadLength).isEqualTo(16);
    assertThat(ip).asString().endsWith("fragment=305419896@8+");
  }

  @Test
  void leavesWhatAFragmentCarriesToTheWholeDatagram() {
    assertThat(decode(packet(44, "3b00 000f 00000001" + UPPER))).isNull();
    assertThat(ip.protocol).isEqualTo(Ipv6ExtensionHeaders.NO_NEXT_HEADER);
    assertThat(ip.fragmentOffset).as("without the reserved bits").isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({
    "0600 0001 00000001 11223344556677, 4,  not a multiple of 8 and more to come",
    "0600 fff8 00000001 1122334455667788, 42, beyond 65535",
    "0600 0001 00000001, -1, empty",
  })
  @Rfc("8200 4.5")
  void refusesFragmentsThatFitNoDatagram(String payload, int pointer, String why) {
    assertThat(decode(packet(44, payload))).as(why).isEqualTo(DropReason.IP_BAD_FRAGMENT);
    assertThat(ip.parameterProblemPointer).isEqualTo(pointer);
    assertThat(ip.parameterProblemCode).isZero();
  }

  @Test
  void takesFragmentsUpToTheLastByteOfADatagram() {
    assertThat(decode(packet(44, "0600 fff8 00000001 11223344556677"))).isNull();
    assertThat(ip.fragmentOffset).isEqualTo(65_528);
    assertThat(ip.payloadLength).isEqualTo(7);
  }

  @Test
  @Rfc("8200 3")
  void whatIsEncodedDecodesToTheSame() {
    Random random = new Random(1);
    byte[] b = new byte[512];
    IpHeader decoded = new IpHeader();
    for (int round = 0; round < 1000; round++) {
      ip.clear();
      ip.version = 6;
      ip.dontFragment = true;
      ip.trafficClass = random.nextInt(256);
      ip.flowLabel = random.nextInt(1 << 20);
      ip.hopLimit = random.nextInt(256);
      ip.protocol = random.nextBoolean() ? IpProtocol.TCP : IpProtocol.ICMPV6;
      if (random.nextBoolean()) {
        ip.identification = random.nextInt();
        ip.moreFragments = random.nextBoolean();
        ip.fragmentOffset = random.nextInt(1, 8000) * 8;
      }
      ip.payloadLength = random.nextInt(1, 40) * 8;
      ip.source(new IpAddress(random.nextLong(), random.nextLong()));
      ip.destination(new IpAddress(random.nextLong(), random.nextLong()));
      int offset = random.nextInt(30);
      int length = IpCodec.encode(ip, b, offset);
      assertThat(length).isEqualTo(IpCodec.encodedLength(ip)).isEqualTo(ip.isFragment() ? 48 : 40);
      assertThat(IpCodec.decode(b, offset, length + ip.payloadLength, decoded)).isNull();
      assertThat(decoded)
          .usingRecursiveComparison()
          .ignoringFields("payloadOffset", "protocolPointer")
          .isEqualTo(ip);
      assertThat(decoded.payloadOffset).isEqualTo(offset + length);
    }
  }

  @Test
  void refusesToEncodeMoreThanALengthFieldCanSay() {
    ip.version = 6;
    ip.payloadLength = 65_536;
    assertThatThrownBy(() -> IpCodec.encode(ip, new byte[40], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("IPv6 packet of 65576 bytes");
    ip.payloadLength = 65_535;
    byte[] b = new byte[40];
    IpCodec.encode(ip, b, 0);
    assertThat(Bytes.u16(b, 4)).isEqualTo(65_535);
  }
}

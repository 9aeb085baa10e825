package io.tcp4j.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tcp4j.rfc.Rfc;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceRouteTest {
  private static final IpAddress SOURCE = IpAddress.parse("10.0.0.1");
  private static final IpAddress FIRST = IpAddress.parse("10.1.0.1");
  private static final IpAddress SECOND = IpAddress.parse("10.2.0.1");
  private static final IpAddress DESTINATION = IpAddress.parse("10.3.0.1");

  private static byte[] encode(SourceRoute route) {
    IpHeader ip = new IpHeader();
    ip.version = 4;
    ip.hopLimit = 64;
    ip.protocol = IpProtocol.TCP;
    ip.source(SOURCE);
    ip.destination(DESTINATION);
    ip.sourceRoute = route;
    ip.payloadLength = 4;
    byte[] packet = new byte[IpCodec.encodedLength(ip) + ip.payloadLength];
    assertThat(IpCodec.encode(ip, packet, 0)).isEqualTo(packet.length - 4);
    assertThat(ip.totalLength).isEqualTo(packet.length);
    return packet;
  }

  private static IpHeader decode(byte[] packet) {
    IpHeader ip = new IpHeader();
    assertThat(IpCodec.decode(packet, 0, packet.length, ip)).isNull();
    return ip;
  }

  /// An IPv4 packet with options and a payload of 4 bytes.
  private static byte[] withOptions(String hex) {
    byte[] options = HexFormat.of().parseHex(hex.replace(" ", ""));
    byte[] packet = new byte[20 + options.length + 4];
    IpHeader ip = new IpHeader();
    ip.version = 4;
    ip.source(SOURCE);
    ip.destination(DESTINATION);
    ip.payloadLength = options.length + 4;
    IpCodec.encode(ip, packet, 0);
    packet[0] = (byte) (0x40 | 5 + options.length / 4);
    System.arraycopy(options, 0, packet, 20, options.length);
    Bytes.put16(packet, 10, 0);
    Bytes.put16(packet, 10, Checksum.complete(Checksum.sum(packet, 0, 20 + options.length)));
    return packet;
  }

  @Test
  @Rfc("791 3.1")
  void aPacketIsAddressedToTheFirstStopAndHasTheOthersInTheOption() {
    byte[] packet = encode(SourceRoute.loose(FIRST, SECOND));
    IpHeader ip = decode(packet);
    assertThat(ip.destination()).isEqualTo(FIRST);
    assertThat(ip.headerLength).isEqualTo(32);
    assertThat(HexFormat.of().formatHex(packet, 20, 32))
        .isEqualTo("830b04" + "0a020001" + "0a030001" + "00");
  }

  @Test
  @Rfc("791 3.1")
  void aStrictRouteHasAnotherType() {
    byte[] packet = encode(SourceRoute.strict(FIRST));
    assertThat(HexFormat.of().formatHex(packet, 20, 28)).isEqualTo("890704" + "0a030001" + "00");
  }

  @Test
  void withoutARouteThereIsNoOption() {
    assertThat(encode(SourceRoute.NONE)).hasSize(24);
    assertThat(decode(encode(SourceRoute.NONE)).sourceRouteOffset)
        .isEqualTo(IpHeader.NO_SOURCE_ROUTE);
    assertThat(SourceRoute.NONE.firstStop(DESTINATION)).isEqualTo(DESTINATION);
  }

  @Test
  void nineHopsFillTheHeader() {
    SourceRoute longest = new SourceRoute(false, Collections.nCopies(9, FIRST));
    assertThat(decode(encode(longest)).headerLength).isEqualTo(60);
  }

  @Test
  @Rfc("1122 3.2.1.8b")
  void aCompletedRouteIsTurnedRound() {
    byte[] packet = withOptions("01 830b0c 0a010002 0a020002");
    SourceRoute back = SourceRoute.back(packet, decode(packet));
    assertThat(back)
        .isEqualTo(SourceRoute.loose(IpAddress.parse("10.2.0.2"), IpAddress.parse("10.1.0.2")));
  }

  @Test
  void aStrictOneStaysStrict() {
    byte[] packet = withOptions("890708 0a010002 00");
    assertThat(SourceRoute.back(packet, decode(packet)))
        .isEqualTo(SourceRoute.strict(IpAddress.parse("10.1.0.2")));
  }

  @Test
  @Rfc("1122 3.2.1.8b")
  void theSourceIsNoStopEvenIfItRecordedItself() {
    byte[] packet = withOptions("830b0c 0a000001 0a020002 00");
    assertThat(SourceRoute.back(packet, decode(packet)))
        .isEqualTo(SourceRoute.loose(IpAddress.parse("10.2.0.2")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "830b08 0a010002 0a020002 00", // not at its end
        "830a0c 0a010002 0a020002 00", // no whole number of addresses
        "830704 e0000001 00", // not at its end
        "830708 e0000001 00", // a group
        "830708 7f000001 00", // a loopback address
        "830708 00000000 00" // none
      })
  void aBrokenOrUnfinishedRouteLeadsNowhere(String options) {
    byte[] packet = withOptions(options);
    IpHeader ip = decode(packet);
    assertThat(ip.sourceRouteOffset).isEqualTo(20);
    assertThat(SourceRoute.back(packet, ip)).isNull();
  }

  @ParameterizedTest
  @Rfc({"9293 MUST-50", "1122 3.2.1.8a"})
  @ValueSource(
      strings = {
        "94040000", // router alert
        "0707040a 01000200", // record route
        "44080501 00000000", // timestamp
        "1f0400ff", // unknown
        "00830704", // behind the end of the list
        "83020000", // no room for a pointer
        "830c0400", // longer than the header
        "07000000 830b0c00", // behind an option without length
        "01010183" // without a length
      })
  void otherAndBrokenOptionsAreNoSourceRoute(String options) {
    IpHeader ip = decode(withOptions(options));
    assertThat(ip.sourceRouteOffset).isEqualTo(IpHeader.NO_SOURCE_ROUTE);
    assertThat(ip.payloadLength).isEqualTo(4);
  }

  @Test
  void whateverTheOptionsAreNothingIsThrown() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      byte[] options = new byte[4 * (1 + random.nextInt(10))];
      random.nextBytes(options);
      options[0] = (byte) (random.nextBoolean() ? 131 : 137);
      options[1] = (byte) random.nextInt(options.length + 2);
      byte[] packet = withOptions(HexFormat.of().formatHex(options));
      IpHeader ip = decode(packet);
      if (ip.sourceRouteOffset != IpHeader.NO_SOURCE_ROUTE) {
        SourceRoute back = SourceRoute.back(packet, ip);
        assertThat(back == null || back.hops().size() <= 9).isTrue();
      }
    }
  }

  @Test
  void aRouteThatCannotBeIsRefusedByName() {
    List<IpAddress> ten = Collections.nCopies(10, FIRST);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SourceRoute(false, ten))
        .withMessage("sourceRoute of 10 hops is not in 0..9");
    for (String bad : List.of("::1", "224.0.0.1", "0.0.0.0", "127.0.0.1")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SourceRoute.loose(IpAddress.parse(bad)))
          .withMessage("sourceRoute: " + bad + " is no IPv4 gateway");
    }
  }
}

package io.tcp4j.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 3168 §5, figures 1 and 2.
class EcnTest {
  private static byte[] packet(int version, int trafficClass, Random random) {
    IpHeader ip = new IpHeader();
    ip.version = version;
    ip.trafficClass = trafficClass;
    ip.flowLabel = version == 6 ? random.nextInt(1 << 20) : 0;
    ip.hopLimit = random.nextInt(256);
    ip.identification = random.nextInt(1 << 16);
    ip.protocol = IpProtocol.TCP;
    ip.sourceLow = version == 4 ? IpAddress.MAPPED | (random.nextInt() & 0xffff_ffffL) : 1;
    ip.destinationLow = version == 4 ? IpAddress.MAPPED | (random.nextInt() & 0xffff_ffffL) : 2;
    ip.payloadLength = 20;
    byte[] b = new byte[100];
    IpCodec.encode(ip, b, 7);
    return b;
  }

  private static IpHeader decoded(byte[] b) {
    IpHeader ip = new IpHeader();
    assertThat(IpCodec.decode(b, 7, b.length - 7, ip)).isNull();
    return ip;
  }

  @ParameterizedTest
  @CsvSource({"0, Not-ECT", "1, ECT(1)", "2, ECT(0)", "3, CE", "184, Not-ECT", "255, CE"})
  @Rfc("3168 5")
  void theCodepointIsTheTwoLowBitsOfTheTrafficClass(int trafficClass, String name) {
    assertThat(Ecn.toString(Ecn.of(trafficClass))).isEqualTo(name);
    for (int version : new int[] {4, 6}) {
      byte[] b = packet(version, trafficClass, new Random(1));
      assertThat(Ecn.toString(Ecn.of(b, 7))).isEqualTo(name);
    }
  }

  @Test
  void allButNotEctMayBeMarked() {
    assertThat(Ecn.capable(Ecn.NOT_ECT)).isFalse();
    assertThat(Ecn.capable(Ecn.ECT_0)).isTrue();
    assertThat(Ecn.capable(Ecn.ECT_1)).isTrue();
    assertThat(Ecn.capable(Ecn.CE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6})
  void aMarkChangesNothingButTheCodepointAndMendsTheChecksum(int version) {
    Random random = new Random(version);
    for (int i = 0; i < 20_000; i++) {
      int trafficClass = random.nextInt(256);
      byte[] b = packet(version, trafficClass, random);
      IpHeader before = decoded(b);
      int flowLabel = before.flowLabel;
      Ecn.mark(b, 7);
      IpHeader after = decoded(b); // which checks the checksum
      assertThat(after.trafficClass).isEqualTo(trafficClass | Ecn.CE);
      assertThat(after.flowLabel).isEqualTo(flowLabel);
      assertThat(after.hopLimit).isEqualTo(before.hopLimit);
    }
  }

  /// Else a router would repair what was broken on the way to it.
  @Test
  void aMarkDoesNotMakeAWrongChecksumRight() {
    byte[] b = packet(4, Ecn.ECT_0, new Random(1));
    b[7 + 10] ^= 1;
    Ecn.mark(b, 7);
    assertThat(IpCodec.decode(b, 7, b.length - 7, new IpHeader()))
        .isEqualTo(DropReason.IP_BAD_HEADER_CHECKSUM);
  }
}

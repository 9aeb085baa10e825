package io.tcp4j.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpPrefixTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1/24,      10.0.0.0,        true",
    "10.0.0.1/24,      10.0.0.255,      true",
    "10.0.0.1/24,      10.0.1.0,        false",
    "10.0.0.1/24,      9.255.255.255,   false",
    "10.0.0.1/32,      10.0.0.1,        true",
    "10.0.0.1/32,      10.0.0.0,        false",
    "10.0.0.0/31,      10.0.0.1,        true",
    "10.0.0.0/31,      10.0.0.2,        false",
    "0.0.0.0/0,        255.255.255.255, true",
    "0.0.0.0/0,        ::1,             false",
    "0.0.0.0/0,        2001:db8::1,     false",
    "::/0,             2001:db8::1,     true",
    "::/0,             1.2.3.4,         false",
    "::/64,            1.2.3.4,         false",
    "::/64,            ::1,             true",
    "2001:db8::/32,    2001:db8:ffff::, true",
    "2001:db8::/32,    2001:db9::,      false",
    "2001:db8::/64,    2001:db8::ffff:0:0:1,   true",
    "2001:db8::/64,    2001:db8:0:1::,  false",
    "2001:db8::/65,    2001:db8:0:0:8000::,    false",
    "2001:db8::/127,   2001:db8::1,     true",
    "2001:db8::/127,   2001:db8::2,     false",
    "2001:db8::1/128,  2001:db8::1,     true",
    "2001:db8::1/128,  2001:db8::,      false",
  })
  void containsTheAddressesOfItsNetworkAndFamily(String prefix, String address, boolean contains) {
    assertThat(IpPrefix.parse(prefix).contains(IpAddress.parse(address))).isEqualTo(contains);
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3/24,         10.1.2.0/24,      120",
    "10.1.2.3/0,          0.0.0.0/0,        96",
    "10.1.2.3/32,         10.1.2.3/32,      128",
    "2001:db8:1:2::5/48,  2001:db8:1::/48,  48",
    "2001:db8::5/0,       ::/0,             0",
    "2001:db8::5/128,     2001:db8::5/128,  128",
    "2001:db8::ff/121,    2001:db8::80/121, 121",
    "1::ffff:1.2.3.4/64,  1::/64,           64",
  })
  void hasANetworkAndALengthInBothFamiliesSpace(String text, String network, int mappedLength) {
    IpPrefix prefix = IpPrefix.parse(text);
    assertThat(prefix).hasToString(text.replace("ffff:1.2.3.4", "ffff:102:304"));
    assertThat(prefix.network()).hasToString(network);
    assertThat(prefix.mappedLength()).isEqualTo(mappedLength);
    assertThat(prefix.network().isV4()).isEqualTo(prefix.isV4());
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3/24, 10.1.2.255", "10.1.2.3/30, 10.1.2.3", "10.1.2.3/0, 255.255.255.255",
    "10.1.2.3/31,", "10.1.2.3/32,", "2001:db8::/64,"
  })
  void hasABroadcastAddressIfThereIsRoomForOne(String text, String broadcast) {
    assertThat(IpPrefix.parse(text).broadcast())
        .isEqualTo(broadcast == null ? null : IpAddress.parse(broadcast));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "10.0.0.1",
        "10.0.0.1/",
        "10.0.0.1/33",
        "10.0.0.1/-1",
        "10.0.0.1/+1",
        "/24",
        "10.0.0/24",
        "10.0.0.1/24/24",
        "10.0.0.1/ 24",
        "::/129",
        "::/1000",
        "::ffff:1.2.3.4/120"
      })
  void refusesWhatIsNoPrefixAndNamesIt(String text) {
    assertThatThrownBy(() -> IpPrefix.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"");
  }

  @Test
  void refusesALengthOutOfRange() {
    assertThatThrownBy(() -> new IpPrefix(IpAddress.UNSPECIFIED_V4, 33))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("prefix length 33 is not in 0..32");
    assertThatThrownBy(() -> new IpPrefix(IpAddress.UNSPECIFIED_V6, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("prefix length -1 is not in 0..128");
  }
}

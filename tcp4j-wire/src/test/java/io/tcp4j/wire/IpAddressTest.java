package io.tcp4j.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0,                                 0.0.0.0",
    "192.0.2.1,                               192.0.2.1",
    "255.255.255.255,                         255.255.255.255",
    "::ffff:192.0.2.1,                        192.0.2.1",
    "::ffff:c000:201,                         192.0.2.1",
    "::,                                      ::",
    "::1,                                     ::1",
    "1::,                                     1::",
    "0:0:0:0:0:0:0:0,                         ::",
    "2001:db8:0:0:1:0:0:1,                    2001:db8::1:0:0:1",
    "2001:0db8::0001,                         2001:db8::1",
    "2001:db8:0:1:1:1:1:1,                    2001:db8:0:1:1:1:1:1",
    "2001:db8::1:1:1:1:1,                     2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1,                      2001:0:0:1::1",
    "2001:DB8:AAAA:BBBB:CCCC:DDDD:EEEE:FFFF,  2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff",
    "1:2:3:4:5:6:7::,                         1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8,                         0:2:3:4:5:6:7:8",
    "::192.0.2.33,                            ::c000:221",
    "64:ff9b::192.0.2.33,                     64:ff9b::c000:221",
    "1:2:3:4:5:6:1.2.3.4,                     1:2:3:4:5:6:102:304",
    "::1:ffff:192.0.2.1,                      ::1:ffff:c000:201",
  })
  void readsTheTextFormsAndWritesTheUsualOne(String text, String usual) {
    IpAddress address = IpAddress.parse(text);
    assertThat(address).hasToString(usual);
    assertThat(IpAddress.parse(usual)).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        ":",
        ":::",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.-4",
        "1.2.3.+4",
        "01.2.3.4",
        "1.2.3.4 ",
        "0x1.2.3.4",
        "1.2.3.",
        "1..3.4",
        "1.2.3.1234",
        "localhost",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "1::2::3",
        ":1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:",
        "12345::",
        "g::",
        "-1::",
        "fe80::1%eth0",
        "[::1]",
        "::1.2.3",
        "::1.2.3.256",
        "1.2.3.4::",
        "::1.2.3.4:5",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::/0",
        "١.٢.٣.٤",
        "::١",
        "::ffff:1.2.3.04"
      })
  void refusesWhatIsNoAddressAndNamesIt(String text) {
    assertThatThrownBy(() -> IpAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0,         unspecified",
    "::,              unspecified",
    "127.0.0.1,       loopback",
    "127.255.255.255, loopback",
    "::1,             loopback",
    "224.0.0.1,       multicast",
    "239.255.255.255, multicast",
    "ff02::1,         multicast",
    "255.255.255.255, broadcast",
    "169.254.1.1,     linkLocal",
    "fe80::1,         linkLocal",
    "febf::1,         linkLocal",
    "126.255.255.255, plain",
    "128.0.0.1,       plain",
    "223.255.255.255, plain",
    "240.0.0.1,       plain",
    "169.253.1.1,     plain",
    "169.255.1.1,     plain",
    "fec0::1,         plain",
    "fe7f::1,         plain",
    "fe00::1,         plain",
    "::2,             plain",
    "1::1,            plain",
    "::127.0.0.1,     plain",
  })
  void knowsItsKind(String text, String kind) {
    IpAddress address = IpAddress.parse(text);
    assertThat(address.isUnspecified()).isEqualTo(kind.equals("unspecified"));
    assertThat(address.isLoopback()).isEqualTo(kind.equals("loopback"));
    assertThat(address.isMulticast()).isEqualTo(kind.equals("multicast"));
    assertThat(address.isBroadcast()).isEqualTo(kind.equals("broadcast"));
    assertThat(address.isLinkLocal()).isEqualTo(kind.equals("linkLocal"));
  }

  @Test
  void knowsItsFamily() {
    assertThat(IpAddress.parse("1.2.3.4").version()).isEqualTo(4);
    assertThat(IpAddress.parse("::1.2.3.4").version()).isEqualTo(6);
    assertThat(IpAddress.parse("1::ffff:1.2.3.4").isV6()).isTrue();
    assertThat(IpAddress.UNSPECIFIED_V4.isV4()).isTrue();
    assertThat(IpAddress.UNSPECIFIED_V6.isV6()).isTrue();
  }

  @Test
  void ordersUnsigned() {
    assertThat(IpAddress.parse("::1")).isLessThan(IpAddress.parse("0.0.0.0"));
    assertThat(IpAddress.parse("127.0.0.1")).isLessThan(IpAddress.parse("128.0.0.1"));
    assertThat(IpAddress.parse("2001::")).isLessThan(IpAddress.parse("ff02::1"));
    assertThat(IpAddress.parse("2001::")).isLessThan(IpAddress.parse("2001::8000:0:0:0"));
  }

  @Test
  void agreesWithTheJdkOnRandomAddresses() throws UnknownHostException {
    Random random = new Random(1);
    byte[] b = new byte[16];
    for (int round = 0; round < 20_000; round++) {
      for (int i = 0; i < 16; i++) {
        b[i] = random.nextInt(3) == 0 ? (byte) random.nextInt() : 0;
      }
      InetAddress theirs =
          InetAddress.getByAddress(round % 2 == 0 ? b : Hex.bytes(Hex.of(b, 12, 4)));
      IpAddress ours = IpAddress.of(theirs);
      assertThat(ours.toInetAddress()).isEqualTo(theirs);
      assertThat(IpAddress.parse(theirs.getHostAddress())).isEqualTo(ours);
      assertThat(InetAddress.ofLiteral(ours.toString())).isEqualTo(theirs);
      assertThat(ours.isLoopback()).isEqualTo(theirs.isLoopbackAddress());
      assertThat(ours.isMulticast()).isEqualTo(theirs.isMulticastAddress());
      assertThat(ours.isLinkLocal()).isEqualTo(theirs.isLinkLocalAddress());
      assertThat(ours.isUnspecified()).isEqualTo(theirs.isAnyLocalAddress());
    }
  }
}

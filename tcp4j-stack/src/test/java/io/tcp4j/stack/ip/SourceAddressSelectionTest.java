package io.tcp4j.stack.ip;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpPrefix;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceAddressSelectionTest {
  private static String select(String destination, String... candidates) {
    List<IpPrefix> prefixes = Arrays.stream(candidates).map(IpPrefix::parse).toList();
    return String.valueOf(SourceAddressSelection.select(IpAddress.parse(destination), prefixes));
  }

  /// RFC 6724 section 10.1, as far as its rules apply here.
  @ParameterizedTest
  @CsvSource({
    "2001:db8:1::1,2001:db8:3::1/64,fe80::1/64,2001:db8:3::1",
    "ff05::1,2001:db8:3::1/64,fe80::1/64,2001:db8:3::1",
    "2001:db8:1::1,2001:db8:1::1/64,2001:db8:3::2/64,2001:db8:1::1",
    "fe80::1,fe80::2/64,2001:db8:1::1/64,fe80::2",
    "2001:db8:1::1,2001:db8:1::2/64,2001:db8:3::2/64,2001:db8:1::2"
  })
  @Rfc("6724 5")
  void theExamplesOfTheRfc(String destination, String a, String b, String chosen) {
    assertThat(select(destination, a, b)).isEqualTo(chosen);
    assertThat(select(destination, b, a)).isEqualTo(chosen);
  }

  @Test
  void onlyAddressesOfTheFamilyAreChosen() {
    assertThat(select("10.0.0.2", "2001:db8::1/64", "10.0.0.1/24")).isEqualTo("10.0.0.1");
    assertThat(select("10.0.0.2", "2001:db8::1/64")).isEqualTo("null");
  }

  @Test
  @Rfc("6724 5")
  void theLongestMatchingPrefixWinsAndThenTheFirst() {
    assertThat(select("10.2.0.9", "10.1.0.1/16", "10.2.0.1/16", "10.2.0.2/16"))
        .isEqualTo("10.2.0.1");
  }
}

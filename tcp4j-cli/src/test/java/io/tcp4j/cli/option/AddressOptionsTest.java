package io.tcp4j.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class AddressOptionsTest {
  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.2/24", "192.0.2.1/32", "10.0.0.0/31", "fd00::2/64", "fe80::1/10"})
  void anAddressOfAHostKeepsItsPrefixLength(String text) {
    assertThat(new HostAddress().convert(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.2",
        "10.0.0.2/33",
        "10.0.0.256/24",
        "fd00::2/129",
        "fd00::2/",
        "host/24",
        "",
        "0.0.0.0/0",
        "224.0.0.1/4",
        "255.255.255.255/32",
        "10.0.0.255/24",
        "::/0",
        "ff02::1/64"
      })
  void whatNoHostCanHaveIsRefusedByName(String text) {
    assertThatThrownBy(() -> new HostAddress().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1:80", "10.0.0.1:65535", "[fd00::1]:1"})
  void aPeerIsAnAddressAndAPort(String text) {
    assertThat(new Peer().convert(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "10.0.0.1:0",
        "10.0.0.1:65536",
        "10.0.0.1:-1",
        "fd00::1:80",
        "[fd00::1]",
        "localhost:80",
        "",
        "0.0.0.0:80",
        "224.0.0.1:80",
        "[::]:80"
      })
  void whatNamesNobodyIsRefusedByName(String text) {
    assertThatThrownBy(() -> new Peer().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining(text);
  }
}

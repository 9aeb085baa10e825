package io.tcp4j.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @ParameterizedTest
  @ValueSource(strings = {"1.2.3.4:80", "0.0.0.0:0", "[::1]:65535", "[2001:db8::1]:443"})
  void readsWhatItWrites(String text) {
    assertThat(Endpoint.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ":", "1.2.3.4", "1.2.3.4:", "1.2.3.4:65536", "1.2.3.4:-1", "1.2.3.4:+1", "1.2.3.4:http",
        "1.2.3.4:000080", ":80", "::1:80", "[::1]", "[::1]:", "[::1:80", "::1]:80", "[1.2.3.4]:80",
        "[]:80", "host:80", "[[::1]]:80"
      })
  void refusesWhatIsNoEndpointAndNamesIt(String text) {
    assertThatThrownBy(() -> Endpoint.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"");
  }

  @Test
  void refusesAPortOutOfRange() {
    assertThatThrownBy(() -> new Endpoint(IpAddress.LOOPBACK_V4, 65_536))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("port 65536 is not in 0..65535");
    assertThatThrownBy(() -> new Endpoint(IpAddress.LOOPBACK_V4, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

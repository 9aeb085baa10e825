package io.tcp4j.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.cli.Run;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpPrefix;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Wrong arguments are found before any device is touched, so all of this needs no root.
class GatewayArgumentsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "--to 10.0.0.0 | not ADDRESS/LENGTH: \"10.0.0.0\"",
        "--to 10.0.0.0/33 | not in 0..32",
        "--rewrite 10.9.0.9 | \"10.9.0.9\" is not FROM=TO",
        "--rewrite 10.9.0.9=localhost | \"10.9.0.9=localhost\": ",
        "--rewrite 10.9.0.9/40=127.0.0.1 | not in 0..32",
        "--rewrite 10.9.0.9=0.0.0.0 | no host can have the address",
        "--max-flows 0 | --max-flows 0 is not in 1..1000000",
        "--max-flows many | 'many' is not an int",
        "--connect-timeout 0 | '0' is not between 0.001 and 86400 seconds",
        "-v -q | mutually exclusive",
      })
  void whatTheGatewayIsToDoMustMakeSense(String arguments, String said) {
    Run run = Run.tcp4j(("gateway --tun t --address 10.0.0.1/24 " + arguments).split(" ", -1));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains(said);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void helpNamesEveryOption() {
    Run run = Run.tcp4j("gateway", "--help");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("--tun", "--address", "--to", "--rewrite", "--connect-timeout", "--max-flows")
        .contains("ip netns exec client curl");
  }

  @ParameterizedTest
  @CsvSource({
    "10.9.0.9:80,127.0.0.1:80",
    "192.0.2.77:443,10.0.0.1:443",
    "192.0.2.5:443,10.0.0.5:443",
    "198.51.100.1:80,198.51.100.1:80",
    "[2001:db8::1]:80,10.0.0.6:80"
  })
  void theFirstRewriteThatFitsCountsAndThePortStays(String destination, String carriedTo) {
    Rewrite.Converter converter = new Rewrite.Converter();
    List<Rewrite> rewrites =
        List.of(
            converter.convert("10.9.0.9=127.0.0.1"),
            converter.convert("192.0.2.5=10.0.0.5"),
            converter.convert("192.0.2.9/24=10.0.0.1"),
            converter.convert("2001:db8::/32=10.0.0.6"));
    assertThat(Rewrite.apply(rewrites, Endpoint.parse(destination)))
        .isEqualTo(Endpoint.parse(carriedTo));
    assertThat(rewrites.get(2).from()).isEqualTo(IpPrefix.parse("192.0.2.0/24"));
    assertThat(rewrites.get(2)).hasToString("192.0.2.0/24=10.0.0.1");
  }
}

package io.tcp4j.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.cli.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Wrong arguments are found before any device is touched, so all of this needs no root.
class ArgumentsTest {
  private static final String LINK = "--tun t --address 10.0.0.2/24 ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "serve | missing required options and parameters: '--tun=NAME', '--address=CIDR', 'SERVICE'",
        "serve --tun t --address 10.0.0.2/24 | missing required parameter: 'SERVICE'",
        "serve --tun t echo:7 | missing required option: '--address=CIDR'",
        "serve --tun t --address 10.0.0.2 echo:7 | not ADDRESS/LENGTH: \"10.0.0.2\"",
        "serve --tun t --address 10.0.0.2/33 echo:7 | not in 0..32",
        "serve --tun t --address 10.0.0.255/24 echo:7 | no host can have the address 10.0.0.255/24",
        "connect --tun t --address fd00::/200 10.0.0.1:80 | not ADDRESS/LENGTH: \"fd00::/200\"",
        "connect --address 10.0.0.2/24 10.0.0.1:80 | missing required option: '--tun=NAME'",
      })
  void theDeviceAndOurAddressAreWanted(String line, String said) {
    refused(line, said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "echo:0 | \"0\" is not in 1..65535",
        "echo:65536 | \"65536\" is not in 1..65535",
        "telnet:23 | unknown service \"telnet\"; there are echo, discard, daytime, chargen, http",
        "http:80=/no/such/folder | there is no folder /no/such/folder",
        "http:80 | lacks its folder: http:PORT=DIR",
        "echo:7 discard:7 | port 7 is given to two services",
        "--mtu 10 echo:7 | an MTU of 10 is not in 68..65535",
        "--mtu many echo:7 | 'many' is not an int",
        "--mtu 1000 --kernel-address fd00::1/64 echo:7 | IPv6 needs an MTU of 1280",
        "--loss 2 echo:7 | '2' is not between 0 and 1",
        "--loss some echo:7 | 'some' is not a number",
        "--mark -1 echo:7 | '-1' is not between 0 and 1",
        "--kernel-address 10.0.0.2/24 echo:7 | 10.0.0.2 cannot be ours and the kernel's at once",
        "-v -q echo:7 | mutually exclusive",
        "--no-ofload echo:7 | unknown option: '--no-ofload'; did you mean --no-offload",
      })
  void whatServeIsToDoMustMakeSense(String arguments, String said) {
    refused("serve " + LINK + arguments, said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~ | missing required parameter: 'HOST:PORT'",
        "10.0.0.1:0 | nobody listens on port 0",
        "10.0.0.1:65536 | not ADDRESS:PORT or [ADDRESS]:PORT: \"10.0.0.1:65536\"",
        "localhost:80 | \"localhost:80\"",
        "fd00::1:80 | \"fd00::1:80\"",
        "10.0.0.1:80 10.0.0.1:81 | unmatched argument",
        "--timeout 0.0009 10.0.0.1:80 | '0.0009' is not between 0.001 and 86400 seconds",
        "--timeout 86401 10.0.0.1:80 | '86401' is not between 0.001 and 86400 seconds",
        "--dscp 64 10.0.0.1:80 | dscp 64 is not in 0..63",
        "--ttl 0 10.0.0.1:80 | hopLimit 0 is not in 1..255",
        "--ttl far 10.0.0.1:80 | 'far' is not an int",
        "--timeout soon 10.0.0.1:80 | 'soon' is not a number of seconds",
      })
  void whomToConnectToMustBeSomebody(String arguments, String said) {
    refused("connect " + LINK + arguments, said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "connect"})
  void helpTellsTheExitStatusesAndGivesAnExample(String command) {
    Run run = Run.tcp4j(command, "--help");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("Exit status:", "For example, as root:", "tcp4j " + command);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void helpOfConnectSaysWhatEachExitStatusMeans() {
    assertThat(Run.tcp4j("connect", "--help").out())
        .containsPattern("0 +both sides .*FIN")
        .containsPattern("3 .*RST")
        .containsPattern("4 .*in time")
        .containsPattern("5 .*refused")
        .containsPattern("6 .*cannot be reached");
  }

  private static void refused(String line, String said) {
    Run run = Run.tcp4j(line.strip().split(" +"));
    assertThat(run.err()).hasLineCount(1).containsIgnoringCase(said);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }
}

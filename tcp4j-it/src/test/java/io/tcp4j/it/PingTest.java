package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@AgainstTheKernel(programs = "ping")
class PingTest {
  private static Namespace namespace;
  private static Program server;

  @BeforeAll
  static void aHost(Namespace own) {
    namespace = own;
    server = Tcp4j.serve(namespace, Wire.options("echo:7"));
  }

  /// Bytes of data: an ordinary one, one that fills a packet, one that comes and goes in fragments.
  @ParameterizedTest
  @CsvSource({
    "10.77.0.2, 56", "10.77.0.2, 1472", "10.77.0.2, 9000",
    "fd77::2, 56", "fd77::2, 1452", "fd77::2, 9000"
  })
  @Rfc("1122 3.2.2.6a")
  void everyPingIsAnswered(String address, int bytes) throws Exception {
    String report =
        namespace.run("ping", "-c", "5", "-i", "0.05", "-W", "5", "-s", "" + bytes, address);
    assertThat(report).as(server::toString).contains("5 packets transmitted, 5 received");
  }
}

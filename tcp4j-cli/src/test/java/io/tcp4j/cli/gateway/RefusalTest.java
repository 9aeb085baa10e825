package io.tcp4j.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.wire.UnreachableReason;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class RefusalTest {
  private static void assertMeans(
      IOException failure, String text, UnreachableReason reason, boolean silent) {
    assertThat(Refusal.of(failure)).isEqualTo(new Refusal(text, reason, silent));
  }

  @Test
  void whatTheKernelHeardIsToldApart() {
    assertMeans(new ConnectException("Connection refused"), "refused", null, false);
    assertMeans(new ConnectException("Connection timed out"), "no answer", null, true);
    assertMeans(
        new NoRouteToHostException("No route to host"),
        "host unreachable",
        UnreachableReason.HOST,
        false);
    assertMeans(
        new SocketException("Network is unreachable"),
        "network unreachable",
        UnreachableReason.NET,
        false);
    assertMeans(
        new BindException("Permission denied"),
        "prohibited",
        UnreachableReason.ADMIN_PROHIBITED,
        false);
  }

  /// So that any of them can be said to a client of either family.
  @Test
  void bothVersionsOfIcmpKnowTheReasons() {
    for (UnreachableReason reason :
        new UnreachableReason[] {
          UnreachableReason.HOST, UnreachableReason.NET, UnreachableReason.ADMIN_PROHIBITED
        }) {
      assertThat(reason.existsIn(4)).isTrue();
      assertThat(reason.existsIn(6)).isTrue();
    }
  }
}

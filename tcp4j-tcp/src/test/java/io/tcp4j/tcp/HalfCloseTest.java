package io.tcp4j.tcp;

import static io.tcp4j.tcp.model.State.CLOSED;
import static io.tcp4j.tcp.model.State.CLOSE_WAIT;
import static io.tcp4j.tcp.model.State.FIN_WAIT_2;
import static io.tcp4j.tcp.model.State.TIME_WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.CallError;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// One side has closed, the other goes on for as long as it likes (§3.6): no timer of ours ends
/// that.
class HalfCloseTest {
  private static final int BUFFER = 20_000;

  private final TwoEngines net =
      new TwoEngines(TcpConfig.builder().receiveBuffer(BUFFER).build(), TcpConfig.DEFAULT);

  private void aCloses() {
    net.connect();
    net.a.send(1_000, net.now);
    net.a.shutdownWhenSent = true;
    net.a.after(net.now);
    net.runUntil(() -> net.a.state() == FIN_WAIT_2);
    assertThat(net.b.state()).isEqualTo(CLOSE_WAIT);
    assertThat(net.b.endOfStream).isTrue();
  }

  @Test
  void aSilentHalfCloseLastsForHours() {
    aCloses();
    net.runFor(Duration.ofHours(100));
    assertThat(net.a.state()).isEqualTo(FIN_WAIT_2);
    assertThat(net.b.state()).isEqualTo(CLOSE_WAIT);
    assertThat(net.a.nextDeadline()).as("a's timers").isEqualTo(Long.MAX_VALUE);
    assertThat(net.b.nextDeadline()).as("b's timers").isEqualTo(Long.MAX_VALUE);
    assertThat(net.a.send(1, net.now)).isEqualTo(CallError.CLOSING.code());
    closeAndCheck();
  }

  /// The one that has closed reads only every half hour, so its window closes and opens again.
  @Test
  void theOpenHalfCarriesTextForHoursWhateverTheWindowDoes() {
    aCloses();
    net.a.autoRead = false;
    net.b.toSend = 50L * BUFFER;
    net.b.after(net.now);
    int closed = 0;
    for (int hour = 0; hour < 100 && net.a.received < 50L * BUFFER; hour++) {
      net.runFor(Duration.ofMinutes(30));
      assertThat(net.a.state()).isEqualTo(FIN_WAIT_2);
      assertThat(net.b.state()).isEqualTo(CLOSE_WAIT);
      closed += net.a.connection.status(net.now).receiving().window() == 0 ? 1 : 0;
      while (net.a.read(BUFFER, net.now) > 0) {}
      net.a.after(net.now);
    }
    assertThat(net.a.received).isEqualTo(50L * BUFFER).isEqualTo(net.b.sent);
    assertThat(closed).as("times that the window was closed").isGreaterThan(30);
    assertThat(net.b.counters.of(TcpCounter.WINDOW_PROBES)).isGreaterThan(closed);
    closeAndCheck();
  }

  private void closeAndCheck() {
    net.a.autoRead = true;
    net.b.connection.shutdownOutput(net.now);
    net.b.after(net.now);
    net.runUntil(() -> net.a.state() == TIME_WAIT && net.b.state() == CLOSED);
    assertThat(net.a.ended).isEqualTo(Ending.FIN);
    assertThat(net.b.ended).isEqualTo(Ending.FIN);
    net.runUntilIdle();
    net.assertAllDelivered();
  }
}

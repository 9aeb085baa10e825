package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Our TIME-WAIT (RFC 9293 §3.6.1) with a kernel at the other end that did not get the last ACK.
@AgainstTheKernel
class TimeWaitAgainstTheKernelTest {
  private static final Duration MSL = Duration.ofSeconds(1);

  /// "Restart the 2 MSL time-wait timeout" (§3.10.7.4, eighth): while the kernel's FIN comes again
  /// and again, TIME-WAIT does not run out.
  @Test
  void theKernelsFinStartsItAgain() throws Exception {
    try (TwoEnds ends = new TwoEnds()) {
      ends.configured(config -> config.msl(MSL)).finWait2();
      ends.cutFromUs();
      ends.kernelCloses();
      ends.await(State.TIME_WAIT, "LAST-ACK");
      ends.await(State.CLOSED, "LAST-ACK");
      assertThat(stayed(ends)).isGreaterThan(MSL.multipliedBy(2).plusMillis(150));
    }
  }

  @Test
  @Rfc("9293 MUST-13")
  void itLastsTwiceTheMslWhereTheKernelGotOurAck() throws Exception {
    try (TwoEnds ends = new TwoEnds()) {
      ends.configured(config -> config.msl(MSL)).timeWait();
      ends.await(State.CLOSED, "CLOSED");
      assertThat(stayed(ends)).isBetween(MSL.multipliedBy(2), MSL.multipliedBy(3));
    }
  }

  private static Duration stayed(TwoEnds ends) {
    StatePath path = ends.host.path;
    return Duration.ofNanos(path.entered(State.CLOSED) - path.entered(State.TIME_WAIT));
  }
}

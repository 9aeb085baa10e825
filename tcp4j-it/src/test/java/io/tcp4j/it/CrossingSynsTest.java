package io.tcp4j.it;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Simultaneous open (RFC 9293 §3.5, figure 7) as it is meant: the two SYNs cross on the way, and
/// then the two answers do.
@AgainstTheKernel
class CrossingSynsTest {
  /// Long enough to look at both ends between two arrivals; there and back in less than the timer
  /// of a SYN.
  private static final Duration ON_THE_WAY = Duration.ofMillis(450);

  @Test
  @Rfc("9293 MUST-10")
  void bothAreInSynReceivedAtOnce() throws Exception {
    try (TwoEnds ends = new TwoEnds(ON_THE_WAY)) {
      ends.kernelOpens();
      ends.weOpen();
      ends.await(State.SYN_SENT, "SYN-SENT");
      ends.await(State.SYN_RECEIVED, "SYN-RECV");
      ends.await(State.ESTABLISHED, "ESTAB");
    }
  }

  /// The FINs cross as well: each side is in FIN-WAIT-1, CLOSING and TIME-WAIT when the other is.
  @Test
  void bothCloseAtOnceAndAreInTheSameStateAllTheWay() throws Exception {
    try (TwoEnds ends = new TwoEnds(ON_THE_WAY)) {
      ends.established();
      ends.kernelShutsDown();
      ends.weShutDown();
      ends.await(State.FIN_WAIT_1, "FIN-WAIT-1");
      ends.await(State.CLOSING, "CLOSING");
      ends.await(State.TIME_WAIT, "TIME-WAIT");
    }
  }
}

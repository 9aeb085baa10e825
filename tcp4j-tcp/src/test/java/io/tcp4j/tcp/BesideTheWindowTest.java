package io.tcp4j.tcp;

import static io.tcp4j.tcp.model.State.ESTABLISHED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.TcpConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// ACKs that lie one number outside of the window and count all the same (RFC 9293 Appendix A.2).
class BesideTheWindowTest {
  private static final int BUFFER = 2_000;
  private static final int FULL = 1_460;

  private final ScriptedPeer peer = new ScriptedPeer();

  @Test
  void theAckOfAPeerThatHasFilledTheWindowCounts() {
    peer.established().send(100).skip();
    peer.inject("ACK seq=65536 ack=101").expectNothing();
    assertThat(peer.status().sending().unacknowledged().bytes()).isZero();
  }

  @Test
  void theAckOfAPeerWhoseProbeWasTakenCountsAndIsAnswered() {
    peer.established().send(100).skip();
    peer.inject("ACK seq=0 ack=101").expect("ACK seq=101 ack=1", SendCause.KEEP_ALIVE_ANSWER);
    assertThat(peer.status().sending().unacknowledged().bytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ACK seq=65537 ack=101", "ACK seq=-1 ack=101", "ACK seq=0 ack=101 len=1"})
  void othersDoNot(String segment) {
    peer.established().send(100).skip();
    peer.inject(segment).expect("ACK seq=101 ack=1").in(ESTABLISHED);
    assertThat(peer.status().sending().unacknowledged().bytes()).isEqualTo(100);
  }

  /// The peer has everything; rounding its window by one byte of text must not move our number to
  /// where it does not look any more.
  @Test
  @Rfc("7323 2.4")
  void aWindowThatIsRoundedDownHasNotShrunk() {
    peer.window = 100; // of 32 bytes
    peer.established("<mss 1460,ws 5>").inject("ACK seq=1 ack=1").send(3_200).skip();
    peer.inject("ACK seq=1 ack=2 win=99 len=10").expectNothing(); // the edge is at 3170 now
    peer.elapse(Duration.ofMillis(40)).expect("ACK seq=3201 ack=11");
  }

  @Test
  void aWindowThatHasShrunkByAUnitHas() {
    peer.window = 100;
    peer.established("<mss 1460,ws 5>").inject("ACK seq=1 ack=1").send(3_200).skip();
    peer.inject("ACK seq=1 ack=1 win=99 len=10").expectNothing();
    peer.elapse(Duration.ofMillis(40)).expect("ACK seq=3169 ack=11");
  }

  /// Each has filled the other's window. The first segments arrive, the others and all ACKs do not:
  /// from then on each side sends again what the other has, and every ACK lies at the right edge.
  @Test
  void twoHostsThatHaveFilledEachOthersWindowsHearEachOther() {
    TcpConfig config = TcpConfig.builder().receiveBuffer(BUFFER).nagle(false).build();
    var net = new TwoEngines(config, config).connect();
    net.runFor(Duration.ofSeconds(1));
    net.ab.drop(f -> f.text() != FULL);
    net.ba.drop(f -> f.text() != FULL);
    for (TestHost host : new TestHost[] {net.a, net.b}) {
      host.autoRead = false;
      host.send(BUFFER, net.now);
      host.after(net.now);
    }
    net.runFor(Duration.ofMillis(150));
    net.ab.heal();
    net.ba.heal();
    net.runFor(Duration.ofSeconds(10));
    assertThat(net.a.connection.status(net.now).sending().unacknowledged().bytes()).isZero();
    assertThat(net.b.connection.status(net.now).sending().unacknowledged().bytes()).isZero();
  }
}

package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import org.junit.jupiter.api.Test;

/// What a receiver makes of CE and CWR (RFC 3168 §6.1.3, §6.1.5, §6.1.6).
class EcnReceiverTest {
  private static final TcpConfig ACTIVE = TcpConfig.builder().ecn(EcnMode.ACTIVE).build();

  private final ScriptedPeer peer = new ScriptedPeer(ACTIVE).accepted("<mss 1000>");

  private void marked() {
    peer.inject("ACK seq=1 ack=1 len=100 CE");
    peer.expect("ACK,ECE seq=1 ack=101", SendCause.ACK_CONGESTION).expectNothing();
  }

  @Test
  void textThatIsOnlyEcnCapableIsAcknowledgedAsEver() {
    peer.inject("ACK seq=1 ack=1 len=100 ECT(0)").expectNothing();
    peer.elapseMillis(40).expect("ACK seq=1 ack=101", SendCause.ACK_DELAYED);
    peer.inject("ACK seq=101 ack=1 len=100 ECT(1)").expectNothing();
  }

  @Test
  @Rfc("3168 6.1.3")
  void aMarkIsEchoedAtOnce() {
    marked();
    assertThat(peer.status().totals().ecnMarks()).isEqualTo(1);
    assertThat(peer.host.counters.of(TcpCounter.ECN_MARKS_IN)).isEqualTo(1);
  }

  @Test
  @Rfc("3168 6.1.3")
  void everyAcknowledgmentEchoesItUntilCwrComes() {
    marked();
    peer.inject("ACK seq=101 ack=1 len=100 ECT(0)").elapseMillis(40);
    peer.expect("ACK,ECE seq=1 ack=201");
    peer.send(10).expect("PSH,ACK,ECE seq=1 ack=201 len=10 ECT(0)");
    peer.inject("ACK,CWR seq=201 ack=11 len=100 ECT(0)");
    peer.expect("ACK seq=11 ack=301", SendCause.ACK_WINDOW_REDUCED).expectNothing();
    peer.inject("ACK seq=301 ack=11 len=100 ECT(0)").expectNothing();
    peer.elapseMillis(40).expect("ACK seq=11 ack=401");
  }

  @Test
  void aMarkOnTheSegmentWithCwrIsANewOne() {
    marked();
    peer.inject("ACK,CWR seq=101 ack=1 len=100 CE");
    peer.expect("ACK,ECE seq=1 ack=201", SendCause.ACK_CONGESTION);
    assertThat(peer.status().totals().ecnMarks()).isEqualTo(2);
  }

  @Test
  void furtherMarksAreCountedAndAcknowledgedAsEver() {
    marked();
    peer.inject("ACK seq=101 ack=1 len=100 CE").expectNothing();
    peer.elapseMillis(40).expect("ACK,ECE seq=1 ack=201", SendCause.ACK_DELAYED);
    assertThat(peer.status().totals().ecnMarks()).isEqualTo(2);
  }

  @Test
  void eachPacketOfAMergedArrivalCounts() {
    peer.inject("ACK seq=1 ack=1 len=2500 gso=1000 CE");
    peer.expect("ACK,ECE seq=1 ack=2501");
    assertThat(peer.status().totals().ecnMarks()).isEqualTo(3);
  }

  @Test
  void aMarkOnTextBehindAGapCounts() {
    peer.inject("ACK seq=101 ack=1 len=100 CE").expect("ACK,ECE seq=1 ack=1");
  }

  @Test
  @Rfc("3168 6.1.5")
  void aMarkOutsideOfTheWindowIsIgnored() {
    peer.inject("ACK seq=1 ack=1 len=100 ECT(0)").elapseMillis(40).skip();
    peer.inject("ACK seq=1 ack=1 len=100 CE").expect("ACK seq=1 ack=101"); // again, all old
    peer.inject("ACK seq=9000001 ack=1 len=100 CE").expect("ACK seq=1 ack=101");
    assertThat(peer.status().totals().ecnMarks()).isZero();
  }

  @Test
  void cwrOutsideOfTheWindowEndsNoEcho() {
    marked();
    peer.inject("ACK,CWR seq=1 ack=1 len=100").expect("ACK,ECE seq=1 ack=101");
  }

  @Test
  void aMarkOnAnAcknowledgmentSaysNothingOfText() {
    peer.inject("ACK seq=1 ack=1 CE").expectNothing();
    assertThat(peer.status().totals().ecnMarks()).isZero();
  }

  @Test
  void aMarkOnAWindowProbeCounts() {
    ScriptedPeer small =
        new ScriptedPeer(ACTIVE.toBuilder().receiveBuffer(1_000).build()).accepted("<mss 1000>");
    small.inject("ACK seq=1 ack=1 len=1000 ECT(0)").elapseMillis(40).skip();
    small.inject("ACK seq=1001 ack=1 len=1 CE").expect("ACK,ECE seq=1 ack=1001 win=0");
  }

  @Test
  void withoutAnAgreementAMarkMeansNothing() {
    ScriptedPeer plain = new ScriptedPeer().accepted("<mss 1000>");
    plain.inject("ACK seq=1 ack=1 len=100 CE").expectNothing();
    plain.elapseMillis(40).expect("ACK seq=1 ack=101");
    assertThat(plain.status().totals().ecnMarks()).isZero();
  }

  @Test
  void aResetEchoesNothing() {
    marked();
    peer.abort().expect("RST,ACK seq=1 ack=101");
  }
}

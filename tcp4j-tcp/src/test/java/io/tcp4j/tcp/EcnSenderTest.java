package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.TcpInfo;
import io.tcp4j.tcp.model.TcpObserver;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.tcp.model.WindowReduction;
import io.tcp4j.wire.TcpFlags;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a sender makes of ECE (RFC 3168 §6.1.2), by the numbers: segments of 1,000 bytes, an
/// initial window of ten.
class EcnSenderTest {
  private static final TcpConfig ACTIVE = TcpConfig.builder().ecn(EcnMode.ACTIVE).build();

  private ScriptedPeer peer = new ScriptedPeer(ACTIVE);
  private final List<String> reductions = new ArrayList<>();
  private final List<Trigger> triggers = new ArrayList<>();

  private void tenOut() {
    peer.established("<mss 1000>").send(100_000);
    for (int i = 0; i < 10; i++) {
      peer.expect("ACK seq=" + (1 + i * 1000) + " ack=1 len=1000 ECT(0)", SendCause.DATA);
    }
    peer.expectNothing();
    peer.host.witness =
        new TcpObserver() {
          @Override
          public void windowReduced(
              FourTuple connection,
              WindowReduction reason,
              long window,
              long threshold,
              Trigger trigger) {
            reductions.add(reason + " " + window + " " + threshold);
            triggers.add(trigger);
          }
        };
  }

  private void inject(int times, String text) {
    for (int i = 0; i < times; i++) {
      peer.inject(text);
    }
  }

  private TcpInfo info() {
    return peer.status();
  }

  @Test
  @Rfc("3168 6.1.2a")
  void anEchoHalvesTheWindow() {
    tenOut();
    peer.inject("ACK,ECE seq=1 ack=2001").expectNothing();
    assertThat(info().sending().congestionWindow()).isEqualTo(5_000);
    assertThat(info().sending().slowStartThreshold()).isEqualTo(5_000);
    assertThat(info().totals().ecnReductions()).isEqualTo(1);
    assertThat(peer.host.counters.of(TcpCounter.ECN_REDUCTIONS)).isEqualTo(1);
    assertThat(reductions).containsExactly("ECN 5000 5000");
    assertThat(triggers).containsExactly(Trigger.SEGMENT);
  }

  @Test
  @Rfc("3168 6.1.2b")
  void moreEchoesOfTheSameWindowChangeNothing() {
    tenOut();
    peer.inject("ACK,ECE seq=1 ack=2001").inject("ACK,ECE seq=1 ack=4001").expectNothing();
    peer.inject("ACK,ECE seq=1 ack=6001");
    peer.expect("ACK,CWR seq=10001 ack=1 len=1000 ECT(0)", SendCause.DATA_AND_CWR).expectNothing();
    peer.inject("ACK,ECE seq=1 ack=8001");
    peer.expect("ACK seq=11001 ack=1 len=1000 ECT(0)", SendCause.DATA); // CWR once only
    peer.expect("ACK seq=12001 ack=1 len=1000 ECT(0)").expectNothing();
    peer.inject("ACK,ECE seq=1 ack=10001").skip();
    assertThat(info().sending().congestionWindow()).isEqualTo(5_000); // nor do they let it grow
    assertThat(info().totals().ecnReductions()).isEqualTo(1);
  }

  @Test
  void anEchoOfTheNextWindowHalvesAgain() {
    tenOut();
    peer.inject("ACK,ECE seq=1 ack=10001");
    peer.expect("ACK,CWR seq=10001 ack=1 len=1000 ECT(0)").skip();
    peer.inject("ACK,ECE seq=1 ack=11001");
    assertThat(reductions).containsExactly("ECN 5000 5000", "ECN 2500 2500");
    peer.inject("ACK seq=1 ack=14001");
    peer.expect("ACK,CWR seq=15001 ack=1 len=1000 ECT(0)");
  }

  @Test
  void withoutAnEchoTheWindowGrowsAgain() {
    tenOut();
    peer.inject("ACK,ECE seq=1 ack=10001").skip();
    peer.inject("ACK seq=1 ack=15001");
    assertThat(info().sending().congestionWindow()).isEqualTo(6_000);
  }

  @Test
  @Rfc("3168 6.1.5")
  void textThatIsSentAgainIsNotEcnCapableAndTellsNothing() {
    tenOut();
    peer.inject("ACK,ECE seq=1 ack=1001").expectNothing();
    peer.elapseMillis(200).expect("ACK seq=1001 ack=1 len=1000", SendCause.RETRANSMISSION_TIMEOUT);
    peer.expectNothing();
    peer.inject("ACK seq=1 ack=10001");
    peer.expect("ACK,CWR seq=10001 ack=1 len=1000 ECT(0)", SendCause.DATA_AND_CWR);
  }

  @Test
  @Rfc("3168 6.1.2b")
  void anEchoAndThenALossInTheSameWindowReduceOnce() {
    tenOut();
    peer.inject("ACK,ECE seq=1 ack=2001");
    inject(3, "ACK,ECE seq=1 ack=2001");
    peer.expect("ACK seq=2001 ack=1 len=1000", SendCause.FAST_RETRANSMIT);
    assertThat(info().sending().slowStartThreshold()).isEqualTo(5_000);
    assertThat(reductions).containsExactly("ECN 5000 5000");
    peer.skip().inject("ACK,ECE seq=1 ack=10001");
    assertThat(info().sending().slowStartThreshold()).isEqualTo(5_000);
    assertThat(info().sending().congestionWindow()).isLessThanOrEqualTo(5_000);
    assertThat(reductions).hasSize(1);
  }

  @Test
  void theThirdDuplicateThatIsTheFirstEchoReducesOnce() {
    tenOut();
    inject(3, "ACK seq=1 ack=1001"); // the window is 11,000, and all of it is out
    peer.skip().inject("ACK,ECE seq=1 ack=1001");
    peer.expect("ACK seq=1001 ack=1 len=1000", SendCause.FAST_RETRANSMIT);
    assertThat(reductions).containsExactly("ECN 5500 5500");
  }

  @Test
  void anEchoWhileALossIsRepairedDoesNotReduceAgain() {
    tenOut();
    inject(3, "ACK seq=1 ack=1");
    assertThat(reductions).containsExactly("FAST_RETRANSMIT 5000 5000");
    inject(4, "ACK,ECE seq=1 ack=1");
    peer.inject("ACK,ECE seq=1 ack=3001").inject("ACK,ECE seq=1 ack=12001");
    assertThat(reductions).hasSize(1);
    assertThat(info().totals().ecnReductions()).isZero();
  }

  @Test
  @Rfc("3168 6.1.2c")
  void afterFastRetransmitTheFirstNewTextCarriesCwr() {
    tenOut();
    inject(3, "ACK seq=1 ack=1");
    peer.skip();
    inject(4, "ACK seq=1 ack=1");
    peer.expectNothing().inject("ACK seq=1 ack=1");
    peer.expect("ACK,CWR seq=12001 ack=1 len=1000 ECT(0)").expectNothing();
    peer.inject("ACK seq=1 ack=1").expect("ACK seq=13001 ack=1 len=1000 ECT(0)");
  }

  /// The lost segment with CWR was sent after the reduction, so its loss is news.
  @Test
  void theLossOfTheSegmentWithCwrReducesAgainAndTheNextNewTextCarriesIt() {
    tenOut();
    peer.inject("ACK,ECE seq=1 ack=10001");
    peer.expect("ACK,CWR seq=10001 ack=1 len=1000 ECT(0)").skip(); // lost
    inject(3, "ACK,ECE seq=1 ack=10001");
    assertThat(reductions).containsExactly("ECN 5000 5000", "FAST_RETRANSMIT 2500 2500");
    peer.next("limited transmit");
    peer.next("limited transmit");
    peer.expect("ACK seq=10001 ack=1 len=1000", SendCause.FAST_RETRANSMIT);
    peer.inject("ACK,ECE seq=1 ack=17001");
    peer.expect("ACK,CWR seq=17001 ack=1 len=1000 ECT(0)");
  }

  @Test
  void anEchoLeftOverFromBeforeATimeoutDoesNotHoldUpTheRepair() {
    tenOut();
    peer.elapseMillis(200).expect("ACK seq=1 ack=1 len=1000", SendCause.RETRANSMISSION_TIMEOUT);
    assertThat(reductions).containsExactly("TIMEOUT 1000 5000");
    assertThat(triggers).containsExactly(Trigger.RETRANSMISSION_TIMER);
    peer.inject("ACK,ECE seq=1 ack=1001"); // of a mark that came before
    peer.expect("ACK seq=1001 ack=1 len=1000").expect("ACK seq=2001 ack=1 len=1000");
    assertThat(info().sending().congestionWindow()).isEqualTo(2_000);
    assertThat(reductions).hasSize(1);
  }

  @Test
  @Rfc("3168 6.1.2d")
  void aWindowOfOneSegmentWaitsForTheRetransmissionTimer() {
    peer = new ScriptedPeer(ACTIVE.toBuilder().initialWindow(1).build());
    peer.established("<mss 1000>").send(5_000).expect("ACK seq=1 ack=1 len=1000 ECT(0)");
    peer.inject("ACK,ECE seq=1 ack=1001").expectNothing();
    assertThat(info().sending().congestionWindow()).isEqualTo(1_000);
    peer.elapseMillis(199).expectNothing();
    peer.elapseMillis(1).expect("ACK,CWR seq=1001 ack=1 len=1000 ECT(0)").expectNothing();
    peer.inject("ACK seq=1 ack=2001").expect("ACK seq=2001 ack=1 len=1000 ECT(0)");
  }

  @Test
  void echoOnEchoTheWindowFallsToOneSegmentAndThenToOneEachTimeout() {
    tenOut();
    long acked = 1;
    for (int window : new int[] {5_000, 2_500, 1_000}) {
      long end = peer.status().sending().unacknowledged().bytes() + acked;
      acked = end;
      peer.skip().inject("ACK,ECE seq=1 ack=" + acked);
      assertThat(info().sending().congestionWindow()).isEqualTo(window);
    }
    peer.skip().inject("ACK,ECE seq=1 ack=" + (acked + 1_000)).expectNothing();
    assertThat(info().sending().slowStartThreshold()).isEqualTo(2_000);
    assertThat(peer.nextTimer()).isEqualTo(200);
    assertThat(peer.sentCount()).isEqualTo(1);
  }

  @Test
  void anEchoOnADuplicateRestartsTheTimerOfAWindowOfOneSegment() {
    peer = new ScriptedPeer(ACTIVE.toBuilder().initialWindow(1).nagle(false).build());
    peer.established("<mss 1000>").send(100).inject("ACK seq=1 ack=101").skip();
    peer.send(100).expect("PSH,ACK seq=101 ack=1 len=100 ECT(0)").elapseMillis(100);
    peer.inject("ACK,ECE seq=1 ack=101").elapseMillis(199).expectNothing();
    peer.elapseMillis(1).expect("PSH,ACK seq=101 ack=1 len=100");
  }

  @Test
  void anEchoOnAnOldAcknowledgmentIsOld() {
    tenOut();
    peer.inject("ACK seq=1 ack=10001").skip();
    peer.inject("ACK,ECE seq=1 ack=9001");
    assertThat(reductions).isEmpty();
  }

  @Test
  void withoutAnAgreementEceMeansNothing() {
    peer = new ScriptedPeer();
    peer.established("<mss 1000>").send(100_000).skip();
    peer.inject("ACK,ECE seq=1 ack=2001");
    assertThat(info().sending().congestionWindow()).isEqualTo(12_000);
    assertThat(info().totals().ecnReductions()).isZero();
  }

  @Test
  @Rfc("3168 6.1.6")
  void aWindowProbeIsNeitherEcnCapableNorTellsOfCwr() {
    tenOut();
    peer.inject("ACK,ECE seq=1 ack=10001 win=0");
    peer.elapseMillis(200).expect("ACK seq=10001 ack=1 len=1", SendCause.WINDOW_PROBE);
    peer.inject("ACK seq=1 ack=10002 win=3000");
    peer.expect("ACK,CWR seq=10002 ack=1 len=1000 ECT(0)");
  }

  @Test
  @Rfc({"3168 6.1.1b", "3168 6.1.4"})
  void noSegmentWithoutTextIsEcnCapable() {
    peer.established("<mss 1000>").shutdownOutput().expect("FIN,ACK seq=1 ack=1");
    peer.inject("ACK seq=1 ack=2 len=1000").inject("ACK seq=1001 ack=2 len=1000");
    peer.expect("ACK seq=2 ack=2001");
    peer.abort().expect("RST,ACK seq=2 ack=2001");
  }

  @Test
  void theLastTextAndTheFinAreEcnCapableTogether() {
    peer = new ScriptedPeer(ACTIVE.toBuilder().initialWindow(1).build());
    peer.established("<mss 1000>").send(1_500).shutdownOutput();
    peer.expect("ACK seq=1 ack=1 len=1000 ECT(0)").inject("ACK seq=1 ack=1001");
    peer.expect("FIN,PSH,ACK seq=1001 ack=1 len=500 ECT(0)", SendCause.DATA_AND_FIN);
  }

  @Test
  void aRestartAfterIdleIsToldButNotByCwr() {
    tenOut();
    peer.inject("ACK seq=1 ack=10001").skip();
    for (long at = 10_001; info().sending().unacknowledged().bytes() > 0; ) {
      at += info().sending().unacknowledged().bytes();
      peer.skip().inject("ACK seq=1 ack=" + at);
    }
    peer.skip().elapseMillis(1_000).send(3_000);
    assertThat(reductions).singleElement().asString().startsWith("IDLE 10000 ");
    assertThat(peer.next("text").segment().flags & TcpFlags.CWR).isZero();
  }
}

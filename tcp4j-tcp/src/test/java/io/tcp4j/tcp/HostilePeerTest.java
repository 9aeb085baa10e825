package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What a peer, or somebody who poses as one, must not be able to do: reset by guessing, stall,
/// hold memory for ever.
class HostilePeerTest {
  private ScriptedPeer peer = new ScriptedPeer();

  @Test
  void anOldResetWithTextIsNotTrimmedUntilItIsBelieved() {
    peer.established()
        .inject("ACK seq=1 ack=1 len=1000")
        .read(1000)
        .skip()
        .inject("RST seq=500 len=900")
        .in(State.ESTABLISHED)
        .inject("RST seq=1001 len=900")
        .gone();
  }

  @Test
  void aResetThatCarriesTextIsObeyedThoughTheWindowIsClosed() {
    peer = new ScriptedPeer(TcpConfig.builder().receiveBuffer(1000).build());
    peer.established()
        .inject("ACK seq=1 ack=1 len=1000")
        .skip()
        .inject("RST seq=1001 len=5")
        .gone();
    assertThat(peer.host.ended).isEqualTo(Ending.RESET);
  }

  @Test
  void acknowledgmentsStayInsideAClosedWindowThoughAProbeIsOut() {
    peer.window = 0;
    peer.established()
        .send(100)
        .elapse(Duration.ofSeconds(2))
        .expect("ACK seq=1 ack=1 len=1", SendCause.WINDOW_PROBE)
        .skip()
        .inject("ACK seq=1 ack=1 len=1460")
        .inject("ACK seq=1461 ack=1 len=1460")
        .skip();
    peer.inject("ACK seq=2921 ack=1 len=1460").inject("ACK seq=4381 ack=1 len=1460");
    peer.expect("ACK seq=1 ack=5841");
    peer.abort().expect("RST,ACK seq=1 ack=5841", SendCause.RESET_ABORT);
  }

  @Test
  void aSynIsNeverAWindowProbe() {
    peer.open()
        .expect("SYN seq=0")
        .inject("SYN seq=0 win=0 <mss 1460>")
        .expect("SYN,ACK seq=0 ack=1")
        .shutdownOutput()
        .inject("ACK seq=1 ack=0 win=0")
        .skip()
        .elapse(Duration.ofSeconds(30));
    assertThat(peer.sentCount()).isPositive();
  }

  @Test
  void theWindowOfASynAckThatCompletesASimultaneousOpenIsNotScaled() {
    peer.open()
        .expect("SYN seq=0")
        .inject("SYN seq=0 win=1024 <mss 1460,ws 7>")
        .expect("SYN,ACK seq=0 ack=1")
        .inject("SYN,ACK seq=0 ack=1 win=1024 <mss 1460,ws 7>")
        .in(State.ESTABLISHED);
    assertThat(peer.status().sending().window()).isEqualTo(1024);
  }

  @Test
  void textThatCameEarlyNeverKeepsOutTheTextThatIsMissing() {
    peer.host.pages.budget = 2;
    peer.established()
        .inject("ACK seq=5001 ack=1 len=1460")
        .inject("ACK seq=9001 ack=1 len=1460")
        .inject("ACK seq=1 ack=1 len=1460")
        .read(1460);
  }

  @Test
  @Rfc("6429 5")
  void anOrphanBeforeAClosedWindowIsGivenUp() {
    peer = new ScriptedPeer(TcpConfig.builder().userTimeout(Duration.ofSeconds(60)).build());
    peer.established().send(5000).skip().inject("ACK seq=1 ack=5001 win=0").send(100).close();
    for (int i = 0; i < 100 && peer.host.any() != null; i++) {
      peer.elapse(Duration.ofSeconds(1)).skip();
      if (peer.host.any() != null) {
        peer.inject("ACK seq=1 ack=5001 win=0");
      }
    }
    peer.gone();
    assertThat(peer.host.ended).isEqualTo(Ending.TIMED_OUT);
  }

  @Test
  void aWriterWhoWaitsIsToldThoughAnotherWriteWasTakenWhole() {
    peer = new ScriptedPeer(TcpConfig.builder().sendBuffer(3000).build());
    peer.established("<mss 1000>");
    byte[] text = new byte[4000];
    assertThat(peer.connection().send(text, 0, 4000, peer.now)).isEqualTo(3000);
    assertThat(peer.connection().send(text, 0, 0, peer.now)).isZero();
    peer.connection().takeReadiness();
    peer.host.bits = 0;
    peer.skip().inject("ACK seq=1 ack=3001");
    assertThat(peer.host.bits & Readiness.WRITABLE).isNotZero();
  }

  @Test
  void afterALostSynDataBeginsWithAnRtoOfThreeSeconds() {
    peer.open()
        .expect("SYN seq=0")
        .elapse(Duration.ofSeconds(1))
        .expect("SYN seq=0", SendCause.RETRANSMISSION_TIMEOUT)
        .inject("SYN,ACK seq=0 ack=1 <mss 1460>")
        .expect("ACK seq=1 ack=1");
    assertThat(peer.status().roundTrip().timeout()).isEqualTo(Duration.ofSeconds(3).toNanos());
  }

  @Test
  void afterTwoLostSynsTheInitialWindowIsOneSegment() {
    peer.open()
        .elapse(Duration.ofSeconds(3))
        .skip()
        .inject("SYN,ACK seq=0 ack=1 <mss 1460>")
        .skip();
    assertThat(peer.status().sending().congestionWindow()).isEqualTo(1460);
  }

  @Test
  void theFirstTimeoutOfDataHalvesEvenAfterALostSyn() {
    peer.open()
        .elapse(Duration.ofSeconds(1))
        .skip()
        .inject("SYN,ACK seq=0 ack=1 <mss 1000>")
        .skip()
        .send(10_000)
        .skip()
        .elapse(Duration.ofSeconds(3));
    assertThat(peer.status().sending().slowStartThreshold()).isEqualTo(5_000);
  }
}

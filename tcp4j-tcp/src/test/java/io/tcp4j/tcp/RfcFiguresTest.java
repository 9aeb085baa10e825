package io.tcp4j.tcp;

import static io.tcp4j.tcp.model.State.CLOSED;
import static io.tcp4j.tcp.model.State.CLOSE_WAIT;
import static io.tcp4j.tcp.model.State.CLOSING;
import static io.tcp4j.tcp.model.State.ESTABLISHED;
import static io.tcp4j.tcp.model.State.FIN_WAIT_1;
import static io.tcp4j.tcp.model.State.FIN_WAIT_2;
import static io.tcp4j.tcp.model.State.LAST_ACK;
import static io.tcp4j.tcp.model.State.LISTEN;
import static io.tcp4j.tcp.model.State.SYN_RECEIVED;
import static io.tcp4j.tcp.model.State.SYN_SENT;
import static io.tcp4j.tcp.model.State.TIME_WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.SendCause;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Figures 6 to 13 of RFC 9293 §3.5 and §3.6, each side of each: our ISS and the peer's are 0.
class RfcFiguresTest {
  private final ScriptedPeer peer = new ScriptedPeer();

  @Test
  @Rfc("9293 E-21a")
  void figure6TheThreeWayHandshakeAsPeerA() {
    peer.open().expect("SYN seq=0", SendCause.ACTIVE_OPEN).in(SYN_SENT);
    peer.inject("SYN,ACK seq=0 ack=1").in(ESTABLISHED);
    peer.expect("ACK seq=1 ack=1", SendCause.HANDSHAKE_DONE).expectNothing();
    peer.send(10).expect("PSH,ACK seq=1 ack=1 len=10");
  }

  @Test
  @Rfc("9293 E-21a")
  void figure6TheThreeWayHandshakeAsPeerB() {
    peer.listen().inject("SYN seq=0");
    peer.expect("SYN,ACK seq=0 ack=1", SendCause.SYN_ANSWER).in(SYN_RECEIVED);
    peer.inject("ACK seq=1 ack=1").in(ESTABLISHED).expectNothing();
    peer.inject("ACK seq=1 ack=1 len=10").read(10);
  }

  @Test
  @Rfc("9293 E-21a")
  void figure6DataMayRideOnTheThirdSegment() {
    peer.open().expect("SYN seq=0").send(10);
    peer.inject("SYN,ACK seq=0 ack=1");
    peer.expect("PSH,ACK seq=1 ack=1 len=10", SendCause.DATA).expectNothing();
  }

  @Test
  @Rfc({"9293 MUST-10", "9293 E-9", "9293 E-21b"})
  void figure7SimultaneousOpen() {
    peer.open().expect("SYN seq=0");
    peer.inject("SYN seq=0").in(SYN_RECEIVED);
    peer.expect("SYN,ACK seq=0 ack=1", SendCause.SIMULTANEOUS_OPEN);
    peer.inject("SYN,ACK seq=0 ack=1").in(ESTABLISHED).expectNothing();
    peer.inject("ACK seq=1 ack=1 len=10").read(10);
  }

  @Test
  @Rfc("9293 E-21b")
  void figure7TheCrossingSynAckMayBeLost() {
    peer.open().expect("SYN seq=0");
    peer.inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1").in(SYN_RECEIVED);
    peer.nextTimer();
    peer.expect("SYN,ACK seq=0 ack=1", SendCause.RETRANSMISSION_TIMEOUT);
    peer.inject("ACK seq=1 ack=1").in(ESTABLISHED).expectNothing();
  }

  @Test
  @Rfc("9293 E-21c")
  void figure8AnOldDuplicateSynAsPeerA() {
    peer.open().expect("SYN seq=0");
    // line 4: B answers the old duplicate, whose number lies ten below
    peer.inject("SYN,ACK seq=0 ack=-9");
    peer.expect("RST seq=-9", SendCause.RESET_BAD_ACK).in(SYN_SENT);
    peer.inject("SYN,ACK seq=500 ack=1").in(ESTABLISHED);
    peer.expect("ACK seq=1 ack=501");
  }

  @Test
  @Rfc({"9293 MUST-11", "9293 E-12", "9293 E-21c"})
  void figure8AnOldDuplicateSynAsPeerB() {
    peer.listen().inject("SYN seq=-10").expect("SYN,ACK seq=0 ack=-9").in(SYN_RECEIVED);
    peer.inject("RST seq=-9").in(LISTEN).expectNothing();
    assertThat(peer.host.halfOpen).isZero();
    peer.inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1").in(SYN_RECEIVED);
    peer.inject("ACK seq=1 ack=1").in(ESTABLISHED);
  }

  @Test
  @Rfc({"9293 E-12", "9293 MUST-11", "9293 E-21c"})
  void figure8AnOldDuplicateSynAtAListenForThisPeer() {
    peer.listenForThisPeer().inject("SYN seq=-10").expect("SYN,ACK seq=0 ack=-9");
    peer.inject("RST seq=-9").in(LISTEN).expectNothing();
    peer.inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1").in(SYN_RECEIVED);
    peer.inject("ACK seq=1 ack=1 len=10").in(ESTABLISHED).read(10);
  }

  @Test
  @Rfc("9293 E-21d")
  void figure9HalfOpenDiscoveryAsTheSideThatCrashed() {
    peer.open().expect("SYN seq=0");
    // line 4: B, who still believes in the old connection, says where it is
    peer.inject("ACK seq=300 ack=-300").in(SYN_SENT);
    peer.expect("RST seq=-300", SendCause.RESET_BAD_ACK);
    assertThat(peer.nextTimer()).isEqualTo(1_000); // line 7: A tries again
    peer.expect("SYN seq=0", SendCause.RETRANSMISSION_TIMEOUT);
  }

  @Test
  @Rfc("9293 E-21d")
  void figure9HalfOpenDiscoveryAsTheSideThatIsStillOpen() {
    peer.established().inject("SYN seq=400").in(ESTABLISHED);
    peer.expect("ACK seq=1 ack=1").expectNothing();
    peer.inject("RST seq=1").in(CLOSED).gone();
    assertThat(peer.host.ended).isEqualTo(Ending.RESET);
  }

  @Test
  @Rfc("9293 E-21e")
  void figure10TheSideThatCrashedGetsTextForAConnectionItDoesNotKnow() {
    peer.inject("ACK seq=300 ack=100 len=10");
    peer.expect("RST seq=100", SendCause.RESET_NO_CONNECTION).in(CLOSED);
  }

  @Test
  @Rfc("9293 E-21e")
  void figure10TheActiveSideFindsOutBySending() {
    peer.established().send(10).expect("PSH,ACK seq=1 ack=1 len=10");
    peer.inject("RST seq=1").gone();
    assertThat(peer.host.ended).isEqualTo(Ending.RESET);
  }

  @Test
  @Rfc("9293 E-21f")
  void figure11AnOldDuplicateSynAtTwoPassiveSocketsAsPeerB() {
    peer.listen().inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1");
    peer.inject("RST seq=1").in(LISTEN);
    assertThat(peer.host.nextDeadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  @Rfc("9293 E-21f")
  void figure11AnOldDuplicateSynAtTwoPassiveSocketsAsPeerA() {
    peer.listen().inject("SYN,ACK seq=0 ack=1");
    peer.expect("RST seq=1", SendCause.RESET_BAD_ACK).in(LISTEN);
  }

  @Test
  @Rfc("9293 E-22a")
  void figure12TheNormalCloseAsPeerA() {
    peer.established().shutdownOutput().expect("FIN,ACK seq=1 ack=1").in(FIN_WAIT_1);
    peer.inject("ACK seq=1 ack=2").in(FIN_WAIT_2).expectNothing();
    peer.inject("FIN,ACK seq=1 ack=2").in(TIME_WAIT);
    peer.expect("ACK seq=2 ack=2", SendCause.ACK_FIN).readEnd();
    peer.elapse(Duration.ofSeconds(59)).in(TIME_WAIT);
    peer.elapse(Duration.ofSeconds(1)).gone();
  }

  @Test
  @Rfc("9293 E-22a")
  void figure12TheNormalCloseAsPeerB() {
    peer.established().inject("FIN,ACK seq=1 ack=1").in(CLOSE_WAIT);
    peer.expect("ACK seq=1 ack=2", SendCause.ACK_FIN).readEnd();
    peer.shutdownOutput().expect("FIN,ACK seq=1 ack=2", SendCause.FIN).in(LAST_ACK);
    peer.inject("ACK seq=2 ack=2").gone();
    assertThat(peer.host.ended).isEqualTo(Ending.FIN);
  }

  @Test
  @Rfc("9293 E-22b")
  void figure13TheSimultaneousClose() {
    peer.established().shutdownOutput().expect("FIN,ACK seq=1 ack=1").in(FIN_WAIT_1);
    peer.inject("FIN,ACK seq=1 ack=1").in(CLOSING).expect("ACK seq=2 ack=2");
    peer.inject("ACK seq=2 ack=2").in(TIME_WAIT).expectNothing();
    peer.elapse(Duration.ofMinutes(1)).gone();
  }

  @Test
  @Rfc("9293 E-22b")
  void figure13WithTextInBothFins() {
    peer.established().send(20_000).shutdownOutput().skip();
    peer.inject("FIN,ACK seq=1 ack=1 len=50").in(CLOSING).expect("ACK seq=14601 ack=52");
    peer.inject("ACK seq=52 ack=14601").in(CLOSING);
    peer.expect("ACK seq=14601 ack=52 len=1460").expect("ACK seq=16061 ack=52 len=1460");
    peer.skip().inject("ACK seq=52 ack=20002").in(TIME_WAIT).read(50).readEnd();
    peer.elapse(Duration.ofMinutes(1)).gone();
  }

  @Test
  @Rfc("9293 E-22c")
  void theCloseInThreeSegments() {
    peer.established().shutdownOutput().expect("FIN,ACK seq=1 ack=1");
    peer.inject("FIN,ACK seq=1 ack=2").in(TIME_WAIT).expect("ACK seq=2 ack=2");
  }
}

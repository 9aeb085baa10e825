package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.TcpConfig;
import org.junit.jupiter.api.Test;

/// The PSH bit (RFC 9293 §3.9.1.2, MUST-60, MUST-61, SHLD-27, SHLD-28): at the end of a SEND, and
/// of no meaning to whoever reads.
class PushTest {
  private final ScriptedPeer peer =
      new ScriptedPeer(
          TcpConfig.builder().nagle(false).delayedAck(java.time.Duration.ZERO).build());

  @Test
  @Rfc("9293 MUST-61")
  void theSegmentWithTheEndOfASendIsPushed() {
    peer.established("<mss 1000>").send(2_500);
    peer.expect("ACK seq=1 ack=1 len=1000").expect("ACK seq=1001 ack=1 len=1000");
    peer.expect("PSH,ACK seq=2001 ack=1 len=500").expectNothing();
  }

  @Test
  void thePushStaysWithItsSegmentWhenMoreWasWrittenSince() {
    peer.established("<mss 1000>").send(500).send(700).send(1_000).skip();
    peer.nextTimer();
    peer.expect("PSH,ACK seq=1 ack=1 len=500", SendCause.RETRANSMISSION_TIMEOUT);
    peer.inject("ACK seq=1 ack=501").expect("PSH,ACK seq=501 ack=1 len=700").expectNothing();
    peer.inject("ACK seq=1 ack=1201").expect("PSH,ACK seq=1201 ack=1 len=1000").expectNothing();
  }

  @Test
  @Rfc({"9293 MUST-61", "9293 SHLD-27", "9293 SHLD-28"})
  void ofTheSendsThatWaitTogetherTheFirstAndTheLastArePushed() {
    peer.window = 0;
    peer.established("<mss 1000>").send(1_500).send(1_500).send(1_500).expectNothing();
    peer.window = 10_000;
    peer.inject("ACK seq=1 ack=1"); // SHLD-28: full segments, wherever the SENDs ended
    peer.expect("ACK seq=1 ack=1 len=1000").expect("PSH,ACK seq=1001 ack=1 len=1000");
    peer.expect("ACK seq=2001 ack=1 len=1000").expect("ACK seq=3001 ack=1 len=1000"); // SHLD-27
    peer.expect("PSH,ACK seq=4001 ack=1 len=500").expectNothing();
    peer.send(10).expect("PSH,ACK seq=4501 ack=1 len=10");
  }

  @Test
  void aSendThatTheWindowCutsIsPushedAtItsEndOnly() {
    peer.window = 1_500;
    peer.established("<mss 1000>").send(2_000);
    peer.expect("ACK seq=1 ack=1 len=1000").expectNothing();
    peer.inject("ACK seq=1 ack=1001 win=1500").expect("PSH,ACK seq=1001 ack=1 len=1000");
  }

  @Test
  void aSegmentThatIsCutToBeSentAgainIsPushedAtItsEndOnly() {
    peer.established("<mss 1000>").send(1_000).expect("PSH,ACK seq=1 ack=1 len=1000");
    peer.inject("ACK seq=1 ack=1 win=400");
    peer.nextTimer();
    peer.expect("ACK seq=1 ack=1 len=400", SendCause.RETRANSMISSION_TIMEOUT).expectNothing();
    peer.inject("ACK seq=1 ack=401 win=1000");
    peer.expect("PSH,ACK seq=401 ack=1 len=600").expectNothing();
  }

  @Test
  void aFinThatIsCutOffLeavesThePushToTheText() {
    peer.established("<mss 1000>").send(1_000).expect("PSH,ACK seq=1 ack=1 len=1000");
    peer.shutdownOutput().expect("FIN,ACK seq=1001 ack=1");
    var together = new ScriptedPeer();
    together.window = 0;
    together.established("<mss 1000>").send(1_000).shutdownOutput();
    together.inject("ACK seq=1 ack=1 win=2000").expect("FIN,PSH,ACK seq=1 ack=1 len=1000");
    together.inject("ACK seq=1 ack=1 win=1000"); // the text has room, the FIN has none
    together.nextTimer();
    together.expect("PSH,ACK seq=1 ack=1 len=1000", SendCause.RETRANSMISSION_TIMEOUT);
    together.inject("ACK seq=1 ack=1001 win=1000");
    together.expect("FIN,ACK seq=1001 ack=1").expectNothing();
  }

  @Test
  void aPushIsNotUsedUpBySegmentsThatTheLinkRefuses() {
    peer.established("<mss 1000>");
    peer.host.refused = s -> true;
    peer.send(500).send(300).expectNothing();
    peer.host.linkHasRoom(peer.now);
    peer.expect("PSH,ACK seq=1 ack=1 len=800").expectNothing();
  }

  @Test
  @Rfc("9293 E-2")
  void textFromBeforeTheHandshakeIsPushed() {
    peer.open().send(10).skip().inject("SYN,ACK seq=0 ack=1 <mss 1000>");
    peer.expect("PSH,ACK seq=1 ack=1 len=10").expectNothing();
  }

  @Test
  void aReaderIsWokenWithOrWithoutPush() {
    peer.established();
    for (String flags : new String[] {"ACK", "PSH,ACK", "ACK"}) {
      peer.host.bits = 0;
      peer.inject(flags + " seq=" + (1 + peer.host.received) + " ack=1 len=10");
      assertThat(peer.host.bits & Readiness.READABLE).as(flags).isNotZero();
      peer.read(10);
    }
  }
}

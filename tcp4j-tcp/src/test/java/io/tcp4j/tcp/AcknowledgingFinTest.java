package io.tcp4j.tcp;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import org.junit.jupiter.api.Test;

/// When the peer's FIN is acknowledged: at once, or with the FIN of a user who answers at once.
class AcknowledgingFinTest {
  private final ScriptedPeer peer = new ScriptedPeer();

  @Test
  void aFinIsAcknowledgedAtOnce() {
    peer.established()
        .inject("FIN,ACK seq=1 ack=1")
        .expect("ACK seq=1 ack=2", SendCause.ACK_FIN)
        .in(State.CLOSE_WAIT);
  }

  @Test
  @Rfc("9293 E-22c")
  void onAnInteractiveConnectionItRidesOnTheFinOfAUserWhoClosesAtOnce() {
    answered()
        .inject("FIN,ACK seq=11 ack=6")
        .expectNothing()
        .close()
        .expect("FIN,ACK seq=6 ack=12", SendCause.FIN)
        .expectNothing()
        .inject("ACK seq=12 ack=7")
        .gone();
  }

  @Test
  void aUserWhoTakesItsTimeMakesItWaitForTheDelayedAckAndNoLonger() {
    answered()
        .inject("FIN,ACK seq=11 ack=6")
        .expectNothing()
        .elapseMillis(40)
        .expect("ACK seq=6 ack=12", SendCause.ACK_FIN)
        .expectNothing();
  }

  private ScriptedPeer answered() {
    return peer.established()
        .inject("PSH,ACK seq=1 ack=1 len=10")
        .read(10)
        .send(5)
        .expect("PSH,ACK seq=1 ack=11 len=5", SendCause.DATA);
  }
}

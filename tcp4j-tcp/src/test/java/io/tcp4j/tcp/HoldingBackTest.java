package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.SendLimit;
import io.tcp4j.tcp.model.State;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Corks, and SEND without PUSH (RFC 9293 §3.9.1.2, MAY-15): what fills no segment waits.
class HoldingBackTest {
  private static final Duration LONGEST = Duration.ofMillis(200);

  private final ScriptedPeer peer = new ScriptedPeer();

  @BeforeEach
  void open() {
    peer.established("<mss 1000>");
  }

  @Test
  @Rfc("9293 MAY-16")
  void aCorkMakesOneSegmentOfSeveralSends() {
    cork(true);
    peer.send(100).send(50).expectNothing();
    assertThat(peer.status().sending().limit()).isEqualTo(SendLimit.CORK);
    cork(false);
    peer.expect("PSH,ACK seq=1 ack=1 len=150").expectNothing();
  }

  @Test
  void aCorkDoesNotHoldFullSegments() {
    cork(true);
    peer.send(1_500).expect("ACK seq=1 ack=1 len=1000").expectNothing();
    cork(false);
    peer.expect("PSH,ACK seq=1001 ack=1 len=500");
  }

  @Test
  void aCorkHoldsForTwoHundredMillisecondsAtMost() {
    cork(true);
    peer.send(100).elapse(LONGEST.minusMillis(1)).expectNothing();
    peer.elapse(Duration.ofMillis(1)).expect("PSH,ACK seq=1 ack=1 len=100");
    peer.inject("ACK seq=1 ack=101").send(10).expectNothing(); // and then holds again
  }

  @Test
  void aFinTakesTheCorkOut() {
    cork(true);
    peer.send(100).shutdownOutput().expect("FIN,PSH,ACK seq=1 ack=1 len=100").in(State.FIN_WAIT_1);
  }

  @Test
  void noDelayLetsGoWhatACorkHolds() {
    cork(true);
    peer.send(100);
    peer.configure(config -> config.nagle(false));
    peer.expect("PSH,ACK seq=1 ack=1 len=100");
    peer.send(10).expectNothing();
  }

  @Test
  @Rfc({"9293 MUST-60", "9293 MAY-15", "9293 MAY-16"})
  void moreToComeWaitsForItAndHasNoPush() {
    more(100);
    peer.expectNothing().send(50).expect("PSH,ACK seq=1 ack=1 len=150");
    peer.inject("ACK seq=1 ack=151");
    more(100);
    peer.elapse(LONGEST).expect("ACK seq=151 ack=1 len=100");
  }

  private void cork(boolean on) {
    peer.connection().setCork(on, peer.now);
    peer.host.after(peer.now);
  }

  private void more(int length) {
    byte[] text = Pattern.bytes(peer.host.sent, length);
    assertThat(peer.connection().sendMore(text, 0, length, peer.now)).isEqualTo(length);
    peer.host.sent += length;
    peer.host.after(peer.now);
  }
}

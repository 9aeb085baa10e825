package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.DropReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What IP is told of each segment, and tells of it (RFC 9293 §3.9.1.9, §3.9.2), and how far a
/// segment may have come (RFC 5082).
class IpFieldsTest {
  private static final Duration DELAYED_ACK = Duration.ofMillis(40);

  private static ScriptedPeer peer(TcpConfig.Builder config) {
    return new ScriptedPeer(config.build());
  }

  private static TcpConfig.Builder marked() {
    return ScriptedPeer.plain().dscp(46).hopLimit(7);
  }

  @Test
  void segmentsAreOfNoClassAndGo64HopsUnlessTold() {
    peer(ScriptedPeer.plain()).open().expect("SYN seq=0 dscp=0 hops=64");
  }

  @Test
  @Rfc({"9293 MUST-48", "9293 MUST-49"})
  void everySegmentHasTheCodepointAndTheHopLimitOfTheConnection() {
    ScriptedPeer peer = peer(marked());
    peer.open().expect("SYN seq=0 dscp=46 hops=7").inject("SYN,ACK seq=0 ack=1");
    peer.expect("ACK seq=1 ack=1 dscp=46 hops=7");
    peer.send(10).expect("PSH,ACK seq=1 ack=1 len=10 dscp=46 hops=7");
    peer.elapse(Duration.ofMillis(200)).expect("PSH,ACK seq=1 ack=1 len=10 dscp=46 hops=7");
    peer.inject("FIN,ACK seq=1 ack=11").expect("ACK seq=11 ack=2 dscp=46 hops=7");
    peer.abort().expect("RST,ACK seq=11 ack=2 dscp=46 hops=7");
  }

  @Test
  @Rfc({"9293 MUST-48", "9293 MUST-49"})
  void soHaveTheAnswersOfAListenerAndOfClosed() {
    ScriptedPeer peer = peer(marked());
    peer.inject("ACK seq=1 ack=5").expect("RST seq=5 dscp=46 hops=7");
    peer.listen().inject("ACK seq=1 ack=5").expect("RST seq=5 dscp=46 hops=7");
    peer.inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1 dscp=46 hops=7");
    peer.inject("ACK seq=1 ack=5").expect("RST seq=5 dscp=46 hops=7");
  }

  @Test
  void soHasTheAnswerToAFinThatComesAgainInTimeWait() {
    ScriptedPeer peer = ScriptedPeer.reach(State.TIME_WAIT, marked().build());
    peer.inject("FIN,ACK seq=1 ack=2").expect("ACK seq=2 ack=2 dscp=46 hops=7");
  }

  @Test
  @Rfc({"9293 SHLD-21", "9293 MUST-49"})
  void bothChangeWhileTheConnectionIsOpen() {
    ScriptedPeer peer = peer(ScriptedPeer.plain()).established();
    peer.send(10).expect("PSH,ACK seq=1 ack=1 len=10 dscp=0 hops=64");
    peer.inject("ACK seq=1 ack=11").configure(config -> config.dscp(8).hopLimit(1));
    peer.send(10).expect("PSH,ACK seq=11 ack=1 len=10 dscp=8 hops=1");
  }

  @Test
  void theCodepointLeavesTheEcnBitsAlone() {
    ScriptedPeer peer = peer(marked().ecn(EcnMode.ACTIVE)).established();
    peer.send(10).expect("PSH,ACK seq=1 ack=1 len=10 dscp=46 hops=7 ECT(0)");
  }

  @Test
  @Rfc("9293 MAY-9")
  void theUserIsToldOfWhatArrivedLast() {
    ScriptedPeer peer = peer(ScriptedPeer.plain()).established();
    peer.inject("ACK seq=1 ack=1 len=1 dscp=34 hops=61");
    assertThat(peer.status().receiving().dscp()).isEqualTo(34);
    assertThat(peer.status().receiving().hopLimit()).isEqualTo(61);
    peer.inject("ACK seq=2 ack=1 len=1 hops=62");
    assertThat(peer.status().receiving().dscp()).isZero();
    assertThat(peer.status().receiving().hopLimit()).isEqualTo(62);
  }

  @ParameterizedTest
  @EnumSource(State.class)
  @Rfc("5082 3")
  void whatHasComeTooFarHasNoEffectInAnyState(State state) {
    TcpConfig near = ScriptedPeer.plain().minHopLimit(60).build();
    ScriptedPeer peer = ScriptedPeer.reach(state, near);
    if (state == State.CLOSED) {
      peer.listen();
    }
    State before = peer.state();
    for (String far : new String[] {"SYN seq=0", "RST,ACK seq=1 ack=1", "ACK seq=1 ack=1 len=5"}) {
      peer.inject(far + " hops=59").expectNothing().in(before);
    }
    assertThat(peer.host.counters.drops(DropReason.TCP_FROM_TOO_FAR)).isEqualTo(3);
  }

  @Test
  @Rfc("5082 3")
  void whatHasComeAsFarAsIsAllowedIsTaken() {
    ScriptedPeer peer = peer(ScriptedPeer.plain().minHopLimit(64)).established();
    peer.inject("ACK seq=1 ack=1 len=5 hops=64").elapse(DELAYED_ACK).expect("ACK seq=1 ack=6");
    peer.configure(config -> config.minHopLimit(255));
    peer.inject("ACK seq=6 ack=1 len=5 hops=254").elapse(DELAYED_ACK).expectNothing();
    peer.inject("ACK seq=6 ack=1 len=5 hops=255").elapse(DELAYED_ACK).expect("ACK seq=1 ack=11");
  }
}

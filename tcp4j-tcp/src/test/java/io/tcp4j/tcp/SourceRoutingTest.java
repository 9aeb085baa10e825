package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.State;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.SourceRoute;
import org.junit.jupiter.api.Test;

/// §3.9.2.1: which source route the segments of a connection get.
class SourceRoutingTest {
  private static final SourceRoute OURS = SourceRoute.loose(IpAddress.parse("10.9.0.1"));
  private static final SourceRoute BACK =
      SourceRoute.strict(IpAddress.parse("10.9.0.2"), IpAddress.parse("10.9.0.3"));
  private static final SourceRoute OTHER = SourceRoute.loose(IpAddress.parse("10.9.0.4"));

  private static Segment next(ScriptedPeer peer) {
    return peer.next("a segment").segment();
  }

  private static ScriptedPeer acceptedBy(SourceRoute back) {
    ScriptedPeer peer = new ScriptedPeer().listen().injectBy(back, "SYN seq=0 <mss 1460>");
    peer.expect("SYN,ACK seq=0 ack=1 <mss 1460>");
    return peer.injectBy(back, "ACK seq=1 ack=1").in(State.ESTABLISHED);
  }

  @Test
  @Rfc({"9293 MUST-51", "9293 MUST-52"})
  void theUsersRouteIsUsedWhateverArrives() {
    var peer = new ScriptedPeer(ScriptedPeer.plain().sourceRoute(OURS).build()).open();
    assertThat(next(peer).sourceRoute).isEqualTo(OURS);
    peer.injectBy(BACK, "SYN,ACK seq=0 ack=1");
    assertThat(next(peer).sourceRoute).isEqualTo(OURS);
    peer.injectBy(OTHER, "ACK seq=1 ack=1").send(1);
    assertThat(next(peer).sourceRoute).isEqualTo(OURS);
  }

  @Test
  @Rfc("9293 MUST-52")
  void ofAPassiveOpenToo() {
    var peer = new ScriptedPeer(ScriptedPeer.plain().sourceRoute(OURS).build()).listen();
    peer.injectBy(BACK, "SYN seq=0");
    assertThat(next(peer).sourceRoute).isEqualTo(OURS);
  }

  @Test
  @Rfc("9293 MUST-53")
  void aPassiveOpenAnswersAndSendsByTheReturnRoute() {
    var peer = new ScriptedPeer().listen().injectBy(BACK, "SYN seq=0");
    assertThat(next(peer).sourceRoute).isEqualTo(BACK);
    peer.inject("ACK seq=1 ack=1").send(10);
    assertThat(next(peer).sourceRoute).isEqualTo(BACK);
    peer.inject("FIN,ACK seq=1 ack=11");
    assertThat(next(peer).sourceRoute).isEqualTo(BACK);
  }

  @Test
  @Rfc("9293 SHLD-24")
  void aLaterRouteTakesItsPlace() {
    ScriptedPeer peer = acceptedBy(BACK);
    peer.injectBy(OTHER, "ACK seq=1 ack=1").send(10);
    assertThat(next(peer).sourceRoute).isEqualTo(OTHER);
    peer.inject("ACK seq=1 ack=11").send(10); // one without a route is none that is different
    assertThat(next(peer).sourceRoute).isEqualTo(OTHER);
  }

  @Test
  void aRouteInASegmentThatIsNotBelievedIsNone() {
    ScriptedPeer peer = acceptedBy(BACK);
    peer.injectBy(OTHER, "ACK seq=100000 ack=1").skip();
    peer.injectBy(OTHER, "ACK seq=1 ack=1000").skip();
    peer.injectBy(OTHER, "RST seq=5 ack=0").skip().send(10);
    assertThat(next(peer).sourceRoute).isEqualTo(BACK);
  }

  @Test
  void anActiveOpenWithoutARouteTakesNoneFromThePeer() {
    var peer = new ScriptedPeer().open().skip().injectBy(BACK, "SYN,ACK seq=0 ack=1").skip();
    peer.injectBy(BACK, "ACK seq=1 ack=1").send(1);
    assertThat(next(peer).sourceRoute).isEqualTo(SourceRoute.NONE);
  }

  @Test
  @Rfc("9293 MUST-16")
  void theOptionTakesOfTheText() {
    ScriptedPeer peer = acceptedBy(BACK).send(2_000); // 12 bytes of option
    peer.expect("ACK seq=1 ack=1 len=1448").inject("ACK seq=1 ack=1449");
    peer.expect("PSH,ACK seq=1449 ack=1 len=552");
    peer.injectBy(OTHER, "ACK seq=1 ack=2001").send(1_460); // and 8
    peer.expect("ACK seq=2001 ack=1 len=1452");
  }

  @Test
  void answersOfNoConnectionGoBackTheSameWay() {
    var peer = new ScriptedPeer().injectBy(BACK, "ACK seq=1 ack=5");
    assertThat(next(peer).sourceRoute).isEqualTo(BACK);
  }

  @Test
  void soDoesTheAnswerInTimeWait() {
    ScriptedPeer peer = acceptedBy(BACK).shutdownOutput().skip();
    peer.inject("FIN,ACK seq=1 ack=2").skip().in(State.TIME_WAIT).inject("FIN,ACK seq=1 ack=2");
    assertThat(next(peer).sourceRoute).isEqualTo(BACK);
  }
}

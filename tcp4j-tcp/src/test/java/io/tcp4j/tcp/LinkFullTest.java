package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.SendLimit;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A link that refuses a segment at each point of a conversation, and memory that runs out: nothing
/// is lost, nothing waits for a timer that need not.
class LinkFullTest {

  private static final int MOST = 60;

  /// Text both ways and a close, with `host`'s nth segment refused. Returns the time it took.
  private static Duration talk(boolean refuseAtA, int nth, int superSegmentLimit) {
    var net = new TwoEngines();
    TestHost host = refuseAtA ? net.a : net.b;
    net.a.superSegmentLimit = superSegmentLimit;
    net.b.superSegmentLimit = superSegmentLimit;
    int[] count = {0};
    host.refused = s -> count(net, host, count, nth);
    net.a.toSend = 30_000;
    net.a.shutdownWhenSent = true;
    net.b.toSend = 20_000;
    net.b.shutdownWhenSent = true;
    net.a.open(net.now);
    net.runUntil(() -> over(net.a) && over(net.b));
    Duration took = Duration.ofNanos(net.now - 1_000_000);
    net.runUntilIdle();
    assertThat(net.a.ended).isEqualTo(Ending.FIN);
    assertThat(net.b.ended).isEqualTo(Ending.FIN);
    net.assertAllDelivered();
    return took;
  }

  private static boolean count(TwoEngines net, TestHost host, int[] count, int nth) {
    if (++count[0] != nth) {
      return false;
    }
    net.at(Duration.ofMillis(1), () -> host.linkHasRoom(net.now));
    return true;
  }

  private static boolean over(TestHost host) {
    return host.last != null;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 30_000})
  void anySegmentMayBeRefusedAndIsSentAsSoonAsThereIsRoom(int superSegmentLimit) {
    Duration undisturbed = talk(true, 0, superSegmentLimit);
    for (int nth = 1; nth <= MOST; nth++) {
      for (boolean atA : new boolean[] {true, false}) {
        assertThat(talk(atA, nth, superSegmentLimit))
            .as("segment %d of %s refused", nth, atA ? "a" : "b")
            .isLessThan(undisturbed.plusMillis(100)); // no RTO, at most a delayed ACK
      }
    }
  }

  @Test
  void whatTheLinkRefusedIsNotSentBeforeItHasRoom() {
    var peer = new ScriptedPeer();
    peer.established("<mss 1000>");
    peer.host.refused = s -> true;
    peer.send(3_000).expectNothing();
    assertThat(peer.status().sending().limit()).isEqualTo(SendLimit.LINK);
    assertThat(peer.status().sending().unacknowledged().bytes()).isZero();
    peer.elapse(Duration.ofSeconds(10)).expectNothing();
    peer.host.linkHasRoom(peer.now);
    peer.expect("ACK seq=1 ack=1 len=1000").expect("ACK seq=1001 ack=1 len=1000");
    peer.expect("PSH,ACK seq=2001 ack=1 len=1000").expectNothing();
  }

  @Test
  void aFullLinkIsNotAskedAgainBeforeItSaysSo() {
    var peer = new ScriptedPeer();
    peer.established("<mss 1000>");
    peer.host.refused = s -> true;
    peer.send(3_000);
    int attempts = peer.host.attempts;
    peer.send(100).inject("ACK seq=1 ack=1 len=100").inject("ACK seq=1 ack=1 len=100");
    peer.elapse(Duration.ofSeconds(5)).read(100);
    assertThat(peer.host.attempts).isEqualTo(attempts);
    peer.host.linkHasRoom(peer.now);
    peer.expect("ACK seq=1 ack=101 len=1000");
  }

  @Test
  void aSynThatTheLinkRefusedIsSentWhenThereIsRoom() {
    var peer = new ScriptedPeer();
    peer.host.refused = s -> true;
    peer.open().expectNothing().elapseMillis(10);
    peer.host.linkHasRoom(peer.now);
    peer.expect("SYN seq=0").in(State.SYN_SENT);
  }

  @Test
  void aRetransmissionThatTheLinkRefusedIsSentWhenThereIsRoom() {
    var peer = new ScriptedPeer();
    peer.established("<mss 1000>").send(1_000).skip();
    peer.host.refused = s -> true;
    peer.nextTimer();
    peer.expectNothing();
    peer.host.linkHasRoom(peer.now);
    peer.expect("PSH,ACK seq=1 ack=1 len=1000");
  }

  @Test
  void oneConnectionHandsTheLinkNoMoreThanItsShareAtOnce() {
    var peer = new ScriptedPeer(TcpConfig.builder().initialWindow(1_000).build());
    peer.open().inject("SYN,ACK seq=0 ack=1 <mss 1460,ws 7>").skip().inject("ACK seq=1 ack=1");
    TcpConnection connection = peer.connection();
    connection.takeReadiness();
    assertThat(connection.send(new byte[1 << 20], 0, 1 << 20, peer.now)).isEqualTo(1 << 20);
    assertThat(peer.status().sending().unacknowledged().bytes()).isBetween(250_000L, 270_000L);
    assertThat(connection.takeReadiness() & Readiness.OUTPUT_PENDING).isNotZero();
    connection.outputReady(peer.now);
    assertThat(peer.status().sending().unacknowledged().bytes()).isBetween(500_000L, 540_000L);
  }

  // --- memory

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8})
  void aSenderWithLittleMemorySendsAllTheSame(int pages) {
    var net = new TwoEngines().connect();
    net.a.pages.budget = pages;
    net.ab.drop(f -> f.text() > 0 && f.index() % 13 == 0);
    finish(net);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8})
  void aReceiverWithLittleMemoryGetsAllTheSame(int pages) {
    var net = new TwoEngines().connect();
    net.b.pages.budget = pages;
    net.ab.drop(f -> f.text() > 0 && f.index() % 13 == 0);
    finish(net);
  }

  private static void finish(TwoEngines net) {
    net.a.toSend = 200_000;
    net.a.closeWhenSent = true;
    net.b.closeAtEnd = true;
    net.a.after(net.now);
    net.runUntilIdle();
    assertThat(net.a.ended).as(net.toString()).isEqualTo(Ending.FIN);
    assertThat(net.b.ended).isEqualTo(Ending.FIN);
    net.assertAllDelivered();
  }

  // --- sequence numbers

  @ParameterizedTest
  @ValueSource(ints = {-1, -2, -3, -100, -1_460, -60_000, -100_000, 0, Integer.MAX_VALUE})
  void theSequenceNumbersMayWrapAnywhere(int iss) {
    var net = TwoEngines.withIss(iss, TcpConfig.DEFAULT);
    net.ab.drop(f -> f.text() > 0 && f.index() % 17 == 0);
    net.ba.drop(f -> f.index() % 7 == 0);
    net.a.open(net.now);
    net.a.toSend = 200_000;
    net.a.closeWhenSent = true;
    net.b.closeAtEnd = true;
    assertThat((int) net.ab.log.getFirst().segment().seq).isEqualTo(iss);
    net.runUntilIdle();
    assertThat(net.a.ended).isEqualTo(Ending.FIN);
    net.assertAllDelivered();
  }
}

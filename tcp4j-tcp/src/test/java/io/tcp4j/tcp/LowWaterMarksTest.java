package io.tcp4j.tcp;

import static io.tcp4j.tcp.model.Readiness.END_OF_STREAM;
import static io.tcp4j.tcp.model.Readiness.READABLE;
import static io.tcp4j.tcp.model.Readiness.URGENT;
import static io.tcp4j.tcp.model.Readiness.WRITABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.UnreadAfterReset;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// When the user is told that something can be read, or written.
class LowWaterMarksTest {
  private static ScriptedPeer receiver(TcpConfig.Builder config) {
    ScriptedPeer peer = new ScriptedPeer(config.build()).established();
    peer.host.bits = 0;
    return peer;
  }

  private static ScriptedPeer receiver(int mark) {
    return receiver(ScriptedPeer.plain().receiveLowWater(mark));
  }

  private static boolean told(ScriptedPeer peer, int bit) {
    boolean told = (peer.host.bits & bit) != 0;
    peer.host.bits = 0;
    return told;
  }

  @Test
  void theUserIsToldWhenAsMuchHasArrivedAsTheMarkSays() {
    ScriptedPeer peer = receiver(100);
    peer.inject("ACK seq=1 ack=1 len=99");
    assertThat(told(peer, READABLE)).isFalse();
    assertThat(peer.connection().readable()).isFalse();
    assertThat(peer.connection().available()).isEqualTo(99);
    peer.inject("ACK seq=100 ack=1 len=1");
    assertThat(told(peer, READABLE)).isTrue();
    assertThat(peer.connection().readable()).isTrue();
  }

  @Test
  void lessThanTheMarkCanBeReadByWhoAsks() {
    ScriptedPeer peer = receiver(100).inject("ACK seq=1 ack=1 len=99");
    assertThat(peer.connection().receive(new byte[200], 0, 200, peer.now)).isEqualTo(99);
  }

  @Test
  void lessIsEnoughAtTheEndOfTheStream() {
    ScriptedPeer peer = receiver(100).inject("ACK seq=1 ack=1 len=9");
    peer.inject("FIN,ACK seq=10 ack=1");
    assertThat(peer.host.bits & (READABLE | END_OF_STREAM)).isEqualTo(READABLE | END_OF_STREAM);
    assertThat(peer.connection().readable()).isTrue();
  }

  @Test
  void lessIsEnoughAfterAResetThatLeavesIt() {
    ScriptedPeer peer =
        receiver(ScriptedPeer.plain().receiveLowWater(100).unreadAfterReset(UnreadAfterReset.KEEP));
    peer.inject("ACK seq=1 ack=1 len=9").inject("RST,ACK seq=10 ack=1");
    assertThat(told(peer, READABLE)).isTrue();
    assertThat(peer.connection().readable()).isTrue();
  }

  @Test
  void lessIsEnoughWhereTheBufferTakesNoMore() {
    ScriptedPeer peer = receiver(ScriptedPeer.plain().receiveLowWater(5_000).receiveBuffer(2_000));
    peer.inject("ACK seq=1 ack=1 len=500");
    assertThat(told(peer, READABLE)).isFalse();
    peer.inject("ACK seq=501 ack=1 len=1460");
    assertThat(told(peer, READABLE)).isTrue();
  }

  @Test
  void lessIsEnoughWhereItIsUrgent() {
    ScriptedPeer peer = receiver(100).inject("ACK,URG seq=1 ack=1 len=9 up=5");
    assertThat(peer.host.bits & (READABLE | URGENT)).isEqualTo(READABLE | URGENT);
  }

  @Test
  void aLowerMarkIsReachedByWhatHasArrived() {
    ScriptedPeer peer = receiver(100).inject("ACK seq=1 ack=1 len=50");
    peer.configure(config -> config.receiveLowWater(51));
    assertThat(told(peer, READABLE)).isFalse();
    peer.configure(config -> config.receiveLowWater(50));
    peer.host.after(peer.now);
    assertThat(told(peer, READABLE)).isTrue();
  }

  @Test
  void noMoreIsTakenThanMayBeUnsent() {
    ScriptedPeer peer =
        new ScriptedPeer(ScriptedPeer.plain().notSentLowWater(3_000).initialWindow(2).build());
    peer.established("<mss 1000>");
    assertThat(peer.connection().writable()).isEqualTo(3_000);
    assertThat(peer.host.send(9_000, peer.now)).isEqualTo(3_000);
    peer.expect("ACK seq=1 ack=1 len=1000").expect("ACK seq=1001 ack=1 len=1000").expectNothing();
    assertThat(peer.connection().writable()).isEqualTo(2_000);
    assertThat(peer.host.send(9_000, peer.now)).isEqualTo(2_000);
    assertThat(peer.host.send(9_000, peer.now)).isZero();
    peer.host.after(peer.now);
    peer.host.bits = 0;
    peer.inject("ACK seq=1 ack=1001"); // lets two go
    assertThat(told(peer, WRITABLE)).isTrue();
    assertThat(peer.connection().writable()).isEqualTo(2_000);
  }

  @Test
  void theUserIsNotToldOfRoomWhileMuchIsUnsent() {
    ScriptedPeer peer = new ScriptedPeer(ScriptedPeer.plain().notSentLowWater(4_000).build());
    peer.window = 1_000;
    peer.established("<mss 1000>");
    assertThat(peer.host.send(4_000, peer.now)).isEqualTo(4_000);
    assertThat(peer.host.send(4_000, peer.now)).isEqualTo(1_000);
    peer.host.after(peer.now);
    peer.host.bits = 0;
    peer.inject("ACK seq=1 ack=1001");
    assertThat(peer.connection().writable()).isEqualTo(1_000);
    assertThat(told(peer, WRITABLE)).isFalse(); // less than a third of the mark
    peer.inject("ACK seq=1 ack=2001");
    assertThat(peer.connection().writable()).isEqualTo(2_000);
    assertThat(told(peer, WRITABLE)).isTrue();
  }

  @Test
  void aHigherMarkMakesRoom() {
    ScriptedPeer peer = new ScriptedPeer(ScriptedPeer.plain().notSentLowWater(1).build());
    peer.window = 0;
    peer.established();
    assertThat(peer.host.send(10, peer.now)).isEqualTo(1);
    assertThat(peer.host.send(10, peer.now)).isZero();
    peer.host.after(peer.now);
    peer.host.bits = 0;
    peer.configure(config -> config.notSentLowWater(100));
    peer.host.after(peer.now);
    assertThat(told(peer, WRITABLE)).isTrue();
    peer.elapse(Duration.ofMillis(1));
  }
}

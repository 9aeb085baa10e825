package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.KeepAlive;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a connection does otherwise when it is told so, before or while it is open.
class ConfiguredTest {
  private static TcpConfig.Builder plain() {
    return ScriptedPeer.PLAIN.toBuilder();
  }

  @Test
  void aYoungConnectionAcknowledgesTheFirstSegmentsAtOnce() {
    var peer = new ScriptedPeer(plain().quickAcks(2).build()).established();
    peer.inject("ACK seq=1 ack=1 len=10").expect("ACK seq=1 ack=11", SendCause.ACK_QUICK);
    peer.inject("ACK seq=11 ack=1 len=10").expect("ACK seq=1 ack=21", SendCause.ACK_QUICK);
    peer.inject("ACK seq=21 ack=1 len=10").expectNothing();
  }

  @Test
  void whoAnswersIsNotAcknowledgedQuicklyAnyMore() {
    var peer = new ScriptedPeer(plain().quickAcks(16).build()).established();
    peer.inject("ACK seq=1 ack=1 len=10").skip().send(5).skip();
    peer.inject("ACK seq=11 ack=6 len=10").expectNothing();
  }

  @Test
  void smallSegmentsShareAnAcknowledgmentUpToANumber() {
    var peer = new ScriptedPeer(plain().segmentsPerAck(2).build()).established();
    peer.inject("ACK seq=1 ack=1 len=1").expectNothing();
    peer.inject("ACK seq=2 ack=1 len=1").expect("ACK seq=1 ack=3", SendCause.ACK_EVERY_SECOND);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anIdleWindowFallsBackOrStays(boolean falls) {
    var peer = new ScriptedPeer(plain().slowStartAfterIdle(falls).build());
    peer.established("<mss 1000>").send(10_000).skip();
    peer.inject("ACK seq=1 ack=10001").elapse(Duration.ofMinutes(1)).send(1).skip();
    assertThat(peer.status().sending().congestionWindow()).isEqualTo(falls ? 10_000 : 20_000);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSynWithFinBeginsAConnectionOnlyIfToldSo(boolean taken) {
    var peer = new ScriptedPeer(plain().synWithFin(taken).build()).listen();
    peer.inject("SYN,FIN seq=0 <mss 1460>");
    if (taken) {
      peer.expect("SYN,ACK seq=0 ack=1").in(State.SYN_RECEIVED);
    } else {
      peer.expectNothing();
    }
  }

  @Test
  void theWindowScaleIsForTheLargestBuffer() {
    var peer =
        new ScriptedPeer(plain().receiveBuffer(1_000).largestReceiveBuffer(15_000_000).build());
    peer.open().expect("SYN seq=0 win=1000 <mss 1460,ws 8>");
  }

  @Test
  void theReceiveBufferGrowsWhileTheConnectionIsOpen() {
    var config = plain().receiveBuffer(1_000).largestReceiveBuffer(100_000).build();
    var peer = new ScriptedPeer(config).established("<mss 1000,ws 0>");
    peer.configure(c -> c.receiveBuffer(65_536));
    peer.inject("ACK seq=1 ack=1 len=1000").elapse(Duration.ofMillis(40));
    peer.expect("ACK seq=1 ack=1001 win=32268"); // of 2 bytes
  }

  @Test
  void theSendBufferShrinksAndGrowsWhileTheConnectionIsOpen() {
    var peer = new ScriptedPeer().established();
    peer.configure(config -> config.sendBuffer(10));
    assertThat(peer.connection().send(new byte[100], 0, 100, peer.now)).isEqualTo(10);
    assertThat(peer.connection().writable()).isZero();
    peer.configure(config -> config.sendBuffer(5));
    assertThat(peer.connection().writable()).isZero();
    peer.configure(config -> config.sendBuffer(30));
    assertThat(peer.connection().writable()).isEqualTo(20);
  }

  @Test
  @Rfc("9293 MUST-21")
  void theUserTimeoutCountsFromWhenItIsSet() {
    var peer = new ScriptedPeer().established().send(10).skip();
    peer.elapse(Duration.ofSeconds(10)).skip();
    peer.configure(config -> config.userTimeout(Duration.ofSeconds(3)));
    peer.elapse(Duration.ofMillis(2_999)).skip().in(State.ESTABLISHED);
    peer.elapse(Duration.ofMillis(1));
    assertThat(peer.host.ended).isEqualTo(Ending.TIMED_OUT);
  }

  @Test
  @Rfc("9293 MUST-27")
  void keepAliveTimesChangeWhileTheConnectionIsOpen() {
    var peer = new ScriptedPeer(plain().keepAlive(true).build()).established();
    KeepAlive soon = KeepAlive.of(Duration.ofSeconds(5), Duration.ofSeconds(1), 1);
    peer.configure(config -> config.keepAliveTimes(soon));
    peer.elapse(Duration.ofSeconds(5)).expect("ACK seq=0 ack=1", SendCause.KEEP_ALIVE);
  }
}

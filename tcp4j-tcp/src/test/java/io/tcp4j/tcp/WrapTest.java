package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.IsnGenerator;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.UrgentPointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sequence numbers that come to 2³² and go on at 0 in the middle of what they number (RFC 9293
/// §3.4).
class WrapTest {
  private static final int LENGTH = 600_000;

  /// Both sides send, every seventh and every eleventh segment is lost, and the numbers of one side
  /// wrap at its SYN, in its first window, or in the midst of all.
  @ParameterizedTest
  @CsvSource({
    "true, -1, true", "true, -1, false",
    "true, -2000, true", "true, -2000, false",
    "true, -300000, true", "true, -300000, false",
    "false, -7000, true", "false, -300000, true",
    "false, -300000, false"
  })
  @Rfc("9293 E-15")
  void textSurvivesItWhateverIsLost(boolean opener, int iss, boolean sack) {
    TcpConfig config = TcpConfig.builder().sack(sack).build();
    TwoEngines net =
        opener
            ? TwoEngines.withIss(iss, config)
            : new TwoEngines(
                config,
                config,
                TwoEngines.startFor(iss, TwoEngines.TUPLE.reversed(), new IsnGenerator(3, 4)));
    net.ab.drop(f -> f.index() > 3 && f.index() % 7 == 0);
    net.ba.drop(f -> f.index() > 3 && f.index() % 11 == 0);
    for (TestHost host : new TestHost[] {net.a, net.b}) {
      host.toSend = LENGTH;
      host.shutdownWhenSent = true;
      host.closeAtEnd = true;
    }
    net.a.open(net.now);
    net.runUntilIdle();
    net.assertAllDelivered();
    assertThat(net.a.received).isEqualTo(LENGTH);
    assertThat(net.b.received).isEqualTo(LENGTH);
  }

  @ParameterizedTest
  @ValueSource(ints = {-104, -103, -102, -101, -100, -3, -2, -1})
  void thePeersTextAndFinLieAcrossIt(int irs) {
    var peer = new ScriptedPeer();
    peer.irs = irs;
    peer.established()
        .inject("FIN,ACK seq=51 ack=1 len=50")
        .expect("ACK seq=1 ack=1")
        .inject("ACK seq=1 ack=1 len=50")
        .expect("ACK seq=1 ack=102")
        .in(State.CLOSE_WAIT)
        .read(100)
        .readEnd();
  }

  @ParameterizedTest
  @ValueSource(ints = {-104, -103, -102, -101, -100, -3, -2, -1})
  void ourTextAndFinLieAcrossIt(int iss) {
    var peer = ScriptedPeer.withIss(iss, ScriptedPeer.PLAIN).established().send(100);
    assertThat(peer.iss()).isEqualTo(iss);
    peer.skip()
        .shutdownOutput()
        .expect("FIN,ACK seq=101 ack=1")
        .inject("ACK seq=1 ack=60")
        .in(State.FIN_WAIT_1)
        .inject("ACK seq=1 ack=102")
        .in(State.FIN_WAIT_2);
  }

  /// The hole is before the wrap, at it, and behind it.
  @ParameterizedTest
  @ValueSource(ints = {-5_500, -3_000, -2_500, -2_000, -1_001, -500})
  @Rfc("2018 5")
  void aHoleAcrossItIsAllThatIsSentAgain(int iss) {
    var peer =
        ScriptedPeer.withIss(iss, ScriptedPeer.plain().sack(true).build())
            .established("<mss 1000,sackOK>");
    peer.send(6_000).skip();
    peer.inject("ACK seq=1 ack=1001").skip();
    for (int right = 4001; right <= 6001; right += 1000) {
      peer.inject("ACK seq=1 ack=2001 <sack 3001-%d>".formatted(right));
    }
    peer.inject("ACK seq=1 ack=2001 <sack 3001-6001>")
        .expect("ACK seq=2001 ack=1 len=1000", SendCause.FAST_RETRANSMIT)
        .expectNothing()
        .inject("ACK seq=1 ack=6001");
    assertThat(peer.status().sending().unacknowledged().bytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {-70_000, -65_536, -65_535, -1_000, -2, -1})
  @Rfc({"5961 3.2a", "5961 3.2b", "5961 3.2c"})
  void theWindowLiesAcrossItForAttackersToo(int irs) {
    var peer = new ScriptedPeer(ScriptedPeer.plain().receiveBuffer(65_535).build());
    peer.irs = irs;
    peer.established().inject("RST seq=65537").inject("RST seq=0").expectNothing();
    peer.inject("RST seq=65535").expect("ACK seq=1 ack=1", SendCause.CHALLENGE_ACK);
    peer.inject("ACK seq=65000 ack=1 len=1000").expect("ACK seq=1 ack=1").in(State.ESTABLISHED);
    peer.inject("RST seq=1").gone();
  }

  @ParameterizedTest
  @ValueSource(ints = {-60, -51, -50, -49, -2, -1})
  @Rfc("9293 E-17")
  void urgentDataEndsAtIt(int irs) {
    var peer =
        new ScriptedPeer(ScriptedPeer.plain().urgentPointer(UrgentPointer.FOLLOWING_OCTET).build());
    peer.irs = irs;
    peer.established().inject("URG,ACK seq=1 ack=1 up=49 len=80").urgent(49, false);
    peer.inject("URG,ACK seq=10 ack=1 up=20").urgent(49, false);
    peer.readsOnly(49).urgent(0, true).readsOnly(31);
  }
}

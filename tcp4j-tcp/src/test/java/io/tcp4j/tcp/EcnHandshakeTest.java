package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.wire.TcpFlags;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who uses ECN with whom (RFC 3168 §6.1.1), and what becomes of the request when something on the
/// path or the peer does not like it (§6.1.1.1, §6.1.1.2).
class EcnHandshakeTest {
  private static TcpConfig config(EcnMode mode) {
    return TcpConfig.builder().ecn(mode).build();
  }

  private static ScriptedPeer peer(EcnMode mode) {
    return new ScriptedPeer(config(mode));
  }

  private static boolean agreed(TestHost host) {
    return host.connection.status(0).options().ecn();
  }

  private static void assertNotAgreed(ScriptedPeer peer) {
    assertThat(peer.status().options().ecn()).isFalse();
    peer.send(100).expect("PSH,ACK seq=1 ack=1 len=100");
  }

  private static void assertAgreed(ScriptedPeer peer) {
    assertThat(peer.status().options().ecn()).isTrue();
    peer.send(100).expect("PSH,ACK seq=1 ack=1 len=100 ECT(0)");
  }

  @Test
  void unlessToldAConnectionAgreesButDoesNotAsk() {
    assertThat(TcpConfig.DEFAULT.ecn()).isEqualTo(EcnMode.PASSIVE);
    new ScriptedPeer().open().expect("SYN seq=0");
  }

  @ParameterizedTest
  @CsvSource({
    "OFF, OFF, false",
    "OFF, PASSIVE, false",
    "OFF, ACTIVE, false",
    "PASSIVE, OFF, false",
    "PASSIVE, PASSIVE, false",
    "PASSIVE, ACTIVE, false",
    "ACTIVE, OFF, false",
    "ACTIVE, PASSIVE, true",
    "ACTIVE, ACTIVE, true",
  })
  @Rfc("3168 6.1.1a")
  void ecnIsUsedIfOneAsksAndTheOtherAgrees(EcnMode client, EcnMode server, boolean used) {
    var net = new TwoEngines(config(client), config(server)).connect();
    assertThat(agreed(net.a)).isEqualTo(used);
    assertThat(agreed(net.b)).isEqualTo(used);
    assertThat(net.a.counters.of(TcpCounter.ECN_AGREED)).isEqualTo(used ? 1 : 0);
    assertThat(net.b.counters.of(TcpCounter.ECN_AGREED)).isEqualTo(used ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({
    "OFF, OFF, false",
    "OFF, PASSIVE, false",
    "OFF, ACTIVE, false",
    "PASSIVE, OFF, false",
    "PASSIVE, PASSIVE, false",
    "PASSIVE, ACTIVE, false",
    "ACTIVE, OFF, false",
    "ACTIVE, PASSIVE, false",
    "ACTIVE, ACTIVE, true",
  })
  void whenTheSynsCrossBothHaveToAsk(EcnMode one, EcnMode other, boolean used) {
    var net = new TwoEngines(config(one), config(other));
    net.a.open(net.now);
    net.b.open(net.now);
    net.runUntil(() -> net.both(State.ESTABLISHED));
    assertThat(agreed(net.a)).isEqualTo(used);
    assertThat(agreed(net.b)).isEqualTo(used);
    // of two SYN,ACKs that promise nothing, none does
    int promised = used ? TcpFlags.ECE : 0;
    assertThat(net.ab.log.get(1).segment().flags & (TcpFlags.ECE | TcpFlags.CWR))
        .isEqualTo(promised);
    assertThat(net.ba.log.get(1).segment().flags & (TcpFlags.ECE | TcpFlags.CWR))
        .isEqualTo(promised);
  }

  @ParameterizedTest
  @CsvSource({"SYN", "'SYN,ECE'", "'SYN,CWR'"})
  @Rfc("3168 6.1.1a")
  void onlyASynWithBothBitsAsks(String flags) {
    ScriptedPeer peer = peer(EcnMode.ACTIVE).listen();
    peer.inject(flags + " seq=0 <mss 1460>").expect("SYN,ACK seq=0 ack=1");
    assertNotAgreed(peer.inject("ACK seq=1 ack=1"));
  }

  /// The last is a peer that sends reserved bits back as they came (§6.1.1.2).
  @ParameterizedTest
  @CsvSource({"'SYN,ACK'", "'SYN,ACK,CWR'", "'SYN,ACK,ECE,CWR'"})
  @Rfc("3168 6.1.1a")
  void onlyASynAckWithEceAloneAgrees(String flags) {
    ScriptedPeer peer = peer(EcnMode.ACTIVE).open().expect("SYN,ECE,CWR seq=0");
    peer.inject(flags + " seq=0 ack=1 <mss 1460>").expect("ACK seq=1 ack=1");
    assertNotAgreed(peer);
  }

  @Test
  void aPeerThatOffersMoreThanRfc3168GetsWhatThatSays() {
    ScriptedPeer peer = peer(EcnMode.PASSIVE).listen();
    var syn = peer.segment("SYN,ECE,CWR seq=0 <mss 1460>");
    syn.reserved = 1; // AE: accurate ECN, RFC 9768
    peer.host.arrives(TwoEngines.onWire(syn), peer.now);
    peer.expect("SYN,ACK,ECE seq=0 ack=1");
    assertAgreed(peer.inject("ACK seq=1 ack=1"));
  }

  @Test
  void aSynAckThatAgreesToWhatWasNotAskedIsNoAgreement() {
    ScriptedPeer peer = peer(EcnMode.PASSIVE).open().expect("SYN seq=0");
    peer.inject("SYN,ACK,ECE seq=0 ack=1 <mss 1460>").expect("ACK seq=1 ack=1");
    assertNotAgreed(peer);
  }

  @Test
  @Rfc("3168 6.1.1.1")
  void aSynWithoutAnAnswerIsRepeatedWithoutAsking() {
    ScriptedPeer peer = peer(EcnMode.ACTIVE).open().expect("SYN,ECE,CWR seq=0");
    peer.elapseMillis(1_000).expect("SYN seq=0");
    peer.elapseMillis(2_000).expect("SYN seq=0");
    peer.inject("SYN,ACK seq=0 ack=1 <mss 1460>").expect("ACK seq=1 ack=1");
    assertNotAgreed(peer);
  }

  @Test
  void aSynThatTheLinkRefusedAsksWhenItIsSentAtLast() {
    ScriptedPeer peer = peer(EcnMode.ACTIVE);
    peer.host.refused = s -> true;
    peer.open().expectNothing();
    peer.host.linkHasRoom(peer.now);
    peer.expect("SYN,ECE,CWR seq=0");
  }

  /// The example of §6.1.1.1: "neither Host A nor Host B may set the ECT bit on data packets".
  @Test
  void whenTheAnswerIsLostNeitherSideUsesEcn() {
    var net = new TwoEngines(config(EcnMode.ACTIVE), config(EcnMode.ACTIVE));
    net.ba.dropNth(1);
    net.a.open(net.now);
    net.runUntil(() -> net.both(State.ESTABLISHED));
    assertThat(net.ab.log.get(0).has(TcpFlags.SYN | TcpFlags.ECE | TcpFlags.CWR)).isTrue();
    assertThat(net.ba.log.get(0).has(TcpFlags.SYN | TcpFlags.ECE)).isTrue();
    assertThat(net.ab.log.get(1).segment().flags).isEqualTo(TcpFlags.SYN);
    assertThat(net.ba.log.get(1).segment().flags).isEqualTo(TcpFlags.SYN | TcpFlags.ACK);
    assertThat(agreed(net.a)).isFalse();
    assertThat(agreed(net.b)).isFalse();
  }

  /// The promise of the first SYN holds: "the commitment to respond appropriately to incoming
  /// packets with the CE codepoint set remains".
  @Test
  void whoTookTheRequestBackSendsWithoutEctButEchoesMarks() {
    ScriptedPeer peer = peer(EcnMode.ACTIVE).open().expect("SYN,ECE,CWR seq=0");
    peer.elapseMillis(1_000).expect("SYN seq=0");
    peer.inject("SYN,ACK,ECE seq=0 ack=1 <mss 1460>").expect("ACK seq=1 ack=1"); // to the first
    assertNotAgreed(peer);
    peer.inject("ACK seq=1 ack=1 len=100 CE").expect("ACK,ECE seq=101 ack=101");
  }

  @Test
  void aRepeatedSynAckStillAgrees() {
    ScriptedPeer peer = peer(EcnMode.PASSIVE).listen().inject("SYN,ECE,CWR seq=0 <mss 1460>");
    peer.expect("SYN,ACK,ECE seq=0 ack=1");
    peer.elapseMillis(1_000).expect("SYN,ACK,ECE seq=0 ack=1");
    peer.inject("SYN,ECE,CWR seq=0 <mss 1460>").expect("SYN,ACK,ECE seq=0 ack=1");
    assertAgreed(peer.inject("ACK seq=1 ack=1"));
  }

  /// There are no boxes any more that answer the bits by RST; a RST means "nobody here", and asking
  /// twice would double the time in which a user learns of it.
  @Test
  void aResetAnswersTheRequestForAConnectionNotTheOneForEcn() {
    ScriptedPeer peer = peer(EcnMode.ACTIVE).open().expect("SYN,ECE,CWR seq=0");
    peer.inject("RST,ACK seq=0 ack=1").expectNothing().gone();
    assertThat(peer.host.ended).isEqualTo(Ending.REFUSED);
  }

  @Test
  void backInListenNothingIsRememberedOfTheLastPeersWishes() {
    ScriptedPeer peer = peer(EcnMode.PASSIVE).listenForThisPeer();
    peer.inject("SYN seq=0 <mss 1460>").expect("SYN,ACK seq=0 ack=1");
    peer.inject("RST seq=1").in(State.LISTEN);
    peer.elapse(Duration.ofSeconds(1)).inject("SYN,ECE,CWR seq=0 <mss 1460>");
    peer.expect("SYN,ACK,ECE seq=0 ack=1");
    assertAgreed(peer.inject("ACK seq=1 ack=1"));
  }
}

package io.tcp4j.tcp;

import static io.tcp4j.tcp.model.State.CLOSE_WAIT;
import static io.tcp4j.tcp.model.State.ESTABLISHED;
import static io.tcp4j.tcp.model.State.LISTEN;
import static io.tcp4j.tcp.model.State.SYN_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.SynCookies;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.TcpInfo;
import io.tcp4j.wire.DropReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// SYN cookies as a peer has them (RFC 4987 §3.6).
class CookieHandshakeTest {
  private final ScriptedPeer peer = new ScriptedPeer(always().build());

  private static TcpConfig.Builder always() {
    return ScriptedPeer.plain().synCookies(SynCookies.ALWAYS);
  }

  private long count(TcpCounter counter) {
    return peer.host.counters.of(counter);
  }

  @Test
  @Rfc("4987 3.6a")
  void theSynIsForgottenAndTheAckMakesTheConnection() {
    peer.listen().inject("SYN seq=0 <mss 1000>");
    peer.expect("SYN,ACK seq=0 ack=1 win=65535 <mss 1460>", SendCause.SYN_COOKIE).in(LISTEN);
    assertThat(peer.host.connection).isNull();
    assertThat(peer.host.halfOpen).isZero();

    peer.inject("ACK seq=1 ack=1 win=500").in(ESTABLISHED).expectNothing();
    assertThat(peer.status().options().synCookie()).isTrue();
    assertThat(peer.status().sending().mss()).isEqualTo(536); // 1000, rounded down
    assertThat(peer.status().sending().window()).isEqualTo(500);
    assertThat(count(TcpCounter.COOKIES_SENT)).isEqualTo(1);
    assertThat(count(TcpCounter.COOKIES_ACCEPTED)).isEqualTo(1);
    assertThat(count(TcpCounter.PASSIVE_OPENS)).isEqualTo(1);
    peer.send(100).expect("PSH,ACK seq=1 ack=1 len=100");
  }

  @Test
  void textAndFinOfTheAckAreTaken() {
    peer.listen().inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1");
    peer.inject("PSH,FIN,ACK seq=1 ack=1 len=10").in(CLOSE_WAIT).expect("ACK seq=1 ack=12");
    assertThat(peer.connection().available()).isEqualTo(10);
  }

  @Test
  void withTimestampsTheOtherOptionsAreAgreedOnAsWell() {
    var full =
        new ScriptedPeer(
            TcpConfig.builder().synCookies(SynCookies.ALWAYS).ecn(EcnMode.PASSIVE).build());
    full.listen().inject("SYN,ECE,CWR seq=0 <mss 1460,sackOK,ts 5 0,ws 9>");
    full.expect("SYN,ACK,ECE seq=0 ack=1");
    full.inject("ACK seq=1 ack=1 win=3").in(ESTABLISHED);
    TcpInfo.Options options = full.status().options();
    assertThat(options.timestamps()).isTrue();
    assertThat(options.sack()).isTrue();
    assertThat(options.windowScaling()).isTrue();
    assertThat(options.sendShift()).isEqualTo(9);
    assertThat(options.ecn()).isTrue();
    assertThat(full.status().sending().window()).isEqualTo(3 << 9);
    assertThat(full.status().roundTrip().smoothed()).as("the cookie's clock tells none").isZero();
  }

  @Test
  void withoutTimestampsTheyAreNotOffered() {
    var full = new ScriptedPeer(TcpConfig.builder().synCookies(SynCookies.ALWAYS).build());
    full.listen().inject("SYN,ECE,CWR seq=0 <mss 1460,sackOK,ws 9>");
    full.expect("SYN,ACK seq=0 ack=1 win=65535 <mss 1460>");
    full.inject("ACK seq=1 ack=1 win=3 <>").in(ESTABLISHED);
    assertThat(full.status().options())
        .isEqualTo(new TcpInfo.Options(false, false, false, 0, 0, false, true));
  }

  @Test
  @Rfc("4987 3.6b")
  void anAckWithoutACookieGetsTheRstOfListen() {
    peer.listen().inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1");
    peer.inject("ACK seq=1 ack=100").expect("RST seq=100", SendCause.RESET_BAD_ACK).in(LISTEN);
    peer.inject("ACK seq=2 ack=1").expect("RST seq=1", SendCause.RESET_BAD_ACK).in(LISTEN);
    assertThat(count(TcpCounter.COOKIES_FAILED)).isEqualTo(2);
    peer.inject("ACK seq=1 ack=1").in(ESTABLISHED);
  }

  @Test
  void textBehindALostFirstSegmentIsDroppedAndComesAgain() {
    peer.listen().inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1");
    peer.inject("ACK seq=101 ack=1 len=100").expectNothing().in(LISTEN);
    assertThat(peer.host.counters.drops(DropReason.TCP_NO_COOKIE)).isEqualTo(1);
    peer.inject("ACK seq=1 ack=1 len=100").in(ESTABLISHED);
    assertThat(peer.connection().available()).isEqualTo(100);
  }

  @Test
  @Rfc("4987 3.6b")
  void aCookieAgesAndThenNobodyIsBelieved() {
    peer.listen().inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1");
    peer.now += Duration.ofSeconds(135).toNanos();
    peer.inject("ACK seq=1 ack=1").expect("RST seq=1", SendCause.RESET_BAD_ACK);
    assertThat(count(TcpCounter.COOKIES_FAILED)).as("not even looked at").isZero();
    peer.inject("ACK seq=101 ack=1 len=100").expect("RST seq=1", SendCause.RESET_BAD_ACK);
  }

  @Test
  void withoutACookieSentNoneIsLookedFor() {
    var usual = new ScriptedPeer();
    usual.listen().inject("ACK seq=1 ack=1").expect("RST seq=1", SendCause.RESET_BAD_ACK);
    assertThat(usual.host.counters.of(TcpCounter.COOKIES_FAILED)).isZero();
  }

  @Test
  @Rfc("4987 3.1")
  void aFullSynQueueMakesCookies() {
    var full = new ScriptedPeer();
    full.host.synQueueRoom = 0;
    full.listen().inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1", SendCause.SYN_COOKIE);
    full.inject("ACK seq=1 ack=1").in(ESTABLISHED);
  }

  @Test
  void aSynThatFindsRoomTheSecondTimeGetsTheSameAnswer() {
    var full = new ScriptedPeer();
    full.host.synQueueRoom = 0;
    full.listen().inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1", SendCause.SYN_COOKIE);
    int cookie = full.iss();
    full.host.synQueueRoom = 1;
    full.inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1", SendCause.SYN_ANSWER).in(SYN_RECEIVED);
    assertThat(full.iss()).isEqualTo(cookie);
    full.inject("ACK seq=1 ack=1").in(ESTABLISHED);
    assertThat(full.status().options().synCookie()).isFalse();
  }

  @Test
  void theSameAnswerOffersTheSameOptions() {
    var full = new ScriptedPeer(TcpConfig.builder().build());
    full.host.synQueueRoom = 0;
    full.listen().inject("SYN,ECE,CWR seq=0 <mss 1000,sackOK,ws 9>");
    full.expect("SYN,ACK seq=0 ack=1 win=65535 <mss 1460>", SendCause.SYN_COOKIE);
    full.host.synQueueRoom = 1;
    full.inject("SYN,ECE,CWR seq=0 <mss 1000,sackOK,ws 9>");
    full.expect("SYN,ACK seq=0 ack=1 win=65535 <mss 1460>", SendCause.SYN_ANSWER);
    full.inject("ACK seq=1 ack=1 win=3 <>").in(ESTABLISHED);
    assertThat(full.status().sending().window()).isEqualTo(3);
    assertThat(full.status().options().ecn()).isFalse();
  }

  @Test
  void aFullAcceptQueueTakesNoCookieAndSendsNone() {
    peer.listen().inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1");
    peer.host.acceptQueueRoom = 0;
    peer.inject("ACK seq=1 ack=1").expectNothing().in(LISTEN);
    assertThat(peer.host.counters.drops(DropReason.TCP_ACCEPT_QUEUE_FULL)).isEqualTo(1);
    peer.inject("SYN seq=0").expectNothing();
    assertThat(peer.host.counters.drops(DropReason.TCP_SYN_QUEUE_FULL)).isEqualTo(1);
    peer.host.acceptQueueRoom = 1;
    peer.inject("ACK seq=1 ack=1 len=5").in(ESTABLISHED);
    assertThat(peer.host.acceptQueueRoom).isZero();
  }

  @Test
  void aHandshakeThatNobodyCompletesIsGivenUpAfterAMinute() {
    var usual = new ScriptedPeer();
    long start = usual.now;
    usual.listen().inject("SYN seq=0").expect("SYN,ACK seq=0 ack=1").in(SYN_RECEIVED);
    int repeated = 0;
    while (usual.host.connection != null) {
      usual.nextTimer();
      if (usual.host.connection != null) {
        usual.expect("SYN,ACK seq=0 ack=1");
        repeated++;
      }
    }
    assertThat(repeated).isEqualTo(5);
    assertThat(usual.now - start).isEqualTo(Duration.ofSeconds(63).toNanos());
    assertThat(usual.host.halfOpen).isZero();
  }
}

package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.State;
import io.tcp4j.wire.TcpFlags;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Two engines talk: the plain courses of a connection's life.
class ConversationTest {
  private final TwoEngines net = new TwoEngines();

  @Test
  void theHandshakeEstablishesBothSides() {
    net.a.open(net.now);
    net.runUntilIdle();
    assertThat(net.both(State.ESTABLISHED)).isTrue();
    assertThat(net.a.bits & Readiness.CONNECTED).isNotZero();
    assertThat(net.b.bits & Readiness.CONNECTED).isNotZero();
    assertThat(net.ab.log).hasSize(2);
    assertThat(net.ba.log).hasSize(1);
  }

  @Test
  void textArrivesWholeAndInOrderBothWays() {
    net.connect();
    net.a.toSend = 3_000_000;
    net.b.toSend = 1_000_001;
    closeBoth();
    net.runUntilIdle();
    assertThat(net.b.received).isEqualTo(3_000_000);
    assertThat(net.a.received).isEqualTo(1_000_001);
    assertOrderlyEnd();
  }

  @Test
  void lostSegmentsAreSentAgain() {
    net.connect();
    net.ab.drop(f -> f.text() > 0 && f.index() % 17 == 0);
    net.ba.drop(f -> f.index() % 5 == 0);
    net.a.toSend = 2_000_000;
    net.b.toSend = 500_000;
    closeBoth();
    net.runUntilIdle();
    assertOrderlyEnd();
  }

  @Test
  void segmentsMayComeTwiceAndOutOfOrder() {
    net.connect();
    net.ab.duplicate(f -> f.index() % 3 == 0);
    net.ab.late(f -> f.index() % 7 == 0, Duration.ofMillis(15));
    net.ba.late(f -> f.index() % 4 == 0, Duration.ofMillis(3));
    net.a.toSend = 1_000_000;
    net.b.toSend = 1_000_000;
    closeBoth();
    net.runUntilIdle();
    assertOrderlyEnd();
  }

  @Test
  void eachHandshakeSegmentMayBeLost() {
    net.ab.drop(1, f -> f.has(TcpFlags.SYN));
    net.ba.drop(1, f -> f.has(TcpFlags.SYN));
    net.ab.drop(1, f -> !f.has(TcpFlags.SYN));
    net.connect();
    net.runUntil(() -> net.both(State.ESTABLISHED));
    net.a.toSend = 10;
    closeBoth();
    net.runUntilIdle();
    assertOrderlyEnd();
  }

  @Test
  void superSegmentsAreCutByTheLinkAndMergedByThePeers() {
    net.a.superSegmentLimit = 64_000;
    net.b.superSegmentLimit = 64_000;
    net.ba.merges = true;
    net.connect();
    net.ab.drop(f -> f.text() > 0 && f.index() % 101 == 0);
    net.a.toSend = 5_000_000;
    net.b.toSend = 5_000_000;
    closeBoth();
    net.runUntilIdle();
    assertOrderlyEnd();
  }

  @Test
  void aHalfCloseLetsTheOtherSideGoOn() {
    net.connect();
    net.a.shutdownWhenSent = true;
    net.a.after(net.now);
    net.runUntil(() -> net.b.endOfStream && net.a.state() == State.FIN_WAIT_2);
    net.b.toSend = 100_000;
    net.b.closeWhenSent = true;
    net.b.after(net.now);
    net.runUntilIdle();
    assertThat(net.a.received).isEqualTo(100_000);
    assertOrderlyEnd();
  }

  @Test
  @Rfc("9293 MUST-10")
  void bothMayOpenAtOnce() {
    net.a.open(net.now);
    net.b.open(net.now);
    net.runUntil(() -> net.both(State.ESTABLISHED));
    assertThat(net.a.path.toString()).contains("to=SYN-RECEIVED");
    assertThat(net.b.path.toString()).contains("to=SYN-RECEIVED");
    net.a.toSend = 100_000;
    net.b.toSend = 100_000;
    closeBoth();
    net.runUntilIdle();
    assertOrderlyEnd();
  }

  @Test
  void bothMayCloseAtOnce() {
    net.connect();
    net.a.connection.close(net.now);
    net.b.connection.close(net.now);
    net.runUntilIdle();
    assertThat(net.a.path.toString()).contains("to=CLOSING");
    assertThat(net.b.path.toString()).contains("to=CLOSING");
    assertOrderlyEnd();
  }

  @Test
  void anAbortResetsThePeer() {
    net.connect();
    net.a.toSend = 100_000;
    net.a.after(net.now);
    net.runFor(Duration.ofMillis(15));
    net.a.connection.abort(net.now);
    net.a.after(net.now);
    net.runUntilIdle();
    assertThat(net.a.ended).isEqualTo(Ending.ABORTED);
    assertThat(net.b.ended).isEqualTo(Ending.RESET);
    net.assertNothingLeft();
  }

  @Test
  void nobodyThereMeansTheConnectionIsRefused() {
    net.b.listening = false;
    net.a.open(net.now);
    net.runUntilIdle();
    assertThat(net.a.ended).isEqualTo(Ending.REFUSED);
    net.assertNothingLeft();
  }

  private void closeBoth() {
    net.a.closeWhenSent = false;
    net.a.shutdownWhenSent = true;
    net.b.shutdownWhenSent = true;
    net.a.after(net.now);
    net.b.after(net.now);
  }

  private void assertOrderlyEnd() {
    assertThat(net.a.ended).as(net.toString()).isEqualTo(Ending.FIN);
    assertThat(net.b.ended).isEqualTo(Ending.FIN);
    net.assertAllDelivered();
  }
}

package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.stack.counters.Counter;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.wire.Endpoint;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The same two sockets again, before TIME-WAIT is over (RFC 9293 §3.6.1, RFC 6191).
class TimeWaitReuseTest {
  private static final Endpoint CLIENT = at("10.0.0.1:4000");
  private static final Endpoint SERVER = at("10.0.0.2:7");

  private TwoStacks net = new TwoStacks();

  @AfterEach
  void close() {
    net.close();
  }

  private void with(TcpConfig config, int lastPort) {
    net.close();
    net = new TwoStacks(config, builder -> builder.localPorts(4000, lastPort));
  }

  private TwoStacks.Connected open(TcpServerSocket listening) throws IOException {
    TcpSocket socket = net.client.open(listening.local(), CLIENT, null, null);
    return new TwoStacks.Connected(socket, net.accept(listening));
  }

  private void end(TcpSocket first, TcpSocket second) {
    first.close();
    net.until(() -> second.state() == State.CLOSE_WAIT);
    second.close();
    net.until(() -> second.state() == State.CLOSED && first.state() == State.TIME_WAIT);
  }

  /// A server that closes first, and a client that comes back from the same port at once.
  @Test
  @Rfc({"9293 MAY-2", "9293 SHLD-4"})
  void aClientComesBackFromThePortThatIsInTimeWaitHere() throws IOException {
    TcpServerSocket listening = net.server.listen(SERVER);
    for (int i = 0; i < 20; i++) {
      TwoStacks.Connected pair = open(listening);
      net.transfer(pair.client(), pair.server(), 5000);
      net.transfer(pair.server(), pair.client(), 5000);
      end(pair.server(), pair.client());
      net.time.runFor(Duration.ofMillis(1));
      assertThat(net.server.timeWaits()).isEqualTo(1);
      net.assertOnlyTheLivingWait();
    }
    assertThat(net.server.counters().get(TcpCounter.TIME_WAITS_REUSED)).isEqualTo(19);
    net.time.runUntilIdle();
    net.server.close();
    net.assertNothingLeft();
  }

  @Test
  void theOldConnectionIsClosedForItsUserAndHasNoPowerOverTheNewOne() throws IOException {
    TcpServerSocket listening = net.server.listen(SERVER);
    TwoStacks.Connected old = open(listening);
    end(old.server(), old.client());
    net.time.runFor(Duration.ofMillis(1));
    TwoStacks.Connected fresh = open(listening);
    assertThat(old.server().state()).isEqualTo(State.CLOSED);
    old.server().abort();
    old.client().abort();
    net.time.runFor(Duration.ofMinutes(2)); // the old TIME-WAIT's deadline passes, too
    net.transfer(fresh.client(), fresh.server(), 1000);
    net.transfer(fresh.server(), fresh.client(), 1000);
  }

  /// MAY-2 (2): "returns to TIME-WAIT state if the SYN turns out to be an old duplicate".
  @Test
  @Rfc("9293 MAY-2")
  void anOldSynLeadsBackToTimeWait() throws IOException {
    TcpServerSocket listening = net.server.listen(SERVER);
    TwoStacks.Connected old = open(listening);
    end(old.server(), old.client());
    net.time.runFor(Duration.ofSeconds(20));
    byte[] syn = synThatNobodyMeans();
    net.clientEnd.send(syn);
    net.time.runFor(Duration.ofSeconds(1));
    assertThat(net.server.counters().get(TcpCounter.TIME_WAITS_REUSED)).isEqualTo(1);
    assertThat(net.client.counters().get(TcpCounter.RESETS_OUT)).isEqualTo(1);
    assertThat(net.server.timeWaits()).isEqualTo(1);
    net.assertOnlyTheLivingWait();
    net.time.runFor(Duration.ofSeconds(38));
    assertThat(net.server.timeWaits()).isEqualTo(1);
    net.time.runFor(Duration.ofSeconds(2));
    listening.close();
    net.assertNothingLeft();
  }

  /// The SYN of an OPEN that was given up before it was on the cable.
  private byte[] synThatNobodyMeans() throws IOException {
    List<byte[]> sent = new ArrayList<>();
    net.clientEnd.sent = sent;
    net.clientEnd.cut = true;
    net.client.open(SERVER, CLIENT, null, null).abort();
    net.clientEnd.cut = false;
    return sent.getLast();
  }

  @Test
  void aSynForNobodyLeavesTimeWaitAsItIs() throws IOException {
    TcpServerSocket listening = net.server.listen(SERVER);
    TwoStacks.Connected old = open(listening);
    end(old.server(), old.client());
    net.time.runFor(Duration.ofSeconds(1));
    byte[] syn = synThatNobodyMeans();
    listening.close();
    net.clientEnd.send(syn);
    net.time.runFor(Duration.ofSeconds(1));
    assertThat(net.server.timeWaits()).isEqualTo(1);
    assertThat(net.server.counters().get(TcpCounter.TIME_WAITS_REUSED)).isZero();
  }

  /// What a client that opens and closes in a loop would else run into.
  @Test
  @Rfc("9293 SHLD-4")
  void portsInTimeWaitServeAgainAfterASecond() throws IOException {
    with(TcpConfig.DEFAULT, 4003);
    TcpServerSocket listening = net.server.listen(SERVER);
    for (int i = 0; i < 40; i++) {
      TwoStacks.Connected pair = net.connect(listening);
      net.transfer(pair.client(), pair.server(), 3000);
      end(pair.client(), pair.server());
      net.time.runFor(Duration.ofMillis(300));
    }
    assertThat(net.client.counters().get(TcpCounter.TIME_WAITS_REUSED)).isEqualTo(36);
    assertThat(net.client.timeWaits()).isEqualTo(4);
    net.assertOnlyTheLivingWait();
    net.time.runUntilIdle();
    listening.close();
    net.assertNothingLeft();
  }

  @Test
  void notSoonerThanThat() throws IOException {
    with(TcpConfig.DEFAULT, 4000);
    TcpServerSocket listening = net.server.listen(SERVER);
    TwoStacks.Connected pair = net.connect(listening);
    end(pair.client(), pair.server());
    net.time.runFor(Duration.ofMillis(900));
    assertThatThrownBy(() -> net.client.open(SERVER)).isInstanceOf(BindException.class);
    net.time.runFor(Duration.ofMillis(100));
    assertThat(net.client.open(SERVER).local().port()).isEqualTo(4000);
  }

  @Test
  void aNamedPortServesAgainToo() throws IOException {
    TcpServerSocket listening = net.server.listen(SERVER);
    TwoStacks.Connected old = open(listening);
    end(old.client(), old.server());
    net.time.runFor(Duration.ofSeconds(1));
    TwoStacks.Connected again = open(listening);
    net.transfer(again.client(), again.server(), 3000);
    assertThat(old.client().state()).isEqualTo(State.CLOSED);
  }

  /// The ACK of its FIN was lost: it is in LAST-ACK still when the SYN comes, and asks; our RST
  /// ends that, and the SYN comes again.
  @Test
  void aPeerInLastAckIsOvercome() throws IOException {
    TcpServerSocket listening = net.server.listen(SERVER);
    TwoStacks.Connected old = open(listening);
    old.client().close();
    net.until(() -> old.server().state() == State.CLOSE_WAIT);
    net.until(() -> old.client().state() == State.FIN_WAIT_2);
    net.clientEnd.cut = true;
    old.server().close();
    net.until(() -> old.client().state() == State.TIME_WAIT);
    net.serverEnd.cut = true; // its FIN comes again, and would start our wait again
    net.time.runFor(Duration.ofSeconds(2));
    net.cut(false);
    assertThat(old.server().state()).isEqualTo(State.LAST_ACK);
    TwoStacks.Connected again = open(listening);
    net.transfer(again.client(), again.server(), 3000);
  }

  @Test
  void switchedOffNeitherSideReuses() throws IOException {
    with(TcpConfig.builder().timeWaitReuse(false).build(), 4000);
    TcpServerSocket listening = net.server.listen(SERVER);
    TwoStacks.Connected pair = net.connect(listening);
    end(pair.client(), pair.server());
    net.time.runFor(Duration.ofSeconds(2));
    assertThatThrownBy(() -> net.client.open(SERVER)).isInstanceOf(BindException.class);
    net.time.runFor(Duration.ofMinutes(1));
    TwoStacks.Connected second = net.connect(listening);
    end(second.server(), second.client());
    net.time.runFor(Duration.ofSeconds(2));
    TcpSocket vain = net.client.open(SERVER);
    net.time.runFor(Duration.ofSeconds(5));
    assertThat(vain.state()).isEqualTo(State.SYN_SENT);
    assertThat(net.server.counters().get(Counter.TIME_WAITS)).isEqualTo(1);
  }
}

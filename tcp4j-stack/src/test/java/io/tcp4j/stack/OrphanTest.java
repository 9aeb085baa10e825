package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.stack.counters.Counter;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Connections that their users have closed and that TCP still has to finish.
class OrphanTest {
  private static final Duration USER_TIMEOUT = Duration.ofMinutes(2);
  private static final TcpConfig CONFIG =
      TcpConfig.builder().receiveBuffer(10_000).userTimeout(USER_TIMEOUT).build();

  private final TwoStacks net = limited(2);

  private static TwoStacks limited(int orphans) {
    return new TwoStacks(CONFIG, builder -> builder.maxOrphans(orphans));
  }

  @AfterEach
  void close() {
    net.close();
  }

  private TcpServerSocket listen() throws IOException {
    return net.server.listen(at("10.0.0.2:7"));
  }

  /// A connection in which the client has more to send than the server takes.
  private TwoStacks.Connected full(TcpServerSocket listening) throws IOException {
    TwoStacks.Connected pair = net.connect(listening);
    pair.client().tryWrite(new byte[100_000], 0, 100_000);
    return pair;
  }

  private int readAll(TcpSocket socket) throws IOException {
    byte[] in = new byte[10_000];
    int total = 0;
    int n = socket.tryRead(in, 0, in.length);
    while (n >= 0) {
      total += n;
      if (n == 0) {
        assertThat(net.time.runNext()).as("something comes after %d bytes", total).isTrue();
      }
      n = socket.tryRead(in, 0, in.length);
    }
    return total;
  }

  @Test
  void aConnectionIsAnOrphanFromCloseUntilItIsOver() throws IOException {
    TcpServerSocket listening = listen();
    TwoStacks.Connected pair = full(listening);
    assertThat(net.client.orphans()).isZero();
    pair.client().close();
    assertThat(net.client.orphans()).isEqualTo(1);
    assertThat(readAll(pair.server())).isEqualTo(100_000);
    net.until(() -> pair.client().state() == State.FIN_WAIT_2);
    assertThat(net.client.orphans()).isEqualTo(1);
    pair.server().close();
    assertThat(net.server.orphans()).isEqualTo(1);
    net.until(() -> pair.client().state() == State.TIME_WAIT);

    assertThat(net.client.orphans()).as("orphans in TIME-WAIT").isZero();
    net.until(() -> pair.server().state() == State.CLOSED);
    assertThat(net.server.orphans()).isZero();
    net.time.runUntilIdle();
    listening.close();
    net.assertNothingLeft();
  }

  @Test
  void whatCloseEndsAtOnceIsNoOrphan() throws IOException {
    TcpServerSocket listening = listen();
    TcpSocket opening = net.client.open(at("10.0.0.99:7"));
    opening.close();
    TwoStacks.Connected pair = net.connect(listening);
    pair.server().tryWrite(new byte[1], 0, 1);
    net.until(() -> pair.client().available() > 0);
    pair.client().close();

    assertThat(opening.ending()).isEqualTo(Ending.CLOSED_EARLY);
    assertThat(pair.client().ending()).isEqualTo(Ending.DATA_LOST);
    assertThat(net.client.orphans()).isZero();
  }

  @Test
  void beyondTheLimitCloseResets() throws IOException {
    TcpServerSocket listening = listen();
    TwoStacks.Connected first = full(listening);
    TwoStacks.Connected second = full(listening);
    TwoStacks.Connected third = full(listening);
    first.client().close();
    second.client().close();
    third.client().close();
    net.time.runFor(Duration.ofSeconds(1));

    assertThat(third.client().ending()).isEqualTo(Ending.ABORTED);
    assertThat(third.server().ending()).isEqualTo(Ending.RESET);
    assertThat(net.client.counters().get(Counter.ORPHANS_RESET)).isEqualTo(1);
    assertThat(net.client.orphans()).isEqualTo(2);
    assertThat(readAll(first.server())).isEqualTo(100_000);
    first.server().close();
    net.until(() -> net.client.orphans() == 1);
    TwoStacks.Connected fourth = full(listening);
    fourth.client().close();
    assertThat(readAll(fourth.server())).isEqualTo(100_000);
  }

  @Test
  void anOrphanThatIsAbortedIsNoneAnyMore() throws IOException {
    TcpServerSocket listening = listen();
    TwoStacks.Connected pair = full(listening);
    pair.client().close();
    pair.client().abort();
    assertThat(net.client.orphans()).isZero();
    full(listening).client().close();
    net.client.close();
    assertThat(net.client.orphans()).isZero();
  }

  @Test
  void anOrphanInFinWait2WhosePeerNeverClosesGoesAfterAMinute() throws IOException {
    TcpServerSocket listening = listen();
    TwoStacks.Connected pair = net.connect(listening);
    pair.client().close();
    net.until(() -> pair.client().state() == State.FIN_WAIT_2);
    net.time.runFor(Duration.ofSeconds(59));
    assertThat(pair.client().state()).isEqualTo(State.FIN_WAIT_2);
    net.time.runFor(Duration.ofSeconds(2));

    assertThat(pair.client().ending()).isEqualTo(Ending.TIMED_OUT);
    assertThat(net.client.tableSize()).isZero();
    assertThat(net.client.deadlines()).isZero();
    assertThat(net.client.orphans()).isZero();
    assertThat(net.client.memoryUsed()).isZero();
    // What its peer sends later finds nobody.
    pair.server().tryWrite(new byte[1], 0, 1);
    net.until(() -> pair.server().ending() != null);
    assertThat(pair.server().ending()).isEqualTo(Ending.RESET);
    listening.close();
    net.assertNothingLeft();
  }

  @Test
  void anOrphanWhosePeerIsDeadEndsAfterTheUserTimeout() throws IOException {
    TwoStacks.Connected pair = full(listen());
    net.cut(true);
    pair.client().close();
    assertEndsAfterTheUserTimeout(pair.client());
  }

  /// A socket that is still open would probe for ever (MUST-37).
  @Test
  @Rfc("6429 5")
  void anOrphanBeforeAClosedWindowEndsAfterTheUserTimeout() throws IOException {
    TcpServerSocket listening = listen();
    TwoStacks.Connected patient = full(listening);
    TwoStacks.Connected pair = full(listening);
    pair.client().close();
    assertEndsAfterTheUserTimeout(pair.client());
    assertThat(patient.client().state()).isEqualTo(State.ESTABLISHED);
  }

  private void assertEndsAfterTheUserTimeout(TcpSocket orphan) {
    net.time.runFor(USER_TIMEOUT.minusSeconds(5));
    assertThat(orphan.state()).isEqualTo(State.FIN_WAIT_1);
    assertThat(net.client.orphans()).isEqualTo(1);
    // The first probe, from which the time counts, comes a while after the window has closed.
    net.time.runFor(Duration.ofSeconds(10));
    assertThat(orphan.ending()).isEqualTo(Ending.TIMED_OUT);
    assertThat(net.client.orphans()).isZero();
  }
}

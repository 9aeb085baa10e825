package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpCounter;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Keep-alives as the user of a socket has them (RFC 9293 §3.8.4, MUST-24).
class KeepAliveTest {
  private static final Duration LONG = Duration.ofHours(24);

  private final TwoStacks net = new TwoStacks();
  private TcpSocket client;
  private TcpSocket server;

  @BeforeEach
  void aConnection() throws IOException {
    TcpServerSocket listening = net.server.listen(at("10.0.0.2:7"));
    client = net.client.open(at("10.0.0.2:7"));
    server = net.accept(listening);
  }

  @AfterEach
  void close() {
    net.close();
  }

  @Test
  void aPeerThatAnswersIsAskedEveryTwoHours() {
    client.configure(config -> config.keepAlive(true));
    net.time.runFor(LONG.plusSeconds(1));
    assertThat(net.client.counters().get(TcpCounter.KEEP_ALIVES)).isEqualTo(12);
    assertThat(client.state()).isEqualTo(State.ESTABLISHED);
    client.configure(config -> config.keepAlive(false));
    net.time.runFor(LONG);
    assertThat(net.client.counters().get(TcpCounter.KEEP_ALIVES)).isEqualTo(12);
  }

  @Test
  void aPeerThatHasVanishedIsFoundOut() {
    client.configure(config -> config.keepAlive(true));
    net.serverInterface.link().close();
    net.time.runFor(LONG);
    assertThat(client.ending()).isEqualTo(Ending.TIMED_OUT);
    assertThatThrownBy(() -> client.read(new byte[1], 0, 1))
        .isInstanceOf(SocketException.class)
        .hasMessage("Connection timed out");
    assertThat(server.state()).as("the end that asks nobody").isEqualTo(State.ESTABLISHED);
  }
}

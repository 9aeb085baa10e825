package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.State;
import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {
  private final TwoStacks net = new TwoStacks();

  @AfterEach
  void close() {
    net.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.2:7", "[2001:db8::2]:7"})
  void bytesCrossBothWaysAndBothSidesCloseByFin(String where) throws IOException {
    TcpServerSocket listening = net.server.listen(at(where));
    TcpSocket client = net.client.open(at(where));
    TcpSocket server = net.accept(listening);

    assertThat(server.remote()).isEqualTo(client.local());
    net.transfer(client, server, 300_000);
    net.transfer(server, client, 300_000);

    client.shutdownOutput();
    net.until(() -> server.state() == State.CLOSE_WAIT);
    assertThat(server.tryRead(new byte[1], 0, 1)).isEqualTo(-1);
    net.transfer(server, client, 10_000);
    server.close();
    net.until(() -> client.ending() != null && server.ending() != null);

    assertThat(client.tryRead(new byte[1], 0, 1)).isEqualTo(-1);
    assertThat(client.ending()).isEqualTo(Ending.FIN);
    assertThat(client.state()).isEqualTo(State.TIME_WAIT);
    assertThat(net.client.timeWaits()).isEqualTo(1);
    client.close();
    listening.close();
    net.time.runUntilIdle();
    assertThat(client.state()).isEqualTo(State.CLOSED);
    net.assertNothingLeft();
  }

  @Test
  void aPortWhereNobodyListensRefuses() throws IOException {
    TcpSocket client = net.client.open(at("10.0.0.2:7"));
    net.until(() -> client.ending() != null);

    assertThat(client.ending()).isEqualTo(Ending.REFUSED);
    assertThatThrownBy(() -> client.tryWrite("x".getBytes(US_ASCII), 0, 1))
        .isInstanceOf(SocketException.class)
        .hasMessage("Connection refused");
    net.assertNothingLeft();
  }
}

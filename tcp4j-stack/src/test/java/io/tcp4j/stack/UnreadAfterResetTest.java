package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.UnreadAfterReset;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a socket still gives after the peer's RST (ORIGIN O-23): nothing, or what came before.
class UnreadAfterResetTest {
  private static final byte[] TEXT = {1, 2, 3, 4, 5};

  private TwoStacks net;
  private TcpSocket client;
  private TcpSocket server;

  private void aResetAfterText(UnreadAfterReset choice) throws IOException {
    net =
        new TwoStacks(
            LinkCapabilities.NONE, 1500, TcpConfig.builder().unreadAfterReset(choice).build());
    TcpServerSocket listening = net.server.listen(at("10.0.0.2:7"));
    client = net.client.open(at("10.0.0.2:7"));
    server = net.accept(listening);
    listening.close();
    server.tryWrite(TEXT, 0, TEXT.length);
    net.until(() -> client.available() == TEXT.length);
  }

  private void reset() {
    server.abort();
    net.until(() -> client.ending() != null);
    assertThat(client.ending()).isEqualTo(Ending.RESET);
  }

  @AfterEach
  void nothingIsLeft() {
    client.close();
    net.assertNothingLeft();
    net.close();
  }

  @Test
  void byTheRfcTheTextIsLost() throws IOException {
    aResetAfterText(UnreadAfterReset.FLUSH);
    reset();
    assertThat(client.available()).isZero();
    readFails();
    writeFails();
  }

  @Test
  void asOnLinuxTheTextIsReadBeforeTheError() throws IOException {
    aResetAfterText(UnreadAfterReset.KEEP);
    reset();
    assertThat(client.available()).isEqualTo(TEXT.length);
    writeFails();
    assertThat(client.inputStream().readNBytes(3)).containsExactly(1, 2, 3);
    assertThat(client.inputStream().readNBytes(2)).containsExactly(4, 5);
    readFails();
    readFails();
  }

  @Test
  void aHandlerReadsItWhenItIsToldOfTheEnd() throws IOException {
    aResetAfterText(UnreadAfterReset.KEEP);
    List<String> told = new ArrayList<>();
    client.setHandler(
        new TcpHandler() {
          @Override
          public void onEnded(TcpSocket socket, Ending ending) {
            byte[] to = new byte[10];
            try {
              told.add(ending.name() + " " + socket.tryRead(to, 0, to.length));
            } catch (IOException e) {
              told.add(e.getMessage());
            }
          }
        });
    reset();
    assertThat(told).containsExactly("RESET 5");
  }

  private void readFails() {
    assertThatThrownBy(() -> client.read(new byte[1], 0, 1))
        .isInstanceOf(SocketException.class)
        .hasMessage("Connection reset");
  }

  private void writeFails() {
    assertThatThrownBy(() -> client.write(TEXT, 0, 1))
        .isInstanceOf(SocketException.class)
        .hasMessage("Connection reset by peer");
  }
}

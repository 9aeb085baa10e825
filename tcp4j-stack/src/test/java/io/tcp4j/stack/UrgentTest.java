package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.TcpConfig;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Urgent data by callbacks and by calls that wait.
class UrgentTest {
  private TwoStacks net;
  private TcpSocket client;
  private TcpSocket server;

  private void connected(LinkCapabilities capabilities, TcpConfig config) throws IOException {
    net = new TwoStacks(capabilities, 1500, config);
    var both = net.connect(net.server.listen(at("10.0.0.2:7")));
    client = both.client();
    server = both.server();
  }

  private void connected() throws IOException {
    connected(LinkCapabilities.NONE, TcpConfig.DEFAULT);
  }

  private void connectedOutOfBand() throws IOException {
    connected(LinkCapabilities.NONE, TcpConfig.builder().urgentInline(false).build());
  }

  @AfterEach
  void close() {
    if (net != null) {
      net.close();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  private void write(String text) throws IOException {
    assertThat(client.tryWrite(ascii(text), 0, text.length())).isEqualTo(text.length());
  }

  private void writeUrgent(String text) throws IOException {
    assertThat(client.tryWriteUrgent(ascii(text), 0, text.length())).isEqualTo(text.length());
  }

  /// Writes down what it is told, and what it reads then.
  private static class Log implements TcpHandler {
    final List<String> lines = new ArrayList<>();

    @Override
    public void onUrgent(TcpSocket socket) throws IOException {
      lines.add("urgent " + socket.urgentRemaining());
    }

    @Override
    public void onReadable(TcpSocket socket) throws IOException {
      byte[] to = new byte[100];
      for (int n = socket.tryRead(to, 0, 100); n > 0; n = socket.tryRead(to, 0, 100)) {
        lines.add(new String(to, 0, n, US_ASCII) + (socket.isAtMark() ? "|" : ""));
      }
    }

    @Override
    public void onUrgentEnd(TcpSocket socket) {
      lines.add("urgent end");
    }
  }

  @Test
  @Rfc("9293 MUST-32")
  void aHandlerIsToldWhenUrgentDataBeginsGoesOnAndEnds() throws IOException {
    connected();
    Log log = new Log();
    server.setHandler(log);
    write("before ");
    writeUrgent("STOP");
    net.until(() -> log.lines.contains("urgent end"));
    write(" after");
    net.until(() -> log.lines.contains(" after"));
    assertThat(String.join(",", log.lines)).endsWith("STOP|,urgent end, after");
    assertThat(log.lines.getFirst()).isIn("before ", "urgent 11");
  }

  @Test
  void whatComesAsOneIsReadInTwo() throws IOException {
    connected();
    net.cut(true);
    writeUrgent("STOP");
    write(" after");
    net.cut(false); // both are sent again, in one segment
    net.until(() -> server.available() == 10);
    Log log = new Log();
    server.setHandler(log);
    assertThat(log.lines).containsExactly("urgent 4", "STOP|", " after", "urgent end");
  }

  @Test
  void urgentDataThatBeginsAgainBeforeItsEndIsToldGoesOn() throws IOException {
    connected();
    Log log =
        new Log() {
          @Override
          public void onReadable(TcpSocket socket) throws IOException {
            super.onReadable(socket);
            if (lines.size() == 2) { // all has been read, which is about to be told
              writeUrgent("MORE");
              net.until(() -> socket.urgentRemaining() > 0);
            }
          }
        };
    writeUrgent("STOP");
    net.until(() -> server.available() == 4);
    server.setHandler(log); // which tells what is possible already, here and now
    assertThat(log.lines).containsExactly("urgent 4", "STOP|", "urgent 4", "MORE|", "urgent end");
  }

  @Test
  void theNewsComesThroughAWindowThatIsClosed() throws IOException {
    connected(LinkCapabilities.NONE, TcpConfig.builder().receiveBuffer(10).sendBuffer(20).build());
    write("0123456789");
    net.until(() -> client.info().sending().window() == 0);
    List<Long> told = new ArrayList<>();
    server.setHandler(
        new TcpHandler() {
          @Override
          public void onUrgent(TcpSocket socket) {
            told.add(socket.urgentRemaining());
          }
        });
    long before = net.time.nanoTime();
    writeUrgent("STOP");
    net.until(() -> !told.isEmpty());
    assertThat(told).containsExactly(14L);
    assertThat(net.time.nanoTime() - before).as("no timer was waited for").isLessThan(1_000_000);
  }

  @Test
  void aHandlerThatComesLateIsToldOfUrgentData() throws IOException {
    connected();
    writeUrgent("STOP");
    net.until(() -> server.available() == 4);
    Log log = new Log();
    server.setHandler(log);
    assertThat(log.lines).containsExactly("urgent 4", "STOP|", "urgent end");
  }

  @Test
  void theByteOutOfBandIsReadAheadOfTheStream() throws IOException {
    connectedOutOfBand();
    assertThat(server.readUrgent()).isEqualTo(-1);
    write("be");
    writeUrgent("fore!");
    write("after");
    net.until(() -> server.available() == 11);
    assertThat(server.readUrgent()).isEqualTo('!');
    assertThat(server.readUrgent()).isEqualTo(-1);
    assertThat(server.inputStream().readNBytes(11)).isEqualTo(ascii("beforeafter"));
    server.close();
    assertThatThrownBy(() -> server.readUrgent()).isInstanceOf(SocketException.class);
  }

  @Test
  void aHandlerIsToldWhenTheByteOutOfBandHasCome() throws IOException {
    connectedOutOfBand();
    List<Integer> bytes = new ArrayList<>();
    server.setHandler(
        new TcpHandler() {
          @Override
          public void onUrgent(TcpSocket socket) throws IOException {
            bytes.add(socket.readUrgent());
          }
        });
    net.cut(true);
    write("lost");
    net.cut(false);
    writeUrgent("!"); // comes first, but what is before it is missing
    net.until(() -> bytes.size() == 2);
    assertThat(bytes).containsExactly(-1, (int) '!');
  }

  /// A link that cuts super-packets, where urgent ones must not be any.
  @ParameterizedTest
  @ValueSource(ints = {1, 50_000, 150_000})
  void urgentDataOfAnyLengthEndsWhereItShould(int length) throws IOException {
    connected(LinkCapabilities.FULL, TcpConfig.DEFAULT);
    client.tryWrite(new byte[30_000], 0, 30_000);
    client.tryWriteUrgent(new byte[length], 0, length);
    client.tryWrite(new byte[30_000], 0, 30_000);
    net.until(() -> server.available() == 60_000 + length);
    assertThat(server.urgentRemaining()).isEqualTo(30_000 + length);
    byte[] to = new byte[300_000];
    assertThat(server.tryRead(to, 0, to.length)).isEqualTo(30_000 + length);
    assertThat(server.isAtMark()).isTrue();
    assertThat(server.tryRead(to, 0, to.length)).isEqualTo(30_000);
    assertThat(server.isAtMark()).isFalse();
  }

  /// More than both buffers hold: the writer waits for room, and the mark moves on with it.
  @Test
  void aWriterWaitsUntilAllItsUrgentBytesHaveRoom() throws Exception {
    try (var real = new RealStacks()) {
      TcpConfig small = TcpConfig.builder().receiveBuffer(3_000).build();
      var both = real.connect(small);
      byte[] urgent = new byte[4_000_000];
      Future<Void> writing =
          real.start(
              () -> {
                both.client().writeUrgent(urgent, 0, urgent.length);
                both.client().write(new byte[10], 0, 10);
                return null;
              });
      byte[] to = new byte[1_000];
      int read = 0;
      while (read < urgent.length) {
        read += both.server().read(to, 0, Math.min(to.length, urgent.length - read));
      }
      RealStacks.get(writing);
      assertThat(both.server().isAtMark()).isTrue();
      assertThat(both.server().urgentRemaining()).isZero();
      assertThat(both.server().inputStream().readNBytes(10)).hasSize(10);
    }
  }
}

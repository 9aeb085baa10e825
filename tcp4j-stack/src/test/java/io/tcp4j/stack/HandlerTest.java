package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.stack.counters.Counter;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandlerTest {
  private final TcpConfig smallBuffers =
      TcpConfig.builder().sendBuffer(20_000).receiveBuffer(15_000).build();
  private final TwoStacks net = new TwoStacks(LinkCapabilities.NONE, 1500, smallBuffers);

  @AfterEach
  void close() {
    net.close();
  }

  /// Sends back what it reads, never more than there is room for.
  private static class Echo implements TcpHandler {
    private final byte[] buffer = new byte[4096];
    private int filled;

    @Override
    public void onReadable(TcpSocket socket) {
      try {
        while (filled > 0 || (filled = socket.tryRead(buffer, 0, buffer.length)) > 0) {
          int taken = socket.tryWrite(buffer, 0, filled);
          System.arraycopy(buffer, taken, buffer, 0, filled - taken);
          filled -= taken;
          if (filled > 0) {
            return;
          }
        }
        if (filled < 0) {
          socket.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void onWritable(TcpSocket socket) {
      onReadable(socket);
    }

    @Override
    public void onEndOfStream(TcpSocket socket) {
      onReadable(socket);
    }
  }

  /// Writes all it has, and collects all it reads.
  private static final class Asker implements TcpHandler {
    final List<String> events = new ArrayList<>();
    final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final byte[] question;
    private int written;

    Asker(byte[] question) {
      this.question = question;
    }

    @Override
    public void onConnected(TcpSocket socket) {
      events.add("connected");
    }

    @Override
    public void onReadable(TcpSocket socket) {
      byte[] some = new byte[1000];
      try {
        for (int n = socket.tryRead(some, 0, 1000); n > 0; n = socket.tryRead(some, 0, 1000)) {
          received.write(some, 0, n);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void onWritable(TcpSocket socket) {
      try {
        while (written < question.length) {
          int taken = socket.tryWrite(question, written, question.length - written);
          if (taken == 0) {
            return;
          }
          written += taken;
        }
        socket.shutdownOutput();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void onEndOfStream(TcpSocket socket) {
      onReadable(socket);
      events.add("end of stream");
    }

    @Override
    public void onEnded(TcpSocket socket, Ending ending) {
      events.add("ended " + ending.name());
    }
  }

  @Test
  void anEchoByCallbacksReturnsMoreThanAllBuffersHold() throws IOException {
    net.server.listen(at("10.0.0.2:7"), 10, socket -> socket.setHandler(new Echo()));
    byte[] question = new byte[500_000];
    new Random(7).nextBytes(question);
    Asker asker = new Asker(question);
    TcpSocket client = net.client.open(at("10.0.0.2:7"), asker);
    net.until(() -> asker.events.contains("ended FIN"));

    assertThat(asker.received.toByteArray()).isEqualTo(question);
    assertThat(asker.events).containsExactly("connected", "end of stream", "ended FIN");
    client.close();
    net.server.close();
    net.time.runUntilIdle();
    net.assertNothingLeft();
  }

  @Test
  void aRefusedConnectionTellsItsHandlerOnlyThatItHasEnded() throws IOException {
    Asker asker = new Asker(new byte[0]);
    net.client.open(at("10.0.0.2:7"), asker);
    net.until(() -> !asker.events.isEmpty());
    assertThat(asker.events).containsExactly("ended REFUSED");
  }

  @Test
  void aHandlerThatComesLateIsToldWhatIsPossibleAlready() throws IOException {
    TcpServerSocket listening = net.server.listen(at("10.0.0.2:7"));
    TcpSocket client = net.client.open(at("10.0.0.2:7"));
    TcpSocket server = net.accept(listening);
    client.tryWrite(new byte[] {1, 2, 3}, 0, 3);
    client.shutdownOutput();
    net.until(() -> server.state() == State.CLOSE_WAIT);

    Asker asker = new Asker(new byte[10]);
    server.setHandler(asker);
    assertThat(asker.received.toByteArray()).containsExactly(1, 2, 3);
    assertThat(asker.events).startsWith("connected", "end of stream");
  }

  @Test
  void aHandlerThatThrowsLosesItsConnectionAndNobodyElseDoes() throws IOException {
    List<Throwable> uncaught = new ArrayList<>();
    Thread.currentThread().setUncaughtExceptionHandler((_, thrown) -> uncaught.add(thrown));
    TcpHandler broken =
        new TcpHandler() {
          @Override
          public void onReadable(TcpSocket socket) {
            throw new IllegalStateException("on purpose");
          }
        };
    List<TcpSocket> accepted = new ArrayList<>();
    net.server.listen(
        at("10.0.0.2:7"),
        10,
        socket -> {
          accepted.add(socket);
          socket.setHandler(accepted.size() == 1 ? broken : new Echo());
        });
    TcpSocket first = net.client.open(at("10.0.0.2:7"));
    TcpSocket second = net.client.open(at("10.0.0.2:7"));
    net.until(() -> accepted.size() == 2);
    first.tryWrite(new byte[1], 0, 1);
    second.tryWrite(new byte[1], 0, 1);
    net.until(() -> first.ending() != null && second.available() == 1);

    assertThat(first.ending()).isEqualTo(Ending.RESET);
    assertThat(second.state()).isEqualTo(State.ESTABLISHED);
    assertThat(uncaught).singleElement().isInstanceOf(IllegalStateException.class);
    assertThat(net.server.counters().get(Counter.HANDLER_FAILURES)).isEqualTo(1);
    Thread.currentThread().setUncaughtExceptionHandler(null);
  }

  @Test
  void aServerHandlerThatThrowsLosesTheConnection() throws IOException {
    Thread.currentThread().setUncaughtExceptionHandler((_, _) -> {});
    net.server.listen(
        at("10.0.0.2:7"),
        10,
        _ -> {
          throw new IllegalStateException("on purpose");
        });
    TcpSocket client = net.client.open(at("10.0.0.2:7"));
    net.until(() -> client.ending() != null);

    assertThat(client.ending()).isEqualTo(Ending.RESET);
    Thread.currentThread().setUncaughtExceptionHandler(null);
  }
}

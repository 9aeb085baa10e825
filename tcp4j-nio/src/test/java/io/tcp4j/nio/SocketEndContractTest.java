package io.tcp4j.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.nio.Maker.Pair;
import io.tcp4j.nio.Maker.World;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What programs expect of a [Socket] whose connection ends, of the JDK's sockets first and then of
/// ours.
@ParameterizedClass
@EnumSource(Maker.class)
@Timeout(60)
class SocketEndContractTest {
  @Parameter Maker maker;
  private World world;

  @BeforeEach
  void open() throws IOException {
    world = maker.open();
  }

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  private static void abort(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private static void writeUntilItFails(Socket socket) throws IOException {
    OutputStream output = socket.getOutputStream();
    while (true) {
      output.write(1);
    }
  }

  @Test
  void writingToAPeerThatHasClosedIsABrokenPipe() throws IOException {
    try (Pair pair = world.pair()) {
      pair.server().close();
      assertThat(pair.client().getInputStream().read()).isEqualTo(-1);

      assertThatThrownBy(() -> writeUntilItFails(pair.client()))
          .isInstanceOf(SocketException.class)
          .hasMessage("Broken pipe");
    }
  }

  @Test
  void writingToAPeerThatHasAbortedIsAResetByPeer() throws IOException {
    try (Pair pair = world.pair()) {
      abort(pair.server());

      assertThatThrownBy(() -> writeUntilItFails(pair.client()))
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset by peer");
    }
  }

  @Test
  void afterAResetBothDirectionsCanStillBeShutDown() throws IOException {
    try (Pair pair = world.pair()) {
      abort(pair.server());
      assertThatThrownBy(() -> pair.client().getInputStream().read())
          .hasMessage("Connection reset");
      pair.client().shutdownOutput();
      pair.client().shutdownInput();

      assertThat(pair.client().isOutputShutdown()).isTrue();
      assertThat(pair.client().isClosed()).isFalse();
    }
  }

  @Test
  void closeSaysItToAReaderWhateverThePeerAnswers() throws Exception {
    for (int i = 0; i < 200; i++) {
      try (Pair pair = world.pair()) {
        InputStream input = pair.client().getInputStream();
        FutureTask<Integer> reader = Maker.start(input::read);
        FutureTask<Integer> peer =
            Maker.start(
                () -> {
                  int end = pair.server().getInputStream().read();
                  pair.server().close();
                  return end;
                });
        pair.client().close();

        assertThatThrownBy(reader::get)
            .rootCause()
            .isInstanceOf(SocketException.class)
            .hasMessage("Socket closed");
        assertThat(peer.get()).isEqualTo(-1);
      }
    }
  }

  @Test
  void urgentDataIsRefusedBehindTheEndOfOutput() throws IOException {
    try (Pair pair = world.pair()) {
      pair.client().shutdownOutput();

      assertThatThrownBy(() -> pair.client().sendUrgentData(1))
          .isInstanceOf(IOException.class)
          .hasMessage("Broken pipe");
    }
  }

  @Test
  void anInterruptClosesTheSocketOfAVirtualThreadThatWrites() throws Exception {
    try (Pair pair = world.pair()) {
      var writer =
          new FutureTask<>(
              () -> {
                OutputStream output = pair.client().getOutputStream();
                while (true) {
                  output.write(new byte[100_000]);
                }
              });
      Thread thread = Thread.ofVirtual().start(writer);
      pair.server().getInputStream().readNBytes(1 << 20);
      thread.interrupt();

      assertThatThrownBy(writer::get)
          .rootCause()
          .isInstanceOf(SocketException.class)
          .hasMessage("Closed by interrupt");
      assertThat(pair.client().isClosed()).isTrue();
    }
  }

  @Test
  void argumentsAreLookedAtBehindTheEnd() throws IOException {
    try (Pair pair = world.pair()) {
      pair.server().close();
      InputStream input = pair.client().getInputStream();
      assertThat(input.read()).isEqualTo(-1);

      assertThatThrownBy(() -> input.read(new byte[1], 0, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
      pair.client().close();
      assertThat(input.read()).isEqualTo(-1);
      assertThat(input.read(new byte[1], 0, 0)).isZero();
    }
  }
}

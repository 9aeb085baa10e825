package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.UnreadAfterReset;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

/// What may still be read after a RST: the kernel's habit, and ours when configured alike.
@AgainstTheKernel
class UnreadAfterResetAgainstTheKernelTest {
  private static final byte[] TEXT = {1, 2, 3, 4, 5};

  @Test
  void theKernelReadsWhatCameBeforeOurReset(Namespace namespace) throws Exception {
    KernelConnection connection = KernelConnection.open(namespace);
    connection.ours.write(TEXT, 0, TEXT.length);
    InputStream input = connection.theirs.getInputStream();
    Await.until("the text to arrive", input::available, n -> n == TEXT.length);
    connection.ours.abort();
    connection.awaitStates(State.CLOSED, "CLOSED");
    readsAllAndFails(input);
    writeFails(connection.theirs.getOutputStream());
  }

  @Test
  void weReadWhatCameBeforeTheKernelsResetWhenToldTo(Namespace namespace) throws Exception {
    TcpSocket ours = resetByTheKernel(namespace, UnreadAfterReset.KEEP);
    readsAllAndFails(ours.inputStream());
    writeFails(ours.outputStream());
  }

  @Test
  void weReadNothingByTheRfc(Namespace namespace) throws Exception {
    TcpSocket ours = resetByTheKernel(namespace, UnreadAfterReset.FLUSH);
    readFails(ours.inputStream());
    writeFails(ours.outputStream());
  }

  /// The stream was whole before the RST came: then neither end's reader learns of that.
  @Test
  void aWholeStreamIsReadToItsEndByBoth(Namespace namespace) throws Exception {
    KernelConnection connection =
        KernelConnection.open(
            namespace, TcpConfig.builder().unreadAfterReset(UnreadAfterReset.KEEP).build());
    connection.ours.write(TEXT, 0, TEXT.length);
    connection.ours.shutdownOutput();
    InputStream input = connection.theirs.getInputStream();
    connection.awaitStates(State.FIN_WAIT_2, "CLOSE-WAIT");
    connection.ours.abort();
    connection.awaitStates(State.CLOSED, "CLOSED");
    assertThat(input.readAllBytes()).isEqualTo(TEXT);
  }

  @Test
  void soDoWe(Namespace namespace) throws Exception {
    KernelConnection connection =
        KernelConnection.open(
            namespace, TcpConfig.builder().unreadAfterReset(UnreadAfterReset.KEEP).build());
    connection.theirs.getOutputStream().write(TEXT);
    connection.theirs.shutdownOutput();
    connection.awaitStates(State.CLOSE_WAIT, "FIN-WAIT-2");
    connection.theirs.setSoLinger(true, 0);
    connection.theirs.close();
    connection.awaitStates(State.CLOSED, "CLOSED");
    assertThat(connection.ours.ending()).isEqualTo(Ending.RESET);
    assertThat(connection.ours.inputStream().readAllBytes()).isEqualTo(TEXT);
  }

  private static TcpSocket resetByTheKernel(Namespace namespace, UnreadAfterReset choice)
      throws Exception {
    KernelConnection connection =
        KernelConnection.open(namespace, TcpConfig.builder().unreadAfterReset(choice).build());
    connection.theirs.getOutputStream().write(TEXT);
    Await.until("the text to arrive", connection.ours::available, n -> n == TEXT.length);
    connection.theirs.setSoLinger(true, 0);
    connection.theirs.close();
    connection.awaitStates(State.CLOSED, "CLOSED");
    assertThat(connection.ours.ending()).isEqualTo(Ending.RESET);
    return connection.ours;
  }

  private static void readsAllAndFails(InputStream input) throws Exception {
    assertThat(input.readNBytes(TEXT.length)).isEqualTo(TEXT);
    readFails(input);
    readFails(input);
  }

  private static void readFails(InputStream input) {
    assertThatThrownBy(input::read)
        .isInstanceOf(SocketException.class)
        .hasMessage("Connection reset");
  }

  private static void writeFails(OutputStream output) {
    assertThatThrownBy(() -> output.write(1)).isInstanceOf(SocketException.class);
  }
}

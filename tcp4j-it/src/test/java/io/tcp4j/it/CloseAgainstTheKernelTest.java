package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.State;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every way to close a connection (RFC 9293 §3.6), with the kernel at the other end: what our
/// state is, and what `ss` says of the kernel's.
@AgainstTheKernel
class CloseAgainstTheKernelTest {
  private KernelConnection connection;
  private OurHost host;
  private TcpSocket ours;
  private Socket theirs;

  @BeforeEach
  void aConnection(Namespace namespace) throws Exception {
    connection = KernelConnection.open(namespace);
    host = connection.host;
    ours = connection.ours;
    theirs = connection.theirs;
  }

  @Test
  @Rfc("9293 E-22a")
  void weCloseFirstThenTheKernel() throws Exception {
    ours.shutdownOutput();
    both(State.FIN_WAIT_2, "CLOSE-WAIT");
    assertThat(theirs.getInputStream().read()).isEqualTo(-1);
    theirs.getOutputStream().write(new byte[] {1, 2, 3});
    assertThat(ours.inputStream().readNBytes(3)).containsExactly(1, 2, 3);
    theirs.close();
    both(State.TIME_WAIT, "CLOSED");
    assertThat(ours.inputStream().read()).isEqualTo(-1);
    assertThat(ours.ending()).isEqualTo(Ending.FIN);
  }

  @Test
  void theKernelClosesFirstThenWe() throws Exception {
    theirs.shutdownOutput();
    both(State.CLOSE_WAIT, "FIN-WAIT-2");
    assertThat(ours.inputStream().read()).isEqualTo(-1);
    ours.outputStream().write(new byte[] {1, 2, 3});
    assertThat(theirs.getInputStream().readNBytes(3)).containsExactly(1, 2, 3);
    ours.close();
    both(State.CLOSED, "TIME-WAIT");
    assertThat(theirs.getInputStream().read()).isEqualTo(-1);
    assertThat(ours.ending()).isEqualTo(Ending.FIN);
  }

  @Test
  void theKernelWaitsForTheAckOfItsFinAndGetsItLate() throws Exception {
    host.cutFromUs = true;
    theirs.shutdownOutput();
    both(State.CLOSE_WAIT, "FIN-WAIT-1");
    host.cutFromUs = false; // The kernel sends its FIN again, which we acknowledge again.
    both(State.CLOSE_WAIT, "FIN-WAIT-2");
  }

  @Test
  void theKernelWaitsForTheLastAckAndGetsItLate() throws Exception {
    ours.shutdownOutput();
    both(State.FIN_WAIT_2, "CLOSE-WAIT");
    host.cutFromUs = true;
    theirs.close();
    both(State.TIME_WAIT, "LAST-ACK");
    host.cutFromUs = false; // The kernel sends its FIN again, which TIME-WAIT acknowledges again.
    both(State.TIME_WAIT, "CLOSED");
  }

  @Test
  void weWaitForTheAckOfOurFinAndGetItLate() throws Exception {
    host.cutFromUs = true;
    ours.shutdownOutput();
    both(State.FIN_WAIT_1, "ESTAB");
    host.cutFromUs = false; // Our retransmission timer sends the FIN again.
    both(State.FIN_WAIT_2, "CLOSE-WAIT");
  }

  @Test
  void weWaitForTheLastAckAndGetItLate() throws Exception {
    theirs.shutdownOutput();
    both(State.CLOSE_WAIT, "FIN-WAIT-2");
    host.cutToUs = true;
    ours.close();
    both(State.LAST_ACK, "TIME-WAIT");
    host.cutToUs = false; // Our FIN comes again, and the kernel's TIME-WAIT acknowledges it again.
    both(State.CLOSED, "TIME-WAIT");
  }

  @Test
  @Rfc("9293 E-22b")
  void bothCloseAtTheSameTime() throws Exception {
    host.cutFromUs = true;
    host.cutToUs = true;
    theirs.shutdownOutput();
    ours.shutdownOutput();
    both(State.FIN_WAIT_1, "FIN-WAIT-1");
    host.cutToUs = false;
    both(State.CLOSING, "FIN-WAIT-1");
    host.cutFromUs = false;
    both(State.TIME_WAIT, "TIME-WAIT");
    assertThat(ours.ending()).isEqualTo(Ending.FIN);
  }

  @Test
  void theKernelIsTheOneInClosing() throws Exception {
    host.cutToUs = true;
    theirs.shutdownOutput();
    ours.shutdownOutput();
    both(State.FIN_WAIT_1, "CLOSING");
    host.cutToUs = false;
    both(State.TIME_WAIT, "TIME-WAIT");
  }

  @Test
  @Rfc("9293 SHLD-3")
  void weCloseWithUnreadDataAndTheKernelsProgramSeesAReset() throws Exception {
    theirs.getOutputStream().write(1);
    Await.until("a byte to arrive", () -> ours.info().receiving().unread(), n -> n == 1);
    ours.close();
    both(State.CLOSED, "CLOSED");
    assertThatThrownBy(() -> theirs.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessage("Connection reset");
    assertThat(ours.ending()).isEqualTo(Ending.DATA_LOST);
  }

  @Test
  void dataAfterAFullCloseIsAnsweredByAReset() throws Exception {
    ours.close();
    both(State.FIN_WAIT_2, "CLOSE-WAIT");
    theirs.getOutputStream().write(1);
    both(State.CLOSED, "CLOSED");
    assertThatThrownBy(
            () -> {
              theirs.getOutputStream().write(2);
              theirs.getInputStream().read();
              theirs.getOutputStream().write(3);
            })
        .isInstanceOf(SocketException.class);
  }

  @Test
  void ourAbortIsAResetForTheKernel() throws Exception {
    ours.abort();
    both(State.CLOSED, "CLOSED");
    assertThatThrownBy(() -> theirs.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessage("Connection reset");
    assertThat(ours.ending()).isEqualTo(Ending.ABORTED);
  }

  @Test
  @Rfc("9293 MUST-12")
  void theKernelsAbortIsAResetForUs() throws Exception {
    theirs.setSoLinger(true, 0);
    theirs.close();
    both(State.CLOSED, "CLOSED");
    assertThatThrownBy(() -> ours.inputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
    assertThat(ours.ending()).isEqualTo(Ending.RESET);
  }

  @Test
  void theKernelClosesWithUnreadDataAndWeSeeAReset() throws Exception {
    ours.outputStream().write(1);
    Await.until("a byte to arrive", () -> theirs.getInputStream().available(), n -> n == 1);
    theirs.close();
    both(State.CLOSED, "CLOSED");
    assertThat(ours.ending()).isEqualTo(Ending.RESET);
  }

  /// Half-open discovery (RFC 9293 §3.5.1): the kernel has forgotten the connection, and says so.
  @Test
  @Rfc("9293 E-21e")
  void theKernelHasForgottenTheConnection() throws Exception {
    host.cutToUs = true;
    theirs.setSoLinger(true, 0);
    theirs.close();
    both(State.ESTABLISHED, "CLOSED");
    host.cutToUs = false;
    ours.outputStream().write(1);
    both(State.CLOSED, "CLOSED");
    assertThat(ours.ending()).isEqualTo(Ending.RESET);
  }

  /// The other way round: our host has lost its memory, and answers what is left by resets.
  @Test
  void weHaveForgottenTheConnection() throws Exception {
    host.cutFromUs = true;
    ours.abort();
    both(State.CLOSED, "ESTAB");
    host.cutFromUs = false;
    theirs.getOutputStream().write(1);
    both(State.CLOSED, "CLOSED");
  }

  private void both(State our, String kernels) throws Exception {
    connection.awaitStates(our, kernels);
  }
}

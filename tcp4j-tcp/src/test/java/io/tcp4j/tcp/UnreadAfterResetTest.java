package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.CallError;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.UnreadAfterReset;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What can still be read after a failure, where the configuration keeps it (that it is flushed
/// where not is {@link CallsTest}'s).
class UnreadAfterResetTest {
  private static ScriptedPeer keepingUnread() {
    return new ScriptedPeer(
        TcpConfig.builder().unreadAfterReset(UnreadAfterReset.KEEP).keepAlive(true).build());
  }

  @Test
  void textThatCameBeforeAResetIsReadFirstWhereTheConfigurationSaysSo() {
    ScriptedPeer peer = keepingUnread();
    peer.established().inject("ACK seq=1 ack=1 len=10").inject("ACK seq=100 ack=1 len=50").skip();
    peer.inject("RST seq=11").in(State.CLOSED).sendFails(CallError.RESET);
    assertThat(peer.host.ended).isEqualTo(Ending.RESET);
    assertThat(peer.host.unreadAtEnd).as("lost").isZero();
    peer.read(4).read(6).readFails(CallError.RESET).readFails(CallError.RESET).gone();
  }

  @Test
  void aStreamThatWasWholeBeforeAResetIsReadToItsEnd() {
    ScriptedPeer peer = keepingUnread();
    peer.established().inject("FIN,ACK seq=1 ack=1 len=10").skip().inject("RST seq=12");
    assertThat(peer.host.ended).isEqualTo(Ending.RESET);
    peer.read(10).readEnd().sendFails(CallError.RESET).gone();
  }

  @ParameterizedTest(name = "after {0} s, with {1} bytes sent")
  @CsvSource({"1000, 10", "10000, 0"})
  void textIsReadFirstAfterATimeoutToo(long seconds, int sent) {
    ScriptedPeer peer = keepingUnread(); // of the user timeout, or of the keep-alives
    peer.established().inject("ACK seq=1 ack=1 len=10").send(sent);
    peer.elapse(Duration.ofSeconds(seconds)).in(State.CLOSED);
    assertThat(peer.host.ended).isEqualTo(Ending.TIMED_OUT);
    peer.read(10).readFails(CallError.TIMED_OUT).gone();
  }

  @Test
  void whatIsKeptGoesWhenTheUserCloses() {
    ScriptedPeer peer = keepingUnread();
    peer.established().inject("ACK seq=1 ack=1 len=10").inject("RST seq=11").in(State.CLOSED);
    peer.connection().close(peer.now);
    peer.gone().readFails(CallError.RESET);
  }

  @Test
  void nothingIsKeptForAUserWhoAbortsOrHasClosed() {
    keepingUnread().established().inject("ACK seq=1 ack=1 len=10").abort().gone();
    keepingUnread().established().close().inject("RST seq=1").gone();
  }

  @Test
  void nothingIsKeptOfAConnectionThatNeverWas() {
    ScriptedPeer peer = keepingUnread();
    peer.listenForThisPeer().inject("SYN seq=0 len=10").skip().inject("RST seq=1").in(State.LISTEN);
    assertThat(peer.host.pages.outstanding()).isZero();
    ScriptedPeer crossed = keepingUnread();
    crossed.open().inject("SYN seq=0 len=10").skip().inject("RST seq=1").gone();
  }
}

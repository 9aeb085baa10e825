package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.CallError;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The user calls of §3.10.1 to §3.10.6 in each state (E-1 to E-6).
class CallsTest {

  /// A connection in `state`; in CLOSED, one that was never opened.
  private static ScriptedPeer in(String state) {
    ScriptedPeer peer = ScriptedPeer.reach(state(state));
    if (peer.connection() == null) {
      peer.host.connection =
          new TcpConnection(peer.host.tuple, peer.host.config, peer.host.services, peer.host);
    }
    return peer;
  }

  private static State state(String name) {
    return State.valueOf(name.replace('-', '_'));
  }

  private static String result(int result) {
    return result >= 0 ? String.valueOf(result) : CallError.of(result).name();
  }

  @ParameterizedTest
  @CsvSource({
    "CLOSED, 0, SYN-SENT",
    "LISTEN, 0, SYN-SENT",
    "SYN-SENT, ALREADY_EXISTS, SYN-SENT",
    "SYN-RECEIVED, ALREADY_EXISTS, SYN-RECEIVED",
    "ESTABLISHED, ALREADY_EXISTS, ESTABLISHED",
    "FIN-WAIT-1, ALREADY_EXISTS, FIN-WAIT-1",
    "FIN-WAIT-2, ALREADY_EXISTS, FIN-WAIT-2",
    "CLOSE-WAIT, ALREADY_EXISTS, CLOSE-WAIT",
    "CLOSING, ALREADY_EXISTS, CLOSING",
    "LAST-ACK, ALREADY_EXISTS, LAST-ACK",
    "TIME-WAIT, ALREADY_EXISTS, TIME-WAIT",
  })
  @Rfc("9293 E-1")
  void activeOpen(String from, String result, String to) {
    ScriptedPeer peer = in(from);
    assertThat(result(peer.connection().open(peer.now))).isEqualTo(result);
    peer.in(state(to));
  }

  @ParameterizedTest
  @CsvSource({
    "CLOSED, 0, LISTEN",
    "LISTEN, ALREADY_EXISTS, LISTEN",
    "SYN-SENT, ALREADY_EXISTS, SYN-SENT",
    "ESTABLISHED, ALREADY_EXISTS, ESTABLISHED",
    "TIME-WAIT, ALREADY_EXISTS, TIME-WAIT",
  })
  @Rfc("9293 E-1")
  void passiveOpen(String from, String result, String to) {
    ScriptedPeer peer = in(from);
    assertThat(result(peer.connection().listen())).isEqualTo(result);
    peer.in(state(to));
  }

  @ParameterizedTest
  @CsvSource({
    "CLOSED, DOES_NOT_EXIST, 0",
    "LISTEN, 1, 1",
    "SYN-SENT, 1, 0",
    "SYN-RECEIVED, 1, 0",
    "ESTABLISHED, 1, 1",
    "FIN-WAIT-1, CLOSING, 0",
    "FIN-WAIT-2, CLOSING, 0",
    "CLOSE-WAIT, 1, 1",
    "CLOSING, CLOSING, 0",
    "LAST-ACK, CLOSING, 0",
    "TIME-WAIT, CLOSING, 0",
  })
  @Rfc("9293 E-2")
  void send(String from, String result, int segments) {
    ScriptedPeer peer = in(from);
    assertThat(result(peer.connection().send(new byte[1], 0, 1, peer.now))).isEqualTo(result);
    assertThat(peer.sentCount()).isEqualTo(segments);
  }

  @ParameterizedTest
  @CsvSource({
    "CLOSED, DOES_NOT_EXIST",
    "LISTEN, 0",
    "SYN-SENT, 0",
    "SYN-RECEIVED, 0",
    "ESTABLISHED, 0",
    "FIN-WAIT-1, 0",
    "FIN-WAIT-2, 0",
    "CLOSE-WAIT, END_OF_STREAM",
    "CLOSING, END_OF_STREAM",
    "LAST-ACK, END_OF_STREAM",
    "TIME-WAIT, END_OF_STREAM",
  })
  @Rfc("9293 E-3")
  void receive(String from, String result) {
    ScriptedPeer peer = in(from);
    assertThat(result(peer.host.read(10, peer.now))).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource({
    "CLOSED, DOES_NOT_EXIST, CLOSED, 0",
    "LISTEN, 0, CLOSED, 0",
    "SYN-SENT, 0, CLOSED, 0",
    "SYN-RECEIVED, 0, FIN-WAIT-1, 1",
    "ESTABLISHED, 0, FIN-WAIT-1, 1",
    "FIN-WAIT-1, CLOSING, FIN-WAIT-1, 0",
    "FIN-WAIT-2, CLOSING, FIN-WAIT-2, 0",
    "CLOSE-WAIT, 0, LAST-ACK, 1",
    "CLOSING, CLOSING, CLOSING, 0",
    "LAST-ACK, CLOSING, LAST-ACK, 0",
    "TIME-WAIT, CLOSING, TIME-WAIT, 0",
  })
  @Rfc("9293 E-4")
  void close(String from, String result, String to, int fins) {
    ScriptedPeer peer = in(from);
    assertThat(result(peer.connection().shutdownOutput(peer.now))).isEqualTo(result);
    assertThat(peer.sentCount()).isEqualTo(fins);
    peer.in(state(to));
    assertThat(peer.connection().shutdownOutput(peer.now)).as("a second CLOSE").isNegative();
  }

  @ParameterizedTest
  @CsvSource({
    "LISTEN, ''",
    "SYN-SENT, ''",
    "SYN-RECEIVED, RST seq=1",
    "ESTABLISHED, RST seq=1",
    "FIN-WAIT-1, RST seq=2",
    "FIN-WAIT-2, RST seq=2",
    "CLOSE-WAIT, RST seq=1",
    "CLOSING, ''",
    "LAST-ACK, ''",
    "TIME-WAIT, ''",
  })
  @Rfc("9293 E-5")
  void abort(String from, String reset) {
    ScriptedPeer peer = in(from);
    peer.abort();
    if (reset.isEmpty()) {
      peer.expectNothing();
    } else {
      ScriptedPeer.Sent rst = peer.next("RST");
      assertThat(rst.cause()).isEqualTo(SendCause.RESET_ABORT);
      assertThat(peer.relative(rst.segment()).toString())
          .startsWith(reset.replace("RST", "RST,ACK")); // <SEQ=SND.NXT>
    }
    peer.gone();
    Ending ending = from.equals("TIME-WAIT") ? Ending.FIN : Ending.ABORTED;
    assertThat(peer.connection().ending()).isEqualTo(ending);
    assertThat(result(peer.connection().abort(peer.now)))
        .isEqualTo(from.equals("TIME-WAIT") ? "0" : "DOES_NOT_EXIST");
  }

  @ParameterizedTest
  @EnumSource(State.class)
  @Rfc("9293 E-6")
  void statusTellsTheState(State state) {
    ScriptedPeer peer = in(state.name());
    assertThat(peer.status().state()).isEqualTo(state);
    assertThat(peer.status().connection()).isEqualTo(peer.host.tuple);
  }

  @Test
  @Rfc("9293 E-5")
  void anAbortFlushesBothQueues() {
    ScriptedPeer peer = new ScriptedPeer();
    peer.window = 0;
    peer.established().send(10_000).inject("ACK seq=1 ack=1 len=5000").abort().gone();
    assertThat(peer.host.unreadAtEnd).isEqualTo(5_000);
    peer.sendFails(CallError.ABORTED).readFails(CallError.ABORTED);
  }

  @Test
  @Rfc({"9293 MUST-12", "9293 E-3"})
  void textStaysReadableAfterAnOrderlyEndAndIsFlushedAfterAReset() {
    ScriptedPeer peer = new ScriptedPeer();
    peer.established().inject("FIN,ACK seq=1 ack=1 len=10").shutdownOutput();
    peer.inject("ACK seq=12 ack=2").in(State.CLOSED).read(10).readEnd().gone();
    ScriptedPeer reset = new ScriptedPeer();
    reset.established().inject("ACK seq=1 ack=1 len=10").inject("RST seq=11").gone();
    reset.readFails(CallError.RESET).sendFails(CallError.RESET);
    assertThat(reset.host.unreadAtEnd).isEqualTo(10);
  }

  @Test
  void aFullSendBufferTakesNothingAndSaysWhenItHasRoom() {
    ScriptedPeer peer =
        new ScriptedPeer(io.tcp4j.tcp.model.TcpConfig.builder().sendBuffer(3_000).build());
    peer.established();
    assertThat(peer.host.send(5_000, peer.now)).isEqualTo(3_000);
    assertThat(peer.host.send(1, peer.now)).isZero();
    peer.host.bits = 0;
    peer.inject("ACK seq=1 ack=1001");
    assertThat(peer.host.bits & io.tcp4j.tcp.model.Readiness.WRITABLE).isNotZero();
    assertThat(peer.connection().writable()).isEqualTo(1_000);
  }
}

package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.IcmpError;
import io.tcp4j.tcp.model.IcmpPolicy;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpObserver;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.tcp.model.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the user is told of while the connection lives (RFC 9293 §3.9.1.8), R1 and R2 (§3.8.3), and
/// which ICMP errors end it (§3.9.2.2).
class TroubleTest {
  private static final int TOLD = Readiness.ICMP_ERROR | Readiness.RETRANSMITTING;

  private final List<Trouble> observed = new ArrayList<>();
  private ScriptedPeer peer;

  private void reach(State state, TcpConfig config) {
    peer = ScriptedPeer.reach(state, config);
    observe();
  }

  private void observe() {
    peer.host.bits = 0;
    peer.host.witness =
        new TcpObserver() {
          @Override
          public void troubled(FourTuple connection, Trouble trouble, Trigger trigger) {
            observed.add(trouble);
          }
        };
  }

  private void icmp(IcmpError error, int seq) {
    peer.connection().icmpError(error, peer.iss() + seq, peer.now);
    peer.host.after(peer.now);
  }

  private int told() {
    return peer.host.bits & TOLD;
  }

  // --- R1

  @Test
  @Rfc({"9293 MUST-20a", "9293 SHLD-9", "9293 SHLD-10", "9293 N-1"})
  void afterThreeRetransmissionsIpAndTheUserAreTold() {
    reach(State.ESTABLISHED, ScriptedPeer.PLAIN);
    peer.send(100);
    peer.nextTimer();
    peer.nextTimer();
    assertThat(told()).isZero();
    assertThat(peer.host.negativeAdvice).isZero();
    peer.nextTimer();
    assertThat(told()).isEqualTo(Readiness.RETRANSMITTING);
    assertThat(peer.host.negativeAdvice).isEqualTo(1);
    assertThat(observed).containsExactly(new Trouble.ExcessiveRetransmission(3));
    peer.nextTimer();
    assertThat(peer.host.negativeAdvice).as("once for a segment").isEqualTo(1);
    peer.in(State.ESTABLISHED).inject("ACK seq=1 ack=101").in(State.ESTABLISHED);
  }

  @Test
  @Rfc({"9293 MUST-20a", "9293 SHLD-9"})
  void theNextSegmentIsCountedAnew() {
    reach(State.ESTABLISHED, ScriptedPeer.PLAIN);
    peer.send(100);
    peer.nextTimer();
    peer.nextTimer();
    peer.inject("ACK seq=1 ack=101").send(100);
    peer.nextTimer();
    peer.nextTimer();
    assertThat(told()).isZero();
    peer.nextTimer();
    assertThat(told()).isEqualTo(Readiness.RETRANSMITTING);
  }

  @Test
  @Rfc("9293 MUST-22")
  void aSynIsNoDifferent() {
    reach(State.SYN_SENT, ScriptedPeer.PLAIN);
    peer.nextTimer();
    peer.nextTimer();
    assertThat(told()).isZero();
    peer.nextTimer();
    assertThat(told()).isEqualTo(Readiness.RETRANSMITTING);
    assertThat(peer.host.negativeAdvice).isEqualTo(1);
  }

  @Test
  void r1IsConfigured() {
    reach(State.ESTABLISHED, ScriptedPeer.plain().r1(1).build());
    peer.send(100);
    peer.nextTimer();
    assertThat(told()).isEqualTo(Readiness.RETRANSMITTING);
  }

  // --- R2 of a SYN

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4})
  void aSynIsRepeatedAsOftenAsConfigured(int retries) {
    reach(State.SYN_SENT, ScriptedPeer.plain().synRetries(retries).build());
    for (int i = 0; i < retries; i++) {
      peer.nextTimer();
      peer.expect("SYN seq=0").in(State.SYN_SENT);
    }
    peer.nextTimer();
    peer.expectNothing().in(State.CLOSED);
    assertThat(peer.host.ended).isEqualTo(Ending.TIMED_OUT);
  }

  @Test
  void soIsTheAnswerToASyn() {
    reach(State.SYN_RECEIVED, ScriptedPeer.plain().synRetries(1).build());
    peer.nextTimer();
    peer.expect("SYN,ACK seq=0 ack=1");
    peer.nextTimer();
    peer.expectNothing().in(State.CLOSED);
  }

  @Test
  @Rfc("9293 MUST-23")
  void unlessToldASynIsRepeatedForThreeMinutes() {
    reach(State.SYN_SENT, ScriptedPeer.PLAIN);
    peer.elapse(Duration.ofSeconds(179)).in(State.SYN_SENT);
    peer.elapse(Duration.ofSeconds(1)).in(State.CLOSED);
  }

  // --- soft errors

  @ParameterizedTest
  @EnumSource(IcmpError.class)
  @Rfc({"9293 MUST-47", "9293 SHLD-25", "9293 N-1", "5927 5.2"})
  void onASynchronizedConnectionEveryErrorIsReportedAndNoneEndsIt(IcmpError error) {
    reach(State.ESTABLISHED, ScriptedPeer.PLAIN);
    peer.send(100);
    icmp(error, 1);
    assertThat(told()).isEqualTo(Readiness.ICMP_ERROR);
    assertThat(peer.connection().softError()).isEqualTo(error);
    assertThat(peer.status().softError()).isEqualTo(error);
    assertThat(observed).containsExactly(new Trouble.IcmpErrorArrived(error));
    peer.in(State.ESTABLISHED).inject("ACK seq=1 ack=101").in(State.ESTABLISHED);
  }

  @Test
  void whatIsAcknowledgedShowsThatThereIsAWay() {
    reach(State.ESTABLISHED, ScriptedPeer.PLAIN);
    peer.send(100);
    icmp(IcmpError.HOST_UNREACHABLE, 1);
    peer.inject("ACK seq=1 ack=101");
    assertThat(peer.connection().softError()).isNull();
  }

  @Test
  @Rfc("9293 MUST-20b")
  void aConnectionThatIsGivenUpKeepsTheReason() {
    reach(State.ESTABLISHED, ScriptedPeer.PLAIN);
    peer.send(100);
    icmp(IcmpError.HOST_UNREACHABLE, 1);
    peer.elapse(Duration.ofMinutes(15)).in(State.CLOSED);
    assertThat(peer.host.ended).isEqualTo(Ending.TIMED_OUT);
    assertThat(peer.host.last.softError()).isEqualTo(IcmpError.HOST_UNREACHABLE);
  }

  @Test
  @Rfc("9293 SHLD-20")
  void whoeverDoesNotWantReportsGetsNone() {
    reach(State.ESTABLISHED, ScriptedPeer.plain().errorReports(false).build());
    peer.send(100);
    icmp(IcmpError.HOST_UNREACHABLE, 1);
    peer.nextTimer();
    peer.nextTimer();
    peer.nextTimer();
    assertThat(told()).isZero();
    peer.configure(config -> config.errorReports(true));
    icmp(IcmpError.HOST_UNREACHABLE, 1);
    assertThat(told()).isEqualTo(Readiness.ICMP_ERROR);
  }

  @Test
  @Rfc("5927 4.1")
  void anErrorAboutWhatIsNotOutstandingIsNotReported() {
    reach(State.ESTABLISHED, ScriptedPeer.PLAIN);
    peer.send(100).inject("ACK seq=1 ack=101");
    icmp(IcmpError.HOST_UNREACHABLE, 1);
    icmp(IcmpError.HOST_UNREACHABLE, 101);
    assertThat(told()).isZero();
    assertThat(peer.connection().softError()).isNull();
  }

  // --- which end the connection

  @ParameterizedTest
  @CsvSource({
    "PORT_UNREACHABLE, REFUSED",
    "PROTOCOL_UNREACHABLE, UNREACHABLE",
    "PROHIBITED, UNREACHABLE",
  })
  @Rfc("9293 SHLD-26")
  void byTheLetterAHardErrorEndsAnyConnection(IcmpError error, Ending ending) {
    for (State state : new State[] {State.SYN_SENT, State.SYN_RECEIVED, State.ESTABLISHED}) {
      reach(state, ScriptedPeer.plain().icmpPolicy(IcmpPolicy.RFC_9293).build());
      if (state == State.ESTABLISHED) {
        peer.send(100);
      }
      icmp(error, state == State.ESTABLISHED ? 1 : 0);
      assertThat(peer.host.ended).as("%s", state).isEqualTo(ending);
      assertThat(peer.host.last.softError()).isEqualTo(error);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = IcmpError.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"PORT_UNREACHABLE", "PROTOCOL_UNREACHABLE", "PROHIBITED"})
  @Rfc({"9293 MUST-56a", "9293 MUST-56b", "9293 MUST-56c"})
  void byTheLetterASoftErrorEndsNone(IcmpError error) {
    for (State state : new State[] {State.SYN_SENT, State.SYN_RECEIVED, State.ESTABLISHED}) {
      reach(state, ScriptedPeer.plain().icmpPolicy(IcmpPolicy.RFC_9293).build());
      if (state == State.ESTABLISHED) {
        peer.send(100);
      }
      icmp(error, state == State.ESTABLISHED ? 1 : 0);
      peer.in(state);
      assertThat(told()).isEqualTo(Readiness.ICMP_ERROR);
    }
  }
}

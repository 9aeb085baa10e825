package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpObserver;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a [TcpObserver] is told: everything, in order, with cause and trigger.
class ObserverTest {
  private final List<String> log = new ArrayList<>();

  /// Writes a line for each call.
  private final class Scribe implements TcpObserver {
    @Override
    public void segmentArrived(FourTuple connection, Segment segment) {
      log.add("arrived " + TcpFlags.toString(segment.flags));
    }

    @Override
    public void segmentDropped(FourTuple connection, DropReason reason) {
      log.add("dropped " + reason.name());
    }

    @Override
    public void stateChanged(
        FourTuple connection, State from, Event event, State to, Trigger trigger) {
      log.add(from + " > " + to + " on " + event + " by " + trigger.name());
    }

    @Override
    public void segmentSent(
        FourTuple connection, Segment segment, SendCause cause, Trigger trigger) {
      log.add("sent " + TcpFlags.toString(segment.flags) + ": " + cause + " by " + trigger.name());
    }

    @Override
    public void ended(
        FourTuple connection, Ending ending, long unread, long unacknowledged, Trigger trigger) {
      log.add(ending.name() + " " + unread + "+" + unacknowledged + " by " + trigger.name());
    }
  }

  private ScriptedPeer watched(ScriptedPeer peer) {
    peer.host.witness = new Scribe();
    return peer;
  }

  private ScriptedPeer watched(State state) {
    return watched(ScriptedPeer.reach(state));
  }

  @Test
  void aHandshakeIsToldFromTheCallToTheLastSegment() {
    ScriptedPeer peer = watched(State.CLOSED).open();
    peer.inject("SYN,ACK seq=0 ack=1 win=1000 <mss 1460>");

    assertThat(log)
        .containsExactly(
            "CLOSED > SYN-SENT on active OPEN by OPEN",
            "sent SYN: ACTIVE_OPEN by OPEN",
            "arrived SYN,ACK",
            "SYN-SENT > ESTABLISHED on rcv SYN,ACK by SEGMENT",
            "sent ACK: HANDSHAKE_DONE by SEGMENT");
  }

  @Test
  void textIsSentByACallASegmentOrATimer() {
    ScriptedPeer peer = watched(State.ESTABLISHED);
    peer.send(10).send(10);
    peer.inject("ACK seq=1 ack=11");
    peer.elapse(Duration.ofSeconds(2));

    assertThat(log)
        .startsWith(
            "sent PSH,ACK: DATA by SEND",
            "arrived ACK",
            "sent PSH,ACK: DATA by SEGMENT", // what Nagle had kept back
            "sent PSH,ACK: RETRANSMISSION_TIMEOUT by RETRANSMISSION_TIMER");
  }

  @Test
  void anAckThatWasPutOffIsSentByItsTimer() {
    ScriptedPeer peer = watched(State.ESTABLISHED).inject("ACK seq=1 ack=1 len=10");
    peer.elapse(Duration.ofSeconds(1));

    assertThat(log).containsExactly("arrived ACK", "sent ACK: ACK_DELAYED by DELAYED_ACK_TIMER");
  }

  @Test
  void aDropIsToldWithItsReason() {
    watched(State.ESTABLISHED).inject("RST seq=2");

    assertThat(log)
        .containsExactly(
            "arrived RST",
            "dropped " + DropReason.TCP_RESET_UNPROVEN.name(),
            "sent ACK: CHALLENGE_ACK by SEGMENT");
  }

  @Test
  void aResetThatArrivesIsToldWithWhatIsLost() {
    ScriptedPeer peer = watched(ScriptedPeer.reach(State.ESTABLISHED));
    peer.send(7).inject("ACK seq=1 ack=1 len=5").inject("RST seq=6");

    assertThat(log)
        .endsWith(
            "arrived RST", "ESTABLISHED > CLOSED on rcv RST by SEGMENT", "RESET 5+7 by SEGMENT");
  }

  @Test
  void aResetThatIsSentIsToldWithItsReason() {
    ScriptedPeer peer = watched(State.ESTABLISHED).inject("ACK seq=1 ack=1 len=5");
    peer.close();

    assertThat(log)
        .endsWith(
            "sent RST,ACK: RESET_UNREAD_DATA by CLOSE",
            "ESTABLISHED > CLOSED on ABORT by CLOSE",
            "DATA_LOST 5+0 by CLOSE");
  }

  @Test
  void aResetForASegmentOfNobodysIsTold() {
    watched(State.CLOSED).inject("ACK seq=1 ack=1");

    assertThat(log).containsExactly("arrived ACK", "sent RST: RESET_NO_CONNECTION by SEGMENT");
  }

  @Test
  void timeWaitIsToldToItsEnd() {
    ScriptedPeer peer = watched(State.TIME_WAIT);
    peer.inject("FIN,ACK seq=1 ack=2").inject("RST seq=2");
    peer.elapse(Duration.ofMinutes(2));

    assertThat(log)
        .containsExactly(
            "arrived FIN,ACK",
            "sent ACK: ACK_TIME_WAIT by SEGMENT",
            "arrived RST",
            "dropped " + DropReason.TCP_RESET_IN_TIME_WAIT.name(),
            "TIME-WAIT > CLOSED on 2MSL timeout by TIME_WAIT_TIMER");
  }

  @Test
  void anAbortIsToldWithWhatThePeerNeverTook() {
    ScriptedPeer peer = watched(State.ESTABLISHED).send(100);
    peer.abort();

    assertThat(log)
        .endsWith(
            "sent RST,ACK: RESET_ABORT by ABORT",
            "ESTABLISHED > CLOSED on ABORT by ABORT",
            "ABORTED 0+100 by ABORT");
  }
}

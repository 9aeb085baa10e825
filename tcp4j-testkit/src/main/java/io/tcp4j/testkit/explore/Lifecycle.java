package io.tcp4j.testkit.explore;

import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.StateDiagram;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.TcpCounters;
import io.tcp4j.tcp.model.TcpObserver;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Watches what one host's connections send and the states that they go through, and knows which
/// incarnation is whose peer.
final class Lifecycle implements TcpObserver, TcpCounters {
  private final Role role;
  private final Incarnations own;
  private final Incarnations peers;
  private final HostLink link;
  private final Coverage coverage;
  private final Transcript transcript;
  private final BooleanSupplier mayTimeOut;
  private final Set<Incarnation> taken = new HashSet<>();

  /// SEG.SEQ of the segment that arrived last, and its window scale, -1 for none.
  private int arrivedSeq;

  private int arrivedScale;

  /// Makes one.
  ///
  /// @param mayTimeOut whether the network has been so bad, and not for long otherwise, that one
  ///     may give up
  Lifecycle(
      Role role,
      Incarnations own,
      Incarnations peers,
      HostLink link,
      Coverage coverage,
      Transcript transcript,
      BooleanSupplier mayTimeOut) {
    this.role = role;
    this.own = own;
    this.peers = peers;
    this.link = link;
    this.coverage = coverage;
    this.transcript = transcript;
    this.mayTimeOut = mayTimeOut;
  }

  @Override
  public void segmentArrived(FourTuple connection, Segment segment) {
    arrivedSeq = (int) segment.seq;
    arrivedScale = segment.windowScale;
  }

  @Override
  public void segmentSent(FourTuple connection, Segment segment, SendCause cause, Trigger trigger) {
    Flight flight = link.last();
    transcript.sent(role, flight, cause, trigger);
    if (segment.has(TcpFlags.SYN)) {
      own.syn((int) segment.seq);
    }
    Incarnation mine = own.current();
    mine.sent.check(segment, flight.segment());
    Incarnation peer = mine.peer;
    if (peer != null && !segment.has(TcpFlags.RST)) {
      Violation.unless(
          segment.ack <= peer.sent.next(),
          "nothing is acknowledged that was not sent",
          segment.ack - peer.sent.next(),
          "octets too many");
    }
  }

  @Override
  public void stateChanged(
      FourTuple connection, State from, Event event, State to, Trigger trigger) {
    if (!StateDiagram.allows(from, event, to)) {
      throw new Violation(
          "every transition is an edge of the state diagram: " + from + ", " + event + ", " + to);
    }
    if (event == Event.USER_TIMEOUT && !mayTimeOut.getAsBoolean()) {
      throw new Violation("nobody gives up a peer that answers: " + role + " in " + from);
    }
    coverage.took(from, event, to);
    transcript.entered(role, event, to);
    own.follow(from, to);
    if (to == State.SYN_RECEIVED || (event == Event.RECEIVE_SYN_ACK && to == State.ESTABLISHED)) {
      own.current().peer = peers.numbered(arrivedSeq);
      own.current().sent.peerScales(arrivedScale);
    }
    if (to == State.ESTABLISHED) {
      established();
    }
  }

  private void established() {
    Incarnation mine = own.current();
    Incarnation peer = mine.peer;
    if (peer == null) {
      throw new Violation("who is connected has a peer: " + role);
    }
    mine.established = true;
    Violation.unless(taken.add(peer), "one OPEN makes one connection", role);
  }

  @Override
  public void ended(
      FourTuple connection, Ending how, long unread, long unacknowledged, Trigger trigger) {
    own.current().ending = how;
  }

  @Override
  public void count(TcpCounter counter, long amount) {}

  @Override
  public void drop(DropReason reason) {}
}

package io.tcp4j.tcp;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.event.ArrivesInListen;
import io.tcp4j.tcp.event.OpenCall;
import io.tcp4j.tcp.model.AcceptGate;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SegmentSink;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpServices;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;
import org.jspecify.annotations.Nullable;

/// A passive OPEN (RFC 9293 §3.10.1): the state LISTEN, in which each SYN makes a connection of its
/// own (MUST-41).
///
/// The queues are the {@link AcceptGate}'s.
public final class TcpListener {
  private volatile TcpConfig config;
  private final TcpServices services;
  private final AcceptGate gate;

  /// @param config how the connections behave
  /// @param services what the host's connections share
  /// @param gate the limits of the SYN queue and the accept queue
  public TcpListener(TcpConfig config, TcpServices services, AcceptGate gate) {
    this.config = config;
    this.services = services;
    this.gate = gate;
  }

  /// Connections that begin from now on behave so. Any thread may call it.
  public void configure(TcpConfig config) {
    this.config = config;
  }

  /// SEGMENT ARRIVES in LISTEN (§3.10.7.2), for a 4-tuple that no connection has. The segment may
  /// be changed.
  ///
  /// @param tuple the two sockets of the segment, seen from here
  /// @param sink the way to the sender; becomes the connection's
  /// @return the connection in SYN-RECEIVED, whose SYN,ACK has been handed to the sink; null where
  ///     the segment is none that begins one
  public @Nullable TcpConnection segmentArrives(
      Segment seg, FourTuple tuple, SegmentSink sink, long now) {
    return admits(seg, tuple, sink)
        ? begin(seg, tuple, null, config, sink, Trigger.SEGMENT, now)
        : null;
  }

  /// SEGMENT ARRIVES in LISTEN as far as looking goes: where the user decides whether a connection
  /// begins, and {@link #begin} or {@link #refuse} follows later. What begins none is answered.
  ///
  /// @param tuple the two sockets of the segment, seen from here
  /// @param sink the way to the sender
  /// @return whether it is a SYN that may begin a connection; it then has its place of the {@link
  ///     AcceptGate}'s
  public boolean admits(Segment seg, FourTuple tuple, SegmentSink sink) {
    services.arrived(tuple, seg);
    if (seg.hopLimit < config.minHopLimit()) {
      services.dropped(tuple, DropReason.TCP_FROM_TOO_FAR);
      return false;
    }
    if (!ArrivesInListen.begins(seg, tuple, config, sink, services)) {
      return false;
    }
    if (!gate.mayBegin()) {
      services.dropped(tuple, DropReason.TCP_SYN_QUEUE_FULL);
      return false;
    }
    return true;
  }

  /// Begins the connection that a SYN asks for.
  ///
  /// @param syn what {@link #admits} has admitted; is changed
  /// @param tuple its two sockets, seen from here
  /// @param waiting what is left of an earlier connection of the two, which is over with it ("to
  ///     reopen the connection directly from TIME-WAIT", §3.6.1, MAY-2); null if there is none
  /// @param config how the connection behaves
  /// @param sink the way to the sender; becomes the connection's
  /// @param trigger what made it begin just now
  /// @return the connection in SYN-RECEIVED, whose SYN,ACK has been handed to the sink
  public TcpConnection begin(
      Segment syn,
      FourTuple tuple,
      @Nullable TimeWaitEntry waiting,
      TcpConfig config,
      SegmentSink sink,
      Trigger trigger,
      long now) {
    var tcb = new Tcb(tuple, config, services, sink, gate);
    tcb.begin(trigger, now);
    TimeWaitEntry reopened = waiting != null && waiting.state() == State.TIME_WAIT ? waiting : null;
    if (reopened == null) {
      OpenCall.passive(tcb);
    } else {
      tcb.passive = true;
      reopened.handOver(tcb);
    }
    ArrivesInListen.begin(tcb, syn, now);
    return new TcpConnection(tcb, reopened);
  }

  /// Whether a segment for two sockets in TIME-WAIT is for the listener instead: a SYN that begins
  /// a later connection of the same two.
  public boolean mayReopen(Segment seg, TimeWaitEntry waiting, long now) {
    return config.timeWaitReuse() && waiting.precedes(seg, now);
  }

  /// "Accept a new SYN ... to reopen the connection directly from TIME-WAIT" (§3.6.1, MAY-2).
  ///
  /// @return the connection in SYN-RECEIVED, and TIME-WAIT is over; null where the segment begins
  ///     none, and TIME-WAIT goes on
  public @Nullable TcpConnection reopen(
      Segment seg, TimeWaitEntry waiting, SegmentSink sink, long now) {
    FourTuple tuple = waiting.tuple();
    return mayReopen(seg, waiting, now) && admits(seg, tuple, sink)
        ? begin(seg, tuple, waiting, config, sink, Trigger.SEGMENT, now)
        : null;
  }

  /// Answers a SYN by RST: the user does not want the connection.
  ///
  /// @param syn what {@link #admits} has admitted; is changed
  /// @param tuple its two sockets, seen from here
  /// @param sink the way to the sender
  public void refuse(Segment syn, FourTuple tuple, SegmentSink sink) {
    ArrivesInListen.refuse(syn, tuple, config, sink, services);
  }

  /// How connections behave for which nothing else is said.
  public TcpConfig config() {
    return config;
  }
}

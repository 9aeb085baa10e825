package io.tcp4j.tcp;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.event.AbortCall;
import io.tcp4j.tcp.event.ArrivesInListen;
import io.tcp4j.tcp.event.ArrivesInOtherStates;
import io.tcp4j.tcp.event.ArrivesInSynSent;
import io.tcp4j.tcp.event.CloseCall;
import io.tcp4j.tcp.event.ConfigureCall;
import io.tcp4j.tcp.event.IcmpErrorArrives;
import io.tcp4j.tcp.event.OpenCall;
import io.tcp4j.tcp.event.PacketTooBigArrives;
import io.tcp4j.tcp.event.ReceiveCall;
import io.tcp4j.tcp.event.SendCall;
import io.tcp4j.tcp.event.StatusCall;
import io.tcp4j.tcp.event.Timeouts;
import io.tcp4j.tcp.model.CallError;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.IcmpError;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.SegmentSink;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpInfo;
import io.tcp4j.tcp.model.TcpServices;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.tcp.output.SegmentSender;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.SequenceNumbers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One connection: the user calls of RFC 9293 §3.10.1–6, SEGMENT ARRIVES (§3.10.7) and TIMEOUTS
/// (§3.10.8).
///
/// Has no thread, lock, clock or link. Each call says what time it is (`now`, nanoseconds, never
/// less than before); segments leave through the {@link SegmentSink}; what has become possible is
/// collected in {@link Readiness} bits. The owner makes one call at a time and after each looks at
/// {@link #takeReadiness()} and {@link #nextDeadline()}.
public final class TcpConnection {
  private final Tcb tcb;

  /// In whose place this one began, if its two sockets were in TIME-WAIT.
  private final @Nullable TimeWaitEntry predecessor;

  private @Nullable TimeWaitEntry timeWait;

  /// A connection in CLOSED, to be opened by {@link #open}.
  ///
  /// @param tuple the two sockets
  /// @param config how it behaves
  /// @param services what the host's connections share
  /// @param sink the way down
  public TcpConnection(FourTuple tuple, TcpConfig config, TcpServices services, SegmentSink sink) {
    this(new Tcb(tuple, config, services, sink, null));
  }

  /// A connection in the place of one in TIME-WAIT, which is over with it; to be opened by {@link
  /// #open}.
  ///
  /// @param waiting what is left of the other one; its {@link TimeWaitEntry#yieldsTo} allows it
  /// @param config how it behaves
  /// @param sink the way down
  public TcpConnection(TimeWaitEntry waiting, TcpConfig config, SegmentSink sink) {
    this(new Tcb(waiting.tuple(), config, waiting.services(), sink, null), waiting);
    waiting.handOver(tcb);
  }

  TcpConnection(Tcb tcb) {
    this(tcb, null);
  }

  TcpConnection(Tcb tcb, @Nullable TimeWaitEntry predecessor) {
    this.tcb = tcb;
    this.predecessor = predecessor;
  }

  /// The two sockets.
  public FourTuple tuple() {
    return tcb.tuple;
  }

  /// OPEN, passive and with the remote socket specified (§3.10.1): waits for this very peer. A
  /// {@link TcpListener} waits for any.
  ///
  /// @return 0, or the code of {@link CallError#ALREADY_EXISTS}
  public int listen() {
    if (tcb.state() != State.CLOSED || tcb.ending() != null) {
      return CallError.ALREADY_EXISTS.code();
    }
    tcb.trigger = Trigger.OPEN;
    OpenCall.passive(tcb);
    return done(0);
  }

  /// OPEN, active (§3.10.1): sends a SYN. In LISTEN it turns a passive OPEN into an active one.
  ///
  /// @return 0, or the code of {@link CallError#ALREADY_EXISTS}
  public int open(long now) {
    if (tcb.ending() != null || !mayOpen()) {
      return CallError.ALREADY_EXISTS.code();
    }
    tcb.begin(Trigger.OPEN, now);
    OpenCall.active(tcb, Event.ACTIVE_OPEN, now);
    return done(0);
  }

  private boolean mayOpen() {
    return switch (tcb.state()) {
      case CLOSED, LISTEN -> true;
      case TIME_WAIT -> tcb.reuses();
      case SYN_SENT,
          SYN_RECEIVED,
          ESTABLISHED,
          FIN_WAIT_1,
          FIN_WAIT_2,
          CLOSE_WAIT,
          CLOSING,
          LAST_ACK ->
          false;
    };
  }

  /// SEND (§3.10.2): queues bytes and sends what may be sent.
  ///
  /// @return bytes taken, 0 when the buffer is full ({@link Readiness#WRITABLE} follows), or a
  ///     {@link CallError} code
  public int send(byte[] text, int offset, int length, long now) {
    Objects.checkFromIndexSize(offset, length, text.length);
    tcb.begin(Trigger.SEND, now);
    return done(SendCall.send(tcb, text, offset, length, false, true, now));
  }

  /// SEND without the PUSH flag (§3.9.1.2, MAY-15): more is coming. What fills no segment waits for
  /// the next SEND, for 200 ms at most, and carries no PSH.
  ///
  /// @return as for {@link #send}
  public int sendMore(byte[] text, int offset, int length, long now) {
    Objects.checkFromIndexSize(offset, length, text.length);
    tcb.begin(Trigger.SEND, now);
    return done(SendCall.send(tcb, text, offset, length, false, false, now));
  }

  /// SEND with the URGENT flag (§3.10.2, §3.8.5): as {@link #send}, and the peer is told at once,
  /// by the urgent pointer, that what it has not read up to the end of these bytes is urgent, even
  /// while its window is closed. Nothing overtakes anything.
  ///
  /// Where not all are taken, the pointer is to the end of those that were.
  ///
  /// "New applications SHOULD NOT set the URGENT flag" (SHLD-13).
  ///
  /// @return as for {@link #send}
  public int sendUrgent(byte[] text, int offset, int length, long now) {
    Objects.checkFromIndexSize(offset, length, text.length);
    tcb.begin(Trigger.SEND, now);
    return done(SendCall.send(tcb, text, offset, length, true, true, now));
  }

  /// RECEIVE (§3.10.3): moves received bytes to the user, to the mark at most where the peer has
  /// sent urgent data ({@link #atMark}).
  ///
  /// @return bytes read, 0 when none wait, or a {@link CallError} code: {@link
  ///     CallError#END_OF_STREAM} after the peer's FIN
  public int receive(byte[] to, int offset, int length, long now) {
    Objects.checkFromIndexSize(offset, length, to.length);
    tcb.begin(Trigger.RECEIVE, now);
    return done(ReceiveCall.receive(tcb, to, offset, length, now));
  }

  /// Reads the octet that the peer sent out of band, where urgent data is not in-line ({@link
  /// TcpConfig#urgentInline()}): once, before or after the text in front of it. Another urgent
  /// pointer replaces it: then, if it was not passed, it is ordinary text.
  ///
  /// @return 0 to 255, or the code of {@link CallError#NO_URGENT_OCTET}
  public int receiveUrgent() {
    tcb.trigger = Trigger.RECEIVE;
    return done(ReceiveCall.receiveUrgent(tcb));
  }

  /// How much urgent data the user has still to read, in octets (MUST-33): all up to the urgent
  /// pointer, arrived or not. While it is not 0 the user is in "urgent mode" (§3.8.5).
  public long urgentRemaining() {
    return tcb.urgent.remaining();
  }

  /// Whether what {@link #receive} gives next lies behind the mark, and what it gave last before
  /// it: the mark is where urgent data ends in the stream. {@link #receive} stops there once.
  public boolean atMark() {
    return tcb.urgent.atMark();
  }

  /// CLOSE (§3.10.4) as a half close: FIN after all that was sent; the peer may go on sending.
  ///
  /// @return 0, or a {@link CallError} code
  public int shutdownOutput(long now) {
    tcb.begin(Trigger.CLOSE_OUTPUT, now);
    return done(CloseCall.closeOutput(tcb, now));
  }

  /// CLOSE as a full close: nobody will read any more. Unread data is answered by a RST (SHLD-3).
  ///
  /// @return 0, or a {@link CallError} code
  public int close(long now) {
    tcb.begin(Trigger.CLOSE, now);
    return done(CloseCall.close(tcb, now));
  }

  /// ABORT (§3.10.5): RST, and all is dropped.
  ///
  /// @return 0, or a {@link CallError} code
  public int abort(long now) {
    tcb.begin(Trigger.ABORT, now);
    int result = AbortCall.abort(tcb, SendCause.RESET_ABORT);
    TimeWaitEntry entry = timeWait;
    if (entry != null && entry.cancel()) {
      tcb.ready(Readiness.CLOSED);
    }
    return done(result);
  }

  /// CLOSE by a user for whom the host cannot finish the connection, since too many others are left
  /// to it already: RST, and all is dropped, as by ABORT. TIME-WAIT goes on.
  ///
  /// @return 0, or a {@link CallError} code
  public int discard(long now) {
    tcb.begin(Trigger.CLOSE, now);
    return done(AbortCall.abort(tcb, SendCause.RESET_ORPHAN));
  }

  /// STATUS (§3.10.6).
  public TcpInfo status(long now) {
    return StatusCall.status(tcb, state(), now);
  }

  /// SEGMENT ARRIVES (§3.10.7). The segment's numbers are as decoded; it and its text are borrowed
  /// and may be changed.
  public void segmentArrives(Segment seg, long now) {
    tcb.begin(Trigger.SEGMENT, now);
    if (seg.hopLimit < tcb.config.minHopLimit()) {
      tcb.services.arrived(tcb.tuple, seg);
      tcb.drop(DropReason.TCP_FROM_TOO_FAR);
      return;
    }
    switch (tcb.state()) {
      case SYN_SENT -> {
        tcb.services.arrived(tcb.tuple, seg);
        tcb.tally.arrived(seg);
        seg.ack = SequenceNumbers.unwrap(tcb.snd.una, (int) seg.ack);
        seg.seq = SequenceNumbers.first((int) seg.seq);
        ArrivesInSynSent.arrives(tcb, seg, now);
      }
      case SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK -> {
        tcb.services.arrived(tcb.tuple, seg);
        tcb.tally.arrived(seg);
        seg.ack = SequenceNumbers.unwrap(tcb.snd.una, (int) seg.ack);
        seg.seq = SequenceNumbers.unwrap(tcb.rcv.nxt, (int) seg.seq);
        ArrivesInOtherStates.arrives(tcb, seg, now);
      }
      case CLOSED -> Closed.segmentArrives(seg, tcb.tuple, tcb.config, tcb.sink, tcb.services);
      case LISTEN -> {
        tcb.services.arrived(tcb.tuple, seg);
        if (ArrivesInListen.begins(seg, tcb.tuple, tcb.config, tcb.sink, tcb.services)) {
          ArrivesInListen.begin(tcb, seg, tcb.initialSequenceNumber(), now);
        }
      }
      case TIME_WAIT -> timeWaitEntry(now).segmentArrives(seg, tcb.sink, now);
    }
    sendAndDone(now);
  }

  /// The link has room again after having refused a segment.
  public void outputReady(long now) {
    tcb.begin(Trigger.LINK_ROOM, now);
    tcb.linkFull = false;
    sendAndDone(now);
  }

  /// An ICMP error about this connection (§3.9.2.2).
  ///
  /// @param quotedSeq the sequence number of the quoted segment, as on the wire
  public void icmpError(IcmpError error, int quotedSeq, long now) {
    tcb.begin(Trigger.ICMP_ERROR, now);
    IcmpErrorArrives.arrives(tcb, error, quotedSeq);
    done(0);
  }

  /// An ICMP message that a packet of this connection was too big for a link on its way, and could
  /// not be cut (§3.7.2; RFC 1191, RFC 8201).
  ///
  /// @param mtu that link's, in bytes; anything that is not believable is ignored
  /// @param quotedSeq the sequence number of the quoted segment, as on the wire
  public void packetTooBig(int mtu, int quotedSeq, long now) {
    tcb.begin(Trigger.ICMP_ERROR, now);
    PacketTooBigArrives.arrives(tcb, mtu, quotedSeq, now);
    sendAndDone(now);
  }

  /// The last ICMP error, if it ended the connection or nothing has been acknowledged since; else
  /// null.
  public @Nullable IcmpError softError() {
    return tcb.softError;
  }

  /// TIMEOUTS (§3.10.8): processes the deadlines that have passed. Early calls do nothing.
  public void timeout(long now) {
    tcb.now = now;
    Timeouts.expire(tcb, now);
    if (tcb.state() == State.TIME_WAIT) {
      timeWaitEntry(now);
    }
    done(0);
  }

  /// When {@link #timeout} is to be called next; `Long.MAX_VALUE` for never. Asked again after each
  /// call.
  public long nextDeadline() {
    return tcb.timers.next();
  }

  /// Takes the {@link Readiness} bits collected since they were last taken.
  public int takeReadiness() {
    return tcb.takeReadiness();
  }

  /// The state. After TIME-WAIT has run out it is CLOSED.
  public State state() {
    TimeWaitEntry entry = timeWait;
    return entry == null ? tcb.state() : entry.state();
  }

  /// What ended the connection, or null while it lives. {@link Ending#FIN} from TIME-WAIT on.
  public @Nullable Ending ending() {
    return tcb.ending();
  }

  /// The record that stands for the connection in TIME-WAIT; null before.
  public @Nullable TimeWaitEntry timeWait() {
    return timeWait;
  }

  /// Whether the peer's FIN has come, be all before it read or not.
  public boolean peerHasEnded() {
    return tcb.rcv.finReceived();
  }

  /// Bytes that {@link #receive} would give now, in one call or, at a mark between, two.
  public int available() {
    return tcb.urgent.available();
  }

  /// Whether {@link Readiness#READABLE} holds now: {@link TcpConfig#receiveLowWater} bytes have
  /// arrived, or fewer, and no more can come.
  public boolean readable() {
    return tcb.readable();
  }

  /// Bytes that {@link #send} would take now.
  public int writable() {
    return tcb.state().maySend() ? tcb.writable() : 0;
  }

  /// How the connection behaves.
  public TcpConfig config() {
    return tcb.config;
  }

  /// Has the connection behave differently from now on. What waits for Nagle's algorithm (MUST-17)
  /// is sent when that is switched off; a peer's silence counts anew when keep-alives are switched
  /// on (MUST-24), and R2 (§3.8.3) when the user timeout changes; a window that was offered is not
  /// taken back (SHLD-14).
  ///
  /// @throws IllegalArgumentException naming a setting that differs and is settled when a
  ///     connection is opened
  public void configure(TcpConfig config, long now) {
    tcb.begin(Trigger.OPTION, now);
    ConfigureCall.configure(tcb, config, now);
    sendAndDone(now);
  }

  /// Holds back whatever fills no segment, for 200 ms at most, or sends it from now on as ever,
  /// what waits at once.
  public void setCork(boolean on, long now) {
    tcb.begin(Trigger.OPTION, now);
    tcb.corked = on;
    if (!on) {
      release(now);
    }
  }

  private void release(long now) {
    if (tcb.state().maySegmentize()) {
      tcb.released = true;
      sendAndDone(now);
    }
  }

  private void sendAndDone(long now) {
    switch (tcb.state()) {
      case CLOSED, LISTEN -> {}
      case TIME_WAIT -> {
        SegmentSender.run(tcb, now);
        timeWaitEntry(now);
      }
      case SYN_SENT,
          SYN_RECEIVED,
          ESTABLISHED,
          FIN_WAIT_1,
          FIN_WAIT_2,
          CLOSE_WAIT,
          CLOSING,
          LAST_ACK ->
          SegmentSender.run(tcb, now);
    }
    done(0);
  }

  private TimeWaitEntry timeWaitEntry(long now) {
    TimeWaitEntry entry = timeWait;
    if (entry == null) {
      entry =
          predecessor != null && tcb.reuses() ? predecessor.resumed() : new TimeWaitEntry(tcb, now);
      timeWait = entry;
    }
    return entry;
  }

  private int done(int result) {
    assert tcb.invariantsHold();
    return result;
  }
}

package io.tcp4j.tcp;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.event.ArrivesInListen;
import io.tcp4j.tcp.event.CookieHandshake;
import io.tcp4j.tcp.event.OpenCall;
import io.tcp4j.tcp.handshake.SynCookie;
import io.tcp4j.tcp.model.AcceptGate;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SegmentSink;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.SynCookies;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.TcpServices;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import org.jspecify.annotations.Nullable;

/// A passive OPEN (RFC 9293 §3.10.1): the state LISTEN, in which each SYN makes a connection of its
/// own (MUST-41).
///
/// The queues are the {@link AcceptGate}'s.
public final class TcpListener {
  /// The control bits that tell an ACK that may bring a cookie back from what does not.
  private static final int KIND = TcpFlags.SYN | TcpFlags.ACK | TcpFlags.RST;

  private volatile TcpConfig config;
  private final TcpServices services;
  private final AcceptGate gate;
  private final SynCookie cookies;

  /// Until when a cookie that was sent may come back, in ns; at other times nobody can guess one.
  private volatile long believedUntil = Long.MIN_VALUE;

  /// @param config how the connections behave
  /// @param services what the host's connections share
  /// @param gate the limits of the SYN queue and the accept queue
  public TcpListener(TcpConfig config, TcpServices services, AcceptGate gate) {
    this.config = config;
    this.services = services;
    this.gate = gate;
    cookies = new SynCookie(services.isn());
  }

  /// Connections that begin from now on behave so. Any thread may call it.
  public void configure(TcpConfig config) {
    this.config = config;
  }

  /// SEGMENT ARRIVES in LISTEN (§3.10.7.2), for a 4-tuple that no connection has. The segment may
  /// be changed. What begins no connection is answered.
  ///
  /// @param tuple the two sockets of the segment, seen from here
  /// @param sink the way to the sender, for what is answered and forgotten
  /// @return the connection to begin; null where the segment is none that begins one
  public @Nullable Opening segmentArrives(
      Segment seg, FourTuple tuple, SegmentSink sink, long now) {
    TcpConfig settings = config;
    if (!arrives(seg, tuple, settings)) {
      return null;
    }
    if (believesCookies(now) && (seg.flags & KIND) == TcpFlags.ACK) {
      SynCookie.Terms terms = CookieHandshake.terms(tuple, settings);
      Segment syn = cookies.restore(tuple, seg, terms, now);
      if (syn != null) {
        return new Opening(this, tuple, settings, null, syn);
      }
      services.counters().count(TcpCounter.COOKIES_FAILED, 1);
      if (seg.length() > 0) {
        // may be the second segment of a peer whose first, which brings the cookie, was lost
        services.dropped(tuple, DropReason.TCP_NO_COOKIE);
        return null;
      }
    }
    return ArrivesInListen.begins(seg, tuple, settings, sink, services)
            && queuesOrAnswers(seg, tuple, settings, sink, now)
        ? new Opening(this, tuple, settings, null, null)
        : null;
  }

  /// Whether a SYN has a place in the SYN queue. Without one it is answered by a cookie, or not at
  /// all.
  private boolean queuesOrAnswers(
      Segment syn, FourTuple tuple, TcpConfig settings, SegmentSink sink, long now) {
    SynCookies wanted = settings.synCookies();
    if (wanted != SynCookies.ALWAYS && gate.mayBegin(settings.synQueue())) {
      return true;
    }
    if (wanted == SynCookies.NEVER || !gate.acceptsMore()) {
      services.dropped(tuple, DropReason.TCP_SYN_QUEUE_FULL);
      return false;
    }
    believedUntil = now + SynCookie.LIFETIME;
    SynCookie.Terms terms = CookieHandshake.terms(tuple, settings);
    int cookie = cookies.iss(tuple, syn, terms, now);
    CookieHandshake.answer(syn, tuple, settings, terms, cookie, sink, services, now);
    return false;
  }

  private boolean believesCookies(long now) {
    return now < believedUntil;
  }

  /// SEGMENT ARRIVES in LISTEN as far as looking goes: where the user decides whether a connection
  /// begins, and {@link #begin} or {@link #refuse} follows later. What begins none is answered.
  /// There are no cookies: nobody could take one back.
  ///
  /// @param tuple the two sockets of the segment, seen from here
  /// @param sink the way to the sender
  /// @return whether it is a SYN that may begin a connection; it then has its place of the {@link
  ///     AcceptGate}'s
  public boolean admits(Segment seg, FourTuple tuple, SegmentSink sink) {
    TcpConfig settings = config;
    if (!arrives(seg, tuple, settings)
        || !ArrivesInListen.begins(seg, tuple, settings, sink, services)) {
      return false;
    }
    if (!gate.mayBegin(settings.synQueue())) {
      services.dropped(tuple, DropReason.TCP_SYN_QUEUE_FULL);
      return false;
    }
    return true;
  }

  private boolean arrives(Segment seg, FourTuple tuple, TcpConfig settings) {
    services.arrived(tuple, seg);
    boolean near = seg.hopLimit >= settings.minHopLimit();
    if (!near) {
      services.dropped(tuple, DropReason.TCP_FROM_TOO_FAR);
    }
    return near;
  }

  /// Begins the connection that a SYN asks for.
  ///
  /// @param syn what has been admitted; is changed
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
      ArrivesInListen.begin(tcb, syn, iss(syn, tuple, config, now), now);
    } else {
      tcb.passive = true;
      reopened.handOver(tcb);
      ArrivesInListen.begin(tcb, syn, tcb.initialSequenceNumber(), now);
    }
    return new TcpConnection(tcb, reopened);
  }

  /// For as long as cookies may come back, each ISS is one, and a SYN agrees on no more than a
  /// cookie carries: where the first SYN of a peer was answered by a cookie and the next finds room
  /// in the queue, both answers say the same, unless a period of cookies has ended in between.
  private int iss(Segment syn, FourTuple tuple, TcpConfig config, long now) {
    if (!believesCookies(now)) {
      return services.isn().next(tuple, now);
    }
    SynCookie.Terms terms = CookieHandshake.terms(tuple, config);
    int iss = cookies.iss(tuple, syn, terms, now);
    SynCookie.reduce(syn, terms);
    return iss;
  }

  /// Makes the connection of which a cookie tells.
  ///
  /// @param restored the SYN that the cookie stands for
  /// @param ack what brought it back
  /// @return null where the accept queue is full
  @Nullable TcpConnection complete(
      Segment restored,
      Segment ack,
      FourTuple tuple,
      TcpConfig config,
      SegmentSink sink,
      long now) {
    if (!gate.mayComplete()) {
      services.dropped(tuple, DropReason.TCP_ACCEPT_QUEUE_FULL);
      return null;
    }
    var tcb = new Tcb(tuple, config, services, sink, null);
    tcb.begin(Trigger.SEGMENT, now);
    OpenCall.passive(tcb);
    CookieHandshake.complete(tcb, restored, ack, now);
    return new TcpConnection(tcb, null);
  }

  /// What had a place in the SYN queue does not begin.
  void abandon() {
    gate.leave();
  }

  /// Whether a segment for two sockets in TIME-WAIT is for the listener instead: a SYN that begins
  /// a later connection of the same two ({@link #reopen}).
  public boolean mayReopen(Segment seg, TimeWaitEntry waiting, long now) {
    return config.timeWaitReuse() && waiting.precedes(seg, now);
  }

  /// "Accept a new SYN ... to reopen the connection directly from TIME-WAIT" (§3.6.1, MAY-2).
  ///
  /// Without a place in the SYN queue the SYN is dropped: a cookie's number would not go on beyond
  /// the old connection's.
  ///
  /// @param seg for which {@link #mayReopen} has been true
  /// @return the connection to begin, which ends TIME-WAIT; null where the segment begins none
  public @Nullable Opening reopen(Segment seg, TimeWaitEntry waiting, SegmentSink sink) {
    FourTuple tuple = waiting.tuple();
    return admits(seg, tuple, sink) ? new Opening(this, tuple, config, waiting, null) : null;
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

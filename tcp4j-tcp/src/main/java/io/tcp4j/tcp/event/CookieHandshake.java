package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.handshake.EcnNegotiation;
import io.tcp4j.tcp.handshake.Negotiation;
import io.tcp4j.tcp.handshake.SynCookie;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SegmentSink;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.TcpServices;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.tcp.output.SegmentSender;
import io.tcp4j.tcp.receive.ReceiveSequence;
import io.tcp4j.tcp.send.SendSequence;
import io.tcp4j.tcp.timer.Timestamps;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.SequenceNumbers;
import io.tcp4j.wire.SourceRoute;
import io.tcp4j.wire.TcpFlags;

/// A handshake by SYN cookie (RFC 4987 §3.6): a SYN is answered and forgotten, and the ACK that
/// brings the cookie back makes the connection.
public final class CookieHandshake {
  private CookieHandshake() {}

  /// What our SYN,ACK offers.
  public static SynCookie.Terms terms(FourTuple tuple, TcpConfig config) {
    return new SynCookie.Terms(
        config.timestamps(),
        Negotiation.windowShift(config),
        Negotiation.defaultMss(tuple.remote().address().version()));
  }

  /// Answers a SYN, whose text is not kept. The SYN itself is turned into the answer, which is not
  /// repeated unless the SYN is.
  ///
  /// @param terms what our SYN,ACK offers
  /// @param iss the cookie
  public static void answer(
      Segment seg,
      FourTuple tuple,
      TcpConfig config,
      SynCookie.Terms terms,
      int iss,
      SegmentSink sink,
      TcpServices services,
      long now) {
    SynCookie.reduce(seg, terms);
    var timestamps = new Timestamps();
    timestamps.begin(services.isn().timestampOffset(tuple), now);
    var negotiation =
        new Negotiation(config, sink.maximumMessageSize(), tuple.remote().address().version());
    negotiation.peerSyn(seg, new SendSequence(), new ReceiveSequence(), timestamps, now);
    var ecn = new EcnNegotiation(config.ecn());
    ecn.received(seg);
    int said = SynCookie.said(seg, terms);
    long irs = seg.seq;
    SourceRoute back = seg.sourceRoute;
    seg.clear();
    seg.sourceRoute = config.sourceRoute().isEmpty() ? back : config.sourceRoute();
    config.prepare(seg);
    seg.seq = SequenceNumbers.first(iss);
    seg.ack = irs + 1;
    seg.flags = TcpFlags.SYN | TcpFlags.ACK | ecn.synAckBits();
    seg.wnd = Math.min(config.receiveBuffer(), 0xffff);
    negotiation.offer(seg, true, terms.windowShift(), timestamps, now);
    seg.tsVal = seg.timestamps ? SynCookie.stamp(seg.tsVal, said) : 0;
    if (sink.transmit(seg, null, SendCause.SYN_COOKIE)) {
      services.counters().count(TcpCounter.COOKIES_SENT, 1);
      services.sent(tuple, seg, SendCause.SYN_COOKIE, Trigger.SEGMENT);
    }
  }

  /// The ACK that brought a cookie back completes the handshake. It goes through the states and the
  /// checks as if the SYN, and our answer, had just been.
  ///
  /// @param syn the SYN that the cookie stands for
  /// @param seg the ACK, with whatever else it carries
  public static void complete(Tcb tcb, Segment syn, Segment seg, long now) {
    tcb.services.counters().count(TcpCounter.COOKIES_ACCEPTED, 1);
    tcb.byCookie = true;
    ArrivesInListen.received(tcb, syn, (int) seg.ack - 1, now);
    answered(tcb);
    tcb.tally.arrived(seg);
    seg.ack = SequenceNumbers.unwrap(tcb.snd.una, (int) seg.ack);
    seg.seq = SequenceNumbers.unwrap(tcb.rcv.nxt, (int) seg.seq);
    ArrivesInOtherStates.arrives(tcb, seg, now);
    assert tcb.state() != State.SYN_RECEIVED : "a cookie that did not complete the handshake";
    SegmentSender.run(tcb, now);
  }

  /// Our SYN,ACK has left, long ago, and is not to be sent again.
  private static void answered(Tcb tcb) {
    tcb.snd.nxt = tcb.snd.iss + 1;
    tcb.out.clear();
    tcb.out.flags = TcpFlags.SYN | TcpFlags.ACK | tcb.ecn.synAckBits();
    tcb.ecn.sent(tcb.out);
  }
}

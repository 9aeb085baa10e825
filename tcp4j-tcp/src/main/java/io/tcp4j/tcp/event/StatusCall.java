package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tally;
import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.CongestionState;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpInfo;
import io.tcp4j.tcp.output.EffectiveSendMss;
import io.tcp4j.tcp.recovery.NewReno;
import io.tcp4j.tcp.send.RetransmissionQueue;

/// §3.10.6 STATUS Call.
public final class StatusCall {
  private StatusCall() {}

  /// A snapshot of the connection.
  ///
  /// @param state the state to report, which a TIME-WAIT that has run out knows better than the TCB
  public static TcpInfo status(Tcb tcb, State state, long now) {
    return new TcpInfo(
        tcb.tuple,
        state,
        tcb.ending(),
        tcb.softError,
        options(tcb),
        sending(tcb, now),
        receiving(tcb),
        new TcpInfo.RoundTrip(tcb.rtt.srtt(), tcb.rtt.rttvar(), tcb.rtt.smallest(), tcb.rtt.rto()),
        new TcpInfo.Since(
            now - tcb.tally.textSentAt,
            now - tcb.tally.textReceivedAt,
            now - tcb.tally.ackReceivedAt),
        totals(tcb));
  }

  private static TcpInfo.Options options(Tcb tcb) {
    return new TcpInfo.Options(
        tcb.timestamps.agreed(),
        tcb.negotiation.sackAgreed(),
        tcb.negotiation.scalingAgreed(),
        tcb.snd.windowShift,
        tcb.negotiation.scalingAgreed() ? tcb.rcv.windowShift : 0,
        tcb.ecn.maySend(),
        tcb.byCookie);
  }

  private static TcpInfo.Sending sending(Tcb tcb, long now) {
    return new TcpInfo.Sending(
        tcb.sendMss,
        tcb.sendMss == 0 ? EffectiveSendMss.firstHop(tcb) : tcb.pathMtu.current(),
        tcb.snd.wnd,
        congestionState(tcb),
        tcb.congestionWindow(),
        tcb.congestion.threshold(),
        NewReno.THRESHOLD,
        amount(tcb, 0, 0),
        amount(tcb, RetransmissionQueue.SACKED, 0),
        amount(tcb, RetransmissionQueue.LOST, 0),
        amount(
            tcb,
            RetransmissionQueue.RETRANSMITTED,
            RetransmissionQueue.LOST | RetransmissionQueue.SACKED),
        tcb.unsent(),
        tcb.timeouts,
        tcb.rtt.backOffs(),
        tcb.probes,
        tcb.limit,
        tcb.busy.total(now),
        tcb.busy.withoutWindowUntil(now),
        tcb.busy.withoutTextUntil(now));
  }

  private static CongestionState congestionState(Tcb tcb) {
    if (tcb.recovery.recovering()) {
      return CongestionState.RECOVERY;
    }
    if (tcb.recovery.afterTimeout(tcb.snd)) {
      return CongestionState.LOSS;
    }
    if (tcb.ecnSender.reducedByEchoFor(tcb.snd.una)) {
      return CongestionState.REDUCED;
    }
    return tcb.recovery.duplicates() > 0 || tcb.queue.sackedBytes() > 0
        ? CongestionState.DISORDER
        : CongestionState.OPEN;
  }

  /// What is outstanding and has one of some flags, or none is asked for, and none of others.
  private static TcpInfo.Amount amount(Tcb tcb, int with, int without) {
    RetransmissionQueue queue = tcb.queue;
    long bytes = 0;
    long segments = 0;
    for (int i = 0; i < queue.size(); i++) {
      if ((with == 0 || queue.is(i, with)) && !queue.is(i, without)) {
        long length = queue.end(i) - queue.start(i);
        long text = queue.is(i, RetransmissionQueue.FIN) ? length - 1 : length;
        bytes += length;
        segments += Math.max(1, Math.ceilDiv(text, Math.max(1, tcb.sendMss)));
      }
    }
    return new TcpInfo.Amount(bytes, segments);
  }

  private static TcpInfo.Receiving receiving(Tcb tcb) {
    return new TcpInfo.Receiving(
        tcb.acks.fullSize(),
        tcb.negotiation.receiveMss(),
        tcb.rcv.wnd(),
        tcb.urgent.unread(),
        tcb.urgent.remaining(),
        tcb.config.delayedAck(),
        tcb.ecnReceiver.seen(),
        tcb.tally.dscp,
        tcb.tally.hopLimit);
  }

  private static TcpInfo.Totals totals(Tcb tcb) {
    Tally tally = tcb.tally;
    return new TcpInfo.Totals(
        tally.segmentsSent,
        tally.segmentsReceived,
        tally.textSegmentsSent,
        tally.textSegmentsReceived,
        tally.sentBytes,
        tally.acknowledgedBytes,
        tally.receivedBytes,
        tally.retransmissions,
        tally.resentBytes,
        tally.duplicatesReported,
        tally.outOfOrder,
        tcb.ecnReceiver.marks(),
        tcb.ecnSender.reductions());
  }
}

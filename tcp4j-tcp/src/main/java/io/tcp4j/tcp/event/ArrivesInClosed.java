package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SegmentSink;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.TcpServices;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.SourceRoute;
import io.tcp4j.wire.TcpFlags;

/// §3.10.7.1 CLOSED STATE: "all data in the incoming segment is discarded. An incoming segment
/// containing a RST is discarded. An incoming segment not containing a RST causes a RST to be sent
/// in response."
public final class ArrivesInClosed {
  private ArrivesInClosed() {}

  /// Answers a segment for which there is no TCB. The segment itself is turned into the answer.
  ///
  /// @param config what the host's connections are like for which nothing else is said
  public static void arrives(
      Segment seg, FourTuple tuple, TcpConfig config, SegmentSink sink, TcpServices services) {
    reset(seg, tuple, config, sink, services, SendCause.RESET_NO_CONNECTION);
  }

  /// Answers a segment that the connection does not know, as if there were none.
  static void reset(Tcb tcb, Segment seg, SendCause cause) {
    reset(seg, tcb.tuple, tcb.config, tcb.sink, tcb.services, cause);
  }

  /// Turns a segment into the RST that answers it, and sends that.
  static void reset(
      Segment seg,
      FourTuple tuple,
      TcpConfig config,
      SegmentSink sink,
      TcpServices services,
      SendCause cause) {
    if (seg.has(TcpFlags.RST)) {
      services.dropped(tuple, DropReason.TCP_RESET_WITHOUT_CONNECTION);
      return;
    }
    boolean acknowledges = seg.has(TcpFlags.ACK);
    long ack = seg.ack;
    long end = seg.end();
    SourceRoute back = seg.sourceRoute;
    seg.clear();
    config.prepare(seg);
    seg.sourceRoute = back;
    if (acknowledges) {
      seg.seq = ack; // <SEQ=SEG.ACK><CTL=RST>
      seg.flags = TcpFlags.RST;
    } else {
      seg.seq = 0; // <SEQ=0><ACK=SEG.SEQ+SEG.LEN><CTL=RST,ACK>
      seg.ack = end;
      seg.flags = TcpFlags.RST | TcpFlags.ACK;
    }
    if (sink.transmit(seg, null, cause)) {
      services.counters().count(TcpCounter.RESETS_OUT, 1);
      services.sent(tuple, seg, cause, Trigger.SEGMENT);
    }
  }
}

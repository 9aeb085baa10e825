package io.tcp4j.tcp.event;

import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SegmentSink;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.TcpServices;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;

/// §3.10.7.1 CLOSED STATE: "all data in the incoming segment is discarded. An incoming segment
/// containing a RST is discarded. An incoming segment not containing a RST causes a RST to be sent
/// in response."
public final class ArrivesInClosed {
  private ArrivesInClosed() {}

  /// Answers a segment for which there is no TCB. The segment itself is turned into the answer.
  public static void arrives(Segment seg, FourTuple tuple, SegmentSink sink, TcpServices services) {
    reset(seg, tuple, sink, services, SendCause.RESET_NO_CONNECTION);
  }

  /// Turns a segment into the RST that answers it, and sends that.
  static void reset(
      Segment seg, FourTuple tuple, SegmentSink sink, TcpServices services, SendCause cause) {
    if (seg.has(TcpFlags.RST)) {
      services.dropped(tuple, DropReason.TCP_RESET_WITHOUT_CONNECTION);
      return;
    }
    boolean acknowledges = seg.has(TcpFlags.ACK);
    long ack = seg.ack;
    long end = seg.end();
    seg.clear();
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

package io.tcp4j.tcp;

import io.tcp4j.tcp.event.ArrivesInClosed;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SegmentSink;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpServices;
import io.tcp4j.wire.Segment;

/// The fictional state CLOSED: what a host does with a segment for which it has no connection and
/// no listener.
public final class Closed {
  private Closed() {}

  /// SEGMENT ARRIVES in CLOSED (RFC 9293 §3.10.7.1): a RST, unless the segment is one. The segment
  /// is changed.
  ///
  /// @param config how the host's connections behave for which nothing else is said
  public static void segmentArrives(
      Segment seg, FourTuple tuple, TcpConfig config, SegmentSink sink, TcpServices services) {
    services.arrived(tuple, seg);
    ArrivesInClosed.arrives(seg, tuple, config, sink, services);
  }
}

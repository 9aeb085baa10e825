package io.tcp4j.stack.tcp;

import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.Segment;

/// The way down for answers that come from no connection: from CLOSED, from a listener, from
/// TIME-WAIT. Aimed anew for each segment that is answered.
final class ReplyOutput extends SegmentOutput {
  ReplyOutput(TcpHost host) {
    super(host.internet, host.counters);
  }

  void aimBack(IpHeader ip, Segment segment) {
    aim(
        ip.destinationHigh,
        ip.destinationLow,
        segment.destinationPort,
        ip.sourceHigh,
        ip.sourceLow,
        segment.sourcePort);
  }

  @Override
  boolean shares() {
    return false;
  }

  @Override
  protected void outputReady() {
    // It never waits: an answer that finds no room is lost, as on the wire.
  }
}

package io.tcp4j.stack.tcp;

import io.tcp4j.stack.device.Device;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.Segment;
import org.jspecify.annotations.Nullable;

/// The way down for answers that come from no connection: from CLOSED, from a listener, from
/// TIME-WAIT. Aimed anew for each segment that is answered.
final class ReplyOutput extends SegmentOutput {
  private @Nullable Device via;

  ReplyOutput(TcpHost host) {
    super(host.internet, host.counters);
  }

  /// Says by which device alone answers leave from now on; null for the one that the routes say.
  void leaveBy(@Nullable Device only) {
    via = only;
  }

  @Override
  @Nullable Device via() {
    return via;
  }

  void aimBack(IpHeader ip, Segment segment) {
    via = null;
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

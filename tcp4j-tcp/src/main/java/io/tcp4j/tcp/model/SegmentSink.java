package io.tcp4j.tcp.model;

import io.tcp4j.wire.Segment;
import org.jspecify.annotations.Nullable;

/// The way down: takes the segments of one connection to IP (RFC 9293 §3.9.2).
public interface SegmentSink {
  /// Takes a segment, or refuses it.
  ///
  /// The segment and its text are borrowed for the call. Ports, checksum and the IP header are the
  /// sink's. A segment whose text is longer than its `gsoSize` (when that is not 0) is to be cut by
  /// the link; it never carries URG.
  ///
  /// @param segment the header; `seq` and `ack` are 64-bit, their low half goes on the wire
  /// @param text lends the text, from `segment.seq` on; null where there is none
  /// @param cause why it is sent
  /// @return false when there is no room now: nothing was taken, and the owner calls `outputReady`
  ///     when there is
  boolean transmit(Segment segment, @Nullable TextSource text, SendCause cause);

  /// MMS_S: the largest TCP header and text that IP can send unfragmented, in bytes (the MTU less
  /// the IP header).
  int maximumMessageSize();

  /// The largest text in bytes of one hand-over that the link cuts into segments itself; 0 where it
  /// cannot.
  int superSegmentLimit();
}

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

  /// MMS_R: the largest TCP header and text that one packet of the first link holds, in bytes (its
  /// MTU less the least IP header).
  int maximumMessageSize();

  /// What IP puts in front of each segment, in bytes, without a source route.
  int ipHeaderLength();

  /// The path MTU that IP knows of, in bytes: what another connection to the same address has found
  /// out not long ago, else the first link's MTU (RFC 1191 §6.2, RFC 8201 §5.2).
  int pathMtu();

  /// The path MTU that the connection has found out, for others to begin with.
  ///
  /// @param mtu in bytes
  /// @param mayFragment the path takes even less, and routers are to cut what is sent: DF stays
  ///     clear from now on (IPv4 only)
  void pathMtu(int mtu, boolean mayFragment);

  /// Something was sent again and again without an answer (R1): "negative advice" to IP, which is
  /// to look whether another way leads there (§3.8.3, MUST-20).
  void adviseNegatively();

  /// The largest text in bytes of one hand-over that the link cuts into segments itself; 0 where it
  /// cannot.
  int superSegmentLimit();
}

package io.tcp4j.tcp.control;

import io.tcp4j.wire.Segment;

/// What is counted of one connection, for STATUS, and when things last happened.
public final class Tally {
  /// Text sent for the first time.
  public long sentBytes;

  /// Text that the peer acknowledged.
  public long acknowledgedBytes;

  /// Text received in order.
  public long receivedBytes;

  public long retransmissions;
  public long resentBytes;
  public long duplicatesReported;
  public long outOfOrder;

  public long segmentsSent;
  public long segmentsReceived;
  public long textSegmentsSent;
  public long textSegmentsReceived;

  /// The Differentiated Services codepoint and the hop limit of the segment that arrived last.
  public int dscp;

  public int hopLimit;

  /// When a segment with text was last sent, in ns.
  public long textSentAt;

  public long textReceivedAt;

  /// When an acceptable ACK last arrived, in ns.
  public long ackReceivedAt;

  /// A connection begins, maybe not the first of this TCB.
  public void begin(long now) {
    sentBytes = 0;
    acknowledgedBytes = 0;
    receivedBytes = 0;
    retransmissions = 0;
    resentBytes = 0;
    duplicatesReported = 0;
    outOfOrder = 0;
    segmentsSent = 0;
    segmentsReceived = 0;
    textSegmentsSent = 0;
    textSegmentsReceived = 0;
    established(now);
  }

  /// Silence counts from now on.
  void established(long now) {
    textSentAt = now;
    textReceivedAt = now;
    ackReceivedAt = now;
  }

  /// IP took a segment.
  public void sent(Segment segment, long now) {
    int pieces = pieces(segment);
    segmentsSent += pieces;
    if (segment.textLength > 0) {
      textSegmentsSent += pieces;
      textSentAt = now;
    }
  }

  /// A segment arrived, good or not.
  public void arrived(Segment segment) {
    dscp = segment.dscp;
    hopLimit = segment.hopLimit;
    int pieces = pieces(segment);
    segmentsReceived += pieces;
    if (segment.textLength > 0) {
      textSegmentsReceived += pieces;
    }
  }

  private static int pieces(Segment segment) {
    return segment.gsoSize > 0 ? Math.max(1, Math.ceilDiv(segment.textLength, segment.gsoSize)) : 1;
  }
}

package io.tcp4j.tcp.model;

import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;

/// What the connections of one host share.
///
/// @param isn chooses initial sequence numbers
/// @param pages lends buffer memory
/// @param counters counts
/// @param observer sees events; {@link TcpObserver#NONE} for nobody
public record TcpServices(
    IsnGenerator isn, PageSource pages, TcpCounters counters, TcpObserver observer) {

  /// Counts and shows a segment that arrived.
  public void arrived(FourTuple connection, Segment segment) {
    counters.count(TcpCounter.SEGMENTS_IN, 1);
    observer.segmentArrived(connection, segment);
  }

  /// Counts and shows that the segment that arrived last, or a part of it, is dropped.
  public void dropped(FourTuple connection, DropReason reason) {
    counters.drop(reason);
    observer.segmentDropped(connection, reason);
  }

  /// Counts and shows a segment that IP took.
  public void sent(FourTuple connection, Segment segment, SendCause cause, Trigger trigger) {
    counters.count(TcpCounter.SEGMENTS_OUT, 1);
    observer.segmentSent(connection, segment, cause, trigger);
  }
}

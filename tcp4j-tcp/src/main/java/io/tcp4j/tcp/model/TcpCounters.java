package io.tcp4j.tcp.model;

import io.tcp4j.wire.DropReason;

/// Where the engine counts. Shared by all connections of a host, so an implementation must be safe
/// for several threads.
public interface TcpCounters {
  /// Adds to a counter.
  void count(TcpCounter counter, long amount);

  /// Counts a segment that is dropped.
  void drop(DropReason reason);
}

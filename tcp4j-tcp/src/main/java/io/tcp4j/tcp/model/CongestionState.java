package io.tcp4j.tcp.model;

/// How the sender sees the path: the states of Linux's `tcpi_ca_state`.
public enum CongestionState {
  /// All goes in order.
  OPEN,
  /// Duplicate ACKs or SACK blocks tell of text that arrived out of order; it may yet be in order.
  DISORDER,
  /// The window has been reduced for this window of data because of a congestion mark (RFC 3168
  /// §6.1.2).
  REDUCED,
  /// A loss found by duplicate ACKs is being repaired (RFC 6582).
  RECOVERY,
  /// The retransmission timer expired, and what was outstanding then is not all acknowledged.
  LOSS
}

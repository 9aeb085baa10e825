package io.tcp4j.tcp.model;

/// Why the congestion window was made smaller.
public enum WindowReduction {
  /// The peer echoed a congestion mark (RFC 3168 §6.1.2).
  ECN,
  /// Three duplicate ACKs (RFC 5681 §3.2).
  FAST_RETRANSMIT,
  /// The retransmission timer expired (RFC 5681 §3.1).
  TIMEOUT,
  /// Nothing was sent for longer than an RTO (RFC 5681 §4.1).
  IDLE
}

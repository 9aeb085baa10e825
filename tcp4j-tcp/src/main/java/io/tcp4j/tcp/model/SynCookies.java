package io.tcp4j.tcp.model;

/// When a listener answers SYNs by SYN cookies (RFC 4987 §3.6), of which it remembers nothing.
///
/// A connection that came by one knows the peer's MSS rounded down, has window scaling, SACK and
/// ECN only with a peer that sends timestamps, and its SYN,ACK was sent once for each SYN.
public enum SynCookies {
  /// Never: SYNs that find the SYN queue full get no answer.
  NEVER,
  /// To SYNs that find the SYN queue full.
  WHEN_FULL,
  /// Always: there are no half-open connections, save in the place of one in TIME-WAIT.
  ALWAYS
}

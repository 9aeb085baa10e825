package io.tcp4j.tcp.model;

/// Whether a connection may use Explicit Congestion Notification (RFC 3168): routers then mark
/// packets where they would else drop them.
public enum EcnMode {
  /// Neither asks for it nor agrees to it.
  OFF,
  /// Agrees when the peer asks, and does not ask itself.
  PASSIVE,
  /// Asks, and agrees. A SYN that asks and stays without an answer is sent again without asking.
  ACTIVE
}

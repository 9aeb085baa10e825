package io.tcp4j.link;

/// Which way a packet crosses a [Link], seen from its user.
public enum Direction {
  /// Transmitted by the user of the link.
  OUTBOUND,

  /// Received by the user of the link.
  INBOUND
}

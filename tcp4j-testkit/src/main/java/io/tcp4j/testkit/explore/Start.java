package io.tcp4j.testkit.explore;

/// Where the choices of an exploration begin.
public enum Start {
  /// With nothing: both users open as they like, passively or actively.
  CLOSED,
  /// With the first SYN under way to a server that listens to anybody.
  HANDSHAKE,
  /// After the handshake.
  ESTABLISHED,
  /// After the handshake, and both users have sent text and closed: all of it, and both FINs, are
  /// under way.
  CLOSING
}

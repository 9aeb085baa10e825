package io.tcp4j.tcp.model;

/// Which ICMP errors end a connection (RFC 9293 §3.9.2.2).
///
/// Whatever the policy, an error counts only if it quotes a segment that is outstanding (RFC 5927
/// §4.1), and one that does not end the connection is remembered and reported ({@link Trouble}).
public enum IcmpPolicy {
  /// Before the handshake is complete, the hard errors and those that say that there is no way to
  /// the host, since a user waits for just that answer (RFC 5461 §4.1); afterwards none, since
  /// anybody could have made them up (RFC 5927 §5.2). So does Linux.
  WHILE_OPENING,
  /// The hard errors in every state (SHLD-26), the soft ones in none (MUST-56).
  RFC_9293;

  /// Whether an error ends a connection.
  ///
  /// @param open the handshake is complete
  public boolean ends(IcmpError error, boolean open) {
    return switch (this) {
      case WHILE_OPENING -> !open && (error.hard() || error.noWay());
      case RFC_9293 -> error.hard();
    };
  }
}

package io.tcp4j.stack.tcp;

import io.tcp4j.tcp.model.TcpConfig;

/// What the TCP of one host may take, beside memory.
///
/// @param firstPort lowest port for active OPENs that name none, 1 to 65535
/// @param lastPort highest such port
/// @param reuseAddress whether a port may be named while connections that use it live or are in
///     TIME-WAIT
/// @param maxOrphans most connections that their users have closed and that are not finished
/// @param maxHalfOpen most handshakes that listeners have under way, all of them together
/// @param defaults what connections are like for which nothing else is said
public record HostConfig(
    int firstPort,
    int lastPort,
    boolean reuseAddress,
    int maxOrphans,
    int maxHalfOpen,
    TcpConfig defaults) {
  /// Checks the limits; the ports are checked where they are allocated.
  ///
  /// @throws IllegalArgumentException if the number of orphans is negative, or that of handshakes
  ///     not positive
  public HostConfig {
    if (maxOrphans < 0) {
      throw new IllegalArgumentException(
          "maxOrphans " + maxOrphans + " is not in 0.." + Integer.MAX_VALUE);
    }
    if (maxHalfOpen < 1) {
      throw new IllegalArgumentException(
          "maxHalfOpen " + maxHalfOpen + " is not in 1.." + Integer.MAX_VALUE);
    }
  }
}

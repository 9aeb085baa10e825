package io.tcp4j.testkit.packetdrill.wire;

import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpPrefix;

/// Where the two ends of a script are.
///
/// @param local the stack's address
/// @param remote the peer's address
/// @param localPort the port that the stack's sockets are bound to
/// @param remotePort the port that the stack connects to
/// @param mtu of the link between them, in bytes
public record Hosts(IpAddress local, IpAddress remote, int localPort, int remotePort, int mtu) {
  /// The port of both ends' servers.
  public static final int PORT = 8080;

  /// The network of the local address.
  public IpPrefix localPrefix() {
    return new IpPrefix(local, local.isV4() ? 16 : 64);
  }
}

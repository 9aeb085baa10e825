package io.tcp4j.stack.ip;

import io.tcp4j.stack.device.Device;
import io.tcp4j.wire.IpPrefix;

/// What a host knows about the addresses of one prefix.
///
/// @param prefix the addresses; host bits are ignored
/// @param kind what they mean
/// @param device by which they are reached
public record Route(IpPrefix prefix, Kind kind, Device device) {
  /// What an address means to this host.
  public enum Kind {
    /// This host itself.
    LOCAL,
    /// Some other host.
    UNICAST,
    /// All hosts of a network.
    BROADCAST,
    /// A group of hosts.
    MULTICAST
  }
}

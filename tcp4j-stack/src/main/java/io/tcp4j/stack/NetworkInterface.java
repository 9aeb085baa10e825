package io.tcp4j.stack;

import io.tcp4j.link.Link;
import io.tcp4j.stack.device.Device;
import io.tcp4j.wire.IpPrefix;
import java.util.List;

/// A [Link] with addresses, attached to an [IpStack]. Immutable.
public final class NetworkInterface {
  final Device device;

  NetworkInterface(Device device) {
    this.device = device;
  }

  /// Returns the name of the link.
  public String name() {
    return device.link().name();
  }

  /// Returns the link.
  public Link link() {
    return device.link();
  }

  /// Returns the stack's addresses on the link, each with the length of its network.
  public List<IpPrefix> addresses() {
    return device.addresses();
  }

  /// Returns the length of the longest packet, in bytes with the IP header.
  public int mtu() {
    return device.mtu();
  }

  @Override
  public String toString() {
    return name() + " " + addresses();
  }
}

package io.tcp4j.nio;

import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// What addresses of the JDK mean to a stack.
final class Addresses {
  /// All addresses of a host, of both families.
  static final IpAddress ANY = IpAddress.UNSPECIFIED_V6;

  private Addresses() {}

  /// Where to bind to. The JDK's wildcard address is that of both families, in whichever form.
  static Endpoint bindTo(InetAddress address, int port) {
    return new Endpoint(address.isAnyLocalAddress() ? ANY : IpAddress.of(address), port);
  }

  /// Where to connect to: to no host in particular is to this one.
  static Endpoint connectTo(InetSocketAddress remote) {
    IpAddress address = IpAddress.of(remote.getAddress());
    if (address.isUnspecified()) {
      address = address.isV4() ? IpAddress.LOOPBACK_V4 : IpAddress.LOOPBACK_V6;
    }
    return new Endpoint(address, remote.getPort());
  }

  /// Where to connect from, if that was bound: the wildcard address is that of the remote's family.
  static Endpoint connectFrom(Endpoint bound, Endpoint remote) {
    if (!bound.address().isUnspecified()) {
      return bound;
    }
    IpAddress any = remote.address().isV4() ? IpAddress.UNSPECIFIED_V4 : IpAddress.UNSPECIFIED_V6;
    return new Endpoint(any, bound.port());
  }
}

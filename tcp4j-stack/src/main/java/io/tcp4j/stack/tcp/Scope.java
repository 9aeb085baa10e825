package io.tcp4j.stack.tcp;

import io.tcp4j.stack.device.Device;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpPrefix;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// Which connections a passive OPEN is for: those to the addresses of a prefix, at one port or at
/// any.
///
/// @param addresses the prefix, without host bits
/// @param bothFamilies whether it is for every address of either family; the prefix is `::/0` then
/// @param port 1 to 65535, or [#ANY_PORT]
/// @param via the only device by which they come; null for any
public record Scope(IpPrefix addresses, boolean bothFamilies, int port, @Nullable Device via) {
  /// In place of a port, for all of them.
  public static final int ANY_PORT = 0;

  /// The order in which scopes are asked: longer prefixes first, then one family before both, then
  /// one port before any, then one device before any.
  static final Comparator<Scope> NARROWEST_FIRST =
      Comparator.comparingInt((Scope scope) -> -scope.addresses.mappedLength())
          .thenComparing(Scope::bothFamilies)
          .thenComparing(scope -> scope.port == ANY_PORT)
          .thenComparing(scope -> scope.via == null);

  /// Returns the scope of a socket.
  ///
  /// @param local an address and a port; `0.0.0.0` means all of IPv4, `::` all of both families
  public static Scope of(Endpoint local) {
    IpAddress address = local.address();
    boolean all = address.isUnspecified();
    IpPrefix addresses = all ? new IpPrefix(address, 0) : IpPrefix.host(address);
    return new Scope(addresses, all && address.isV6(), local.port(), null);
  }

  /// Returns the same for what comes by one device only.
  ///
  /// @param device which; null for any
  public Scope by(@Nullable Device device) {
    return new Scope(addresses, bothFamilies, port, device);
  }

  /// Whether what comes by a device is meant.
  ///
  /// @param device which
  boolean includes(Device device) {
    return via == null || via == device;
  }

  /// Returns the socket, of a prefix its first address.
  public Endpoint local() {
    return new Endpoint(addresses.address(), port);
  }

  /// Whether an address of this host is in it.
  boolean covers(IpAddress address) {
    return covers(address.high(), address.low());
  }

  /// Whether an address of this host is in it.
  ///
  /// @param high upper half of the address
  /// @param low lower half
  boolean covers(long high, long low) {
    return bothFamilies || addresses.contains(high, low);
  }

  @Override
  public String toString() {
    boolean one = addresses.mappedLength() == 128;
    String where = bothFamilies ? "*" : one ? addresses.address().toString() : addresses.toString();
    return where + " port " + (port == ANY_PORT ? "any" : port) + (via == null ? "" : " by " + via);
  }
}

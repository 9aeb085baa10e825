package io.tcp4j.link.tun;

import io.tcp4j.wire.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Which TUN device a [TunLink] uses, and how the kernel's side of it is to be set up.
///
/// ```java
/// TunConfig.attach("tun0").build();
/// TunConfig.create("tun0").kernelAddress(IpPrefix.parse("10.0.0.1/24")).mtu(9000).build();
/// TunConfig.inherited(5).build();
/// ```
///
/// @param name the interface's name, or null where the descriptor says it
/// @param descriptor an inherited file descriptor, or -1
/// @param create whether to make the device if there is none of that name
/// @param kernelAddresses addresses for the kernel to have on the interface
/// @param routes prefixes for the kernel to send into the interface, besides those of its addresses
/// @param mtu for the interface, 0 to leave it as it is
/// @param queueLength packets the device holds for the reader before it drops; 0 leaves a device
///     that is there as it is, and gives a new one room for a bulk transfer
/// @param offload whether to use checksum and segmentation offload
/// @param allowDown whether to attach to an interface that is down
/// @param idle what the reader does when there is nothing to read
/// @param onFailure told once if the device goes away while the link is open, on the reader's
///     thread
public record TunConfig(
    @Nullable String name,
    int descriptor,
    boolean create,
    List<IpPrefix> kernelAddresses,
    List<IpPrefix> routes,
    int mtu,
    int queueLength,
    Offload offload,
    boolean allowDown,
    IdleStrategy idle,
    Consumer<? super TunException> onFailure) {

  private static final int MINIMUM_MTU_IPV4 = 68; // RFC 791, section 3.2
  private static final int MINIMUM_MTU_IPV6 = 1280; // RFC 8200, section 5
  private static final int MAXIMUM_MTU = 65535;

  /// Copies the lists and checks the values. The name is not checked before the device is opened:
  /// it is a user's, and its errors are told like the device's.
  ///
  /// @throws IllegalArgumentException if the MTU isn't 0 nor in 68..65535, or too small for an IPv6
  ///     address or route; for a negative queue length; or if there are both a name and a
  ///     descriptor, or neither
  public TunConfig {
    kernelAddresses = List.copyOf(kernelAddresses);
    routes = List.copyOf(routes);
    if ((name == null) == (descriptor < 0)) {
      throw new IllegalArgumentException(
          name == null ? "neither a name nor a descriptor" : "both a name and a descriptor");
    }
    if (mtu != 0 && (mtu < MINIMUM_MTU_IPV4 || mtu > MAXIMUM_MTU)) {
      throw new IllegalArgumentException("an MTU of " + mtu + " is not in 68..65535");
    }
    if (mtu != 0 && mtu < MINIMUM_MTU_IPV6 && hasIpv6(kernelAddresses, routes)) {
      throw new IllegalArgumentException("IPv6 needs an MTU of 1280 at least, not " + mtu);
    }
    if (queueLength < 0) {
      throw new IllegalArgumentException(
          "a queue length of " + queueLength + " is not in 0.." + Integer.MAX_VALUE);
    }
  }

  /// Starts the configuration of a link on a device that is there.
  public static Builder attach(String name) {
    return new Builder(name, -1, false);
  }

  /// Starts the configuration of a link on a device that is made if it isn't there. A device that
  /// the link made vanishes with it. `%d` in the name stands for a number the kernel picks.
  public static Builder create(String name) {
    return new Builder(name, -1, true);
  }

  /// Starts the configuration of a link on a device that somebody else has opened and attached,
  /// with `IFF_TUN | IFF_NO_PI`. The link makes the descriptor non-blocking, and closes it in the
  /// end.
  public static Builder inherited(int descriptor) {
    return new Builder(null, descriptor, false);
  }

  /// Returns whether the kernel's side of an existing device is to be changed.
  boolean configuresInterface() {
    return !kernelAddresses.isEmpty() || !routes.isEmpty() || mtu != 0 || queueLength != 0;
  }

  private static boolean hasIpv6(List<IpPrefix> addresses, List<IpPrefix> routes) {
    return addresses.stream().anyMatch(p -> !p.isV4()) || routes.stream().anyMatch(p -> !p.isV4());
  }

  /// Collects the parts of a [TunConfig].
  public static final class Builder {
    private final @Nullable String name;
    private final int descriptor;
    private final boolean create;
    private final List<IpPrefix> kernelAddresses = new ArrayList<>();
    private final List<IpPrefix> routes = new ArrayList<>();
    private int mtu;
    private int queueLength;
    private Offload offload = Offload.AUTO;
    private boolean allowDown;
    private IdleStrategy idle = IdleStrategy.blocking();
    private Consumer<? super TunException> onFailure = failure -> {};

    private Builder(@Nullable String name, int descriptor, boolean create) {
      this.name = name;
      this.descriptor = descriptor;
      this.create = create;
    }

    /// Adds an address for the kernel to have on the interface, with the length of its network's
    /// prefix. May be called again for more. Brings the interface up.
    public Builder kernelAddress(IpPrefix address) {
      kernelAddresses.add(address);
      return this;
    }

    /// Adds a prefix for the kernel to send into the interface. May be called again for more.
    /// Brings the interface up.
    public Builder route(IpPrefix route) {
      routes.add(route);
      return this;
    }

    /// Sets the interface's MTU, in bytes; 0 leaves it as it is (1500 on a new device).
    public Builder mtu(int bytes) {
      mtu = bytes;
      return this;
    }

    /// Sets how many packets the device holds for the reader; 0 leaves it to this module.
    public Builder queueLength(int packets) {
      queueLength = packets;
      return this;
    }

    /// Sets whether to use offload: [Offload#AUTO] unless called.
    public Builder offload(Offload choice) {
      offload = choice;
      return this;
    }

    /// Attaches even if the interface is down, where no packet passes until somebody brings it up.
    public Builder allowDown() {
      allowDown = true;
      return this;
    }

    /// Sets what the reader does when there is nothing to read: [IdleStrategy#blocking()] unless
    /// called.
    public Builder idle(IdleStrategy strategy) {
      idle = strategy;
      return this;
    }

    /// Sets who is told if the device goes away while the link is open.
    public Builder onFailure(Consumer<? super TunException> listener) {
      onFailure = listener;
      return this;
    }

    /// Returns the configuration.
    ///
    /// @throws IllegalArgumentException if the parts don't fit together
    public TunConfig build() {
      return new TunConfig(
          name,
          descriptor,
          create,
          kernelAddresses,
          routes,
          mtu,
          queueLength,
          offload,
          allowDown,
          idle,
          onFailure);
    }
  }
}

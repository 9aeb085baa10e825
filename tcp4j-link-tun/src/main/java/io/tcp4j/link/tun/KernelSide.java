package io.tcp4j.link.tun;

import io.tcp4j.link.tun.TunException.Reason;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpPrefix;
import java.util.ArrayDeque;
import java.util.Deque;

/// Sets up the kernel's side of the wire that a TUN device is: addresses, MTU, routes, up.
/// Remembers what it added, so that it can be taken away from a device that stays.
final class KernelSide {
  /// Room on a device of our own: the kernel's TCP gets no back-pressure from a TUN device, which
  /// drops what its reader has not fetched. 500, the default, is less than a window.
  private static final int QUEUE_LENGTH = 4096;

  private static final int PATIENCE_MILLIS = 1000;
  private static final int HOST_LENGTH = 128;
  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;
  private static final int IFA_F_NODAD = 0x02;
  private static final int RTA_DST = 1;
  private static final int RTA_OIF = 4;
  private static final int RT_SCOPE_UNIVERSE = 0;
  private static final int RT_SCOPE_LINK = 253;

  /// One change, and how to take it back.
  private record Addition(IpPrefix prefix, boolean route) {}

  private final String name;
  private final int index;
  private final boolean made;
  private final Deque<Addition> additions = new ArrayDeque<>();

  /// @param made whether the device is our own, and takes with it what was added
  KernelSide(String name, int index, boolean made) {
    this.name = name;
    this.index = index;
    this.made = made;
  }

  /// Makes the interface what the configuration says. What is so already is not asked for, as it
  /// may need a privilege.
  ///
  /// @param state what the interface is now
  /// @throws TunException if the kernel refuses; what was done until then is undone by [#undo()]
  void configure(Netlink netlink, TunConfig config, InterfaceState state) throws TunException {
    boolean resize = config.mtu() != 0 && config.mtu() != state.mtu();
    if (made || resize || !state.up() || config.queueLength() != 0) {
      NetlinkMessage link =
          change(NetlinkMessage.RTM_NEWLINK, 0)
              .linkHeader(index, InterfaceState.IFF_UP, InterfaceState.IFF_UP);
      if (resize) {
        link.attribute(InterfaceState.IFLA_MTU, config.mtu());
      }
      if (made || config.queueLength() != 0) {
        int length = config.queueLength() != 0 ? config.queueLength() : QUEUE_LENGTH;
        link.attribute(InterfaceState.IFLA_TXQLEN, length);
      }
      require(netlink, netlink.request(link), "bring up " + name);
    }
    for (IpPrefix address : config.kernelAddresses()) {
      int result = netlink.request(address(NetlinkMessage.RTM_NEWADDR, address));
      if (result != -Errno.EEXIST) {
        require(netlink, result, "give " + name + " the address " + address);
        added(address, false);
      }
    }
    for (IpPrefix route : config.routes()) {
      int result = netlink.request(route(NetlinkMessage.RTM_NEWROUTE, route));
      require(netlink, result, "route " + route + " to " + name);
      added(route, true);
    }
    for (IpPrefix address : config.kernelAddresses()) {
      awaitUse(netlink, address);
    }
  }

  private void added(IpPrefix prefix, boolean route) {
    if (!made) {
      additions.push(new Addition(prefix, route));
    }
  }

  /// Waits until the kernel takes packets to an IPv6 address of its own: it finishes adding one in
  /// its own time, a few milliseconds later, even without detection of duplicates.
  private void awaitUse(Netlink netlink, IpPrefix address) throws TunException {
    NetlinkMessage query =
        new NetlinkMessage(NetlinkMessage.RTM_GETROUTE, NetlinkMessage.NLM_F_REQUEST)
            .routeHeader(family(address), HOST_LENGTH, RT_SCOPE_UNIVERSE)
            .attribute(RTA_DST, bytes(address.address()));
    for (int i = 0; i < PATIENCE_MILLIS && !address.isV4() && !netlink.isLocal(query); i++) {
      netlink.pause(1);
    }
  }

  /// Takes away what [#configure] added. Whatever is gone already is none of its business.
  void undo() {
    if (additions.isEmpty()) {
      return;
    }
    try (Netlink netlink = new Netlink()) {
      while (!additions.isEmpty()) {
        Addition last = additions.pop();
        netlink.request(
            last.route()
                ? route(NetlinkMessage.RTM_DELROUTE, last.prefix())
                : address(NetlinkMessage.RTM_DELADDR, last.prefix()));
      }
    } catch (TunException _) {
      additions.clear(); // nobody is left to tell, and nothing is left to try
    }
  }

  private NetlinkMessage address(int type, IpPrefix prefix) {
    byte[] address = bytes(prefix.address());
    // The reader doesn't answer neighbour discovery, so detection of duplicates would only wait.
    int flags = prefix.isV4() ? 0 : IFA_F_NODAD;
    return change(type, creating(type))
        .addressHeader(family(prefix), prefix.length(), flags, index)
        .attribute(IFA_LOCAL, address)
        .attribute(IFA_ADDRESS, address);
  }

  private NetlinkMessage route(int type, IpPrefix prefix) {
    return change(type, creating(type))
        .routeHeader(
            family(prefix), prefix.length(), prefix.isV4() ? RT_SCOPE_LINK : RT_SCOPE_UNIVERSE)
        .attribute(RTA_DST, bytes(prefix.network().address()))
        .attribute(RTA_OIF, index);
  }

  private static NetlinkMessage change(int type, int flags) {
    return new NetlinkMessage(
        type, NetlinkMessage.NLM_F_REQUEST | NetlinkMessage.NLM_F_ACK | flags);
  }

  private static int creating(int type) {
    return type == NetlinkMessage.RTM_NEWADDR || type == NetlinkMessage.RTM_NEWROUTE
        ? NetlinkMessage.NLM_F_CREATE | NetlinkMessage.NLM_F_EXCL
        : 0;
  }

  private static int family(IpPrefix prefix) {
    return prefix.isV4() ? Libc.AF_INET : Libc.AF_INET6;
  }

  private static byte[] bytes(IpAddress address) {
    return address.toInetAddress().getAddress();
  }

  private static void require(Netlink netlink, int result, String what) throws TunException {
    if (result == 0) {
      return;
    }
    if (result == -Errno.EPERM) {
      throw new TunException(
          Reason.NO_PERMISSION, "cannot " + what + ": needs CAP_NET_ADMIN or root");
    }
    throw new TunException(Reason.CONFIGURATION, "cannot " + what + ": " + netlink.error(result));
  }
}

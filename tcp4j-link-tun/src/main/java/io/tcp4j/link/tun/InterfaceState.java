package io.tcp4j.link.tun;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What rtnetlink says of an interface (RTM_NEWLINK).
///
/// @param index the number the kernel knows it by
/// @param up whether it is administratively up
/// @param mtu in bytes
/// @param kind `tun` for both TUN and TAP devices, empty for a physical one
/// @param packetInformation whether a TUN device puts `struct tun_pi` in front of packets
record InterfaceState(int index, boolean up, int mtu, String kind, boolean packetInformation) {
  static final int IFLA_IFNAME = 3;
  static final int IFLA_MTU = 4;
  static final int IFLA_TXQLEN = 13;
  static final int IFF_UP = 1;

  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_INFO_KIND = 1;
  private static final int IFLA_INFO_DATA = 2;
  private static final int IFLA_TUN_PI = 4;

  /// Where `struct ifinfomsg` has its index and its flags, and where it ends.
  private static final int INDEX = 4;

  private static final int FLAGS = 8;
  private static final int LINK_HEADER = 16;

  /// Reads a whole message, header included.
  static InterfaceState parse(ByteBuffer message) {
    ByteBuffer link =
        message
            .slice(NetlinkMessage.HEADER, message.limit() - NetlinkMessage.HEADER)
            .order(ByteOrder.nativeOrder());
    NetlinkAttributes attributes = NetlinkAttributes.in(link, LINK_HEADER);
    NetlinkAttributes info = attributes.nested(IFLA_LINKINFO);
    return new InterfaceState(
        link.getInt(INDEX),
        (link.getInt(FLAGS) & IFF_UP) != 0,
        attributes.number(IFLA_MTU),
        info.text(IFLA_INFO_KIND),
        info.nested(IFLA_INFO_DATA).octet(IFLA_TUN_PI) != 0);
  }
}

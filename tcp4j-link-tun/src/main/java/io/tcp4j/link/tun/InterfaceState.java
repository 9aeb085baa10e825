package io.tcp4j.link.tun;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What rtnetlink says of an interface (RTM_NEWLINK).
///
/// @param index the number the kernel knows it by
/// @param up whether it is administratively up
/// @param mtu in bytes
/// @param kind `tun` for both TUN and TAP devices, empty for a physical one
record InterfaceState(int index, boolean up, int mtu, String kind) {
  static final int IFLA_IFNAME = 3;
  static final int IFLA_MTU = 4;
  static final int IFLA_TXQLEN = 13;
  static final int IFF_UP = 1;

  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_INFO_KIND = 1;

  /// `sizeof(struct ifinfomsg)`.
  private static final int LINK_HEADER = 16;

  /// Reads a whole message, header included.
  static InterfaceState parse(ByteBuffer message) {
    int link = NetlinkMessage.HEADER;
    int index = message.getInt(link + 4);
    boolean up = (message.getInt(link + 8) & IFF_UP) != 0;
    int mtu = 0;
    String kind = "";
    int end = message.limit();
    for (int at = link + LINK_HEADER; fits(message, at, end); at = next(message, at)) {
      int type = message.getShort(at + 2) & 0x3fff; // without the nested and byte order flags
      if (type == IFLA_MTU && length(message, at) == 8) {
        mtu = message.getInt(at + 4);
      } else if (type == IFLA_LINKINFO) {
        kind = kind(message, at + 4, at + length(message, at));
      }
    }
    return new InterfaceState(index, up, mtu, kind);
  }

  private static String kind(ByteBuffer message, int start, int end) {
    for (int at = start; fits(message, at, end); at = next(message, at)) {
      if (message.getShort(at + 2) == IFLA_INFO_KIND) {
        byte[] text = new byte[length(message, at) - 4];
        message.get(at + 4, text);
        return new String(text, StandardCharsets.US_ASCII).replace("\0", "");
      }
    }
    return "";
  }

  /// Returns whether there is a whole attribute here.
  private static boolean fits(ByteBuffer message, int attribute, int end) {
    return attribute + 4 <= end
        && length(message, attribute) >= 4
        && length(message, attribute) <= end - attribute;
  }

  private static int length(ByteBuffer message, int attribute) {
    return Short.toUnsignedInt(message.getShort(attribute));
  }

  private static int next(ByteBuffer message, int attribute) {
    return attribute + ((length(message, attribute) + 3) & ~3);
  }
}

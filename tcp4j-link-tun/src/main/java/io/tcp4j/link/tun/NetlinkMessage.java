package io.tcp4j.link.tun;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A message of rtnetlink, being built: `struct nlmsghdr`, a fixed part, and attributes, each
/// padded to four bytes (`linux/netlink.h`, `linux/rtnetlink.h`). Numbers are in the byte order of
/// the machine.
final class NetlinkMessage {
  static final int NLMSG_ERROR = 2;
  static final int RTM_NEWLINK = 16;
  static final int RTM_GETLINK = 18;
  static final int RTM_NEWADDR = 20;
  static final int RTM_DELADDR = 21;
  static final int RTM_NEWROUTE = 24;
  static final int RTM_DELROUTE = 25;
  static final int RTM_GETROUTE = 26;

  static final int NLM_F_REQUEST = 0x001;
  static final int NLM_F_ACK = 0x004;
  static final int NLM_F_EXCL = 0x200;
  static final int NLM_F_CREATE = 0x400;

  /// `sizeof(struct nlmsghdr)`.
  static final int HEADER = 16;

  /// More than any message of ours takes.
  private static final int CAPACITY = 256;

  private final ByteBuffer bytes = ByteBuffer.allocate(CAPACITY).order(ByteOrder.nativeOrder());

  NetlinkMessage(int type, int flags) {
    bytes.putInt(0); // the length, known in the end
    bytes.putShort((short) type);
    bytes.putShort((short) flags);
    bytes.putInt(0); // the sequence number
    bytes.putInt(0); // to the kernel
  }

  /// Adds `struct ifinfomsg`: the interface and, of its flags, those in `mask`.
  NetlinkMessage linkHeader(int index, int flags, int mask) {
    bytes.putInt(0); // family, padding, type
    bytes.putInt(index);
    bytes.putInt(flags);
    bytes.putInt(mask);
    return this;
  }

  /// Adds `struct ifaddrmsg`.
  NetlinkMessage addressHeader(int family, int prefixLength, int flags, int index) {
    bytes.put((byte) family);
    bytes.put((byte) prefixLength);
    bytes.put((byte) flags);
    bytes.put((byte) 0); // RT_SCOPE_UNIVERSE
    bytes.putInt(index);
    return this;
  }

  /// Adds `struct rtmsg` of a unicast route in the main table.
  NetlinkMessage routeHeader(int family, int destinationLength, int scope) {
    bytes.put((byte) family);
    bytes.put((byte) destinationLength);
    bytes.put((byte) 0); // source length
    bytes.put((byte) 0); // TOS
    bytes.put((byte) 254); // RT_TABLE_MAIN
    bytes.put((byte) 4); // RTPROT_STATIC
    bytes.put((byte) scope);
    bytes.put((byte) 1); // RTN_UNICAST
    bytes.putInt(0); // flags
    return this;
  }

  NetlinkMessage attribute(int type, int value) {
    attributeHeader(type, Integer.BYTES);
    bytes.putInt(value);
    return this;
  }

  NetlinkMessage attribute(int type, byte[] value) {
    attributeHeader(type, value.length);
    bytes.put(value);
    bytes.position((bytes.position() + 3) & ~3);
    return this;
  }

  /// Adds a string with its terminating zero.
  NetlinkMessage attribute(int type, String value) {
    return attribute(type, (value + '\0').getBytes(StandardCharsets.US_ASCII));
  }

  private void attributeHeader(int type, int length) {
    bytes.putShort((short) (4 + length));
    bytes.putShort((short) type);
  }

  /// Completes the header and returns the message.
  byte[] finish(int sequence) {
    bytes.putInt(0, bytes.position());
    bytes.putInt(8, sequence);
    byte[] message = new byte[bytes.position()];
    bytes.get(0, message);
    return message;
  }
}

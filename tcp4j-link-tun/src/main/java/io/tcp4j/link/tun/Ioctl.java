package io.tcp4j.link.tun;

/// Requests and flags of `linux/if_tun.h`, with the encoding of `asm-generic/ioctl.h`.
final class Ioctl {
  static final long TUNSETIFF = 0x4004_54caL;
  static final long TUNGETFEATURES = 0x8004_54cfL;
  static final long TUNSETOFFLOAD = 0x4004_54d0L;
  static final long TUNGETIFF = 0x8004_54d2L;
  static final long TUNSETVNETHDRSZ = 0x4004_54d8L;

  static final int IFF_TUN = 0x0001;
  static final int IFF_TAP = 0x0002;
  static final int IFF_MULTI_QUEUE = 0x0100;
  static final int IFF_NO_PI = 0x1000;
  static final int IFF_VNET_HDR = 0x4000;

  /// What the reader can take: packets without a checksum, and TCP packets larger than the MTU.
  static final int TUN_F_CSUM = 0x01;

  static final int TUN_F_TSO4 = 0x02;
  static final int TUN_F_TSO6 = 0x04;

  /// `sizeof(struct ifreq)`, of which the name takes the first 16 bytes and the flags the next two.
  static final int IFREQ_SIZE = 40;

  static final int IFREQ_NAME_SIZE = 16;

  private Ioctl() {}
}

package io.tcp4j.link.capture;

/// The numbers of the pcapng format (draft-ietf-opsawg-pcapng) that reader and writer share.
final class Pcapng {
  /// Section Header Block, section 4.1. Reads the same in both byte orders.
  static final int SECTION_HEADER = 0x0a0d0d0a;

  static final int BYTE_ORDER_MAGIC = 0x1a2b3c4d;

  /// Interface Description Block, section 4.2.
  static final int INTERFACE_DESCRIPTION = 1;

  /// Enhanced Packet Block, section 4.3.
  static final int ENHANCED_PACKET = 6;

  /// Type and length before a block's body, and the length again behind it.
  static final int BLOCK_OVERHEAD = 12;

  static final int OPT_END = 0;
  static final int OPT_COMMENT = 1;
  static final int SHB_HARDWARE = 2;
  static final int SHB_APPLICATION = 4;
  static final int IF_NAME = 2;
  static final int IF_TIMESTAMP_RESOLUTION = 9;
  static final int IF_TIMESTAMP_OFFSET = 14;
  static final int EPB_FLAGS = 2;

  /// The direction in the lowest two bits of `epb_flags`, section 4.3.1.
  static final int DIRECTION_MASK = 3;

  static final int DIRECTION_INBOUND = 1;
  static final int DIRECTION_OUTBOUND = 2;

  /// Packets begin with an IPv4 or IPv6 header; its version field says which.
  static final int LINKTYPE_RAW = 101;

  private Pcapng() {}

  /// Returns the bytes that fill a field up to the next multiple of four.
  static int padding(int length) {
    return -length & 3;
  }
}

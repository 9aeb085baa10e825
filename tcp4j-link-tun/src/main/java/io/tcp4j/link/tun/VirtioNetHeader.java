package io.tcp4j.link.tun;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// `struct virtio_net_hdr` of `linux/virtio_net.h` (Virtual I/O Device version 1.2, section 5.1.6):
/// the ten bytes in front of each packet that say what is left to do to it. A mutable holder,
/// reused from packet to packet. TUN uses the legacy form, in the byte order of the machine.
final class VirtioNetHeader {
  /// Bytes on the device, set by TUNSETVNETHDRSZ.
  static final int SIZE = 10;

  /// `flags`: the checksum from [#checksumStart] on has to be filled in.
  static final int NEEDS_CSUM = 0x01;

  /// `flags`: the checksum has been checked and is good.
  static final int DATA_VALID = 0x02;

  static final int GSO_NONE = 0;
  static final int GSO_TCPV4 = 1;
  static final int GSO_TCPV6 = 4;

  /// Ored to a TCP type: the super-packet has CWR set, which only its first segment may keep.
  static final int GSO_ECN = 0x80;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());

  /// [#NEEDS_CSUM], [#DATA_VALID].
  int flags;

  /// [#GSO_NONE], or [#GSO_TCPV4] or [#GSO_TCPV6] with or without [#GSO_ECN], or what we never
  /// asked for.
  int gsoType;

  /// Bytes of all headers of a super-packet; a hint.
  int headerLength;

  /// Bytes of text in each segment the super-packet is cut into.
  int gsoSize;

  /// Where the sum starts, from the start of the packet.
  int checksumStart;

  /// Where it goes, from [#checksumStart].
  int checksumOffset;

  /// Makes it the header of a packet that is complete.
  void clear() {
    flags = 0;
    gsoType = GSO_NONE;
    headerLength = 0;
    gsoSize = 0;
    checksumStart = 0;
    checksumOffset = 0;
  }

  /// Reads [#SIZE] bytes at `offset`. Any bytes are a header; whether it makes sense is
  /// [OffloadMapping]'s to say.
  void decode(byte[] bytes, int offset) {
    flags = Byte.toUnsignedInt(bytes[offset]);
    gsoType = Byte.toUnsignedInt(bytes[offset + 1]);
    headerLength = get(bytes, offset + 2);
    gsoSize = get(bytes, offset + 4);
    checksumStart = get(bytes, offset + 6);
    checksumOffset = get(bytes, offset + 8);
  }

  /// Writes [#SIZE] bytes at `offset`.
  void encode(byte[] bytes, int offset) {
    bytes[offset] = (byte) flags;
    bytes[offset + 1] = (byte) gsoType;
    SHORT.set(bytes, offset + 2, (short) headerLength);
    SHORT.set(bytes, offset + 4, (short) gsoSize);
    SHORT.set(bytes, offset + 6, (short) checksumStart);
    SHORT.set(bytes, offset + 8, (short) checksumOffset);
  }

  private static int get(byte[] bytes, int offset) {
    return Short.toUnsignedInt((short) SHORT.get(bytes, offset));
  }
}

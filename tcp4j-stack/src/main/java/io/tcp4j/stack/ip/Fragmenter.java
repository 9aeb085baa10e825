package io.tcp4j.stack.ip;

import io.tcp4j.link.Packet;
import io.tcp4j.wire.Bytes;
import io.tcp4j.wire.Checksum;
import io.tcp4j.wire.Ipv4Codec;

/// Cuts an IPv4 packet, perhaps a fragment itself, into fragments that fit a link (RFC 791 §3.2,
/// RFC 1812 §4.2.2.7).
final class Fragmenter {
  private static final int TOTAL_LENGTH = 2;
  private static final int FRAGMENT = 6;
  private static final int CHECKSUM = 10;
  private static final int MORE_FRAGMENTS = 0x2000;
  private static final int UNIT = 8;

  private static final int END_OF_OPTIONS = 0;
  private static final int NO_OPERATION = 1;
  private static final int COPIED = 0x80;

  private final Packet packet;
  private final int mtu;
  private final int headerLength;
  private final int end;
  private final Packet fragment = new Packet();

  /// Where the next fragment's bytes begin, from the packet's start.
  private int at;

  /// @param packet a good one, longer than the MTU, which may be cut
  /// @param mtu of the link, at least 68
  Fragmenter(Packet packet, int mtu) {
    this.packet = packet;
    this.mtu = mtu;
    headerLength = (Bytes.u8(packet.array, packet.offset) & 0xf) * Integer.BYTES;
    end = Bytes.u16(packet.array, packet.offset + TOTAL_LENGTH);
    at = headerLength;
    fragment.array = new byte[mtu];
  }

  boolean hasNext() {
    return at < end;
  }

  /// Returns the next fragment, valid until the next call.
  Packet next() {
    byte[] b = fragment.array;
    boolean first = at == headerLength;
    int header = first ? copyHeader(b) : copyLaterHeader(b);
    int room = mtu - header & -UNIT;
    int length = Math.min(room, end - at);
    System.arraycopy(packet.array, packet.offset + at, b, header, length);
    int field = Bytes.u16(packet.array, packet.offset + FRAGMENT) + (at - headerLength) / UNIT;
    at += length;
    Bytes.put8(b, 0, 4 << 4 | header / Integer.BYTES);
    Bytes.put16(b, TOTAL_LENGTH, header + length);
    Bytes.put16(b, FRAGMENT, at < end ? field | MORE_FRAGMENTS : field);
    Bytes.put16(b, CHECKSUM, 0);
    Bytes.put16(b, CHECKSUM, Checksum.complete(Checksum.sum(b, 0, header)));
    return fragment.set(b, 0, header + length);
  }

  private int copyHeader(byte[] b) {
    System.arraycopy(packet.array, packet.offset, b, 0, headerLength);
    return headerLength;
  }

  /// Of the options only those stand in all fragments that say so (RFC 791 §3.1).
  private int copyLaterHeader(byte[] b) {
    System.arraycopy(packet.array, packet.offset, b, 0, Ipv4Codec.HEADER_LENGTH);
    int to = Ipv4Codec.HEADER_LENGTH;
    int from = Ipv4Codec.HEADER_LENGTH;
    while (from < headerLength) {
      int type = Bytes.u8(packet.array, packet.offset + from);
      if (type == END_OF_OPTIONS) {
        break;
      }
      int length = type == NO_OPERATION ? 1 : optionLength(from);
      if (length == 0) {
        break;
      }
      if ((type & COPIED) != 0) {
        System.arraycopy(packet.array, packet.offset + from, b, to, length);
        to += length;
      }
      from += length;
    }
    while (to % Integer.BYTES != 0) {
      b[to++] = END_OF_OPTIONS;
    }
    return to;
  }

  /// Returns the length of an option, or 0 if it is none: what follows cannot be told apart then.
  private int optionLength(int from) {
    int length = from + 1 < headerLength ? Bytes.u8(packet.array, packet.offset + from + 1) : 0;
    return length >= 2 && from + length <= headerLength ? length : 0;
  }
}

package io.tcp4j.link;

import io.tcp4j.wire.Bytes;
import io.tcp4j.wire.Checksum;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.TcpFlags;

/// Does in software what a link with offload leaves to the device: cuts TCP super-packets into
/// packets that fit on a wire, and completes checksums. Allocates nothing; no packet, however
/// broken, makes it throw.
public final class Segmentation {
  private static final int V4_TOTAL_LENGTH = 2;
  private static final int V4_IDENTIFICATION = 4;
  private static final int V4_PROTOCOL = 9;
  private static final int V4_CHECKSUM = 10;
  private static final int V4_ADDRESSES = 12;
  private static final int V4_ADDRESSES_LENGTH = 8;

  private static final int V6_PAYLOAD_LENGTH = 4;
  private static final int V6_NEXT_HEADER = 6;
  private static final int V6_ADDRESSES = 8;
  private static final int V6_ADDRESSES_LENGTH = 32;
  private static final int V6_HEADER = 40;

  private static final int TCP_SEQUENCE_NUMBER = 4;
  private static final int TCP_DATA_OFFSET = 12;
  private static final int TCP_FLAGS = 13;
  private static final int TCP_HEADER = 20;

  private static final int UDP_CHECKSUM_OFFSET = 6;

  private Segmentation() {}

  /// Returns into how many packets the given one has to be cut: 1 for an ordinary packet, 0 for one
  /// that calls itself a super-packet but cannot be cut, because it is not TCP in IP with the
  /// headers where it says that they are.
  ///
  /// @param packet any packet
  public static int pieces(Packet packet) {
    if (!packet.isSuperPacket()) {
      return 1;
    }
    int headers = headers(packet);
    if (headers == 0) {
      return 0;
    }
    int text = packet.length - headers;
    return Math.max(1, Math.ceilDiv(text, packet.gsoSize));
  }

  /// Returns the length of the longest packet that the given one is cut into, in bytes.
  ///
  /// @param packet a packet of which [#pieces] is not 0
  public static int longestPiece(Packet packet) {
    return packet.isSuperPacket()
        ? (int) Math.min(packet.length, (long) headers(packet) + packet.gsoSize)
        : packet.length;
  }

  /// Cuts one packet out of a super-packet, as RFC 9293 would have it sent: SEQ goes on by the text
  /// before it, FIN and PSH stand in the last one only, CWR in the first only (RFC 3168 section
  /// 6.1.2). IPv4 identifications count up, lengths and checksums are made anew.
  ///
  /// @param packet a super-packet of which [#pieces] is not 0
  /// @param index which, from 0 to `pieces - 1`
  /// @param into gets the piece, complete and ordinary: its bytes go to its array from its offset
  ///     on, where there must be room for [#longestPiece]
  public static void cut(Packet packet, int index, Packet into) {
    int headers = headers(packet);
    int textBefore = index * packet.gsoSize;
    int text = Math.min(packet.gsoSize, packet.length - headers - textBefore);
    boolean last = headers + textBefore + text == packet.length;
    int tcpOffset = packet.transportOffset;

    into.set(into.array, into.offset, headers + text);
    into.tag = packet.tag;
    byte[] b = into.array;
    System.arraycopy(packet.array, packet.offset, b, into.offset, headers);
    int textAt = packet.offset + headers + textBefore;
    System.arraycopy(packet.array, textAt, b, into.offset + headers, text);

    if (isV4(into)) {
      int identification = Bytes.u16(b, into.offset + V4_IDENTIFICATION);
      Bytes.put16(b, into.offset + V4_TOTAL_LENGTH, into.length);
      Bytes.put16(b, into.offset + V4_IDENTIFICATION, identification + index);
      Bytes.put16(b, into.offset + V4_CHECKSUM, 0);
      int checksum = Checksum.complete(Checksum.sum(b, into.offset, tcpOffset));
      Bytes.put16(b, into.offset + V4_CHECKSUM, checksum);
    } else {
      Bytes.put16(b, into.offset + V6_PAYLOAD_LENGTH, into.length - V6_HEADER);
    }

    int tcp = into.offset + tcpOffset;
    int seq = Bytes.i32(b, tcp + TCP_SEQUENCE_NUMBER);
    Bytes.put32(b, tcp + TCP_SEQUENCE_NUMBER, seq + textBefore);
    int flags = Bytes.u8(b, tcp + TCP_FLAGS);
    if (!last) {
      flags &= ~(TcpFlags.FIN | TcpFlags.PSH);
    }
    if (index > 0) {
      flags &= ~TcpFlags.CWR;
    }
    Bytes.put8(b, tcp + TCP_FLAGS, flags);
    writeTcpChecksum(into, tcpOffset);
  }

  /// Puts the transport checksum into the packet's bytes if offload has left it open: where it is
  /// [ChecksumState#PARTIAL], and in a super-packet that was merged, whose field is that of one of
  /// its parts. The packet is then [ChecksumState#COMPLETE].
  ///
  /// @param packet any packet; its bytes change
  /// @return false if the checksum is open, but the packet does not hold the header that it belongs
  ///     to; then nothing changes
  public static boolean completeChecksum(Packet packet) {
    if (packet.checksumState == ChecksumState.PARTIAL) {
      return completePartial(packet);
    }
    if (packet.isSuperPacket()) {
      if (headers(packet) == 0) {
        return false;
      }
      writeTcpChecksum(packet, packet.transportOffset);
      packet.checksumState = ChecksumState.COMPLETE;
    }
    return true;
  }

  private static boolean completePartial(Packet packet) {
    int start = packet.transportOffset;
    long field = (long) start + packet.checksumOffset;
    if (start < 0 || packet.checksumOffset < 0 || field + Short.BYTES > packet.length) {
      return false;
    }
    // The field holds the sum over the pseudo-header, so that summing over it adds that in.
    int checksum =
        Checksum.complete(Checksum.sum(packet.array, packet.offset + start, packet.length - start));
    if (checksum == 0 && packet.checksumOffset == UDP_CHECKSUM_OFFSET) {
      checksum = 0xffff; // RFC 768: 0 would mean that there is none
    }
    Bytes.put16(packet.array, packet.offset + (int) field, checksum);
    packet.checksumState = ChecksumState.COMPLETE;
    return true;
  }

  private static void writeTcpChecksum(Packet packet, int tcpOffset) {
    byte[] b = packet.array;
    int ip = packet.offset;
    int tcpLength = packet.length - tcpOffset;
    Bytes.put16(b, ip + tcpOffset + Packet.TCP_CHECKSUM_OFFSET, 0);
    long addresses =
        isV4(packet)
            ? Checksum.sum(b, ip + V4_ADDRESSES, V4_ADDRESSES_LENGTH)
            : Checksum.sum(b, ip + V6_ADDRESSES, V6_ADDRESSES_LENGTH);
    long sum = addresses + IpProtocol.TCP + tcpLength + Checksum.sum(b, ip + tcpOffset, tcpLength);
    Bytes.put16(b, ip + tcpOffset + Packet.TCP_CHECKSUM_OFFSET, Checksum.complete(sum));
  }

  /// Returns the length of the IP and TCP headers of a super-packet, or 0 if they are not there.
  private static int headers(Packet packet) {
    int tcpOffset = packet.transportOffset;
    if (tcpOffset < 0 || (long) tcpOffset + TCP_HEADER > packet.length || !isTcpAt(packet)) {
      return 0;
    }
    int dataOffset = Bytes.u8(packet.array, packet.offset + tcpOffset + TCP_DATA_OFFSET) >>> 4;
    int headers = tcpOffset + dataOffset * Integer.BYTES;
    return dataOffset * Integer.BYTES >= TCP_HEADER && headers <= packet.length ? headers : 0;
  }

  private static boolean isTcpAt(Packet packet) {
    int first = Bytes.u8(packet.array, packet.offset);
    int tcpOffset = packet.transportOffset;
    return switch (first >>> 4) {
      case 4 ->
          tcpOffset == (first & 0xf) * Integer.BYTES
              && tcpOffset >= 20
              && Bytes.u8(packet.array, packet.offset + V4_PROTOCOL) == IpProtocol.TCP;
      case 6 ->
          tcpOffset > V6_HEADER // behind extension headers, which the sender has walked
              || (tcpOffset == V6_HEADER
                  && Bytes.u8(packet.array, packet.offset + V6_NEXT_HEADER) == IpProtocol.TCP);
      default -> false;
    };
  }

  private static boolean isV4(Packet packet) {
    return Bytes.u8(packet.array, packet.offset) >>> 4 == 4;
  }
}

package io.tcp4j.link;

import io.tcp4j.wire.Bytes;
import io.tcp4j.wire.Checksum;
import java.util.Arrays;

/// TCP packets for tests, built and checked byte by byte from RFC 791, 8200 and 9293, apart from
/// the code under test.
public final class TcpPackets {
  public static final int V4_HEADER = 20;
  public static final int V6_HEADER = 40;
  public static final int TCP_HEADER = 20;

  private TcpPackets() {}

  /// A packet with correct lengths and checksums: 10.0.0.1:1000 to 10.0.0.2:80, SEQ 100000, ACK,
  /// text 0, 1, 2...
  public static byte[] v4(int textLength) {
    byte[] b = new byte[V4_HEADER + TCP_HEADER + textLength];
    b[0] = 0x45;
    Bytes.put16(b, 2, b.length);
    Bytes.put16(b, 4, 0xfffe); // identification, about to wrap
    Bytes.put16(b, 6, 0x4000); // don't fragment
    b[8] = 64;
    b[9] = 6;
    Bytes.put32(b, 12, 0x0a000001);
    Bytes.put32(b, 16, 0x0a000002);
    Bytes.put16(b, 10, Checksum.complete(Checksum.sum(b, 0, V4_HEADER)));
    tcp(b, V4_HEADER, textLength);
    return b;
  }

  /// The same in IPv6, from fd00::1 to fd00::2.
  public static byte[] v6(int textLength) {
    byte[] b = new byte[V6_HEADER + TCP_HEADER + textLength];
    b[0] = 0x60;
    Bytes.put16(b, 4, b.length - V6_HEADER);
    b[6] = 6;
    b[7] = 64;
    Bytes.put64(b, 8, 0xfd00_0000_0000_0000L);
    Bytes.put64(b, 16, 1);
    Bytes.put64(b, 24, 0xfd00_0000_0000_0000L);
    Bytes.put64(b, 32, 2);
    tcp(b, V6_HEADER, textLength);
    return b;
  }

  private static void tcp(byte[] b, int tcp, int textLength) {
    Bytes.put16(b, tcp, 1000);
    Bytes.put16(b, tcp + 2, 80);
    Bytes.put32(b, tcp + 4, 100_000);
    Bytes.put32(b, tcp + 8, 200_000);
    b[tcp + 12] = 0x50;
    b[tcp + 13] = 0x10;
    Bytes.put16(b, tcp + 14, 0x1000);
    for (int i = 0; i < textLength; i++) {
      b[tcp + TCP_HEADER + i] = (byte) i;
    }
    putTcpChecksum(b);
  }

  public static void putTcpChecksum(byte[] b) {
    Bytes.put16(b, ipHeader(b) + 16, 0);
    Bytes.put16(b, ipHeader(b) + 16, Checksum.complete(tcpSum(b)));
  }

  /// Leaves the checksum as offload does: the sum over the pseudo-header only.
  public static Packet partial(byte[] b) {
    Bytes.put16(b, ipHeader(b) + 16, 0);
    Bytes.put16(b, ipHeader(b) + 16, Checksum.fold(pseudoHeader(b)));
    Packet packet = new Packet().set(b, 0, b.length);
    packet.setPartialTcpChecksum(ipHeader(b));
    return packet;
  }

  /// Whether the IPv4 header checksum, all lengths and the TCP checksum are right.
  public static boolean isCorrect(byte[] b) {
    boolean v4 = b[0] >>> 4 == 4;
    boolean length = v4 ? Bytes.u16(b, 2) == b.length : Bytes.u16(b, 4) == b.length - V6_HEADER;
    boolean header = !v4 || Checksum.fold(Checksum.sum(b, 0, ipHeader(b))) == 0xffff;
    return length && header && Checksum.fold(tcpSum(b)) == 0xffff;
  }

  public static int ipHeader(byte[] b) {
    return b[0] >>> 4 == 4 ? (b[0] & 0xf) * 4 : V6_HEADER;
  }

  public static byte[] bytes(Packet packet) {
    return Arrays.copyOfRange(packet.array, packet.offset, packet.offset + packet.length);
  }

  private static long tcpSum(byte[] b) {
    return pseudoHeader(b) + Checksum.sum(b, ipHeader(b), b.length - ipHeader(b));
  }

  private static long pseudoHeader(byte[] b) {
    long addresses = b[0] >>> 4 == 4 ? Checksum.sum(b, 12, 8) : Checksum.sum(b, 8, 32);
    return addresses + 6 + (b.length - ipHeader(b));
  }
}

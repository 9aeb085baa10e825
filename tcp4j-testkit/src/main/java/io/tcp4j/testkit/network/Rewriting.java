package io.tcp4j.testkit.network;

import io.tcp4j.wire.Bytes;
import io.tcp4j.wire.Checksum;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.TcpCodec;

/// Puts other addresses and ports into IPv4 packets and mends the checksums by the difference (RFC
/// 3022 §4.2, RFC 1624), so that one that was wrong stays wrong.
final class Rewriting {
  /// Where the addresses are in an IPv4 header (RFC 791 §3.1).
  static final int SOURCE = 12;

  static final int DESTINATION = 16;

  /// Where the ports are in a TCP header (RFC 9293 §3.1).
  static final int SOURCE_PORT = 0;

  static final int DESTINATION_PORT = 2;
  private static final int HEADER_CHECKSUM = 10;

  private Rewriting() {}

  /// Replaces an address and a port of a TCP segment.
  ///
  /// @param b where the packet is
  /// @param ip index of its first byte
  /// @param tcp index of its TCP header
  /// @param addressAt [#SOURCE] or [#DESTINATION]
  /// @param portAt [#SOURCE_PORT] or [#DESTINATION_PORT]
  static void endpoint(
      byte[] b, int ip, int tcp, int addressAt, int portAt, IpAddress address, int port) {
    int difference = difference(b, ip + addressAt, address);
    address(b, ip, addressAt, address);
    difference += changed(Bytes.u16(b, tcp + portAt), port);
    Bytes.put16(b, tcp + portAt, port);
    mend(b, tcp + TcpCodec.CHECKSUM, difference);
  }

  /// Replaces an address in an IP header.
  static void address(byte[] b, int ip, int addressAt, IpAddress address) {
    int difference = difference(b, ip + addressAt, address);
    Bytes.put32(b, ip + addressAt, (int) address.low());
    mend(b, ip + HEADER_CHECKSUM, difference);
  }

  private static int difference(byte[] b, int at, IpAddress address) {
    int bits = (int) address.low();
    return changed(Bytes.u16(b, at), bits >>> 16) + changed(Bytes.u16(b, at + 2), bits & 0xffff);
  }

  /// `~m + m'` of RFC 1624 equation 3.
  private static int changed(int before, int after) {
    return (~before & 0xffff) + after;
  }

  private static void mend(byte[] b, int at, int difference) {
    int sum = (~Bytes.u16(b, at) & 0xffff) + difference;
    Bytes.put16(b, at, Checksum.complete(sum));
  }
}

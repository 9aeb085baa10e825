package io.tcp4j.wire;

import java.util.List;

/// Good packets of all kinds, to be spoilt.
final class GoodPackets {
  private static final List<String> DIGITS =
      List.of(
          // TCP over IPv4, SYN with options
          "4500003c00ca4000400625de0a0900010a090002"
              + "983e00501da2662800000000a002faf0b3be0000020405b40402080ae1598786000000000103030a",
          // TCP over IPv6 behind extension headers, SACK
          "60000000 0058 00 40 20010db8000000000000000000000001 20010db8000000000000000000000002"
              + "2b00 0502 0000 0100 3c02 0400 00000000 00112233445566778899aabbccddeeff"
              + "0600 0104 00000000"
              + "9e7e0050 2c882c84 00000001 c010fd20 bd4d0000"
              + "0101050a00000010000000200101080a0000000100000002 61626364",
          // ICMPv4 port unreachable that quotes TCP
          "45c0003811d500004001541c0a0900010a0900020303f90300000000"
              + "4500001c00010000400666bc0a0900020a09000103e8000900080000",
          // ICMPv6 packet too big that quotes TCP behind a fragment header
          "60077efe00403a4020010db800000000000000000000000120010db8000000000000000000000002"
              + "020031e500000514"
              + "6000000000102c4020010db800000000000000000000000220010db8000000000000000000000001"
              + "060000010000000103e800090008a078",
          // a fragment of IPv4
          "4500 0024 0007 2001 4001 0000 0a090001 0a090002 00112233445566778899aabbccddeeff",
          // TCP over IPv4 behind Loose Source and Record Route, Router Alert
          "4800 0034 0001 0000 4006 0000 0a090001 0a090002 8307 08 0a090009 00 9404 0000"
              + "983e0050 1da26628 00000001 5018faf0 00000000",
          // ICMPv4 fragmentation needed, RFC 1191
          "45000038000000004001000 00a0900010a090002 0304 0000 00000514"
              + "4500001c00010000400666bc0a0900020a09000103e8000900080000");

  static final int COUNT = DIGITS.size();

  private GoodPackets() {}

  /// A fresh copy of one of them.
  static byte[] packet(int index) {
    byte[] packet = Hex.bytes(DIGITS.get(index));
    EveryDecoder.repair(packet);
    return packet;
  }
}

package io.tcp4j.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Decoders are given what an attacker may send: they must not throw, and what they say must follow
/// from the packet alone, not from what lies around it in the array.
class AnyBytesTest {
  private static final int ROUNDS = 100_000;
  private static final int MARGIN = 70;

  /// Good packets of all kinds, to be spoilt.
  private static final String[] PACKETS = {
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
  };

  /// Puts everything that the decoders find in a packet into words.
  private static String describe(byte[] b, int offset, int length) {
    IpHeader ip = new IpHeader();
    StringBuilder all = new StringBuilder();
    DropReason reason = IpCodec.decode(b, offset, length, ip);
    all.append(reason).append(' ').append(ip).append(' ').append(ip.parameterProblemPointer);
    if (reason == null) {
      assertThat(ip.payloadOffset - ip.headerLength).isEqualTo(offset);
      assertThat(ip.headerLength + ip.payloadLength).isEqualTo(ip.totalLength);
      assertThat(ip.totalLength).isLessThanOrEqualTo(length);
      upperLayers(b, ip, all);
    }
    // Upper layers must stand any bytes, too, not only those that a checksum has let through.
    all.append(' ').append(segment(b, offset, length));
    ip.payloadOffset = offset;
    ip.payloadLength = length;
    upperLayers(b, ip, all);
    return all.append(' ').append(quoted(ByteSlice.of(b, offset, length))).toString();
  }

  private static void upperLayers(byte[] b, IpHeader ip, StringBuilder all) {
    all.append(TcpCodec.checksumOk(b, ip));
    all.append(segment(b, ip.payloadOffset, ip.payloadLength));
    for (int version : new int[] {4, 6}) {
      ip.version = version;
      all.append(IcmpCodec.decode(b, ip));
      if (ip.payloadLength > 4) {
        all.append(icmpWithGoodChecksum(b, ip));
      }
    }
  }

  private static String segment(byte[] b, int offset, int length) {
    Segment seg = new Segment();
    DropReason reason = TcpCodec.decode(b, offset, length, seg);
    if (reason == null) {
      assertThat(seg.headerLength + seg.textLength).isEqualTo(length);
      assertThat(seg.textOffset).isEqualTo(offset + seg.headerLength);
      assertThat(seg.sackBlocks).isBetween(0, Segment.MAX_SACK_BLOCKS);
    }
    return reason + " " + seg;
  }

  private static String icmpWithGoodChecksum(byte[] b, IpHeader ip) {
    byte[] copy = b.clone();
    int at = ip.payloadOffset;
    Bytes.put16(copy, at + 2, 0);
    long sum = Checksum.sum(copy, at, ip.payloadLength);
    if (ip.version == 6) {
      sum +=
          Checksum.pseudoHeader(
              ip.sourceHigh,
              ip.sourceLow,
              ip.destinationHigh,
              ip.destinationLow,
              IpProtocol.ICMPV6,
              ip.payloadLength);
    }
    Bytes.put16(copy, at + 2, Checksum.complete(sum));
    IcmpMessage message = IcmpCodec.decode(copy, ip);
    String quoted =
        message instanceof IcmpMessage.ErrorMessage error ? quoted(error.quoted()) : "nothing";
    return message + quoted;
  }

  private static String quoted(ByteSlice slice) {
    QuotedSegment segment = QuotedSegment.parse(slice);
    return segment == null
        ? "none"
        : segment.ip() + " " + segment.sourcePort() + " " + segment.seq();
  }

  /// Decodes the packet alone in its array, so that reading beyond it throws, and among others'
  /// bytes.
  private static void check(byte[] packet, byte around) {
    String alone = describe(packet, 0, packet.length);
    byte[] array = new byte[packet.length + 2 * MARGIN];
    Arrays.fill(array, around);
    System.arraycopy(packet, 0, array, MARGIN, packet.length);
    assertThat(describe(array, MARGIN, packet.length)).isEqualTo(alone);
  }

  @Test
  void randomBytesNeverThrow() {
    Random random = new Random(1);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] packet = new byte[random.nextInt(120)];
      random.nextBytes(packet);
      if (packet.length > 0 && round % 4 != 0) {
        packet[0] = (byte) (round % 2 == 0 ? 0x45 + random.nextInt(3) : 0x60);
      }
      check(packet, (byte) random.nextInt());
    }
  }

  @Test
  void mutatedPacketsNeverThrow() {
    Random random = new Random(2);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] packet = Hex.bytes(PACKETS[round % PACKETS.length]);
      for (int i = random.nextInt(4); i >= 0; i--) {
        packet[random.nextInt(packet.length)] = (byte) interesting(random);
      }
      if (packet[0] >>> 4 == 4 && random.nextBoolean()) {
        Bytes.put16(packet, 10, 0);
        Bytes.put16(packet, 10, Checksum.complete(Checksum.sum(packet, 0, 20)));
      }
      check(packet, (byte) random.nextInt());
    }
  }

  private static int interesting(Random random) {
    int[] values = {0, 1, 2, 7, 8, 0x2b, 0x2c, 0x3c, 0x7f, 0x80, 0xff, random.nextInt()};
    return values[random.nextInt(values.length)];
  }

  @Test
  void packetsCutAnywhereNeverThrow() {
    for (String digits : PACKETS) {
      byte[] whole = Hex.bytes(digits);
      for (int length = 0; length <= whole.length; length++) {
        byte[] packet = Arrays.copyOf(whole, length);
        check(packet, (byte) 0x55);
        if (length >= 20 && whole[0] >>> 4 == 4) {
          Bytes.put16(packet, 2, length);
          Bytes.put16(packet, 10, 0);
          Bytes.put16(packet, 10, Checksum.complete(Checksum.sum(packet, 0, 20)));
        } else if (length >= 40) {
          Bytes.put16(packet, 4, length - 40);
        }
        check(packet, (byte) 0x01);
      }
    }
  }

  @Test
  void theSpoiltPacketsWereGood() {
    for (String digits : PACKETS) {
      byte[] b = Hex.bytes(digits);
      if (b[0] >>> 4 == 4) {
        Bytes.put16(b, 10, 0);
        Bytes.put16(b, 10, Checksum.complete(Checksum.sum(b, 0, 20)));
      }
      assertThat(IpCodec.decode(b, 0, b.length, new IpHeader())).as(digits).isNull();
    }
  }
}

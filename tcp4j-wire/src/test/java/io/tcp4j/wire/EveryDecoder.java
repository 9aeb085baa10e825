package io.tcp4j.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/// Shows bytes to every decoder: they must not throw, and what they say must follow from the packet
/// alone, not from what lies around it in the array.
final class EveryDecoder {
  private static final int MARGIN = 70;
  private static final int LONGEST_TCP_HEADER = 60;

  private EveryDecoder() {}

  /// Decodes the packet alone in its array, so that reading beyond it throws, and among others'
  /// bytes.
  static void check(byte[] packet, byte around) {
    String alone = describe(packet, 0, packet.length);
    byte[] array = new byte[packet.length + 2 * MARGIN];
    Arrays.fill(array, around);
    System.arraycopy(packet, 0, array, MARGIN, packet.length);
    assertThat(describe(array, MARGIN, packet.length)).isEqualTo(alone);
  }

  /// Makes the checksum of an IPv4 header right, so that what is behind it is looked at.
  static void repair(byte[] packet) {
    if (packet.length < 20 || packet[0] >>> 4 != 4) {
      return;
    }
    int headerLength = Math.min((packet[0] & 15) * 4, packet.length);
    Bytes.put16(packet, 10, 0);
    Bytes.put16(packet, 10, Checksum.complete(Checksum.sum(packet, 0, headerLength)));
  }

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
      writtenAgainItReadsTheSame(seg);
    }
    return reason + " " + seg;
  }

  private static void writtenAgainItReadsTheSame(Segment seg) {
    byte[] header = new byte[LONGEST_TCP_HEADER];
    String before = seg.toString();
    int text = seg.textLength;
    int length = TcpCodec.encodeHeader(seg, header, 0);
    Segment again = new Segment();
    assertThat(TcpCodec.decode(header, 0, length, again)).isNull();
    again.textLength = text;
    // Of SACK blocks as many are written as fit beside options with our padding.
    String start = again.sackBlocks == seg.sackBlocks ? before : before.replaceAll(" <.*", "");
    assertThat(again.toString()).startsWith(start);
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
}

package io.tcp4j.stack;

import io.tcp4j.wire.Checksum;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.TcpCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Does to real packets what an attacker, or a broken router, would: changes in any byte, in fields
/// that matter, in options and extension headers, and pieces of all kinds. The checksums are mostly
/// made right again, so that the damage gets past them.
final class Spoiler {
  private static final int[] INTERESTING = {
    0, 1, 2, 3, 4, 5, 7, 8, 10, 0x2b, 0x2c, 0x7f, 0x80, 255
  };
  private static final int FIXED_V4 = 20;
  private static final int FIXED_V6 = 40;

  /// Extension headers: hop-by-hop options, routing, fragment, destination options.
  private static final int[] EXTENSIONS = {0, 43, 44, 60};

  private final RandomGenerator choice;

  Spoiler(RandomGenerator choice) {
    this.choice = choice;
  }

  /// A damaged copy.
  byte[] spoil(byte[] real) {
    byte[] bad = real.clone();
    switch (choice.nextInt(8)) {
      case 0 -> bad = Arrays.copyOf(real, choice.nextInt(real.length + 20));
      case 1 -> bad = withOptions(real);
      case 2, 3, 4 -> spoilSegment(bad);
      default -> {}
    }
    for (int i = choice.nextInt(5); i > 0 && bad.length > 0; i--) {
      // Mostly in the headers, where it matters.
      int end = choice.nextInt(4) == 0 ? bad.length : Math.min(bad.length, 80);
      bad[choice.nextInt(end)] = octet();
    }
    if (choice.nextInt(8) > 0) {
      repairChecksums(bad);
    }
    return bad;
  }

  private byte octet() {
    return (byte)
        (choice.nextBoolean()
            ? INTERESTING[choice.nextInt(INTERESTING.length)]
            : choice.nextInt(256));
  }

  /// Changes fields of a TCP header by what is just beside the right value, or at an end of what
  /// can be said.
  private void spoilSegment(byte[] packet) {
    IpHeader ip = new IpHeader();
    if (IpCodec.decode(packet, 0, packet.length, ip) != null
        || ip.protocol != IpProtocol.TCP
        || ip.payloadLength < TcpCodec.HEADER_LENGTH) {
      return;
    }
    int at = ip.payloadOffset;
    for (int i = choice.nextInt(3); i >= 0; i--) {
      switch (choice.nextInt(7)) {
        case 0 -> add32(packet, at + 4, distance());
        case 1 -> add32(packet, at + 8, distance());
        case 2, 3 -> packet[at + 13] ^= (byte) (1 << choice.nextInt(8));
        case 4 -> put16(packet, at + 14, choice.nextInt(choice.nextBoolean() ? 3 : 0x10000));
        case 5 -> put16(packet, at + 18, choice.nextInt(0x10000));
        default -> spoilOptions(packet, at, ip.payloadLength);
      }
    }
  }

  private int distance() {
    return switch (choice.nextInt(4)) {
      case 0 -> choice.nextInt(5) - 2;
      case 1 -> choice.nextInt(6_000) - 3_000;
      case 2 -> choice.nextInt(400_000) - 200_000;
      default -> choice.nextInt();
    };
  }

  /// Options that lie, written over those that are there and, perhaps, the text behind.
  private void spoilOptions(byte[] packet, int at, int length) {
    int most = Math.min(60, length);
    int header = choice.nextInt(TcpCodec.HEADER_LENGTH / 4, most / 4 + 1) * 4;
    packet[at + 12] = (byte) ((header / 4) << 4);
    for (int i = TcpCodec.HEADER_LENGTH; i < header; i++) {
      if (choice.nextInt(3) == 0) {
        packet[at + i] = octet();
      }
    }
  }

  /// With IPv4 options, or an extension header in front of all others.
  private byte[] withOptions(byte[] real) {
    if (real.length < FIXED_V4) {
      return real.clone();
    }
    return real[0] >>> 4 == 4 ? withOptionsV4(real) : withExtension(real);
  }

  private byte[] withOptionsV4(byte[] real) {
    int words = 1 + choice.nextInt(10);
    int oldWords = real[0] & 15;
    if (oldWords + words > 15) {
      return real.clone();
    }
    byte[] more = insert(real, FIXED_V4, words * 4);
    more[0] = (byte) (0x40 | (oldWords + words));
    put16(more, 2, get16(real, 2) + words * 4);
    if (choice.nextBoolean()) {
      more[FIXED_V4] = (byte) (choice.nextBoolean() ? 131 : 137); // a source route
      more[FIXED_V4 + 1] = (byte) (words * 4 - 1);
      more[FIXED_V4 + 2] = (byte) (4 * (1 + choice.nextInt(words + 1)));
    }
    return more;
  }

  private byte[] withExtension(byte[] real) {
    if (real.length < FIXED_V6) {
      return real.clone();
    }
    int length = 8 * (1 + choice.nextInt(4));
    byte[] more = insert(real, FIXED_V6, length);
    more[6] = (byte) EXTENSIONS[choice.nextInt(EXTENSIONS.length)];
    more[FIXED_V6] = real[6];
    more[FIXED_V6 + 1] = (byte) (length / 8 - 1);
    put16(more, 4, get16(real, 4) + length);
    return more;
  }

  /// Room for something, with anything in it.
  private byte[] insert(byte[] packet, int at, int length) {
    byte[] more = new byte[packet.length + length];
    System.arraycopy(packet, 0, more, 0, at);
    System.arraycopy(packet, at, more, at + length, packet.length - at);
    for (int i = 0; i < length; i++) {
      more[at + i] = octet();
    }
    return more;
  }

  /// The packet in pieces, of which some may overlap, be missing, come twice or in any order.
  List<byte[]> fragments(byte[] real) {
    List<byte[]> pieces = new ArrayList<>();
    IpHeader ip = new IpHeader();
    if (IpCodec.decode(real, 0, real.length, ip) != null || ip.isFragment()) {
      return List.of(real);
    }
    byte[] payload = Arrays.copyOfRange(real, ip.payloadOffset, ip.totalLength);
    int identification = choice.nextInt(64);
    int size = 8 * (1 + choice.nextInt(60));
    for (int from = 0; from < payload.length; from += size) {
      int begin = Math.max(0, from - (choice.nextInt(12) == 0 ? 8 : 0));
      int end = Math.min(payload.length, from + size);
      IpHeader piece = new IpHeader();
      piece.version = ip.version;
      piece.source(ip.source());
      piece.destination(ip.destination());
      piece.protocol = ip.protocol;
      piece.hopLimit = ip.hopLimit;
      piece.trafficClass = ip.trafficClass;
      piece.identification = identification;
      piece.fragmentOffset = begin;
      piece.moreFragments = end < payload.length;
      if (choice.nextInt(20) > 0) {
        pieces.add(
            choice.nextInt(pieces.size() + 1),
            Wire.packet(piece, Arrays.copyOfRange(payload, begin, end)));
      }
    }
    return pieces;
  }

  /// Makes the checksums right where there are headers.
  static void repairChecksums(byte[] packet) {
    if (packet.length >= FIXED_V4 && packet[0] >>> 4 == 4) {
      int headerLength = Math.min((packet[0] & 15) * 4, packet.length);
      put16(packet, 10, 0);
      put16(packet, 10, Checksum.complete(Checksum.sum(packet, 0, headerLength)));
    }
    IpHeader ip = new IpHeader();
    if (IpCodec.decode(packet, 0, packet.length, ip) != null || ip.isFragment()) {
      return;
    }
    if (ip.protocol == IpProtocol.TCP && ip.payloadLength >= TcpCodec.HEADER_LENGTH) {
      TcpCodec.putChecksum(
          packet,
          ip.payloadOffset,
          ip.payloadLength,
          ip.sourceHigh,
          ip.sourceLow,
          ip.destinationHigh,
          ip.destinationLow);
    } else if (ip.payloadLength >= 4 && isIcmp(ip)) {
      put16(packet, ip.payloadOffset + 2, 0);
      long sum = Checksum.sum(packet, ip.payloadOffset, ip.payloadLength);
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
      put16(packet, ip.payloadOffset + 2, Checksum.complete(sum));
    }
  }

  private static boolean isIcmp(IpHeader ip) {
    return ip.protocol == (ip.version == 4 ? IpProtocol.ICMPV4 : IpProtocol.ICMPV6);
  }

  private static void add32(byte[] packet, int at, int difference) {
    int value = ((get16(packet, at) << 16) | get16(packet, at + 2)) + difference;
    put16(packet, at, value >>> 16);
    put16(packet, at + 2, value);
  }

  private static int get16(byte[] packet, int at) {
    return ((packet[at] & 0xff) << 8) | (packet[at + 1] & 0xff);
  }

  private static void put16(byte[] packet, int at, int value) {
    packet[at] = (byte) (value >> 8);
    packet[at + 1] = (byte) value;
  }
}

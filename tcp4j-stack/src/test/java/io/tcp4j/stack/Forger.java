package io.tcp4j.stack;

import io.tcp4j.wire.ByteSlice;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IcmpMessage;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import io.tcp4j.wire.TcpFlags;
import io.tcp4j.wire.UnreachableReason;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Makes packets in other hosts' names.
final class Forger {
  private static final int[] MTUS = {
    0, 1, 67, 68, 296, 552, 576, 1279, 1280, 1400, 1499, 1500, 65_535
  };

  private final RandomGenerator choice;

  Forger(RandomGenerator choice) {
    this.choice = choice;
  }

  /// An ICMP error about a packet, as a router would send it if the packet had come that far.
  byte[] error(byte[] about) {
    IpHeader ip = new IpHeader();
    if (IpCodec.decode(about, 0, about.length, ip) != null) {
      return about;
    }
    boolean v4 = ip.version == 4;
    int least = Math.min(about.length, v4 ? 28 : 48);
    int length = choice.nextInt(least, Math.min(about.length, 548) + 1);
    ByteSlice quoted = ByteSlice.of(about, 0, length);
    UnreachableReason[] reasons = UnreachableReason.values();
    IcmpMessage message =
        switch (choice.nextInt(6)) {
          case 0, 1 ->
              new IcmpMessage.DestinationUnreachable(
                  reasons[choice.nextInt(reasons.length)], choice.nextInt(16), quoted);
          case 2, 3 -> new IcmpMessage.PacketTooBig(MTUS[choice.nextInt(MTUS.length)], quoted);
          case 4 -> new IcmpMessage.TimeExceeded(choice.nextBoolean(), quoted);
          default ->
              new IcmpMessage.ParameterProblem(choice.nextInt(3), choice.nextInt(80), quoted);
        };
    String router = v4 ? "10.6.6.6" : "2001:db8:6::6";
    return Wire.icmp(router, ip.source().toString(), message);
  }

  /// A segment in the name of a host whose numbers the attacker cannot see.
  ///
  /// Its numbers do not follow from the choices in a way that anybody could search backwards: a
  /// fuzzer that watches comparisons would else know what no attacker knows.
  byte[] blind(Endpoint from, Endpoint to) {
    SplittableRandom numbers = new SplittableRandom(choice.nextInt());
    Segment segment = new Segment();
    segment.sourcePort = from.port();
    segment.destinationPort = to.port();
    segment.seq = numbers.nextInt();
    segment.ack = numbers.nextInt();
    segment.flags = choice.nextBoolean() ? choice.nextInt(256) : TcpFlags.RST;
    segment.wnd = choice.nextInt(0x10000);
    segment.timestamps = choice.nextBoolean();
    segment.tsVal = numbers.nextInt();
    segment.tsEcr = numbers.nextInt();
    segment.textLength = choice.nextInt(3) == 0 ? choice.nextInt(100) : 0;
    return packet(from.address(), to.address(), segment);
  }

  /// A SYN from anywhere.
  byte[] syn(Endpoint to) {
    SplittableRandom numbers = new SplittableRandom(choice.nextInt());
    Segment segment = new Segment();
    segment.sourcePort = 1 + numbers.nextInt(65_535);
    segment.destinationPort = to.port();
    segment.seq = numbers.nextInt();
    segment.flags = TcpFlags.SYN | (choice.nextInt(4) == 0 ? choice.nextInt(256) : 0);
    segment.wnd = choice.nextInt(0x10000);
    segment.mss = choice.nextInt(0x10000);
    segment.windowScale = choice.nextInt(257) - 1;
    segment.sackPermitted = choice.nextBoolean();
    segment.timestamps = choice.nextBoolean();
    segment.tsVal = numbers.nextInt();
    segment.textLength = choice.nextInt(8) == 0 ? choice.nextInt(100) : 0;
    String host =
        to.address().isV4()
            ? "10.6." + numbers.nextInt(256) + "." + numbers.nextInt(256)
            : "2001:db8:6::" + Integer.toHexString(numbers.nextInt(0x10000));
    return packet(IpAddress.parse(host), to.address(), segment);
  }

  private static byte[] packet(IpAddress from, IpAddress to, Segment segment) {
    byte[] payload = new byte[TcpCodec.headerLength(segment) + segment.textLength];
    TcpCodec.encodeHeader(segment, payload, 0);
    byte[] packet = Wire.packet(from.toString(), to.toString(), IpProtocol.TCP, payload);
    Spoiler.repairChecksums(packet);
    return packet;
  }

  /// Any payload in a good IP packet, or nothing good at all.
  byte[] anything() {
    byte[] payload = new byte[choice.nextInt(100)];
    choice.nextBytes(payload);
    if (choice.nextInt(4) == 0) {
      return payload;
    }
    boolean v4 = choice.nextBoolean();
    int[] protocols = {IpProtocol.TCP, IpProtocol.ICMPV4, IpProtocol.ICMPV6, choice.nextInt(256)};
    IpHeader ip =
        Wire.header(
            v4 ? "10.6.6.6" : "2001:db8:6::6",
            v4 ? "10.6.6.1" : "2001:db8:6::1",
            protocols[choice.nextInt(4)]);
    if (choice.nextInt(3) == 0) {
      ip.identification = choice.nextInt(50);
      ip.fragmentOffset = 8 * choice.nextInt(20);
      ip.moreFragments = choice.nextBoolean();
    }
    byte[] packet = Wire.packet(ip, payload);
    Spoiler.repairChecksums(packet);
    return packet;
  }
}

package io.tcp4j.stack;

import io.tcp4j.link.Link;
import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.link.Packet;
import io.tcp4j.link.PacketReceiver;
import io.tcp4j.wire.IcmpCodec;
import io.tcp4j.wire.IcmpMessage;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A link whose other end is the test: it sees every packet that leaves, and makes those that
/// arrive.
final class Wire implements Link {
  final List<byte[]> sent = new ArrayList<>();
  private final int mtu;
  private @Nullable PacketReceiver receiver;

  Wire(int mtu) {
    this.mtu = mtu;
  }

  @Override
  public String name() {
    return "wire";
  }

  @Override
  public int mtu() {
    return mtu;
  }

  @Override
  public LinkCapabilities capabilities() {
    return LinkCapabilities.NONE;
  }

  @Override
  public void open(PacketReceiver newReceiver) {
    receiver = newReceiver;
  }

  @Override
  public boolean transmit(Packet packet) {
    sent.add(Arrays.copyOfRange(packet.array, packet.offset, packet.offset + packet.length));
    return true;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  void arrive(byte[] packet) {
    arrive(new Packet().set(packet, 0, packet.length));
  }

  void arrive(Packet packet) {
    receiver.receive(packet);
    receiver.batchEnd();
  }

  /// An IP packet with any payload.
  static byte[] packet(String source, String destination, int protocol, byte[] payload) {
    IpHeader ip = header(source, destination, protocol);
    return packet(ip, payload);
  }

  static byte[] packet(IpHeader ip, byte[] payload) {
    ip.payloadLength = payload.length;
    byte[] packet = new byte[IpCodec.encodedLength(ip) + payload.length];
    int at = IpCodec.encode(ip, packet, 0);
    System.arraycopy(payload, 0, packet, at, payload.length);
    return packet;
  }

  /// A packet with a segment without text.
  static byte[] tcp(String source, String destination, Segment segment) {
    return tcp(header(source, destination, IpProtocol.TCP), segment);
  }

  /// A packet with a segment without text, which gets its source route.
  static byte[] tcp(IpHeader ip, Segment segment) {
    byte[] payload = new byte[TcpCodec.headerLength(segment)];
    TcpCodec.encodeHeader(segment, payload, 0);
    TcpCodec.putChecksum(
        payload,
        0,
        payload.length,
        ip.sourceHigh,
        ip.sourceLow,
        ip.destinationHigh,
        ip.destinationLow);
    return packet(ip, payload);
  }

  static IpHeader header(String source, String destination, int protocol) {
    IpHeader ip = new IpHeader();
    ip.source(IpAddress.parse(source));
    ip.destination(IpAddress.parse(destination));
    ip.version = ip.destination().version();
    ip.hopLimit = 64;
    ip.protocol = protocol;
    return ip;
  }

  static byte[] icmp(String source, String destination, IcmpMessage message) {
    int version = IpAddress.parse(destination).version();
    IpHeader ip = header(source, destination, IcmpCodec.protocol(version));
    byte[] payload = new byte[IcmpCodec.encodedLength(message, version)];
    IcmpCodec.encode(message, ip, payload, 0);
    return packet(ip, payload);
  }

  /// The last packet that left, decoded as far as IP.
  IpHeader lastHeader() {
    IpHeader ip = new IpHeader();
    byte[] last = sent.getLast();
    if (IpCodec.decode(last, 0, last.length, ip) != null) {
      throw new AssertionError("the stack sent what nobody can read");
    }
    return ip;
  }

  /// The segment in the last packet that left, for a destination that its source route may hide.
  Segment lastSegment() {
    IpHeader ip = lastHeader();
    Segment segment = new Segment();
    if (TcpCodec.decode(sent.getLast(), ip.payloadOffset, ip.payloadLength, segment) != null) {
      throw new AssertionError("the stack sent what nobody can read");
    }
    return segment;
  }

  /// The ICMP message in the last packet that left.
  IcmpMessage lastIcmp() {
    return IcmpCodec.decode(sent.getLast(), lastHeader());
  }
}

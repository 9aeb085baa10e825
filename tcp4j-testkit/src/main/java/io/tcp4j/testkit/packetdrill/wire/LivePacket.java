package io.tcp4j.testkit.packetdrill.wire;

import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A packet that the stack under test has sent, taken apart.
public final class LivePacket {
  private static final int TCP_HEADER = 20;

  private final long at;
  private final byte[] bytes;
  private final IpHeader ip = new IpHeader();
  private final Segment segment = new Segment();
  private final @Nullable DropReason fault;

  /// @param at when it was sent, in ns
  /// @param bytes the whole packet, from its IP header on
  LivePacket(long at, byte[] bytes) {
    this.at = at;
    this.bytes = bytes;
    DropReason fault = IpCodec.decode(bytes, 0, bytes.length, ip);
    if (fault == null && ip.protocol == IpProtocol.TCP) {
      fault = TcpCodec.decode(bytes, ip.payloadOffset, ip.payloadLength, segment);
      if (fault == null && !TcpCodec.checksumOk(bytes, ip)) {
        fault = DropReason.TCP_BAD_CHECKSUM;
      }
    }
    this.fault = fault;
  }

  /// When it was sent, in nanoseconds.
  public long at() {
    return at;
  }

  /// The IP header.
  public IpHeader ip() {
    return ip;
  }

  /// The TCP header, its numbers as on the wire.
  public Segment segment() {
    return segment;
  }

  /// What is wrong with its headers or checksums, or null.
  public @Nullable DropReason fault() {
    return fault;
  }

  /// Whether it is a TCP segment that could be read.
  public boolean isTcp() {
    return fault == null && ip.protocol == IpProtocol.TCP;
  }

  /// The TCP options in order.
  public List<RawOption> options() {
    int tcp = ip.payloadOffset;
    return RawOption.parse(bytes, tcp + TCP_HEADER, tcp + segment.headerLength);
  }

  /// The whole packet.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// Whether every octet of text is 0, as scripts have them.
  public boolean textIsZero() {
    for (int i = segment.textOffset; i < segment.textOffset + segment.textLength; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}

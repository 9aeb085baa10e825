package io.tcp4j.testkit.junit;

import io.tcp4j.testkit.network.TraceEvent;
import io.tcp4j.testkit.network.TracedPacket;
import io.tcp4j.wire.ByteSlice;
import io.tcp4j.wire.Bytes;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.Segment;
import java.util.Arrays;
import java.util.List;

/// What has to be the same when a seed runs again: [SimulatedTest#repeats].
public enum Repeat {
  /// Every packet, its bytes and instants: the [digest][io.tcp4j.testkit.network.Trace#digest] of
  /// the run.
  TO_THE_BYTE,

  /// Who sends when what kind of packet, and what becomes of it: instants, nodes, IP headers,
  /// lengths, TCP headers but for the checksum. What TCP carries, and all that is not TCP, may be
  /// other bytes of the same number.
  ///
  /// For programs that draw ids, keys or nonces of a fixed length elsewhere than from the seed. TLS
  /// 1.3 is such a program if its certificates are RSA ones and no `SSLContext` outlives a run; an
  /// ECDSA signature is a byte longer or shorter each time, and a session that is resumed has
  /// another handshake.
  ///
  /// The shape is that of the trace: two runs that are not the same to the byte fail where it was
  /// told to [forget][io.tcp4j.testkit.network.Trace#forget].
  SHAPE,

  /// Nothing: no seed runs again. For programs whose messages have other lengths each time. The
  /// network, its delays and losses still come from the seed, but which of two histories comes back
  /// with a seed that failed is up to chance.
  NOT;

  private static final int CHECKSUM = 16;

  /// Returns what has to be the same of a packet on a cable, as many bytes as it has: what may
  /// differ is 0, and so is the checksum of TCP, which differs only if something else does.
  byte[] constant(TraceEvent.Sent sent) {
    byte[] bytes = sent.bytes().toByteArray();
    TracedPacket packet = new TracedPacket(sent, List.of(), null);
    IpHeader ip = packet.ip();
    Segment segment = packet.segment();
    int headers = ip == null ? 0 : ip.payloadOffset;
    if (segment != null) {
      Bytes.put16(bytes, headers + CHECKSUM, 0);
      headers += segment.headerLength;
    }
    if (this == SHAPE) {
      Arrays.fill(bytes, headers, bytes.length, (byte) 0);
    }
    return bytes;
  }

  /// Whether a packet arrived, or a copy of it, as another did.
  boolean same(ByteSlice one, ByteSlice other) {
    return this == SHAPE ? one.length() == other.length() : one.equals(other);
  }
}

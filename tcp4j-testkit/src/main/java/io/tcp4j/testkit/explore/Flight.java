package io.tcp4j.testkit.explore;

import io.tcp4j.tcp.model.TextSource;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import org.jspecify.annotations.Nullable;

/// A segment under way, as the octets that are on the wire.
final class Flight {
  /// Its place among all that were sent in the run, from 1.
  final int number;

  private final byte[] octets;
  private final int ecn;

  private Flight(int number, byte[] octets, int ecn) {
    this.number = number;
    this.octets = octets;
    this.ecn = ecn;
  }

  static Flight of(int number, Segment segment, @Nullable TextSource text) {
    int header = TcpCodec.headerLength(segment);
    byte[] octets = new byte[header + segment.textLength];
    TcpCodec.encodeHeader(segment, octets, 0);
    if (text != null && segment.textLength > 0) {
      text.copy(segment.seq, octets, header, segment.textLength);
    }
    return new Flight(number, octets, segment.ecn);
  }

  /// The segment anew; whoever gets it may change it.
  Segment segment() {
    var segment = new Segment();
    DropReason fault = TcpCodec.decode(octets.clone(), 0, octets.length, segment);
    if (fault != null) {
      throw new Violation("a segment left that cannot be read: " + fault);
    }
    segment.ecn = ecn;
    return segment;
  }
}

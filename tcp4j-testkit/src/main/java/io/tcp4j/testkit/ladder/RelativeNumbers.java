package io.tcp4j.testkit.ladder;

import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import java.util.HashMap;
import java.util.Map;

/// Sequence numbers as people read them: counted from the initial sequence number of the SYN, so
/// that the SYN has 0 and the first byte of text has 1. A number whose SYN was never seen stays
/// raw.
final class RelativeNumbers {
  private final Map<Direction, Long> initial = new HashMap<>();

  /// One direction of one connection.
  private record Direction(Side from, int port, int peerPort) {}

  /// Learns the initial sequence number where the segment is a SYN.
  ///
  /// @return the number where it was not known yet, else -1
  long learn(Side from, Segment segment) {
    if (!segment.has(TcpFlags.SYN)) {
      return -1;
    }
    long number = segment.seq & 0xffff_ffffL;
    Long before = initial.put(sent(from, segment), number);
    return before != null && before == number ? -1 : number;
  }

  /// SEG.SEQ, relative.
  long sequence(Side from, Segment segment) {
    return relative(segment.seq, sent(from, segment));
  }

  /// SEG.ACK, relative to the initial sequence number of the other side.
  long acknowledgment(Side from, Segment segment) {
    return ofPeer(from, segment, segment.ack);
  }

  /// A number of the other side's sequence space, such as the edge of a SACK block, relative.
  long ofPeer(Side from, Segment segment, long number) {
    return relative(
        number, new Direction(from.opposite(), segment.destinationPort, segment.sourcePort));
  }

  private static Direction sent(Side from, Segment segment) {
    return new Direction(from, segment.sourcePort, segment.destinationPort);
  }

  private long relative(long number, Direction direction) {
    return number - initial.getOrDefault(direction, 0L) & 0xffff_ffffL;
  }
}

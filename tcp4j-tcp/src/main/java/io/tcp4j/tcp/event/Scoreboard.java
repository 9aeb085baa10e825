package io.tcp4j.tcp.event;

import io.tcp4j.tcp.control.Tcb;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.SequenceNumbers;

/// What the peer's SACK blocks say (RFC 2018 §5, RFC 2883 §4), noted in the retransmission queue.
final class Scoreboard {
  private Scoreboard() {}

  /// Notes what has arrived out of order. Blocks of what was never sent, or is acknowledged, are
  /// passed over, and so are those that end before they begin.
  ///
  /// @return whether the only news is a copy that the network made, which is no sign of a loss
  static boolean update(Tcb tcb, Segment seg) {
    long before = tcb.queue.sackedBytes();
    for (int i = 0; i < seg.sackBlocks; i++) {
      long left = left(tcb, seg, i);
      long right = right(tcb, seg, i);
      if (tcb.snd.una < left && left < right && right <= tcb.snd.nxt) {
        tcb.queue.sack(left, right, tcb.sendMss);
        tcb.recovery.countPipe();
      }
    }
    if (!cameTwice(tcb, seg)) {
      return false;
    }
    tcb.tally.duplicatesReported++;
    return tcb.queue.sackedBytes() == before;
  }

  /// D-SACK: the first block is of text that the ACK covers, or the next block (RFC 2883 §4).
  private static boolean cameTwice(Tcb tcb, Segment seg) {
    if (seg.sackBlocks == 0) {
      return false;
    }
    long left = left(tcb, seg, 0);
    long right = right(tcb, seg, 0);
    if (left >= right) {
      return false;
    }
    return right <= seg.ack
        || (seg.sackBlocks > 1 && left(tcb, seg, 1) <= left && right <= right(tcb, seg, 1));
  }

  private static long left(Tcb tcb, Segment seg, int block) {
    return SequenceNumbers.unwrap(tcb.snd.una, (int) seg.sackLeft[block]);
  }

  private static long right(Tcb tcb, Segment seg, int block) {
    return SequenceNumbers.unwrap(tcb.snd.una, (int) seg.sackRight[block]);
  }
}

package io.tcp4j.tcp.receive;

import io.tcp4j.wire.Segment;

/// What the SACK option of our next segments says: a block that came twice (RFC 2883 §4), the
/// blocks of text beyond RCV.NXT, the one that grew last first (RFC 2018 §4), and where there is
/// room left the others that there are, from the lowest.
///
/// The blocks are read off the {@link ReassemblyRanges} when a segment leaves: what has been thrown
/// away for want of memory is never reported.
public final class SackBlocks {
  private static final int MOST = Segment.MAX_SACK_BLOCKS;

  private final ReassemblyRanges ranges;

  /// A number within each of the blocks that grew last, the latest first.
  private final long[] latest = new long[MOST];

  private int count;
  private boolean twice;
  private long twiceLeft;
  private long twiceRight;
  private boolean news;

  /// @param ranges the text beyond RCV.NXT
  public SackBlocks(ReassemblyRanges ranges) {
    this.ranges = ranges;
  }

  /// Whether there is anything to say.
  public boolean any() {
    return twice || ranges.count() > 0;
  }

  /// Whether there is something that has not been said yet.
  public boolean news() {
    return news;
  }

  /// Text came that lies in a block of its own, or made one grow.
  ///
  /// @param seq a number of the text
  public void grew(long seq) {
    int range = ranges.find(seq);
    if (range < 0) {
      return; // there was no memory for it
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (latest[i] < ranges.left(range) || latest[i] >= ranges.right(range)) {
        latest[kept++] = latest[i];
      }
    }
    count = Math.min(kept + 1, MOST);
    System.arraycopy(latest, 0, latest, 1, count - 1);
    latest[0] = seq;
    news = true;
  }

  /// Text came that had come before: the next segment that has room for blocks reports it, once.
  /// Of several the first is reported (RFC 2883 §4.2).
  public void twice(long from, long to) {
    if (!twice) {
      twice = true;
      twiceLeft = from;
      twiceRight = to;
      news = true;
    }
  }

  /// Writes blocks into a segment that has its acknowledgment number.
  ///
  /// @param room for how many
  public void write(Segment segment, int room) {
    segment.sackBlocks = 0;
    int around = ranges.find(twiceLeft);
    // without the block around it, what came twice would pass for that block
    if (twice && room > 0 && (twiceRight <= segment.ack || holds(around, twiceRight))) {
      add(segment, twiceLeft, twiceRight);
    }
    int first = segment.sackBlocks;
    if (first > 0 && first < room) {
      addRange(segment, first, around);
    }
    for (int i = 0; i < count && segment.sackBlocks < room; i++) {
      addRange(segment, first, ranges.find(latest[i]));
    }
    for (int range = 0; range < ranges.count() && segment.sackBlocks < room; range++) {
      addRange(segment, first, range);
    }
  }

  /// A segment with blocks has left.
  public void sent() {
    twice = false;
    news = false;
  }

  /// Forgets what it knows beside the ranges.
  public void clear() {
    count = 0;
    sent();
  }

  private boolean holds(int range, long right) {
    return range >= 0 && right <= ranges.right(range);
  }

  private void addRange(Segment segment, int first, int range) {
    // text that a SYN brought waits at RCV.NXT itself, and is not received yet
    if (range < 0 || ranges.left(range) <= segment.ack) {
      return;
    }
    for (int i = first; i < segment.sackBlocks; i++) {
      if (segment.sackLeft[i] == ranges.left(range)) {
        return;
      }
    }
    add(segment, ranges.left(range), ranges.right(range));
  }

  private static void add(Segment segment, long left, long right) {
    segment.sackLeft[segment.sackBlocks] = left;
    segment.sackRight[segment.sackBlocks] = right;
    segment.sackBlocks++;
  }
}

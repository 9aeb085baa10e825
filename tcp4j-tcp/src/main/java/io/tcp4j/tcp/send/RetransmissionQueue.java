package io.tcp4j.tcp.send;

import java.util.Arrays;

/// What is sent and not yet acknowledged, segment by segment, oldest first (RFC 9293 §3.4).
///
/// Facts stand in parallel primitive arrays; the bytes stay in the {@link SendBuffer}. An entry
/// covers the sequence space from its predecessor's end to its own end, a SYN or FIN included.
/// Entries never merge; they split where a part is acknowledged or sent again.
public final class RetransmissionQueue {
  /// The entry begins with our SYN.
  public static final int SYN = 1;

  /// The entry ends with our FIN.
  public static final int FIN = 2;

  /// The entry is thought lost and has not been sent again since.
  public static final int LOST = 4;

  /// The entry has been sent more than once, so its acknowledgment says nothing about the RTT
  /// (Karn).
  public static final int RETRANSMITTED = 8;

  /// The entry ends with text that was sent with the PSH bit.
  public static final int PUSH = 16;

  /// The peer has the entry, says a SACK block, and will acknowledge it in time (RFC 2018 §5).
  public static final int SACKED = 32;

  /// {@link #acknowledge} has nothing to say about the RTT.
  public static final long NO_SAMPLE = Long.MIN_VALUE;

  private static final long[] NONE = {};
  private static final byte[] NO_FLAGS = {};
  private static final int[] NO_RUNS = {};

  private long[] ends = NONE;
  private long[] sentAt = NONE;
  private byte[] flags = NO_FLAGS;

  /// Of an entry that is {@link #SACKED}: how many are so from it on, as far as that is known.
  private int[] runs = NO_RUNS;

  private int head;
  private int size;
  private long start;
  private long lost;
  private long sacked;

  /// How many entries {@link #sack} has looked at.
  private long visited;

  /// The most text in an entry that the last {@link #acknowledge} removed.
  private int longest;

  /// No entry before this one is lost.
  private int firstLost;

  /// How many entries there are.
  public int size() {
    return size;
  }

  /// Whether nothing is outstanding.
  public boolean isEmpty() {
    return size == 0;
  }

  /// Sequence space in entries that are {@link #LOST}.
  public long lostBytes() {
    return lost;
  }

  /// Sequence space in entries that are {@link #SACKED}.
  public long sackedBytes() {
    return sacked;
  }

  /// First sequence number of entry `i`; entry 0 is the oldest.
  public long start(int i) {
    return i == 0 ? start : ends[slot(i - 1)];
  }

  /// One more than the last sequence number of entry `i`.
  public long end(int i) {
    return ends[slot(i)];
  }

  /// When entry `i` was last sent, in ns.
  public long sentAt(int i) {
    return sentAt[slot(i)];
  }

  /// Whether entry `i` has a flag.
  public boolean is(int i, int flag) {
    return (flags[slot(i)] & flag) != 0;
  }

  /// Adds what was just sent.
  ///
  /// @param from its first sequence number, the end of the last entry if there is one
  /// @param to one more than its last
  /// @param now the present instant in ns
  /// @param flag {@link #SYN}, {@link #FIN}, {@link #PUSH}, a sum of them or 0
  public void append(long from, long to, long now, int flag) {
    if (size == ends.length) {
      grow();
    }
    if (size == 0) {
      start = from;
    }
    int slot = slot(size);
    ends[slot] = to;
    sentAt[slot] = now;
    flags[slot] = (byte) flag;
    runs[slot] = 1;
    size++;
  }

  /// Removes what lies below `una`.
  ///
  /// @return when the youngest segment that is wholly acknowledged was sent; {@link #NO_SAMPLE} if
  ///     none is, or if any of them was sent more than once (Karn's algorithm, RFC 6298 §3). Those
  ///     that are {@link #SACKED} do not count
  public long acknowledge(long una) {
    long sample = NO_SAMPLE;
    boolean ambiguous = false;
    longest = 0;
    while (size > 0 && ends[head] <= una) {
      longest = Math.max(longest, text(0));
      if (!is(0, SACKED)) { // else it arrived earlier, and its ACK says nothing about the RTT
        ambiguous |= is(0, RETRANSMITTED);
        sample = sentAt[head];
      }
      removeLost(0);
      removeSacked(0);
      start = ends[head];
      head = (head + 1) & (ends.length - 1);
      size--;
      firstLost = Math.max(0, firstLost - 1);
    }
    if (size > 0 && start < una) {
      if (is(0, LOST)) {
        lost -= una - start;
      }
      if (is(0, SACKED)) {
        sacked -= una - start;
      }
      flags[head] &= ~SYN;
      start = una;
    }
    return ambiguous ? NO_SAMPLE : sample;
  }

  /// How much text the longest entry had that the last {@link #acknowledge} removed, in bytes.
  public int longestAcknowledged() {
    return longest;
  }

  /// How many bytes of text entry `i` has: its length but for SYN and FIN.
  public int text(int i) {
    return (int) (end(i) - start(i)) - Integer.bitCount(flags[slot(i)] & (SYN | FIN));
  }

  /// Marks every entry lost that has more than `mss` bytes of text and that the peer is not known
  /// to have: the path does not take such segments.
  public void markLongerLost(int mss) {
    for (int i = 0; i < size; i++) {
      if (text(i) > mss) {
        markLost(i);
      }
    }
  }

  /// The peer has what lies in a SACK block, as far as it is outstanding.
  ///
  /// Of an entry that is several segments only whole ones count, so that no peer can cut what is
  /// outstanding into smaller pieces than it was sent in.
  ///
  /// @param mss the size of the segments that larger entries were sent in
  public void sack(long left, long right, int mss) {
    int i = find(left);
    while (i < size && start(i) < right) {
      visited++;
      if (is(i, SACKED)) {
        i = afterRun(i);
        continue;
      }
      long from = start(i);
      long to = end(i);
      long first = left <= from ? from : from + Math.ceilDiv(left - from, mss) * mss;
      long text = is(i, FIN) ? to - 1 : to; // a receiver may leave out a FIN that is not in order
      long last = right >= text ? Math.min(right, to) : from + (right - from) / mss * mss;
      if (first >= last) {
        i++;
        continue;
      }
      if (from < first) {
        split(i, first);
        i++;
      }
      if (last < to) {
        split(i, last);
      }
      removeLost(i);
      flags[slot(i)] |= SACKED;
      runs[slot(i)] = 1;
      sacked += last - first;
      i++;
    }
  }

  /// The first entry after `i`, which is {@link #SACKED}, that is not.
  ///
  /// All that this walks over is jumped over the next time. A peer that repeats its blocks would
  /// else have the whole queue looked at for each of its ACKs, and one of tiny segments makes that
  /// long (CVE-2019-11478).
  private int afterRun(int i) {
    int next = i;
    while (next < size && is(next, SACKED)) {
      next += runs[slot(next)];
      visited++;
    }
    for (int j = i; j < next; ) {
      int slot = slot(j);
      int known = runs[slot];
      runs[slot] = next - j;
      j += known;
    }
    return next;
  }

  /// How many entries {@link #sack} has looked at: the work that the peer's blocks have made.
  long visited() {
    return visited;
  }

  /// The first entry that ends beyond a number.
  private int find(long seq) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (end(middle) <= seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Marks every entry lost that the peer is not known to have: the retransmission timer expired.
  ///
  /// If it has the first entry and yet does not acknowledge it, it has thrown away what it had, and
  /// its SACK blocks count for nothing (RFC 2018 §8).
  public void markAllLost() {
    boolean reneged = size > 0 && is(0, SACKED);
    for (int i = 0; i < size; i++) {
      if (reneged) {
        removeSacked(i);
      }
      markLost(i);
    }
  }

  /// Marks entry `i` lost.
  public void markLost(int i) {
    if (!is(i, LOST) && !is(i, SACKED)) {
      flags[slot(i)] |= LOST;
      lost += end(i) - start(i);
      firstLost = Math.min(firstLost, i);
    }
  }

  /// The oldest entry that is lost, or -1.
  public int firstLost() {
    if (lost > 0) {
      while (firstLost < size) {
        if (is(firstLost, LOST)) {
          return firstLost;
        }
        firstLost++;
      }
    }
    return -1;
  }

  /// Entry `i` was sent again.
  public void retransmitted(int i, long now) {
    removeLost(i);
    int slot = slot(i);
    flags[slot] |= RETRANSMITTED;
    sentAt[slot] = now;
  }

  /// The SYN at the head has been sent before, in another form.
  public void resentSyn() {
    flags[head] |= RETRANSMITTED;
  }

  /// Cuts entry `i` in two at a sequence number within it. The first part keeps a SYN, the second a
  /// FIN, and a push goes with the end of the text.
  public void split(int i, long at) {
    if (size == ends.length) {
      grow();
    }
    if (i < size / 2) {
      head = slot(-1);
      for (int j = 0; j <= i; j++) {
        move(slot(j + 1), slot(j));
      }
    } else {
      for (int j = size; j > i; j--) {
        move(slot(j - 1), slot(j));
      }
    }
    size++;
    int first = slot(i);
    int second = slot(i + 1);
    boolean finAlone = is(i, FIN) && at == ends[second] - 1;
    ends[first] = at;
    flags[first] &= ~FIN;
    flags[second] &= ~SYN;
    flags[finAlone ? second : first] &= ~PUSH;
  }

  private void move(int from, int to) {
    ends[to] = ends[from];
    sentAt[to] = sentAt[from];
    flags[to] = flags[from];
    runs[to] = runs[from];
  }

  /// Forgets everything.
  public void clear() {
    ends = NONE;
    sentAt = NONE;
    flags = NO_FLAGS;
    runs = NO_RUNS;
    head = 0;
    size = 0;
    lost = 0;
    sacked = 0;
    firstLost = 0;
  }

  private void removeLost(int i) {
    if (is(i, LOST)) {
      flags[slot(i)] &= ~LOST;
      lost -= end(i) - start(i);
    }
  }

  private void removeSacked(int i) {
    if (is(i, SACKED)) {
      flags[slot(i)] &= ~SACKED;
      sacked -= end(i) - start(i);
    }
  }

  private int slot(int i) {
    return (head + i) & (ends.length - 1);
  }

  private void grow() {
    int larger = Math.max(4, ends.length * 2);
    ends = unroll(ends, larger);
    sentAt = unroll(sentAt, larger);
    byte[] moved = new byte[larger];
    int[] movedRuns = new int[larger];
    for (int i = 0; i < size; i++) {
      int slot = slot(i, flags.length);
      moved[i] = flags[slot];
      movedRuns[i] = runs[slot];
    }
    flags = moved;
    runs = movedRuns;
    head = 0;
  }

  private long[] unroll(long[] ring, int larger) {
    long[] moved = new long[larger];
    for (int i = 0; i < size; i++) {
      moved[i] = ring[slot(i, ring.length)];
    }
    return moved;
  }

  private int slot(int i, int length) {
    return (head + i) & (length - 1);
  }

  @Override
  public String toString() {
    var text = new StringBuilder("RetransmissionQueue[");
    for (int i = 0; i < size; i++) {
      text.append(start(i))
          .append("..")
          .append(end(i))
          .append(is(i, LOST) ? " lost; " : is(i, SACKED) ? " sacked; " : "; ");
    }
    return text.append(Arrays.toString(new long[] {lost})).append(']').toString();
  }
}

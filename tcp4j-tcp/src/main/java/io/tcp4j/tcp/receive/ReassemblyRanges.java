package io.tcp4j.tcp.receive;

/// Which text beyond RCV.NXT has arrived: disjoint ranges, ascending (SHLD-31).
///
/// Bounded: a peer that leaves a hole behind every byte cannot make it grow past {@link #LIMIT}
/// ranges.
public final class ReassemblyRanges {
  /// The most ranges that are remembered.
  public static final int LIMIT = 1024;

  private static final long[] NONE = {};

  /// Left and right edges in turn.
  private long[] edges = NONE;

  private int count;

  /// How many ranges there are.
  public int count() {
    return count;
  }

  /// Left edge of range `i`.
  public long left(int i) {
    return edges[2 * i];
  }

  /// Right edge (exclusive) of range `i`.
  public long right(int i) {
    return edges[2 * i + 1];
  }

  /// The range that a number lies in, or -1.
  public int find(long seq) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (right(middle) <= seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < count && left(low) <= seq ? low : -1;
  }

  /// The first range that has something in common with `left..right`, or -1.
  public int overlapping(long left, long right) {
    for (int i = 0; i < count && left(i) < right; i++) {
      if (left < right(i)) {
        return i;
      }
    }
    return -1;
  }

  /// Adds a range, merged with those that it touches.
  ///
  /// @return false where there are too many already: nothing was changed
  public boolean add(long left, long right) {
    int first = 0;
    while (first < count && right(first) < left) {
      first++;
    }
    int next = first;
    while (next < count && left(next) <= right) {
      next++;
    }
    if (first == next) {
      return insert(first, left, right);
    }
    edges[2 * first] = Math.min(left, left(first));
    edges[2 * first + 1] = Math.max(right, right(next - 1));
    remove(first + 1, next);
    return true;
  }

  /// Takes away the range that begins at or below `nxt`, if there is one.
  ///
  /// @return up to where text is without a gap now: `nxt` itself, or the range's right edge
  public long advance(long nxt) {
    long reached = nxt;
    int done = 0;
    while (done < count && left(done) <= reached) {
      reached = Math.max(reached, right(done));
      done++;
    }
    remove(0, done);
    return reached;
  }

  /// Takes away what lies at or beyond a number.
  public void cutFrom(long seq) {
    while (count > 0 && left(count - 1) >= seq) {
      count--;
    }
    if (count > 0) {
      edges[2 * count - 1] = Math.min(edges[2 * count - 1], seq);
    }
  }

  /// Forgets everything.
  public void clear() {
    edges = NONE;
    count = 0;
  }

  private boolean insert(int at, long left, long right) {
    if (count == LIMIT) {
      return false;
    }
    if (2 * count == edges.length) {
      edges = java.util.Arrays.copyOf(edges, Math.max(8, edges.length * 2));
    }
    System.arraycopy(edges, 2 * at, edges, 2 * at + 2, 2 * (count - at));
    edges[2 * at] = left;
    edges[2 * at + 1] = right;
    count++;
    return true;
  }

  private void remove(int from, int to) {
    System.arraycopy(edges, 2 * to, edges, 2 * from, 2 * (count - to));
    count -= to - from;
  }
}

package io.tcp4j.link;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The armed timers of a scheduler, the next one on top: a binary heap ordered by instant, then by
/// the order of arming. Each entry knows its place, so that it is moved or removed in logarithmic
/// time without a search, and without garbage. Not thread-safe.
final class TimerHeap {
  /// A timer. It is in at most one heap.
  abstract static class Entry {
    private static final int NOT_ARMED = -1;

    final Runnable task;
    private long at;
    private long order;
    private int index = NOT_ARMED;

    Entry(Runnable task) {
      this.task = Objects.requireNonNull(task, "task");
    }

    /// Returns the instant of the last arming.
    final long at() {
      return at;
    }

    private boolean isBefore(Entry other) {
      return at < other.at || (at == other.at && order < other.order);
    }
  }

  private @Nullable Entry[] entries = new @Nullable Entry[16];
  private int size;
  private long armings;

  /// Puts an entry in at the given instant, behind those that are there for the same instant; if it
  /// is in already, it moves. [Long#MAX_VALUE] never comes, so that is to cancel.
  void arm(Entry entry, long at) {
    if (at == Long.MAX_VALUE) {
      cancel(entry);
      return;
    }
    if (entry.index == Entry.NOT_ARMED) {
      if (size == entries.length) {
        entries = Arrays.copyOf(entries, size * 2);
      }
      entry.index = size++;
    }
    entry.at = at;
    entry.order = armings++;
    siftUp(entry);
    siftDown(entry);
  }

  /// Takes an entry out, if it is in.
  void cancel(Entry entry) {
    int hole = entry.index;
    if (hole == Entry.NOT_ARMED) {
      return;
    }
    entry.index = Entry.NOT_ARMED;
    Entry last = get(--size);
    entries[size] = null;
    if (last != entry) {
      last.index = hole;
      siftUp(last);
      siftDown(last);
    }
  }

  /// Returns the instant of the next entry, or [Long#MAX_VALUE] if there is none.
  long nextAt() {
    return size == 0 ? Long.MAX_VALUE : get(0).at;
  }

  /// Takes out the next entry if its instant is not after `now`; otherwise returns null.
  @Nullable Entry poll(long now) {
    if (size == 0 || get(0).at > now) {
      return null;
    }
    Entry first = get(0);
    cancel(first);
    return first;
  }

  /// Takes all entries out.
  void clear() {
    while (size > 0) {
      cancel(get(size - 1));
    }
  }

  private Entry get(int index) {
    return Objects.requireNonNull(entries[index]);
  }

  private void put(Entry entry, int index) {
    entries[index] = entry;
    entry.index = index;
  }

  private void siftUp(Entry entry) {
    int hole = entry.index;
    while (hole > 0) {
      int parent = (hole - 1) >>> 1;
      if (!entry.isBefore(get(parent))) {
        break;
      }
      put(get(parent), hole);
      hole = parent;
    }
    put(entry, hole);
  }

  private void siftDown(Entry entry) {
    int hole = entry.index;
    int child;
    while ((child = 2 * hole + 1) < size) {
      if (child + 1 < size && get(child + 1).isBefore(get(child))) {
        child++;
      }
      if (!get(child).isBefore(entry)) {
        break;
      }
      put(get(child), hole);
      hole = child;
    }
    put(entry, hole);
  }
}

package io.tcp4j.stack.time;

import io.tcp4j.link.Scheduler;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/// Any number of deadlines over one timer of the [Scheduler]: a binary heap whose entries know
/// their place.
///
/// Lazy: TCP moves a deadline later with nearly every segment, so only moving it *earlier* touches
/// the heap. An entry may therefore fire early, finds that there is nothing to do yet and queues
/// itself again, a few times a second at most.
///
/// Thread-safe. Entries that are due at the same instant fire in the order of queueing, so that
/// equal programs in virtual time have equal histories.
public final class TimerService {
  private static final int INITIAL_CAPACITY = 64;

  private final Scheduler scheduler;
  private final Scheduler.Timer timer;
  private final ReentrantLock lock = new ReentrantLock();
  private TimerEntry[] heap = new TimerEntry[INITIAL_CAPACITY];
  private int size;
  private long nextOrder;

  /// When the scheduler's timer will run; [Long#MAX_VALUE] if it will not.
  private long armedAt = Long.MAX_VALUE;

  /// Makes a service without deadlines.
  ///
  /// @param scheduler clock, timer and thread
  public TimerService(Scheduler scheduler) {
    this.scheduler = scheduler;
    timer = scheduler.timer(this::run);
  }

  /// Makes an entry fire at the given instant or earlier. Does nothing if it is queued for an
  /// earlier one, or retired.
  ///
  /// @param entry what to fire
  /// @param deadline instant by [Scheduler#nanoTime]; [Long#MAX_VALUE] for never
  public void atLatest(TimerEntry entry, long deadline) {
    if (deadline >= entry.deadline) {
      return;
    }
    lock.lock();
    try {
      if (entry.index == TimerEntry.RETIRED || deadline >= entry.deadline) {
        return;
      }
      entry.deadline = deadline;
      if (entry.index == TimerEntry.NOT_QUEUED) {
        entry.order = nextOrder++;
        append(entry);
      }
      siftUp(entry.index);
      armForFirst();
    } finally {
      lock.unlock();
    }
  }

  /// Takes an entry out for ever. It may still fire once if it is doing so just now.
  ///
  /// @param entry what shall not fire again
  public void retire(TimerEntry entry) {
    lock.lock();
    try {
      if (entry.index >= 0) {
        remove(entry.index);
      }
      entry.deadline = Long.MAX_VALUE;
      entry.index = TimerEntry.RETIRED;
    } finally {
      lock.unlock();
    }
  }

  /// Returns how many entries are queued.
  public int size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    long now = scheduler.nanoTime();
    lock.lock();
    armedAt = Long.MAX_VALUE;
    // Entries queued from here on, with deadlines that have passed already, wait for the next run:
    // else two of them could keep this loop busy for ever.
    long end = nextOrder;
    try {
      while (size > 0 && heap[0].deadline <= now && heap[0].order < end) {
        TimerEntry due = heap[0];
        remove(0);
        due.deadline = Long.MAX_VALUE;
        lock.unlock();
        try {
          due.expired(now);
        } finally {
          lock.lock();
        }
      }
    } finally {
      armForFirst();
      lock.unlock();
    }
  }

  private void armForFirst() {
    if (size > 0 && heap[0].deadline < armedAt) {
      armedAt = heap[0].deadline;
      timer.arm(armedAt);
    }
  }

  private void append(TimerEntry entry) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    place(entry, size++);
  }

  private void remove(int index) {
    heap[index].index = TimerEntry.NOT_QUEUED;
    TimerEntry last = heap[--size];
    // The array must not keep the entry, and what hangs on it, alive.
    Arrays.fill(heap, size, size + 1, null);
    if (index < size) {
      place(last, index);
      siftDown(index);
      siftUp(last.index);
    }
  }

  private void siftUp(int start) {
    TimerEntry entry = heap[start];
    int index = start;
    while (index > 0) {
      int parent = (index - 1) >>> 1;
      if (!before(entry, heap[parent])) {
        break;
      }
      place(heap[parent], index);
      index = parent;
    }
    place(entry, index);
  }

  private void siftDown(int start) {
    TimerEntry entry = heap[start];
    int index = start;
    while (true) {
      int child = 2 * index + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], entry)) {
        break;
      }
      place(heap[child], index);
      index = child;
    }
    place(entry, index);
  }

  private static boolean before(TimerEntry a, TimerEntry b) {
    return a.deadline != b.deadline ? a.deadline < b.deadline : a.order < b.order;
  }

  private void place(TimerEntry entry, int index) {
    heap[index] = entry;
    entry.index = index;
  }
}

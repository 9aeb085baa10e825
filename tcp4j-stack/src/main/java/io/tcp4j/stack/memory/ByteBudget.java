package io.tcp4j.stack.memory;

import io.tcp4j.tcp.model.PageSource;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The pages that hold the text of all connections of a stack, up to a limit in bytes.
///
/// Pages given back are kept for the next connection, so that traffic does not allocate; beyond a
/// quarter of the budget they are left to the garbage collector, so that a burst does not keep its
/// memory for ever. Thread-safe.
public final class ByteBudget implements PageSource {
  private static final int INITIAL_CAPACITY = 16;

  private final int mostPages;
  private final int mostKept;
  private final ReentrantLock lock = new ReentrantLock();
  private byte[][] kept = new byte[INITIAL_CAPACITY][];
  private int keptPages;
  private int usedPages;
  private long refusals;

  /// Makes a budget of which nothing is used.
  ///
  /// @param bytes most bytes that may be in use at a time; rounded down to whole pages
  /// @throws IllegalArgumentException if that is less than one page
  public ByteBudget(long bytes) {
    if (bytes < PAGE) {
      throw new IllegalArgumentException(
          "memoryBudget " + bytes + " is not in " + PAGE + ".." + Long.MAX_VALUE);
    }
    mostPages = (int) Math.min(bytes / PAGE, Integer.MAX_VALUE);
    mostKept = Math.max(mostPages / 4, 1);
  }

  @Override
  public byte @Nullable [] take() {
    lock.lock();
    try {
      if (usedPages == mostPages) {
        refusals++;
        return null;
      }
      usedPages++;
      if (keptPages > 0) {
        return kept[--keptPages];
      }
    } finally {
      lock.unlock();
    }
    return new byte[PAGE];
  }

  @Override
  public void give(byte[] page) {
    assert page.length == PAGE;
    lock.lock();
    try {
      assert usedPages > 0 : "a page was given back twice";
      usedPages--;
      if (keptPages < mostKept) {
        if (keptPages == kept.length) {
          kept = Arrays.copyOf(kept, keptPages * 2);
        }
        kept[keptPages++] = page;
      }
    } finally {
      lock.unlock();
    }
  }

  /// Returns the bytes in use.
  public long used() {
    lock.lock();
    try {
      return (long) usedPages * PAGE;
    } finally {
      lock.unlock();
    }
  }

  /// Returns the most bytes that may be in use.
  public long limit() {
    return (long) mostPages * PAGE;
  }

  /// Returns how often a page was asked for and none was left.
  public long refusals() {
    lock.lock();
    try {
      return refusals;
    } finally {
      lock.unlock();
    }
  }
}

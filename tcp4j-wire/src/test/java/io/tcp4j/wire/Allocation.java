package io.tcp4j.wire;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Counts the bytes that a piece of code allocates on the heap.
final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /// Runs `code` twice, first to load and link what it needs, and returns the bytes that the second
  /// run allocated on this thread.
  static long bytesOf(Runnable code) {
    code.run();
    long thread = Thread.currentThread().threadId();
    THREADS.getThreadAllocatedBytes(thread); // the first call loads classes
    long before = THREADS.getThreadAllocatedBytes(thread);
    code.run();
    return THREADS.getThreadAllocatedBytes(thread) - before;
  }
}

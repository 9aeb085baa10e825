package io.tcp4j.tcp.model;

import org.jspecify.annotations.Nullable;

/// Where the buffers of connections get their memory: pages out of a bounded budget.
///
/// An implementation that serves several connections must be safe for use by several threads.
public interface PageSource {
  /// Bytes in a page; a power of two.
  int PAGE = 4096;

  /// Takes a page of {@link #PAGE} bytes with any content, or null where the budget is used up.
  byte @Nullable [] take();

  /// Gives a page back; the caller forgets it.
  void give(byte[] page);
}

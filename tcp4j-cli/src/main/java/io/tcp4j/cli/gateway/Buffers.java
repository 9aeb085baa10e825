package io.tcp4j.cli.gateway;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/// The buffers in which a gateway's flows keep what a slow receiver has not taken yet. Thread-safe.
///
/// Each is large while there is memory for that, and small once many flows wait: so that thousands
/// of receivers that do not read cannot use the heap up.
final class Buffers {
  static final int LARGE = 64 * 1024;
  static final int SMALL = 4 * 1024;

  private final long limit;
  private final AtomicLong taken = new AtomicLong();

  /// Makes buffers, of which none is taken.
  ///
  /// @param limit bytes of large ones
  Buffers(long limit) {
    this.limit = limit;
  }

  /// How many bytes may be read now, which then perhaps have to wait: the size of a buffer.
  int size() {
    return taken.get() + LARGE <= limit ? LARGE : SMALL;
  }

  /// Takes a buffer.
  ///
  /// @param size a [#size]
  ByteBuffer take(int size) {
    taken.addAndGet(size);
    return ByteBuffer.allocate(size);
  }

  /// Gives a buffer back.
  void give(ByteBuffer buffer) {
    taken.addAndGet(-buffer.capacity());
  }

  /// Bytes of all that are taken.
  long taken() {
    return taken.get();
  }
}

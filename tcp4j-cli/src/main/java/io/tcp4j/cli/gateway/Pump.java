package io.tcp4j.cli.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Carries one direction of a flow, as far as that goes without waiting.
///
/// It reads no further while what it has read does not fit: so the window towards the sender
/// closes, and a receiver that does not read costs one of the [Buffers] here, no more. A pump for
/// which nothing waits has no buffer.
///
/// Any thread may [#run] it. While one is at it, others only leave word, and that one goes on: so
/// nobody waits, and no lock is held where an end calls back.
final class Pump {
  /// Buffers that a flow may move before it is another's turn on the thread.
  private static final int TURN = 16;

  private static final ThreadLocal<ByteBuffer> OF_THREAD =
      ThreadLocal.withInitial(() -> ByteBuffer.allocate(Buffers.LARGE));

  /// Is told how a direction ends.
  interface Owner {
    /// All was carried, and the end of it.
    void finished(Pump pump);

    /// The end that is read from has failed.
    void readFailed(Pump pump);

    /// The end that is written to has failed.
    void writeFailed(Pump pump);

    /// Nothing more will be carried, and what was is counted; told once, after all else.
    void stopped(Pump pump);
  }

  private final End from;
  private final End to;
  private final Buffers buffers;
  private final Owner owner;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicLong moved = new AtomicLong();

  // Used by one thread at a time.

  /// What was read and not yet written; null, as mostly, if all was.
  private @Nullable ByteBuffer waiting;

  private boolean stopped;

  private volatile boolean over;

  Pump(End from, End to, Buffers buffers, Owner owner) {
    this.from = from;
    this.to = to;
    this.buffers = buffers;
    this.owner = owner;
  }

  /// Bytes written so far.
  long moved() {
    return moved.get();
  }

  /// Whether all was carried, or no more will be.
  boolean isOver() {
    return over;
  }

  /// Carries no more, and lets go of what waits.
  void stop() {
    over = true;
    run();
  }

  /// Carries what can be carried now.
  void run() {
    if (calls.getAndIncrement() != 0) {
      return;
    }
    int answered = 1;
    do {
      turn();
      answered = calls.addAndGet(-answered);
    } while (answered != 0);
  }

  private void turn() {
    for (int i = 0; i < TURN; i++) {
      if (over) {
        waitNoMore();
        if (!stopped) {
          stopped = true;
          owner.stopped(this);
        }
        return;
      }
      if (!step()) {
        return;
      }
    }
    // The thread has others to serve. Whichever end is the kernel's comes back to this one.
    from.wantRead(true);
    to.wantWrite();
  }

  /// Moves one buffer.
  ///
  /// @return whether there may be more to move at once
  private boolean step() {
    if (waiting != null && !write(waiting)) {
      return false;
    }
    if (waiting != null && waiting.capacity() < Buffers.LARGE) {
      waitNoMore(); // the next one may be larger
    }
    ByteBuffer buffer =
        waiting != null ? waiting.clear() : OF_THREAD.get().clear().limit(buffers.size());
    int read;
    try {
      read = from.read(buffer);
    } catch (IOException e) {
      over = true;
      waitNoMore();
      owner.readFailed(this);
      return false;
    }
    if (read <= 0) {
      waitNoMore();
      if (read < 0) {
        end();
      } else {
        from.wantRead(true);
      }
      return false;
    }
    return write(buffer.flip());
  }

  /// Writes what fits.
  ///
  /// @return whether that was all
  private boolean write(ByteBuffer buffer) {
    int before = buffer.remaining();
    try {
      to.write(buffer);
    } catch (IOException e) {
      over = true;
      waitNoMore();
      owner.writeFailed(this);
      return false;
    }
    moved.addAndGet(before - buffer.remaining());
    if (!buffer.hasRemaining()) {
      return true;
    }
    if (waiting == null) {
      // The buffer is the thread's. This one stays for as long as the receiver is the slower.
      int size = buffer.limit() <= Buffers.SMALL ? Buffers.SMALL : Buffers.LARGE;
      waiting = buffers.take(size).put(buffer).flip();
    }
    from.wantRead(false);
    to.wantWrite();
    return false;
  }

  private void waitNoMore() {
    if (waiting != null) {
      buffers.give(waiting);
      waiting = null;
    }
  }

  private void end() {
    over = true;
    try {
      to.endOutput();
    } catch (IOException e) {
      owner.writeFailed(this);
      return;
    }
    owner.finished(this);
  }
}

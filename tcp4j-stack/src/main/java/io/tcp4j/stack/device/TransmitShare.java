package io.tcp4j.stack.device;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// One sender's share of a [TransmitQueue]: how much of the queue it holds, and whom to tell when
/// there is room again. Meant to be extended by the sender.
public abstract class TransmitShare {
  private static final VarHandle QUEUED;

  static {
    try {
      QUEUED = MethodHandles.lookup().findVarHandle(TransmitShare.class, "queued", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /// Bytes in the queue. Senders add (one at a time), the flusher takes away.
  private volatile int queued;

  /// Link of the queue's list of waiting senders; guarded by the queue's lock.
  @Nullable TransmitShare nextWaiting;

  /// Whether the sender is on that list; guarded by the queue's lock.
  boolean waiting;

  /// Called by the flusher after the queue was drained, holding no lock: send what was refused.
  protected abstract void outputReady();

  final int queued() {
    return queued;
  }

  final void add(int bytes) {
    QUEUED.getAndAdd(this, bytes);
  }
}

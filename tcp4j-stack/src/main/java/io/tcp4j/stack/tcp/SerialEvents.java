package io.tcp4j.stack.tcp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Tells one handler of one connection's events: outside of all locks, on the thread that caused
/// them, and never two at once.
///
/// While one thread is in the handler, what others have to tell is collected, and that thread tells
/// it next. What happened several times meanwhile is told once.
public abstract class SerialEvents {
  private static final int BUSY = 1 << 31;
  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(SerialEvents.class, "state", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /// Events not told yet, and whether somebody is at it.
  @SuppressWarnings("unused")
  private volatile int state;

  /// Makes one without events.
  protected SerialEvents() {}

  /// Tells of events, or leaves them to the thread that is telling others.
  ///
  /// @param bits which, see [io.tcp4j.tcp.model.Readiness]; bit 31 is not one of them
  final void publish(int bits) {
    int before = (int) STATE.getAndBitwiseOr(this, bits | BUSY);
    if ((before & BUSY) != 0) {
      return;
    }
    do {
      int taken = (int) STATE.getAndSet(this, BUSY) & ~BUSY;
      if (taken != 0) {
        handle(taken);
      }
    } while (!STATE.compareAndSet(this, BUSY, 0));
  }

  /// Tells the handler. Must not throw.
  ///
  /// @param bits what happened
  protected abstract void handle(int bits);
}

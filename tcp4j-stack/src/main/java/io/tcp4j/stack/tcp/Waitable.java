package io.tcp4j.stack.tcp;

import io.tcp4j.stack.tcp.WaitPoint.Waiter;

/// What a caller can wait for. Both methods take the lock that guards what is waited for.
interface Waitable {
  /// Has a waiter woken when one of the things it is interested in happens.
  void register(Waiter waiter);

  /// Takes a waiter back, if it is still registered.
  void unregister(Waiter waiter);
}

package io.tcp4j.cli.serve;

/// One buffer for each thread that runs callbacks, used by all the services in turn: a callback
/// leaves nothing in it for the next. So a connection needs no buffer of its own while it is idle.
final class Buffers {
  private static final int SIZE = 64 * 1024;
  private static final ThreadLocal<byte[]> OF_THREAD =
      ThreadLocal.withInitial(() -> new byte[SIZE]);

  private Buffers() {}

  static byte[] ofThread() {
    return OF_THREAD.get();
  }
}

package io.tcp4j.link.tun;

import java.util.concurrent.atomic.AtomicLongArray;

/// What has passed a link. Each counter has one writer at a time (the reader's thread, or whoever
/// transmits), so counting takes no atomic instruction; any thread may look.
final class TunCounters {
  static final int RECEIVED_PACKETS = 0;
  static final int RECEIVED_BYTES = 1;
  static final int RECEIVE_TRUNCATED = 2;
  static final int RECEIVE_BAD_OFFLOAD = 3;
  static final int RECEIVER_FAILURES = 4;
  static final int TRANSMITTED_PACKETS = 5;
  static final int TRANSMITTED_BYTES = 6;
  private static final int COUNT = 7;

  private final AtomicLongArray values = new AtomicLongArray(COUNT);

  void add(int counter, long amount) {
    values.setOpaque(counter, values.getPlain(counter) + amount);
  }

  long get(int counter) {
    return values.getOpaque(counter);
  }
}

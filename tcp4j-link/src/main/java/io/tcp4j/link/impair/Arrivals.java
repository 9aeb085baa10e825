package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;
import io.tcp4j.link.Scheduler;
import io.tcp4j.link.impair.PacketStore.Slot;
import java.util.concurrent.locks.ReentrantLock;

/// The end of a queued [Path]: packets that have passed all rules and not arrived yet. They are
/// handed on by the scheduler's thread, outside of the path's lock.
final class Arrivals {
  private static final int MOST_PER_TURN = 64;

  private final Scheduler scheduler;
  private final ReentrantLock lock;
  private final Path.Exit exit;
  private final Scheduler.Timer timer;

  // Guarded by the lock.
  private final DelayLine queue = new DelayLine();
  private boolean closed;

  Arrivals(Scheduler scheduler, ReentrantLock lock, Path.Exit exit) {
    this.scheduler = scheduler;
    this.lock = lock;
    this.exit = exit;
    timer = scheduler.timer(this::run);
  }

  /// Sends a copy of a packet on its way. Called under the lock.
  ///
  /// @return false if there is no room for it
  boolean send(Packet packet, long arrival) {
    long next = queue.nextArrival();
    boolean sent = queue.send(packet, arrival);
    if (sent && arrival < next) {
      timer.arm(arrival);
    }
    return sent;
  }

  /// Forgets the packets. Called under the lock.
  void close() {
    closed = true;
    timer.cancel();
    queue.close();
  }

  /// Returns how many there are. May be called by any thread.
  int underWay() {
    return queue.underWay();
  }

  /// The timer's task: hands on what has arrived, some at a time.
  private void run() {
    int count = 0;
    try {
      while (count < MOST_PER_TURN && handOnOne()) {
        count++;
      }
      if (count > 0) {
        exit.batchEnd();
      }
    } finally {
      armForNext();
    }
  }

  private boolean handOnOne() {
    Slot slot;
    lock.lock();
    try {
      slot = queue.poll(scheduler.nanoTime());
    } finally {
      lock.unlock();
    }
    if (slot == null) {
      return false;
    }
    try {
      exit.pass(slot.packet);
    } finally {
      giveBack(slot);
    }
    return true;
  }

  private void giveBack(Slot slot) {
    lock.lock();
    try {
      if (!closed) {
        queue.giveBack(slot);
      }
    } finally {
      lock.unlock();
    }
  }

  private void armForNext() {
    lock.lock();
    try {
      timer.arm(queue.nextArrival());
    } finally {
      lock.unlock();
    }
  }
}

package io.tcp4j.link.impair;

import io.tcp4j.link.ChecksumState;
import io.tcp4j.link.LinkDrop;
import io.tcp4j.link.LinkDropCounts;
import io.tcp4j.link.Packet;
import io.tcp4j.link.Scheduler;
import io.tcp4j.link.Segmentation;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One direction of an [ImpairedLink].
///
/// Where no packet has to be copied, the survivors go on at once, on the thread that brought them.
/// Else all go by way of a [DelayLine], and leave it on the scheduler's thread only, so that there
/// is one thread at a time and one order. The lock covers decisions and the line, never the handing
/// on.
final class ImpairedPath {
  /// Where packets go on.
  interface Exit {
    /// Takes one packet, borrowed for the call; false if it was dropped.
    boolean pass(Packet packet);

    /// Called after the last of some packets that came off the delay line.
    void batchEnd();
  }

  private static final int MOST_PER_TURN = 64;

  private final Impairments what;
  private final boolean queued;
  private final Scheduler scheduler;
  private final Exit exit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Dice dice;
  private final Marker marker;
  private final ThrottledLine throttle;
  private final DelayLine delayLine;
  private final Scheduler.Timer timer;

  /// A packet cut out of a super-packet; belongs to the thread that brings packets.
  private final Packet piece = new Packet();

  private final LinkDropCounts drops = new LinkDropCounts();

  private boolean open;
  private boolean closed;
  private long latestArrival;

  private long seen;
  private long passed;
  private long filtered;
  private long lost;
  private long malformed;
  private long overQueue;
  private long overHeld;
  private long duplicated;
  private long corrupted;
  private long reordered;

  ImpairedPath(Impairments what, Scheduler scheduler, RandomGenerator random, Exit exit) {
    this.what = what;
    this.scheduler = scheduler;
    this.exit = exit;
    queued = what.needQueue();
    dice = new Dice(what, random);
    marker = new Marker(what, dice);
    throttle = new ThrottledLine(what.rateBitsPerSecond(), what.queueBytes());
    delayLine = new DelayLine(what.mostHeld());
    timer = scheduler.timer(this::arrivals);
  }

  /// Returns whether packets go on by themselves, on the scheduler's thread.
  boolean isQueued() {
    return queued;
  }

  /// Starts to take packets, unless closed already.
  void open() {
    lock.lock();
    try {
      open = !closed;
    } finally {
      lock.unlock();
    }
  }

  /// Forgets the packets under way and takes no more.
  void close() {
    lock.lock();
    try {
      open = false;
      closed = true;
      timer.cancel();
      delayLine.clear();
    } finally {
      lock.unlock();
    }
  }

  /// Takes a packet, borrowed for the call, and has it cut and its checksum completed before any
  /// harm is done: offload would repair the harm.
  ///
  /// @return false if the packet was refused, or dropped by the exit at once; what becomes of it
  ///     later nobody tells, as on any network
  boolean offer(Packet packet) {
    if (what.areNone()) {
      return offerPiece(packet);
    }
    int pieces = packet.isWithinArray() ? Segmentation.pieces(packet) : 0;
    if (pieces == 0 || (!packet.isSuperPacket() && !Segmentation.completeChecksum(packet))) {
      return refuseMalformed();
    }
    if (!packet.isSuperPacket()) {
      return offerPiece(packet);
    }
    int longest = Segmentation.longestPiece(packet);
    if (piece.array.length < longest) {
      piece.array = new byte[longest];
    }
    boolean taken = false;
    for (int i = 0; i < pieces; i++) {
      piece.offset = 0;
      Segmentation.cut(packet, i, piece);
      taken |= offerPiece(piece);
    }
    return taken;
  }

  private boolean refuseMalformed() {
    lock.lock();
    try {
      seen++;
      malformed++;
    } finally {
      lock.unlock();
    }
    return drops.drop(LinkDrop.MALFORMED);
  }

  private boolean offerPiece(Packet packet) {
    @Nullable Packet onward;
    lock.lock();
    try {
      if (!open) {
        return drops.drop(LinkDrop.CLOSED);
      }
      seen++;
      if (what.dropIf().matches(packet, seen)) {
        filtered++;
        return true;
      }
      if (dice.loses()) {
        lost++;
        return true;
      }
      onward = marker.pass(packet, seen);
      if (onward == null) {
        return true;
      }
      if (queued) {
        enqueue(onward);
        return true;
      }
      passed++;
    } finally {
      lock.unlock();
    }
    return exit.pass(onward);
  }

  private void enqueue(Packet packet) {
    long now = scheduler.nanoTime();
    long next = delayLine.nextArrival();
    enqueueCopy(packet, now);
    if (dice.duplicates()) {
      duplicated++;
      enqueueCopy(packet, now);
    }
    if (delayLine.nextArrival() < next) {
      timer.arm(delayLine.nextArrival());
    }
  }

  private void enqueueCopy(Packet packet, long now) {
    DelayLine.Slot slot = delayLine.copy(packet);
    if (slot == null) {
      overHeld++;
      return;
    }
    if (dice.corrupts()) {
      corrupted++;
      flipOneBit(slot.packet);
    }
    long departure = throttle.departure(packet.length, now);
    if (departure == ThrottledLine.FULL) {
      overQueue++;
      delayLine.giveBack(slot);
      return;
    }
    delayLine.send(slot, arrival(departure));
  }

  private void flipOneBit(Packet packet) {
    int bit = dice.bit(packet.length * Byte.SIZE);
    packet.array[packet.offset + bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
    packet.checksumState = ChecksumState.COMPLETE; // nobody has verified this
  }

  private long arrival(long departure) {
    long arrival = departure + what.delay().toNanos() + dice.jitter(what.jitter().toNanos());
    arrival = Math.max(arrival, latestArrival);
    if (dice.reorders()) {
      reordered++;
      return arrival + what.reorderDelay().toNanos(); // and the next ones need not wait for it
    }
    latestArrival = arrival;
    return arrival;
  }

  /// The timer's task: hands on what has arrived, some at a time.
  private void arrivals() {
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
    DelayLine.Slot slot;
    lock.lock();
    try {
      slot = delayLine.poll(scheduler.nanoTime());
      if (slot == null) {
        return false;
      }
      passed++;
    } finally {
      lock.unlock();
    }
    try {
      exit.pass(slot.packet);
    } finally {
      giveBack(slot);
    }
    return true;
  }

  private void giveBack(DelayLine.Slot slot) {
    lock.lock();
    try {
      if (open) {
        delayLine.giveBack(slot);
      }
    } finally {
      lock.unlock();
    }
  }

  private void armForNext() {
    lock.lock();
    try {
      timer.arm(delayLine.nextArrival());
    } finally {
      lock.unlock();
    }
  }

  /// Returns how many packets were refused.
  long dropped(LinkDrop reason) {
    return drops.count(reason);
  }

  /// Returns what has happened so far.
  ImpairmentCounts counts() {
    lock.lock();
    try {
      return new ImpairmentCounts(
          seen,
          passed,
          delayLine.underWay(),
          filtered,
          lost,
          marker.marked(),
          marker.unmarkable(),
          malformed,
          overQueue,
          overHeld,
          duplicated,
          corrupted,
          reordered);
    } finally {
      lock.unlock();
    }
  }
}

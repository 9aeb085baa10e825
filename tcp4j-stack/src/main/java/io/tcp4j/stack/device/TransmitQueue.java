package io.tcp4j.stack.device;

import io.tcp4j.link.Link;
import io.tcp4j.link.Packet;
import io.tcp4j.link.Scheduler;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Packets on their way to a [Link]: a ring of bytes into which senders write their packets in
/// place, and out of which one thread at a time hands them to the link.
///
/// A sender [claims][#claim] room (under a short lock, which fixes the packet's place in the
/// order), writes the packet into the ring and [commits][#commit] it; all this while it holds its
/// connection's lock, which is why emission order is wire order. After it has left that lock it
/// calls [#flush], the only place where the link, and so perhaps the operating system, is called.
///
/// *Who flushes.* Each call of [#flush] adds one to the count of pending work. Who finds it at zero
/// is the flusher and works until it has brought the count back to zero; anybody else returns at
/// once, and the flusher takes another turn for them. So no packet is left behind between "nothing
/// more to do" and "not the flusher any more", and calls of [#flush] from inside the flush do not
/// nest. A flusher that has worked for others for long enough passes the role to the scheduler's
/// thread, so that nobody's `write` sends other people's packets for ever.
///
/// *Who waits.* The queue is short, and a sender may hold only a quarter of it, so that packets
/// wait in their connection's buffer and not here. A sender that was refused says so with
/// [#awaitRoom] and is called back after the drain.
public final class TransmitQueue {
  /// What [#claim] returns when there is no room.
  public static final int NO_ROOM = -1;

  private static final int SLOTS = 1024;
  private static final int SHARE_OF_RING = 4;
  private static final int ROUNDS_BEFORE_RELAY = 64;

  private static final byte FREE = 0;
  private static final byte COMMITTED = 1;
  private static final byte ABANDONED = 2;
  private static final VarHandle STATE = MethodHandles.arrayElementVarHandle(byte[].class);

  private final Link link;
  private final Scheduler scheduler;
  private final Scheduler.Timer relay;
  private final Packet packet = new Packet();
  private final AtomicInteger pending = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();

  private final byte[] ring;
  private final int largestShare;

  // Facts about each claimed packet, by slot.
  private final byte[] state = new byte[SLOTS];
  private final long[] end = new long[SLOTS];
  private final int[] length = new int[SLOTS];
  private final int[] transportOffset = new int[SLOTS];
  private final int[] gsoSize = new int[SLOTS];
  private final long[] tag = new long[SLOTS];
  private final @Nullable TransmitShare[] share = new @Nullable TransmitShare[SLOTS];

  // Slots and bytes are counted from the beginning of time; claimed is guarded by the lock, sent is
  // written by the flusher.
  private volatile long slotsClaimed;
  private long bytesClaimed;
  private volatile long slotsSent;
  private volatile long bytesSent;

  private volatile @Nullable TransmitShare firstWaiting;
  private @Nullable TransmitShare lastWaiting;

  private volatile long linkRefusals;

  /// Makes an empty queue.
  ///
  /// @param link where packets go; opened by somebody else
  /// @param scheduler whose thread takes over from a flusher that has worked for long enough
  /// @param ringBytes size of the ring, a power of two, at least four times the longest packet
  public TransmitQueue(Link link, Scheduler scheduler, int ringBytes) {
    if (Integer.bitCount(ringBytes) != 1) {
      throw new IllegalArgumentException("ringBytes=" + ringBytes + " is not a power of two");
    }
    this.link = link;
    this.scheduler = scheduler;
    ring = new byte[ringBytes];
    largestShare = ringBytes / SHARE_OF_RING;
    relay = scheduler.timer(this::work);
  }

  /// Takes room for a packet. A claim must be followed by [#commit], [#commitPartial] or [#abandon]
  /// very soon: packets claimed later wait for it.
  ///
  /// @param bytes length of the whole packet
  /// @param sender whose share it counts against; null to count against nobody's
  /// @return the slot, or [#NO_ROOM] if the ring is full or the sender has had its share
  public int claim(int bytes, @Nullable TransmitShare sender) {
    if (sender != null && sender.queued() > 0 && sender.queued() + bytes > largestShare) {
      return NO_ROOM;
    }
    lock.lock();
    try {
      long from = place(bytes);
      long claimed = slotsClaimed;
      if (claimed - slotsSent == SLOTS || from + bytes - bytesSent > ring.length) {
        return NO_ROOM;
      }
      int slot = (int) claimed & (SLOTS - 1);
      slotsClaimed = claimed + 1;
      bytesClaimed = from + bytes;
      end[slot] = bytesClaimed;
      length[slot] = bytes;
      tag[slot] = 0;
      share[slot] = sender;
      if (sender != null) {
        sender.add(bytes);
      }
      return slot;
    } finally {
      lock.unlock();
    }
  }

  /// Returns where the next packet starts: after the last one, or at the start of the ring if it
  /// does not fit before the end.
  private long place(int bytes) {
    int index = (int) bytesClaimed & (ring.length - 1);
    if (index != 0 && bytesSent == bytesClaimed) {
      // All is sent, so the flusher has nothing to write bytesSent for. Starting over at the
      // beginning of the ring keeps to the memory that is in the processor's cache.
      bytesClaimed += ring.length - index;
      bytesSent = bytesClaimed;
    } else if (index + bytes > ring.length) {
      return bytesClaimed + ring.length - index;
    }
    return bytesClaimed;
  }

  /// Returns the array in which claimed packets lie.
  public byte[] array() {
    return ring;
  }

  /// Returns where a claimed packet starts.
  ///
  /// @param slot what [#claim] returned
  public int offset(int slot) {
    return (int) (end[slot] - length[slot]) & (ring.length - 1);
  }

  /// Gives a claimed packet the tag of the one that it was, before it is committed; else it has
  /// none.
  ///
  /// @param slot what [#claim] returned
  /// @param tag see [Packet#tag]
  public void tag(int slot, long tag) {
    this.tag[slot] = tag;
  }

  /// Says that an ordinary packet is written.
  ///
  /// @param slot what [#claim] returned
  public void commit(int slot) {
    transportOffset[slot] = 0;
    gsoSize[slot] = 0;
    STATE.setRelease(state, slot, COMMITTED);
  }

  /// Says that a packet is written whose TCP checksum the link has to complete.
  ///
  /// @param slot what [#claim] returned
  /// @param transportOffset where the TCP header starts in the packet, above 0
  /// @param gsoSize into segments of how many bytes the link has to cut it; 0 for an ordinary
  ///     packet
  public void commitPartial(int slot, int transportOffset, int gsoSize) {
    this.transportOffset[slot] = transportOffset;
    this.gsoSize[slot] = gsoSize;
    STATE.setRelease(state, slot, COMMITTED);
  }

  /// Says that a claimed packet will not be written after all.
  ///
  /// @param slot what [#claim] returned
  public void abandon(int slot) {
    STATE.setRelease(state, slot, ABANDONED);
  }

  /// Has a sender called back, by [TransmitShare#outputReady], after the queue was drained. To be
  /// followed by [#flush].
  ///
  /// @param sender who was refused
  public void awaitRoom(TransmitShare sender) {
    lock.lock();
    try {
      if (sender.waiting) {
        return;
      }
      sender.waiting = true;
      if (lastWaiting == null) {
        firstWaiting = sender;
      } else {
        lastWaiting.nextWaiting = sender;
      }
      lastWaiting = sender;
    } finally {
      lock.unlock();
    }
  }

  /// Has everything that is committed handed to the link, by this thread or by the one that is at
  /// it. To be called without any lock.
  public void flush() {
    // Everybody sees at least what he has queued himself, and nobody has to send more.
    if (!isIdle() && pending.getAndIncrement() == 0) {
      work();
    }
  }

  /// Whether no packet is in the queue, and no sender waits for room in it.
  public boolean isIdle() {
    return slotsClaimed == slotsSent && firstWaiting == null;
  }

  /// Returns how many packets the link refused.
  public long linkRefusals() {
    return linkRefusals;
  }

  private void work() {
    boolean done = false;
    try {
      for (int round = 0; round < ROUNDS_BEFORE_RELAY && !done; round++) {
        int seen = pending.get();
        boolean more = drain();
        callWaiting();
        done = !more && pending.addAndGet(-seen) == 0;
      }
    } finally {
      if (!done) {
        relay.arm(scheduler.nanoTime());
      }
    }
  }

  /// Hands over what is committed, a ring's worth of slots at most.
  ///
  /// @return whether there may be more
  private boolean drain() {
    for (int count = 0; count < SLOTS; count++) {
      int slot = (int) slotsSent & (SLOTS - 1);
      byte what = (byte) STATE.getAcquire(state, slot);
      if (what == FREE) {
        if (count > 0) {
          link.flush();
        }
        return false;
      }
      if (what == COMMITTED) {
        transmit(slot);
      }
      release(slot);
    }
    link.flush();
    return true;
  }

  // The only writer is the flusher, of which there is one at a time.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void transmit(int slot) {
    packet.set(ring, offset(slot), length[slot]);
    if (transportOffset[slot] != 0) {
      packet.setPartialTcpChecksum(transportOffset[slot]);
      packet.gsoSize = gsoSize[slot];
    }
    packet.tag = tag[slot];
    if (!link.transmit(packet)) {
      linkRefusals++;
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void release(int slot) {
    TransmitShare sender = share[slot];
    if (sender != null) {
      sender.add(-length[slot]);
      share[slot] = null;
    }
    long sent = end[slot];
    state[slot] = FREE;
    slotsSent++;
    bytesSent = sent;
  }

  private void callWaiting() {
    TransmitShare sender = takeWaiting();
    while (sender != null) {
      TransmitShare next = unlink(sender);
      sender.outputReady();
      sender = next;
    }
  }

  /// From here on the sender may be put on the list again.
  private @Nullable TransmitShare unlink(TransmitShare sender) {
    lock.lock();
    try {
      TransmitShare next = sender.nextWaiting;
      sender.nextWaiting = null;
      sender.waiting = false;
      return next;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable TransmitShare takeWaiting() {
    if (firstWaiting == null) {
      return null;
    }
    lock.lock();
    try {
      TransmitShare first = firstWaiting;
      firstWaiting = null;
      lastWaiting = null;
      return first;
    } finally {
      lock.unlock();
    }
  }
}

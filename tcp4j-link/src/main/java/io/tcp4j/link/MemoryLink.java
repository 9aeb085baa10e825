package io.tcp4j.link;

import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One end of a cable in memory, or a loopback. A transmitted packet is copied into the bounded
/// queue of the other end, whose receiver gets it on the scheduler's thread, in order, some at a
/// time so that other timers have their turn; the cable itself takes no time. Packets that wait for
/// the receiver when its end is closed are lost.
///
/// With offload ([LinkCapabilities#FULL]) super-packets and partial checksums cross as they are,
/// and two stacks in one process need not cut, sum or check anything.
public final class MemoryLink implements Link {
  /// Packets that each direction can hold unless said otherwise.
  public static final int DEFAULT_QUEUE = 1024;

  private static final int MOST_PER_TURN = 64;

  /// Bytes that each direction can hold.
  private static final int MOST_MEMORY = 16 << 20;

  private final String name;
  private final int mtu;
  private final LinkCapabilities capabilities;
  private final int queue;
  private final Scheduler scheduler;
  private final LinkDropCounts drops = new LinkDropCounts();
  private final ReentrantLock lifecycle = new ReentrantLock();
  private boolean closed;
  private MemoryLink peer = this;

  /// Where packets for this end wait; null unless it is open.
  private volatile @Nullable Inbox inbox;

  private MemoryLink(
      String name, int mtu, Scheduler scheduler, LinkCapabilities capabilities, int queue) {
    if (mtu < 68 || mtu > 65535) { // RFC 791 section 3.2: every module must be able to forward 68
      throw new IllegalArgumentException("mtu=" + mtu + " is not in 68..65535");
    }
    if (queue < 1 || queue > 1_000_000) {
      throw new IllegalArgumentException("queue=" + queue + " is not in 1..1000000");
    }
    this.name = Objects.requireNonNull(name, "name");
    this.mtu = mtu;
    this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    this.capabilities = Objects.requireNonNull(capabilities, "capabilities");
    this.queue = queue;
  }

  /// The two ends of a cable.
  ///
  /// @param a one end
  /// @param b the other end
  public record Pair(MemoryLink a, MemoryLink b) {}

  /// Makes a cable without offload.
  ///
  /// @param nameA name of the one end
  /// @param nameB name of the other
  /// @param mtu length of the longest packet, 68 to 65535
  /// @param scheduler whose thread delivers
  public static Pair pair(String nameA, String nameB, int mtu, Scheduler scheduler) {
    return pair(nameA, nameB, mtu, scheduler, LinkCapabilities.NONE, DEFAULT_QUEUE);
  }

  /// Makes a cable.
  ///
  /// @param nameA name of the one end
  /// @param nameB name of the other
  /// @param mtu length of the longest packet, 68 to 65535
  /// @param scheduler whose thread delivers
  /// @param capabilities the offload of both ends
  /// @param queue most packets that wait in each direction, 1 to 1,000,000; they have at most 16
  ///     MiB
  public static Pair pair(
      String nameA,
      String nameB,
      int mtu,
      Scheduler scheduler,
      LinkCapabilities capabilities,
      int queue) {
    MemoryLink a = new MemoryLink(nameA, mtu, scheduler, capabilities, queue);
    MemoryLink b = new MemoryLink(nameB, mtu, scheduler, capabilities, queue);
    a.peer = b;
    b.peer = a;
    return new Pair(a, b);
  }

  /// Makes a link that brings back what it is given, without offload.
  ///
  /// @param name name of the link
  /// @param mtu length of the longest packet, 68 to 65535
  /// @param scheduler whose thread delivers
  public static MemoryLink loopback(String name, int mtu, Scheduler scheduler) {
    return loopback(name, mtu, scheduler, LinkCapabilities.NONE, DEFAULT_QUEUE);
  }

  /// Makes a link that brings back what it is given.
  ///
  /// @param name name of the link
  /// @param mtu length of the longest packet, 68 to 65535
  /// @param scheduler whose thread delivers
  /// @param capabilities its offload
  /// @param queue as for [#pair]
  public static MemoryLink loopback(
      String name, int mtu, Scheduler scheduler, LinkCapabilities capabilities, int queue) {
    return new MemoryLink(name, mtu, scheduler, capabilities, queue);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int mtu() {
    return mtu;
  }

  @Override
  public LinkCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public void open(PacketReceiver receiver) {
    Objects.requireNonNull(receiver, "receiver");
    lifecycle.lock();
    try {
      if (closed || inbox != null) {
        throw new IllegalStateException(name + " is " + (closed ? "closed" : "open already"));
      }
      inbox = new Inbox(receiver);
    } finally {
      lifecycle.unlock();
    }
  }

  @Override
  public boolean transmit(Packet packet) {
    Inbox destination = peer.inbox;
    if (destination == null || inbox == null) {
      return drops.drop(LinkDrop.CLOSED);
    }
    if (!isAcceptable(packet)) {
      return drops.drop(LinkDrop.MALFORMED);
    }
    if (packet.length > (packet.isSuperPacket() ? longest() : mtu)) {
      return drops.drop(LinkDrop.TOO_LONG);
    }
    return destination.put(packet) || drops.drop(LinkDrop.QUEUE_FULL);
  }

  @Override
  public void flush() {
    Inbox destination = peer.inbox;
    if (destination != null) {
      destination.announce();
    }
  }

  @Override
  public long dropped(LinkDrop reason) {
    return drops.count(reason);
  }

  @Override
  public void close() {
    lifecycle.lock();
    try {
      closed = true;
      inbox = null;
    } finally {
      lifecycle.unlock();
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private boolean isAcceptable(Packet packet) {
    return packet.isWithinArray()
        && (packet.checksumState != ChecksumState.PARTIAL || capabilities.checksumOffload())
        && (!packet.isSuperPacket() || capabilities.gsoMax() > 0);
  }

  private int longest() {
    return Math.max(mtu, capabilities.gsoMax());
  }

  /// What makes an end open: its receiver, and the packets that wait for it.
  private final class Inbox implements Runnable {
    private final PacketReceiver receiver;
    private final PacketRing ring;
    private final Scheduler.Timer timer;

    /// Packets that the last removal left behind.
    private int left;

    /// Whether packets wait that nobody has been told of; belongs to the sender.
    private boolean unannounced;

    Inbox(PacketReceiver receiver) {
      this.receiver = receiver;
      ring = new PacketRing(queue, MOST_MEMORY);
      timer = scheduler.timer(this);
    }

    /// Called by the other end. Only behind a packet that finds the queue empty does the timer have
    /// to be armed: for the others, the turn that takes the ones before them out does it. That is
    /// put off until there is a turn's worth of packets or no room for more, since waking a thread
    /// for each of them costs more than all the rest.
    boolean put(Packet packet) {
      int before = ring.put(packet);
      if (before == 0) {
        unannounced = true;
      }
      if (before < 0 || before >= MOST_PER_TURN - 1) {
        announce();
      }
      return before >= 0;
    }

    /// Called by the other end: sees to it that there will be a turn.
    void announce() {
      if (unannounced) {
        unannounced = false;
        timer.arm(scheduler.nanoTime());
      }
    }

    /// One turn of delivery.
    @Override
    public void run() {
      int count = Math.min(ring.size(), MOST_PER_TURN);
      try {
        for (int i = 0; i < count && inbox == this; i++) {
          deliverOne();
        }
        if (inbox == this) {
          receiver.batchEnd();
        }
      } finally {
        if (left > 0 && inbox == this) {
          timer.arm(scheduler.nanoTime());
        }
      }
    }

    private void deliverOne() {
      try {
        receiver.receive(ring.peek());
      } finally {
        left = ring.remove();
      }
    }
  }
}

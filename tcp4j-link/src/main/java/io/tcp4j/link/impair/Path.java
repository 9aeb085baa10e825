package io.tcp4j.link.impair;

import io.tcp4j.link.LinkDrop;
import io.tcp4j.link.LinkDropCounts;
import io.tcp4j.link.Packet;
import io.tcp4j.link.Scheduler;
import io.tcp4j.link.Segmentation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One way that packets take, past any number of rules to its exit.
///
/// A *direct* path hands on what comes out of its rules at once, on the thread that brought it; its
/// rules must not need the scheduler and stay the same once it is open. A *queued* one keeps it for
/// a given time, perhaps none, and hands it on by the scheduler's thread only, so that there is one
/// thread at a time and one order; rules may come and go. A lock covers the rules and the queue of
/// a queued path, never the handing on.
public final class Path {
  /// Where packets go on.
  public interface Exit {
    /// Takes one packet, borrowed for the call.
    ///
    /// @return false if it was dropped
    boolean pass(Packet packet);

    /// Called after the last of some packets that came out of the queue.
    void batchEnd();

    /// A rule has made a packet that is to go on here; nothing is done about it unless told.
    ///
    /// @param packet borrowed for the call; may be given a [tag][Packet#tag]
    /// @param label what the stage is called
    default void made(Packet packet, String label) {}
  }

  /// Told of what is dropped.
  @FunctionalInterface
  public interface Watcher {
    /// Nobody.
    Watcher NONE = (packet, label) -> {};

    /// A packet was dropped, by a rule or because it could not go on.
    ///
    /// @param packet borrowed for the call
    /// @param label what the stage is called, or what else was the reason
    void dropped(Packet packet, String label);
  }

  private final Scheduler scheduler;
  private final boolean queued;
  private final ReentrantLock lock;
  private final Exit exit;
  private final Watcher watcher;
  private final Arrivals arrivals;
  private final List<Stage> stages = new ArrayList<>();
  private final LinkDropCounts drops = new LinkDropCounts();
  private @Nullable Path opposite;
  private @Nullable Stage first;
  private long delay;
  private boolean closed;
  private volatile boolean open;

  /// What became of the packet that the thread at hand brings, in a direct path.
  private boolean exitTook;

  /// A packet cut out of a super-packet; belongs to the thread that brings packets.
  private final Packet piece = new Packet();

  private Path(
      Scheduler scheduler, boolean queued, ReentrantLock lock, Exit exit, Watcher watcher) {
    this.scheduler = scheduler;
    this.queued = queued;
    this.lock = lock;
    this.exit = exit;
    this.watcher = watcher;
    arrivals = new Arrivals(scheduler, lock, exit);
  }

  /// Makes a direct path, not open yet.
  ///
  /// @param scheduler time
  /// @param exit where packets go on
  public static Path direct(Scheduler scheduler, Exit exit) {
    return new Path(scheduler, false, new ReentrantLock(), exit, Watcher.NONE);
  }

  /// Makes the two ways of a cable, queued, not open yet. What rules of the one answer goes by way
  /// of the other.
  ///
  /// @param scheduler time, and whose thread hands on
  /// @param thereExit where packets go on that go there
  /// @param backExit where packets go on that come back
  /// @param watcher whom to tell of what is dropped
  public static Pair queued(Scheduler scheduler, Exit thereExit, Exit backExit, Watcher watcher) {
    // One lock for both, since the answers of the one enter the other.
    ReentrantLock lock = new ReentrantLock();
    Path there = new Path(scheduler, true, lock, thereExit, watcher);
    Path back = new Path(scheduler, true, lock, backExit, watcher);
    there.opposite = back;
    back.opposite = there;
    return new Pair(there, back);
  }

  /// Two ways in opposite directions.
  ///
  /// @param there the one
  /// @param back the other
  public record Pair(Path there, Path back) {}

  /// Sets how long packets take behind the last rule; none unless told. Those under way are not
  /// concerned.
  ///
  /// @param time not negative
  public void delay(Duration time) {
    lock.lock();
    try {
      delay = Ranges.duration("delay", time);
    } finally {
      lock.unlock();
    }
  }

  /// Puts a rule to work behind those that are there.
  ///
  /// @param rule what
  /// @param label what it is to be called
  /// @param random chance of its own
  /// @param only for which packets; the others go by it
  public Stage add(Rule rule, String label, RandomGenerator random, PacketFilter only) {
    if (rule.needsScheduler() && !queued) {
      throw new IllegalArgumentException(rule + " needs a queued path");
    }
    Stage stage = rule.start(new Site(this, label, random, only));
    lock.lock();
    try {
      stages.add(stage);
      link();
    } finally {
      lock.unlock();
    }
    return stage;
  }

  /// Ends a rule: what it holds goes on at once. Does nothing if it is ended already.
  ///
  /// @param stage what [#add] returned
  public void remove(Stage stage) {
    lock.lock();
    try {
      if (stages.contains(stage)) {
        stage.release();
        stages.remove(stage);
        link();
      }
    } finally {
      lock.unlock();
    }
  }

  private void link() {
    Stage after = null;
    for (Stage stage : stages.reversed()) {
      stage.next(after);
      after = stage;
    }
    first = after;
  }

  /// Returns what has happened so far, rule by rule.
  public List<Stage> stages() {
    lock.lock();
    try {
      return List.copyOf(stages);
    } finally {
      lock.unlock();
    }
  }

  /// Starts to take packets, unless closed already.
  public void open() {
    lock.lock();
    try {
      open = !closed;
    } finally {
      lock.unlock();
    }
  }

  /// Forgets the packets under way and takes no more.
  public void close() {
    lock.lock();
    try {
      open = false;
      closed = true;
      stages.forEach(Stage::clear);
      arrivals.close();
    } finally {
      lock.unlock();
    }
  }

  /// Whether packets go on by themselves, on the scheduler's thread.
  public boolean isQueued() {
    return queued;
  }

  /// Returns how many packets were refused.
  ///
  /// @param reason why
  public long dropped(LinkDrop reason) {
    return drops.count(reason);
  }

  /// Takes a packet. Before any harm is done it is cut and its checksum completed, since offload
  /// would repair the harm. Called by one thread at a time.
  ///
  /// @param packet borrowed for the call
  /// @return false if the packet was refused, or dropped by the exit at once; what becomes of it
  ///     later nobody tells, as on any network
  public boolean offer(Packet packet) {
    if (!open) {
      return drops.drop(LinkDrop.CLOSED);
    }
    if (!queued) {
      return first == null ? exit.pass(packet) : enter(packet);
    }
    lock.lock();
    try {
      return open ? enter(packet) : drops.drop(LinkDrop.CLOSED);
    } finally {
      lock.unlock();
    }
  }

  private boolean enter(Packet packet) {
    int pieces = packet.isWithinArray() ? Segmentation.pieces(packet) : 0;
    if (pieces == 0 || (!packet.isSuperPacket() && !Segmentation.completeChecksum(packet))) {
      watcher.dropped(packet, "malformed");
      return drops.drop(LinkDrop.MALFORMED);
    }
    exitTook = true;
    if (!packet.isSuperPacket()) {
      enterWhole(packet);
      return exitTook;
    }
    int longest = Segmentation.longestPiece(packet);
    if (piece.array.length < longest) {
      piece.array = new byte[longest];
    }
    boolean taken = false;
    for (int i = 0; i < pieces; i++) {
      piece.offset = 0;
      Segmentation.cut(packet, i, piece);
      exitTook = true;
      enterWhole(piece);
      taken |= exitTook;
    }
    return taken;
  }

  private void enterWhole(Packet packet) {
    if (first == null) {
      exit(packet);
    } else {
      first.offer(packet);
    }
  }

  /// A packet has passed all rules.
  void exit(Packet packet) {
    if (!queued) {
      exitTook = exit.pass(packet);
      return;
    }
    if (!arrivals.send(packet, scheduler.nanoTime() + delay)) {
      drops.drop(LinkDrop.QUEUE_FULL);
      watcher.dropped(packet, "queue");
    }
  }

  void answer(Packet packet, String label) {
    Path back = opposite;
    if (back != null && back.open) {
      back.made(packet, label);
      back.exit(packet);
    }
  }

  void made(Packet packet, String label) {
    exit.made(packet, label);
  }

  void dropped(Packet packet, String label) {
    watcher.dropped(packet, label);
  }

  Scheduler scheduler() {
    return scheduler;
  }

  Scheduler.Timer timer(Runnable task) {
    return scheduler.timer(
        () -> {
          lock.lock();
          try {
            if (open) {
              task.run();
            }
          } finally {
            lock.unlock();
          }
        });
  }

  /// Returns how many packets have passed all rules and not arrived yet. May be called by any
  /// thread.
  public int underWay() {
    return arrivals.underWay();
  }
}

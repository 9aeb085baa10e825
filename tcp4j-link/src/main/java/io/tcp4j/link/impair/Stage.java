package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;
import org.jspecify.annotations.Nullable;

/// A [Rule] at work on one way, with what it remembers: takes each packet, and passes it on or does
/// not, now or later.
///
/// All but [#counts] and [#label] is called by one thread at a time, which the [Path] sees to;
/// timers come from [Site#timer] for that reason. Packets are borrowed for the call: who keeps one
/// copies it, and who changes one changes a copy.
public abstract class Stage {
  private final Site site;
  private @Nullable Stage next;

  // Written by one thread at a time, read by any.
  private volatile long number;
  private volatile long seen;
  private volatile long touched;
  private volatile long dropped;
  private volatile long added;

  /// Makes a stage.
  ///
  /// @param site what it may use
  protected Stage(Site site) {
    this.site = site;
  }

  /// Takes a packet: to call [#pass] or [#drop] with it now, or later with a copy.
  ///
  /// @param packet ordinary and complete, as on a wire; borrowed for the call
  /// @param number 1 for the first that comes to the stage, and so on
  protected abstract void take(Packet packet, long number);

  /// The rule is over: what is held goes on at once.
  protected void release() {}

  /// The path is closed: what is held is lost.
  protected void clear() {}

  /// Returns how many packets are held. May be called by any thread.
  protected long held() {
    return 0;
  }

  /// Lets a packet go on.
  ///
  /// @param packet borrowed for the call
  protected final void pass(Packet packet) {
    if (next == null) {
      site.exit(packet);
    } else {
      next.offer(packet);
    }
  }

  /// Sends a packet on that the stage has made itself.
  ///
  /// @param packet complete, as on a wire; borrowed for the call
  protected final void send(Packet packet) {
    site.made(packet);
    pass(packet);
  }

  /// Lets a packet go no further, which counts as having touched it.
  ///
  /// @param packet which
  protected final void drop(Packet packet) {
    touch();
    dropTouched(packet);
  }

  /// Lets a packet go no further that counts as touched already.
  ///
  /// @param packet which
  @SuppressWarnings("NonAtomicVolatileUpdate")
  protected final void dropTouched(Packet packet) {
    dropped++;
    site.dropped(packet);
  }

  /// Counts a packet as touched, which is to be done once for each.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  protected final void touch() {
    touched++;
  }

  /// Counts a copy.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  protected final void add() {
    added++;
  }

  /// Returns where it is at work.
  protected final Site site() {
    return site;
  }

  /// Returns what it is called.
  public final String label() {
    return site.label();
  }

  /// Returns what it has done so far. May be called by any thread.
  public final RuleCounts counts() {
    return new RuleCounts(seen, touched, dropped, added, held());
  }

  @SuppressWarnings("NonAtomicVolatileUpdate")
  final void offer(Packet packet) {
    number++;
    if (site.only().matches(packet, number)) {
      seen++;
      take(packet, seen);
    } else {
      pass(packet);
    }
  }

  final void next(@Nullable Stage stage) {
    next = stage;
  }

  @Override
  public String toString() {
    return label() + " " + counts();
  }
}

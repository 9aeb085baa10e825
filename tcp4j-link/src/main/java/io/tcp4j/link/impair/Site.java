package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;
import io.tcp4j.link.Scheduler;
import java.util.random.RandomGenerator;

/// Where a [Rule] is at work: what a [Stage] may use.
public final class Site {
  private final Path path;
  private final String label;
  private final RandomGenerator random;
  private final PacketFilter only;

  Site(Path path, String label, RandomGenerator random, PacketFilter only) {
    this.path = path;
    this.label = label;
    this.random = random;
    this.only = only;
  }

  /// Returns what the stage is called where its deeds are told.
  public String label() {
    return label;
  }

  /// Returns chance that nobody else draws from.
  public RandomGenerator random() {
    return random;
  }

  /// Returns the time in nanoseconds.
  public long now() {
    return path.scheduler().nanoTime();
  }

  /// Makes a timer whose task may do what a stage does when a packet comes.
  ///
  /// @param task what it runs
  public Scheduler.Timer timer(Runnable task) {
    return path.timer(task);
  }

  /// Sends a packet back to where the others come from; no rule is applied to it.
  ///
  /// @param packet complete, as on a wire; borrowed for the call
  public void answer(Packet packet) {
    path.answer(packet, label);
  }

  /// Which packets the rule is for; the others go by.
  PacketFilter only() {
    return only;
  }

  void exit(Packet packet) {
    path.exit(packet);
  }

  void made(Packet packet) {
    path.made(packet, label);
  }

  void dropped(Packet packet) {
    path.dropped(packet, label);
  }
}

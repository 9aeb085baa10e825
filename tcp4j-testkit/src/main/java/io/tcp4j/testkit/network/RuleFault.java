package io.tcp4j.testkit.network;

import io.tcp4j.link.impair.Path;
import io.tcp4j.link.impair.Rule;
import io.tcp4j.link.impair.RuleCounts;
import io.tcp4j.link.impair.Stage;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/// A rule at work on some traffic, wherever that is met.
class RuleFault implements Fault {
  private record Applied(Path path, Stage stage) {}

  private final SimulatedNetwork network;
  private final String name;
  private final Traffic traffic;
  private final Rule rule;

  /// Covers that it begins on one cable more, and that it ends.
  private final ReentrantLock lock = new ReentrantLock();

  /// Where it is at work, by the label of the way; one that is met twice has a number behind it.
  /// Guarded by the lock.
  private final Map<String, Applied> applied = new LinkedHashMap<>();

  /// The same, for whoever only looks.
  private volatile List<Applied> everywhere = List.of();

  /// Guarded by the lock.
  private boolean closed;

  RuleFault(SimulatedNetwork network, String name, Traffic traffic, Rule rule) {
    this.network = network;
    this.name = name;
    this.traffic = traffic;
    this.rule = rule;
    extend();
  }

  /// Puts the rule to work where it is not yet.
  final void extend() {
    lock.lock();
    try {
      if (!closed) {
        applyWhereItIsNotYet();
      }
    } finally {
      lock.unlock();
    }
  }

  private void applyWhereItIsNotYet() {
    Map<String, Integer> met = new HashMap<>();
    for (Traffic.Way way : traffic.ways()) {
      int times = met.merge(way.label(), 1, Integer::sum);
      String label = times == 1 ? way.label() : way.label() + " " + times;
      applied.computeIfAbsent(label, fresh -> apply(way, fresh));
    }
    everywhere = List.copyOf(applied.values());
  }

  private Applied apply(Traffic.Way way, String label) {
    RandomGenerator chance = network.seeds().child("fault " + name).named(label);
    return new Applied(way.path(), way.path().add(rule, name, chance, way.only()));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public RuleCounts counts() {
    return stages().stream()
        .map(Stage::counts)
        .reduce(new RuleCounts(0, 0, 0, 0, 0), RuleCounts::plus);
  }

  @Override
  public void close() {
    if (ends()) {
      everywhere.forEach(one -> one.path().remove(one.stage()));
      network.ended(this);
    }
  }

  /// Whether this is the call that ends it.
  private boolean ends() {
    lock.lock();
    try {
      boolean first = !closed;
      closed = true;
      return first;
    } finally {
      lock.unlock();
    }
  }

  final List<Stage> stages() {
    return everywhere.stream().map(Applied::stage).toList();
  }

  @Override
  public String toString() {
    return name + " " + counts();
  }
}

package io.tcp4j.testkit.network;

import io.tcp4j.link.impair.Path;
import io.tcp4j.link.impair.Rule;
import io.tcp4j.link.impair.RuleCounts;
import io.tcp4j.link.impair.Stage;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A rule at work on some traffic, wherever that is met.
class RuleFault implements Fault {
  private record Applied(Path path, Stage stage) {}

  private final SimulatedNetwork network;
  private final String name;
  private final Traffic traffic;
  private final Rule rule;

  /// Where it is at work, by the label of the way; one that is met twice has a number behind it.
  private final Map<String, Applied> applied = new LinkedHashMap<>();

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
    if (closed) {
      return;
    }
    Map<String, Integer> met = new HashMap<>();
    for (Traffic.Way way : traffic.ways()) {
      int times = met.merge(way.label(), 1, Integer::sum);
      String label = times == 1 ? way.label() : way.label() + " " + times;
      applied.computeIfAbsent(label, fresh -> apply(way, fresh));
    }
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
    if (!closed) {
      closed = true;
      applied.values().forEach(one -> one.path().remove(one.stage()));
      network.ended(this);
    }
  }

  final List<Stage> stages() {
    return applied.values().stream().map(Applied::stage).toList();
  }

  @Override
  public String toString() {
    return name + " " + counts();
  }
}

package io.tcp4j.testkit.network;

import io.tcp4j.link.impair.Path;
import io.tcp4j.link.impair.RuleCounts;
import io.tcp4j.link.impair.Stage;
import java.util.List;

/// A rule at work on some ways.
class RuleFault implements Fault {
  /// A stage and where it is.
  record Applied(Path path, Stage stage) {}

  private final SimulatedNetwork network;
  private final String name;
  private final List<Applied> applied;
  private boolean closed;

  RuleFault(SimulatedNetwork network, String name, List<Applied> applied) {
    this.network = network;
    this.name = name;
    this.applied = applied;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public RuleCounts counts() {
    return applied.stream()
        .map(one -> one.stage().counts())
        .reduce(new RuleCounts(0, 0, 0, 0, 0), RuleCounts::plus);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      applied.forEach(one -> one.path().remove(one.stage()));
      network.ended(this);
    }
  }

  final List<Applied> applied() {
    return applied;
  }

  @Override
  public String toString() {
    return name + " " + counts();
  }
}

package io.tcp4j.testkit.explore;

import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.StateDiagram;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What an exploration has seen: how often each thing happened in each state, and which edges of
/// the state diagram were taken.
public final class Coverage {
  private final Map<State, Map<Happening, Long>> counts = new EnumMap<>(State.class);
  private final Set<StateDiagram.Edge> taken = new LinkedHashSet<>();

  Coverage() {}

  void saw(State state, Happening happening) {
    row(state).merge(happening, 1L, Long::sum);
  }

  void took(State from, Event event, State to) {
    taken.add(StateDiagram.edge(from, event, to));
  }

  void add(Coverage other) {
    other.counts.forEach(
        (state, row) -> row.forEach((what, count) -> row(state).merge(what, count, Long::sum)));
    taken.addAll(other.taken);
  }

  private Map<Happening, Long> row(State state) {
    return counts.computeIfAbsent(state, _ -> new EnumMap<>(Happening.class));
  }

  /// How many pairs of a state and something that happened in it there were.
  public int pairs() {
    return counts.values().stream().mapToInt(Map::size).sum();
  }

  /// The edges of the state diagram that no run has taken.
  public List<StateDiagram.Edge> edgesNotTaken() {
    List<StateDiagram.Edge> left = new ArrayList<>(StateDiagram.allEdges());
    left.removeAll(taken);
    return left;
  }

  /// How many edges of the state diagram were taken.
  public int edgesTaken() {
    return taken.size();
  }

  /// States × events as a table for people: how often, in thousands (k) and millions (M) where it
  /// was often.
  @Override
  public String toString() {
    var out = new StringBuilder("%-12s".formatted(""));
    for (Happening happening : Happening.values()) {
      out.append("%8s".formatted(happening));
    }
    for (State state : State.values()) {
      out.append("\n%-12s".formatted(state));
      for (Happening happening : Happening.values()) {
        Long count = row(state).get(happening);
        out.append("%8s".formatted(count == null ? "·" : text(count)));
      }
    }
    return out.append('\n').toString();
  }

  private static String text(long count) {
    if (count < 10_000) {
      return Long.toString(count);
    }
    return count < 10_000_000 ? count / 1_000 + "k" : count / 1_000_000 + "M";
  }
}

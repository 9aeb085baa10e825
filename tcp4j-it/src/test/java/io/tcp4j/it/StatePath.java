package io.tcp4j.it;

import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.StateDiagram;
import io.tcp4j.tcp.model.StateDiagram.Edge;
import io.tcp4j.tcp.model.TcpObserver;
import io.tcp4j.tcp.model.Trigger;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The way that the connections of a host of ours took through the state diagram.
final class StatePath implements TcpObserver {
  /// A transition, and when it was.
  record Taken(Edge edge, long nanos) {}

  private final List<Taken> taken = new CopyOnWriteArrayList<>();

  @Override
  public void stateChanged(
      FourTuple connection, State from, Event event, State to, Trigger trigger) {
    Edge edge =
        StateDiagram.allEdges().stream()
            .filter(e -> e.from() == from && e.event() == event && e.to() == to)
            .findFirst()
            .orElseThrow();
    taken.add(new Taken(edge, System.nanoTime()));
  }

  /// The state that was entered last; CLOSED before any.
  State last() {
    return taken.isEmpty() ? State.CLOSED : taken.getLast().edge().to();
  }

  /// All transitions, in their order.
  List<Edge> edges() {
    return taken.stream().map(Taken::edge).toList();
  }

  /// When a state was entered for the first time, by this machine's clock.
  long entered(State state) {
    return taken.stream().filter(t -> t.edge().to() == state).findFirst().orElseThrow().nanos();
  }
}

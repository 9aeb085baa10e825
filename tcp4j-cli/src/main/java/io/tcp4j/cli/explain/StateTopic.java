package io.tcp4j.cli.explain;

import io.tcp4j.cli.text.Page;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.StateDiagram;
import io.tcp4j.tcp.model.StateDiagram.Edge;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// One of the eleven states.
///
/// @param state which
/// @param summary what it waits for, in a few words
/// @param meaning what it means
/// @param who which ends can be in it
/// @param scenarios what shows it
record StateTopic(State state, String summary, String meaning, String who, List<String> scenarios)
    implements Topic {
  @Override
  public String name() {
    return state.toString();
  }

  /// As `ss` writes it, where that differs.
  @Override
  public List<String> alsoKnownAs() {
    return switch (state) {
      case CLOSED -> List.of("UNCONN");
      case SYN_RECEIVED -> List.of("SYN-RECV");
      case ESTABLISHED -> List.of("ESTAB");
      case LISTEN, SYN_SENT, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT ->
          List.of();
    };
  }

  @Override
  public void tell(Page page) {
    page.title(name(), "a state of a connection")
        .paragraph(meaning)
        .entry("who", who)
        .entries("comes from", edges(e -> e.to() == state, Edge::from))
        .entries("goes to", edges(e -> e.from() == state, Edge::to))
        .entry("the user", calls())
        .entries("see it", seen())
        .entry("rule", "RFC 9293 §3.3.2 (tcp4j explain 3.3.2)");
  }

  private List<String> seen() {
    return Stream.concat(
            Topic.demos(scenarios).stream(), Stream.of("tcp4j state " + scenarios.getFirst()))
        .toList();
  }

  private static List<String> edges(Predicate<Edge> which, Function<Edge, State> end) {
    return StateDiagram.allEdges().stream()
        .filter(which)
        .map(e -> "%-12s on %-19s %s".formatted(end.apply(e), e.event(), e.rule()))
        .toList();
  }

  /// What the state allows, as the engine has it.
  private String calls() {
    return (state.maySend() ? "may send" : "may not send")
        + (state.mayReceiveText()
            ? "; data that arrives is taken"
            : "; data that arrives is not taken");
  }
}

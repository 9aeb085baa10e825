package io.tcp4j.it;

import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.StateDiagram;
import io.tcp4j.tcp.model.StateDiagram.Edge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How each edge of the state diagram is taken with Linux at the other end, or why it cannot be.
final class LinuxEdges {
  /// A way to take an edge.
  ///
  /// @param edge which
  /// @param before the kernel's state when we are in the one that is left, as `ss` spells it
  /// @param reach what brings both there
  /// @param act what makes us take the edge
  /// @param after the kernel's state then
  record Shown(Edge edge, String before, TwoEnds.Step reach, TwoEnds.Step act, String after) {}

  /// Why the edges of a TCB in LISTEN are none of ours.
  static final String NO_CONNECTION =
      "a listener of the stack is no connection; a passive OPEN for one peer is the engine's"
          + " (`TcpConnection.listen`), and the sockets interface has none";

  /// Why a SYN in SYN-RECEIVED is none of Linux's.
  static final String NUMBERS_MOVE_ON =
      "the second SYN must lie in the window of the first, and the kernel's initial sequence"
          + " numbers move on by more than that in four milliseconds";

  private final List<Shown> shown = new ArrayList<>();
  private final Map<Edge, String> notShown = new LinkedHashMap<>();

  LinuxEdges() {
    new LinuxOrderlyEdges(this).add();
    new LinuxFailureEdges(this).add();
  }

  List<Shown> shown() {
    return shown;
  }

  /// Why the others are not.
  Map<Edge, String> notShown() {
    return notShown;
  }

  void take(
      State from,
      Event event,
      State to,
      String before,
      TwoEnds.Step reach,
      TwoEnds.Step act,
      String after) {
    shown.add(new Shown(edge(from, event, to), before, reach, act, after));
  }

  void not(State from, Event event, State to, String why) {
    notShown.put(edge(from, event, to), why);
  }

  private static Edge edge(State from, Event event, State to) {
    return StateDiagram.allEdges().stream()
        .filter(e -> e.from() == from && e.event() == event && e.to() == to)
        .findFirst()
        .orElseThrow();
  }
}

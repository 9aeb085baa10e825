package io.tcp4j.tcp.model;

import static io.tcp4j.tcp.model.Event.ABORT;
import static io.tcp4j.tcp.model.Event.ACTIVE_OPEN;
import static io.tcp4j.tcp.model.Event.CLOSE;
import static io.tcp4j.tcp.model.Event.FIN_WAIT_2_TIMEOUT;
import static io.tcp4j.tcp.model.Event.ICMP_ERROR;
import static io.tcp4j.tcp.model.Event.KEEP_ALIVE_TIMEOUT;
import static io.tcp4j.tcp.model.Event.PASSIVE_OPEN;
import static io.tcp4j.tcp.model.Event.RECEIVE_ACK_OF_FIN;
import static io.tcp4j.tcp.model.Event.RECEIVE_ACK_OF_SYN;
import static io.tcp4j.tcp.model.Event.RECEIVE_FIN;
import static io.tcp4j.tcp.model.Event.RECEIVE_FIN_AND_ACK_OF_FIN;
import static io.tcp4j.tcp.model.Event.RECEIVE_RST;
import static io.tcp4j.tcp.model.Event.RECEIVE_SYN;
import static io.tcp4j.tcp.model.Event.RECEIVE_SYN_ACK;
import static io.tcp4j.tcp.model.Event.SEND;
import static io.tcp4j.tcp.model.Event.TIME_WAIT_TIMEOUT;
import static io.tcp4j.tcp.model.Event.USER_TIMEOUT;
import static io.tcp4j.tcp.model.State.CLOSED;
import static io.tcp4j.tcp.model.State.CLOSE_WAIT;
import static io.tcp4j.tcp.model.State.CLOSING;
import static io.tcp4j.tcp.model.State.ESTABLISHED;
import static io.tcp4j.tcp.model.State.FIN_WAIT_1;
import static io.tcp4j.tcp.model.State.FIN_WAIT_2;
import static io.tcp4j.tcp.model.State.LAST_ACK;
import static io.tcp4j.tcp.model.State.LISTEN;
import static io.tcp4j.tcp.model.State.SYN_RECEIVED;
import static io.tcp4j.tcp.model.State.SYN_SENT;
import static io.tcp4j.tcp.model.State.TIME_WAIT;

import java.util.ArrayList;
import java.util.List;

/// Figure 5 of RFC 9293 as data, with the edges that its notes and §3.10 add.
///
/// One list serves the assertion on every transition, the figure in the documentation, the test
/// that each edge is taken, and whoever explains a run.
public final class StateDiagram {

  /// One arrow of the diagram.
  ///
  /// @param from the state that is left
  /// @param event what happened
  /// @param to the state that is entered
  /// @param rule where it is written, such as `Figure 5` or `§3.10.5`
  public record Edge(State from, Event event, State to, String rule) {
    /// The edge stands in the figure itself (the others come from its notes and from §3.10).
    public boolean inFigure() {
      return rule.equals(FIGURE);
    }
  }

  private static final int STATES = State.values().length;
  private static final int EVENTS = Event.values().length;
  private static final String FIGURE = "RFC 9293 Figure 5";

  private static final List<Edge> EDGES = edges();
  private static final boolean[] KNOWN = index(EDGES);

  private StateDiagram() {}

  /// All edges: the figure's first, in its order from top to bottom, then the others.
  public static List<Edge> allEdges() {
    return EDGES;
  }

  /// Whether the diagram has this edge.
  public static boolean allows(State from, Event event, State to) {
    return KNOWN[slot(from, event, to)];
  }

  /// The edge from one state to another.
  ///
  /// @throws IllegalArgumentException if the diagram has none
  public static Edge edge(State from, Event event, State to) {
    for (Edge edge : EDGES) {
      if (edge.from() == from && edge.event() == event && edge.to() == to) {
        return edge;
      }
    }
    throw new IllegalArgumentException("no edge " + from + " --" + event + "--> " + to);
  }

  /// The diagram in Mermaid's notation, for the documentation.
  public static String toMermaid() {
    var out = new StringBuilder("stateDiagram-v2\n");
    for (State state : State.values()) {
      out.append("  state \"").append(state).append("\" as ").append(state.name()).append('\n');
    }
    out.append("  [*] --> CLOSED\n");
    for (Edge edge : EDGES) {
      out.append("  ").append(edge.from().name()).append(" --> ").append(edge.to().name());
      out.append(" : ").append(edge.event());
      if (!edge.inFigure()) {
        out.append(" (").append(edge.rule()).append(')');
      }
      out.append('\n');
    }
    return out.toString();
  }

  private static List<Edge> edges() {
    var edges = new ArrayList<Edge>();
    figure(edges, CLOSED, PASSIVE_OPEN, LISTEN);
    figure(edges, CLOSED, ACTIVE_OPEN, SYN_SENT);
    figure(edges, LISTEN, CLOSE, CLOSED);
    figure(edges, LISTEN, RECEIVE_SYN, SYN_RECEIVED);
    figure(edges, LISTEN, SEND, SYN_SENT);
    figure(edges, SYN_SENT, RECEIVE_SYN, SYN_RECEIVED);
    figure(edges, SYN_SENT, RECEIVE_SYN_ACK, ESTABLISHED);
    figure(edges, SYN_SENT, CLOSE, CLOSED);
    figure(edges, SYN_RECEIVED, RECEIVE_ACK_OF_SYN, ESTABLISHED);
    figure(edges, SYN_RECEIVED, CLOSE, FIN_WAIT_1);
    figure(edges, SYN_RECEIVED, RECEIVE_RST, LISTEN);
    figure(edges, ESTABLISHED, CLOSE, FIN_WAIT_1);
    figure(edges, ESTABLISHED, RECEIVE_FIN, CLOSE_WAIT);
    figure(edges, FIN_WAIT_1, RECEIVE_ACK_OF_FIN, FIN_WAIT_2);
    figure(edges, FIN_WAIT_1, RECEIVE_FIN, CLOSING);
    figure(edges, FIN_WAIT_1, RECEIVE_FIN_AND_ACK_OF_FIN, TIME_WAIT);
    figure(edges, FIN_WAIT_2, RECEIVE_FIN, TIME_WAIT);
    figure(edges, CLOSING, RECEIVE_ACK_OF_FIN, TIME_WAIT);
    figure(edges, CLOSE_WAIT, CLOSE, LAST_ACK);
    figure(edges, LAST_ACK, RECEIVE_ACK_OF_FIN, CLOSED);
    figure(edges, TIME_WAIT, TIME_WAIT_TIMEOUT, CLOSED);

    edges.add(new Edge(LISTEN, ACTIVE_OPEN, SYN_SENT, "RFC 9293 §3.10.1"));
    edges.add(new Edge(SYN_RECEIVED, RECEIVE_SYN, LISTEN, "RFC 9293 §3.10.7.4, fourth"));
    edges.add(new Edge(SYN_SENT, RECEIVE_RST, CLOSED, "RFC 9293 §3.10.7.3, second"));
    for (State state :
        List.of(SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK)) {
      edges.add(new Edge(state, RECEIVE_RST, CLOSED, "RFC 9293 §3.10.7.4, second"));
    }
    for (State state :
        List.of(
            LISTEN,
            SYN_SENT,
            SYN_RECEIVED,
            ESTABLISHED,
            FIN_WAIT_1,
            FIN_WAIT_2,
            CLOSE_WAIT,
            CLOSING,
            LAST_ACK,
            TIME_WAIT)) {
      edges.add(new Edge(state, ABORT, CLOSED, "RFC 9293 §3.10.5"));
    }
    for (State state :
        List.of(SYN_SENT, SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, CLOSE_WAIT, CLOSING, LAST_ACK)) {
      edges.add(new Edge(state, USER_TIMEOUT, CLOSED, "RFC 9293 §3.10.8"));
    }
    for (State state : List.of(ESTABLISHED, FIN_WAIT_2, CLOSE_WAIT)) {
      edges.add(new Edge(state, KEEP_ALIVE_TIMEOUT, CLOSED, "RFC 9293 §3.8.4"));
    }
    for (State state :
        List.of(SYN_SENT, SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, CLOSE_WAIT, CLOSING, LAST_ACK)) {
      edges.add(new Edge(state, ICMP_ERROR, CLOSED, "RFC 9293 §3.9.2.2"));
    }
    edges.add(new Edge(FIN_WAIT_2, FIN_WAIT_2_TIMEOUT, CLOSED, "beyond the RFC: orphan"));
    edges.add(new Edge(TIME_WAIT, RECEIVE_SYN, SYN_RECEIVED, "RFC 9293 §3.6.1"));
    edges.add(new Edge(SYN_RECEIVED, RECEIVE_RST, TIME_WAIT, "RFC 9293 §3.6.1"));
    edges.add(new Edge(SYN_RECEIVED, RECEIVE_SYN, TIME_WAIT, "RFC 9293 §3.6.1"));
    edges.add(new Edge(TIME_WAIT, ACTIVE_OPEN, SYN_SENT, "beyond the RFC: reuse"));
    return List.copyOf(edges);
  }

  private static void figure(List<Edge> edges, State from, Event event, State to) {
    edges.add(new Edge(from, event, to, FIGURE));
  }

  private static boolean[] index(List<Edge> edges) {
    var known = new boolean[STATES * EVENTS * STATES];
    for (Edge edge : edges) {
      known[slot(edge.from(), edge.event(), edge.to())] = true;
    }
    return known;
  }

  @SuppressWarnings("EnumOrdinal") // a dense table, made and read by this class alone
  private static int slot(State from, Event event, State to) {
    return (from.ordinal() * EVENTS + event.ordinal()) * STATES + to.ordinal();
  }
}

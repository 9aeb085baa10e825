package io.tcp4j.tcp;

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
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.IcmpError;
import io.tcp4j.tcp.model.IcmpPolicy;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.StateDiagram;
import io.tcp4j.tcp.model.StateDiagram.Edge;
import io.tcp4j.tcp.model.TcpConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Each edge of the state diagram is taken by a scenario of its own. An edge without one fails.
class EdgeCoverageTest {
  private static final Duration LONG = Duration.ofMinutes(20);

  private final Map<String, Scenario> scenarios = new LinkedHashMap<>();

  /// What to do, from which state on.
  private record Scenario(State from, TcpConfig config, Consumer<ScriptedPeer> steps) {
    Scenario(State from, Consumer<ScriptedPeer> steps) {
      this(from, ScriptedPeer.PLAIN, steps);
    }
  }

  EdgeCoverageTest() {
    opens();
    closes();
    resets();
    aborts();
    timeouts();
    reuses();
  }

  private void opens() {
    edge(CLOSED, PASSIVE_OPEN, LISTEN, ScriptedPeer::listenForThisPeer);
    edge(CLOSED, ACTIVE_OPEN, SYN_SENT, ScriptedPeer::open);
    edge(LISTEN, ACTIVE_OPEN, SYN_SENT, p -> p.connection().open(p.now));
    edge(LISTEN, SEND, SYN_SENT, p -> p.send(10));
    edge(LISTEN, RECEIVE_SYN, SYN_RECEIVED, p -> p.inject("SYN seq=0"));
    edge(SYN_SENT, RECEIVE_SYN, SYN_RECEIVED, p -> p.inject("SYN seq=0"));
    edge(SYN_SENT, RECEIVE_SYN_ACK, ESTABLISHED, p -> p.inject("SYN,ACK seq=0 ack=1"));
    edge(SYN_RECEIVED, RECEIVE_ACK_OF_SYN, ESTABLISHED, p -> p.inject("ACK seq=1 ack=1"));
    edge(SYN_RECEIVED, RECEIVE_SYN, LISTEN, p -> p.inject("SYN seq=2"));
  }

  private void closes() {
    edge(LISTEN, CLOSE, CLOSED, ScriptedPeer::close);
    edge(SYN_SENT, CLOSE, CLOSED, ScriptedPeer::close);
    edge(SYN_RECEIVED, CLOSE, FIN_WAIT_1, ScriptedPeer::close);
    edge(ESTABLISHED, CLOSE, FIN_WAIT_1, ScriptedPeer::close);
    edge(ESTABLISHED, RECEIVE_FIN, CLOSE_WAIT, p -> p.inject("FIN,ACK seq=1 ack=1"));
    edge(FIN_WAIT_1, RECEIVE_ACK_OF_FIN, FIN_WAIT_2, p -> p.inject("ACK seq=1 ack=2"));
    edge(FIN_WAIT_1, RECEIVE_FIN, CLOSING, p -> p.inject("FIN,ACK seq=1 ack=1"));
    edge(FIN_WAIT_1, RECEIVE_FIN_AND_ACK_OF_FIN, TIME_WAIT, p -> p.inject("FIN,ACK seq=1 ack=2"));
    edge(FIN_WAIT_2, RECEIVE_FIN, TIME_WAIT, p -> p.inject("FIN,ACK seq=1 ack=2"));
    edge(CLOSE_WAIT, CLOSE, LAST_ACK, ScriptedPeer::close);
    edge(CLOSING, RECEIVE_ACK_OF_FIN, TIME_WAIT, p -> p.inject("ACK seq=2 ack=2"));
    edge(LAST_ACK, RECEIVE_ACK_OF_FIN, CLOSED, p -> p.inject("ACK seq=2 ack=2"));
  }

  private void resets() {
    edge(SYN_SENT, RECEIVE_RST, CLOSED, p -> p.inject("RST,ACK seq=0 ack=1"));
    edge(SYN_RECEIVED, RECEIVE_RST, LISTEN, p -> p.inject("RST seq=1"));
    scenarios.put(
        name(SYN_RECEIVED, RECEIVE_RST, CLOSED),
        new Scenario(SYN_SENT, p -> p.inject("SYN seq=0").inject("RST seq=1")));
    for (State state : List.of(ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2)) {
      edge(state, RECEIVE_RST, CLOSED, p -> p.inject("RST seq=1"));
    }
    for (State state : List.of(CLOSE_WAIT, CLOSING, LAST_ACK)) {
      edge(state, RECEIVE_RST, CLOSED, p -> p.inject("RST seq=2"));
    }
    for (State state : List.of(SYN_SENT, SYN_RECEIVED)) {
      edge(
          state,
          ICMP_ERROR,
          CLOSED,
          p -> {
            p.connection().icmpError(IcmpError.PORT_UNREACHABLE, p.iss(), p.now);
            p.host.after(p.now);
          });
    }
    for (State state : List.of(ESTABLISHED, FIN_WAIT_1, CLOSE_WAIT, CLOSING, LAST_ACK)) {
      edge(
          state,
          ICMP_ERROR,
          CLOSED,
          p -> {
            p.configure(config -> config.icmpPolicy(IcmpPolicy.RFC_9293));
            if (state == ESTABLISHED || state == CLOSE_WAIT) {
              p.send(1);
            }
            p.connection().icmpError(IcmpError.PORT_UNREACHABLE, p.iss() + 1, p.now);
            p.host.after(p.now);
          });
    }
  }

  private void aborts() {
    for (State state : State.values()) {
      if (state != CLOSED) {
        edge(state, ABORT, CLOSED, ScriptedPeer::abort);
      }
    }
  }

  private void timeouts() {
    edge(TIME_WAIT, TIME_WAIT_TIMEOUT, CLOSED, p -> p.elapse(LONG));
    for (State state : List.of(SYN_SENT, SYN_RECEIVED, FIN_WAIT_1, CLOSING, LAST_ACK)) {
      edge(state, USER_TIMEOUT, CLOSED, p -> p.elapse(LONG));
    }
    for (State state : List.of(ESTABLISHED, CLOSE_WAIT)) {
      edge(state, USER_TIMEOUT, CLOSED, p -> p.send(1).elapse(LONG));
    }
    edge(
        FIN_WAIT_2,
        FIN_WAIT_2_TIMEOUT,
        CLOSED,
        p -> {
          p.connection().close(p.now);
          p.elapse(LONG);
        });
    for (State state : List.of(ESTABLISHED, FIN_WAIT_2, CLOSE_WAIT)) {
      edge(
          state,
          KEEP_ALIVE_TIMEOUT,
          CLOSED,
          p -> {
            p.configure(config -> config.keepAlive(true));
            p.elapse(Duration.ofHours(3));
          });
    }
  }

  private void reuses() {
    edge(TIME_WAIT, RECEIVE_SYN, SYN_RECEIVED, p -> p.listen().inject("SYN seq=2"));
    for (String again : List.of("RST seq=3", "SYN seq=5")) {
      scenarios.put(
          name(SYN_RECEIVED, again.startsWith("RST") ? RECEIVE_RST : RECEIVE_SYN, TIME_WAIT),
          new Scenario(TIME_WAIT, p -> p.listen().inject("SYN seq=2").inject(again)));
    }
    scenarios.put(
        name(TIME_WAIT, ACTIVE_OPEN, SYN_SENT),
        new Scenario(TIME_WAIT, TcpConfig.DEFAULT, p -> p.elapse(Duration.ofSeconds(1)).open()));
  }

  @TestFactory
  Stream<DynamicTest> everyEdgeIsTaken() {
    return StateDiagram.allEdges().stream()
        .map(
            edge -> {
              String name = name(edge.from(), edge.event(), edge.to());
              return DynamicTest.dynamicTest(name, () -> take(edge, scenarios.get(name)));
            });
  }

  @Test
  void noScenarioIsForAnEdgeThatIsNotThere() {
    assertThat(scenarios.keySet())
        .isSubsetOf(
            StateDiagram.allEdges().stream()
                .map(edge -> name(edge.from(), edge.event(), edge.to()))
                .toList());
  }

  private static void take(Edge edge, Scenario scenario) {
    assertThat(scenario).as("a scenario for this edge").isNotNull();
    ScriptedPeer peer = ScriptedPeer.reach(scenario.from(), scenario.config());
    int before = peer.host.path.size();
    scenario.steps().accept(peer);
    assertThat(peer.host.path.subList(before, peer.host.path.size()))
        .contains(new Edge(edge.from(), edge.event(), edge.to(), ""));
    if (edge.to() == CLOSED) {
      peer.gone();
    }
  }

  private void edge(State from, Event event, State to, Consumer<ScriptedPeer> steps) {
    scenarios.put(name(from, event, to), new Scenario(from, steps));
  }

  private static String name(State from, Event event, State to) {
    return from + " --" + event + "--> " + to;
  }
}

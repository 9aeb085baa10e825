package io.tcp4j.it;

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

import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.KeepAlive;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.StateDiagram;
import io.tcp4j.tcp.model.StateDiagram.Edge;
import java.time.Duration;
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

  private static final String NO_CONNECTION =
      "a listener of the stack is no connection; a passive OPEN for one peer is the engine's"
          + " (`TcpConnection.listen`), and the sockets interface has none";

  private static final Duration SOON = Duration.ofSeconds(2);
  private static final TwoEnds.Step NOTHING = ends -> {};

  private final List<Shown> shown = new ArrayList<>();
  private final Map<Edge, String> notShown = new LinkedHashMap<>();

  LinuxEdges() {
    opens();
    closes();
    resets();
    aborts();
    timeouts();
    icmp();
  }

  List<Shown> shown() {
    return shown;
  }

  /// Why the others are not.
  Map<Edge, String> notShown() {
    return notShown;
  }

  private void opens() {
    not(CLOSED, PASSIVE_OPEN, LISTEN, NO_CONNECTION);
    not(LISTEN, ACTIVE_OPEN, SYN_SENT, NO_CONNECTION);
    not(LISTEN, SEND, SYN_SENT, NO_CONNECTION);
    take(CLOSED, ACTIVE_OPEN, SYN_SENT, "CLOSED", TwoEnds::cutFromUs, TwoEnds::weOpen, "CLOSED");
    take(
        LISTEN,
        RECEIVE_SYN,
        SYN_RECEIVED,
        "CLOSED",
        TwoEnds::listening,
        ends -> {
          ends.cutFromUs();
          ends.kernelOpens();
        },
        "SYN-SENT");
    take(
        SYN_SENT,
        RECEIVE_SYN,
        SYN_RECEIVED,
        "SYN-SENT",
        TwoEnds::synSentByBoth,
        ends -> ends.host.cutToUs = false,
        "SYN-SENT");
    take(
        SYN_SENT,
        RECEIVE_SYN_ACK,
        ESTABLISHED,
        "SYN-RECV",
        TwoEnds::synSentAndAnswered,
        TwoEnds::join,
        "ESTAB");
    take(
        SYN_RECEIVED,
        RECEIVE_ACK_OF_SYN,
        ESTABLISHED,
        "SYN-SENT",
        TwoEnds::synReceivedByOpening,
        TwoEnds::join,
        "ESTAB");
    not(
        SYN_RECEIVED,
        RECEIVE_SYN,
        LISTEN,
        "the second SYN must lie in the window of the first, and the kernel's initial sequence"
            + " numbers move on by more than that in four milliseconds");
  }

  private void closes() {
    not(LISTEN, CLOSE, CLOSED, NO_CONNECTION);
    take(
        SYN_SENT,
        CLOSE,
        CLOSED,
        "SYN-RECV",
        TwoEnds::synSentAndAnswered,
        TwoEnds::weClose,
        "SYN-RECV");
    take(
        SYN_RECEIVED,
        CLOSE,
        FIN_WAIT_1,
        "SYN-SENT",
        TwoEnds::synReceivedByOpening,
        TwoEnds::weShutDown,
        "SYN-SENT");
    take(
        ESTABLISHED,
        CLOSE,
        FIN_WAIT_1,
        "ESTAB",
        ends -> {
          ends.established();
          ends.cutFromUs();
        },
        TwoEnds::weShutDown,
        "ESTAB");
    take(
        ESTABLISHED,
        RECEIVE_FIN,
        CLOSE_WAIT,
        "ESTAB",
        TwoEnds::established,
        TwoEnds::kernelShutsDown,
        "FIN-WAIT-2");
    take(
        FIN_WAIT_1,
        RECEIVE_ACK_OF_FIN,
        FIN_WAIT_2,
        "ESTAB",
        TwoEnds::ourFinIsLost,
        TwoEnds::join,
        "CLOSE-WAIT");
    take(
        FIN_WAIT_1,
        RECEIVE_FIN,
        CLOSING,
        "FIN-WAIT-1",
        TwoEnds::bothFinsAreLost,
        ends -> ends.host.cutToUs = false,
        "FIN-WAIT-1");
    take(
        FIN_WAIT_1,
        RECEIVE_FIN_AND_ACK_OF_FIN,
        TIME_WAIT,
        "LAST-ACK",
        ends -> {
          ends.theAckOfOurFinIsLost();
          ends.cutFromUs(); // or our FIN would come again and get an ACK of its own
          ends.kernelCloses();
        },
        ends -> ends.host.cutToUs = false,
        "LAST-ACK");
    take(
        FIN_WAIT_2,
        RECEIVE_FIN,
        TIME_WAIT,
        "CLOSE-WAIT",
        TwoEnds::finWait2,
        TwoEnds::kernelCloses,
        "CLOSED");
    take(
        CLOSE_WAIT,
        CLOSE,
        LAST_ACK,
        "FIN-WAIT-2",
        ends -> {
          ends.closeWait();
          ends.cutToUs();
        },
        TwoEnds::weShutDown,
        "TIME-WAIT");
    take(
        CLOSING,
        RECEIVE_ACK_OF_FIN,
        TIME_WAIT,
        "FIN-WAIT-1",
        TwoEnds::closing,
        TwoEnds::join,
        "TIME-WAIT");
    take(
        LAST_ACK,
        RECEIVE_ACK_OF_FIN,
        CLOSED,
        "TIME-WAIT",
        TwoEnds::theLastAckIsLost,
        TwoEnds::join,
        "TIME-WAIT");
  }

  private void resets() {
    take(SYN_SENT, RECEIVE_RST, CLOSED, "CLOSED", TwoEnds::synSent, TwoEnds::join, "CLOSED");
    TwoEnds.Step forgets = // a kernel that has forgotten its SYN resets our answer to it
        ends -> {
          ends.kernelCloses();
          ends.join();
        };
    take(
        SYN_RECEIVED,
        RECEIVE_RST,
        LISTEN,
        "SYN-SENT",
        TwoEnds::synReceivedByListening,
        forgets,
        "CLOSED");
    take(
        SYN_RECEIVED,
        RECEIVE_RST,
        CLOSED,
        "SYN-SENT",
        TwoEnds::synReceivedByOpening,
        forgets,
        "CLOSED");
    reset(ESTABLISHED, "ESTAB", TwoEnds::established);
    reset(FIN_WAIT_1, "ESTAB", TwoEnds::ourFinIsLost);
    reset(FIN_WAIT_2, "CLOSE-WAIT", TwoEnds::finWait2);
    reset(CLOSE_WAIT, "FIN-WAIT-2", TwoEnds::closeWait);
    reset(CLOSING, "FIN-WAIT-1", TwoEnds::closing);
    reset(LAST_ACK, "FIN-WAIT-2", TwoEnds::ourSecondFinIsLost);
  }

  private void reset(State state, String before, TwoEnds.Step reach) {
    take(state, RECEIVE_RST, CLOSED, before, reach, TwoEnds::kernelResets, "CLOSED");
  }

  private void aborts() {
    not(LISTEN, ABORT, CLOSED, NO_CONNECTION);
    abort(SYN_SENT, "SYN-RECV", TwoEnds::synSentAndAnswered, "SYN-RECV");
    abort(SYN_RECEIVED, "SYN-SENT", TwoEnds::synReceivedByOpening, "SYN-SENT");
    abort(ESTABLISHED, "ESTAB", TwoEnds::established, "CLOSED");
    abort(FIN_WAIT_1, "CLOSE-WAIT", TwoEnds::theAckOfOurFinIsLost, "CLOSED");
    abort(FIN_WAIT_2, "CLOSE-WAIT", TwoEnds::finWait2, "CLOSED");
    abort(CLOSE_WAIT, "FIN-WAIT-2", TwoEnds::closeWait, "CLOSED");
    abort(CLOSING, "FIN-WAIT-1", TwoEnds::closing, "FIN-WAIT-1");
    abort(LAST_ACK, "TIME-WAIT", TwoEnds::theLastAckIsLost, "TIME-WAIT");
    abort(TIME_WAIT, "CLOSED", TwoEnds::timeWait, "CLOSED");
  }

  private void abort(State state, String before, TwoEnds.Step reach, String after) {
    take(state, ABORT, CLOSED, before, reach, TwoEnds::weAbort, after);
  }

  private void timeouts() {
    timesOut(SYN_SENT, "CLOSED", TwoEnds::synSent, NOTHING);
    timesOut(SYN_RECEIVED, "SYN-SENT", TwoEnds::synReceivedByOpening, NOTHING);
    TwoEnds.Step writesInVain =
        ends -> {
          ends.cutFromUs();
          ends.weWrite();
        };
    timesOut(ESTABLISHED, "ESTAB", TwoEnds::established, writesInVain);
    timesOut(FIN_WAIT_1, "ESTAB", TwoEnds::ourFinIsLost, NOTHING);
    timesOut(CLOSE_WAIT, "FIN-WAIT-2", TwoEnds::closeWait, writesInVain);
    timesOut(CLOSING, "FIN-WAIT-1", TwoEnds::closing, NOTHING);
    timesOut(LAST_ACK, "TIME-WAIT", TwoEnds::theLastAckIsLost, NOTHING);
    asksInVain(ESTABLISHED, "ESTAB", TwoEnds::established);
    asksInVain(FIN_WAIT_2, "CLOSE-WAIT", TwoEnds::finWait2);
    asksInVain(CLOSE_WAIT, "FIN-WAIT-2", TwoEnds::closeWait);
    take(
        FIN_WAIT_2,
        FIN_WAIT_2_TIMEOUT,
        CLOSED,
        "CLOSE-WAIT",
        ends -> ends.configured(config -> config.finWait2Timeout(SOON)).finWait2(),
        TwoEnds::weClose,
        "CLOSE-WAIT");
    take(
        TIME_WAIT,
        TIME_WAIT_TIMEOUT,
        CLOSED,
        "CLOSED",
        ends -> ends.configured(config -> config.msl(Duration.ofSeconds(1))).timeWait(),
        NOTHING,
        "CLOSED");
  }

  private void timesOut(State state, String kernels, TwoEnds.Step reach, TwoEnds.Step act) {
    take(
        state,
        USER_TIMEOUT,
        CLOSED,
        kernels,
        ends -> reach.on(ends.configured(config -> config.userTimeout(SOON).openTimeout(SOON))),
        act,
        kernels);
  }

  private void asksInVain(State state, String before, TwoEnds.Step reach) {
    KeepAlive once = KeepAlive.of(Duration.ofSeconds(1), Duration.ofSeconds(1), 1);
    take(
        state,
        KEEP_ALIVE_TIMEOUT,
        CLOSED,
        before,
        ends -> {
          reach.on(ends.configured(config -> config.keepAlive(true).keepAliveTimes(once)));
          ends.cutToUs();
        },
        NOTHING,
        "CLOSED");
  }

  /// The kernel is a router, too: one that says that a host behind it cannot be reached.
  private void icmp() {
    String gone = "10.99.0.1";
    TwoEnds.Step vanishes =
        ends -> {
          ends.namespace.run("sysctl", "-qw", "net.ipv4.ip_forward=1");
          ends.namespace.run("ip", "route", "add", "unreachable", gone + "/32");
          ends.join();
        };
    take(
        SYN_SENT,
        ICMP_ERROR,
        CLOSED,
        "CLOSED",
        ends -> {
          ends.cutFromUs();
          ends.weOpen(gone);
        },
        vanishes,
        "CLOSED");
    take(
        SYN_RECEIVED,
        ICMP_ERROR,
        CLOSED,
        "SYN-SENT",
        ends -> {
          ends.namespace.run("ip", "address", "add", gone + "/32", "dev", "lo");
          ends.listening();
          ends.cutFromUs();
          ends.kernelOpens(gone);
        },
        ends -> {
          ends.namespace.run("ip", "address", "del", gone + "/32", "dev", "lo");
          vanishes.on(ends);
        },
        "SYN-SENT");
  }

  private void take(
      State from,
      Event event,
      State to,
      String before,
      TwoEnds.Step reach,
      TwoEnds.Step act,
      String after) {
    shown.add(new Shown(edge(from, event, to), before, reach, act, after));
  }

  private void not(State from, Event event, State to, String why) {
    notShown.put(edge(from, event, to), why);
  }

  private static Edge edge(State from, Event event, State to) {
    return StateDiagram.allEdges().stream()
        .filter(e -> e.from() == from && e.event() == event && e.to() == to)
        .findFirst()
        .orElseThrow();
  }
}

package io.tcp4j.it;

import static io.tcp4j.tcp.model.Event.ABORT;
import static io.tcp4j.tcp.model.Event.FIN_WAIT_2_TIMEOUT;
import static io.tcp4j.tcp.model.Event.ICMP_ERROR;
import static io.tcp4j.tcp.model.Event.KEEP_ALIVE_TIMEOUT;
import static io.tcp4j.tcp.model.Event.RECEIVE_RST;
import static io.tcp4j.tcp.model.Event.RECEIVE_SYN;
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

import io.tcp4j.tcp.model.KeepAlive;
import io.tcp4j.tcp.model.State;
import java.time.Duration;
import java.util.List;

/// The edges by which connections end otherwise: by a RST, an ABORT, a timeout or an ICMP error.
final class LinuxFailureEdges {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final TwoEnds.Step NOTHING = ends -> {};

  private final LinuxEdges edges;

  LinuxFailureEdges(LinuxEdges edges) {
    this.edges = edges;
  }

  void add() {
    resets();
    aborts();
    timeouts();
    icmp();
    oldDuplicates();
  }

  private void oldDuplicates() {
    edges.take(
        SYN_RECEIVED,
        RECEIVE_RST,
        TIME_WAIT,
        "SYN-SENT",
        ends -> {
          ends.timeWaitAndListening();
          ends.cutFromUs();
          ends.kernelOpens();
        },
        ends -> {
          ends.kernelCloses();
          ends.join();
        },
        "CLOSED");
    edges.not(SYN_RECEIVED, RECEIVE_SYN, TIME_WAIT, LinuxEdges.NUMBERS_MOVE_ON);
  }

  private void resets() {
    edges.take(SYN_SENT, RECEIVE_RST, CLOSED, "CLOSED", TwoEnds::synSent, TwoEnds::join, "CLOSED");
    TwoEnds.Step forgets = // a kernel that has forgotten its SYN resets our answer to it
        ends -> {
          ends.kernelCloses();
          ends.join();
        };
    edges.take(
        SYN_RECEIVED,
        RECEIVE_RST,
        LISTEN,
        "SYN-SENT",
        TwoEnds::synReceivedByListening,
        forgets,
        "CLOSED");
    edges.take(
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
    edges.take(state, RECEIVE_RST, CLOSED, before, reach, TwoEnds::kernelResets, "CLOSED");
  }

  private void aborts() {
    edges.not(LISTEN, ABORT, CLOSED, LinuxEdges.NO_CONNECTION);
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
    edges.take(state, ABORT, CLOSED, before, reach, TwoEnds::weAbort, after);
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
    edges.take(
        FIN_WAIT_2,
        FIN_WAIT_2_TIMEOUT,
        CLOSED,
        "CLOSE-WAIT",
        ends -> ends.configured(config -> config.finWait2Timeout(SOON)).finWait2(),
        TwoEnds::weClose,
        "CLOSE-WAIT");
    edges.take(
        TIME_WAIT,
        TIME_WAIT_TIMEOUT,
        CLOSED,
        "CLOSED",
        ends -> ends.configured(config -> config.msl(Duration.ofSeconds(1))).timeWait(),
        NOTHING,
        "CLOSED");
  }

  private void timesOut(State state, String kernels, TwoEnds.Step reach, TwoEnds.Step act) {
    edges.take(
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
    edges.take(
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
    edges.take(
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
    edges.take(
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
    for (State state : List.of(ESTABLISHED, FIN_WAIT_1, CLOSE_WAIT, CLOSING, LAST_ACK)) {
      edges.not(
          state,
          ICMP_ERROR,
          CLOSED,
          "only with `IcmpPolicy.RFC_9293`; unless told, every ICMP error is soft there, as with"
              + " Linux");
    }
  }
}

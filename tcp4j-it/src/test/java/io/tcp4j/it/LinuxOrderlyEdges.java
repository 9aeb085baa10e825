package io.tcp4j.it;

import static io.tcp4j.tcp.model.Event.ACTIVE_OPEN;
import static io.tcp4j.tcp.model.Event.CLOSE;
import static io.tcp4j.tcp.model.Event.PASSIVE_OPEN;
import static io.tcp4j.tcp.model.Event.RECEIVE_ACK_OF_FIN;
import static io.tcp4j.tcp.model.Event.RECEIVE_ACK_OF_SYN;
import static io.tcp4j.tcp.model.Event.RECEIVE_FIN;
import static io.tcp4j.tcp.model.Event.RECEIVE_FIN_AND_ACK_OF_FIN;
import static io.tcp4j.tcp.model.Event.RECEIVE_SYN;
import static io.tcp4j.tcp.model.Event.RECEIVE_SYN_ACK;
import static io.tcp4j.tcp.model.Event.SEND;
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

/// The edges by which connections open and close as both users want it.
final class LinuxOrderlyEdges {
  private final LinuxEdges edges;

  LinuxOrderlyEdges(LinuxEdges edges) {
    this.edges = edges;
  }

  void add() {
    opens();
    closes();
    reuses();
  }

  private void opens() {
    edges.not(CLOSED, PASSIVE_OPEN, LISTEN, LinuxEdges.NO_CONNECTION);
    edges.not(LISTEN, ACTIVE_OPEN, SYN_SENT, LinuxEdges.NO_CONNECTION);
    edges.not(LISTEN, SEND, SYN_SENT, LinuxEdges.NO_CONNECTION);
    edges.take(
        CLOSED, ACTIVE_OPEN, SYN_SENT, "CLOSED", TwoEnds::cutFromUs, TwoEnds::weOpen, "CLOSED");
    edges.take(
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
    edges.take(
        SYN_SENT,
        RECEIVE_SYN,
        SYN_RECEIVED,
        "SYN-SENT",
        TwoEnds::synSentByBoth,
        ends -> ends.host.cutToUs = false,
        "SYN-SENT");
    edges.take(
        SYN_SENT,
        RECEIVE_SYN_ACK,
        ESTABLISHED,
        "SYN-RECV",
        TwoEnds::synSentAndAnswered,
        TwoEnds::join,
        "ESTAB");
    edges.take(
        SYN_RECEIVED,
        RECEIVE_ACK_OF_SYN,
        ESTABLISHED,
        "SYN-SENT",
        TwoEnds::synReceivedByOpening,
        TwoEnds::join,
        "ESTAB");
    edges.not(SYN_RECEIVED, RECEIVE_SYN, LISTEN, LinuxEdges.NUMBERS_MOVE_ON);
  }

  /// The same two sockets again, before TIME-WAIT is over.
  private void reuses() {
    edges.take(
        TIME_WAIT,
        RECEIVE_SYN,
        SYN_RECEIVED,
        "CLOSED",
        TwoEnds::timeWaitAndListening,
        ends -> {
          ends.cutFromUs();
          ends.kernelOpens();
        },
        "SYN-SENT");
    edges.take(
        TIME_WAIT,
        ACTIVE_OPEN,
        SYN_SENT,
        "CLOSED",
        TwoEnds::timeWait,
        ends -> {
          ends.cutFromUs();
          ends.weOpenAgain();
        },
        "CLOSED");
  }

  private void closes() {
    edges.not(LISTEN, CLOSE, CLOSED, LinuxEdges.NO_CONNECTION);
    edges.take(
        SYN_SENT,
        CLOSE,
        CLOSED,
        "SYN-RECV",
        TwoEnds::synSentAndAnswered,
        TwoEnds::weClose,
        "SYN-RECV");
    edges.take(
        SYN_RECEIVED,
        CLOSE,
        FIN_WAIT_1,
        "SYN-SENT",
        TwoEnds::synReceivedByOpening,
        TwoEnds::weShutDown,
        "SYN-SENT");
    edges.take(
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
    edges.take(
        ESTABLISHED,
        RECEIVE_FIN,
        CLOSE_WAIT,
        "ESTAB",
        TwoEnds::established,
        TwoEnds::kernelShutsDown,
        "FIN-WAIT-2");
    edges.take(
        FIN_WAIT_1,
        RECEIVE_ACK_OF_FIN,
        FIN_WAIT_2,
        "ESTAB",
        TwoEnds::ourFinIsLost,
        TwoEnds::join,
        "CLOSE-WAIT");
    edges.take(
        FIN_WAIT_1,
        RECEIVE_FIN,
        CLOSING,
        "FIN-WAIT-1",
        TwoEnds::bothFinsAreLost,
        ends -> ends.host.cutToUs = false,
        "FIN-WAIT-1");
    edges.take(
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
    edges.take(
        FIN_WAIT_2,
        RECEIVE_FIN,
        TIME_WAIT,
        "CLOSE-WAIT",
        TwoEnds::finWait2,
        TwoEnds::kernelCloses,
        "CLOSED");
    edges.take(
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
    edges.take(
        CLOSING,
        RECEIVE_ACK_OF_FIN,
        TIME_WAIT,
        "FIN-WAIT-1",
        TwoEnds::closing,
        TwoEnds::join,
        "TIME-WAIT");
    edges.take(
        LAST_ACK,
        RECEIVE_ACK_OF_FIN,
        CLOSED,
        "TIME-WAIT",
        TwoEnds::theLastAckIsLost,
        TwoEnds::join,
        "TIME-WAIT");
  }
}

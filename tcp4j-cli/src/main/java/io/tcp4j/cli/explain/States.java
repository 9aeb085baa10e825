package io.tcp4j.cli.explain;

import io.tcp4j.tcp.model.State;
import java.util.List;

/// What there is to say about each state.
final class States {
  static final List<StateTopic> ALL =
      List.of(
          new StateTopic(
              State.CLOSED,
              "no connection",
              "There is no connection, and nothing is remembered of one. A segment that arrives for"
                  + " it is answered with RST, unless it is one itself.",
              "Either end, before the first call and after the last segment.",
              List.of("refused", "close")),
          new StateTopic(
              State.LISTEN,
              "waits for somebody to connect",
              "A program has bound a port and waits for connections from anybody. Each SYN that"
                  + " arrives makes a connection of its own; the listener stays.",
              "The server: the end that opens passively, and must do so before a client can come.",
              List.of("handshake")),
          new StateTopic(
              State.SYN_SENT,
              "has asked for a connection",
              "A SYN with our first sequence number is on its way; now the peer must acknowledge it"
                  + " and send its own. The SYN is sent again when no answer comes.",
              "The client: the end that opens actively. In a simultaneous open both.",
              List.of("handshake", "refused")),
          new StateTopic(
              State.SYN_RECEIVED,
              "has been asked, and has answered",
              "A SYN has come and was answered with our own; what is missing is the acknowledgment"
                  + " of ours. Until then nobody has proved to be where the SYN said it was from.",
              "The server, as a rule. A client, too, when both ends open at once and the SYNs cross.",
              List.of("handshake", "simultaneous-open")),
          new StateTopic(
              State.ESTABLISHED,
              "open both ways",
              "Both ends know each other's sequence numbers. Data flows both ways, each way with"
                  + " numbers of its own, until somebody closes.",
              "Either end.",
              List.of("transfer", "handshake")),
          new StateTopic(
              State.FIN_WAIT_1,
              "has said that it will send no more",
              "Our program has closed: the FIN is sent, or waits behind data that must go first. The"
                  + " peer has not acknowledged it yet; it may still send, and we must take it.",
              "The active closer: the end that closes first, client or server. Both, if they close at"
                  + " once.",
              List.of("close", "simultaneous-close")),
          new StateTopic(
              State.FIN_WAIT_2,
              "its half is closed",
              "The peer has acknowledged our FIN, so that all we sent has arrived. Its own half is"
                  + " still open and may stay so for hours: the connection is half-closed.",
              "The active closer.",
              List.of("half-close", "close")),
          new StateTopic(
              State.CLOSE_WAIT,
              "the peer will send no more",
              "The peer has closed its half. Our program reads to the end, may send what it still has"
                  + " to say, and then has to close. A connection that hangs here is one whose program"
                  + " has forgotten to.",
              "The passive closer: the end that closes second.",
              List.of("close", "half-close")),
          new StateTopic(
              State.CLOSING,
              "both have closed at once",
              "Our FIN and the peer's have crossed on the way. The peer's is acknowledged; the"
                  + " acknowledgment of ours is still to come.",
              "Both ends of a simultaneous close.",
              List.of("simultaneous-close")),
          new StateTopic(
              State.LAST_ACK,
              "waits for the very last acknowledgment",
              "The peer closed first, and now we have closed, too. When our FIN is acknowledged,"
                  + " nothing is left.",
              "The passive closer.",
              List.of("close", "three-way-close")),
          new StateTopic(
              State.TIME_WAIT,
              "over, but not forgotten",
              "Everything is sent and acknowledged. The end stays for 2 MSL (twice the longest life of"
                  + " a segment), because its last ACK may be lost, so that the FIN comes again, and"
                  + " because old segments must not turn up in a new connection. It is the pair of"
                  + " addresses and ports that is blocked meanwhile, not the port alone.",
              "The active closer: the end that sent the first FIN. Both, if the FINs crossed.",
              List.of("time-wait", "close")));

  private States() {}
}

package io.tcp4j.cli.explain;

import java.util.List;

/// RFC 9293, Transmission Control Protocol (TCP), 2022: what its sections say about what tcp4j
/// does.
final class Tcp9293 {
  static final List<SectionTopic> ALL =
      List.of(
          section(
              "",
              "Transmission Control Protocol (TCP)",
              "The standard for TCP since 2022. It replaces RFC 793 of 1981 and takes in what forty"
                  + " years of corrections had added."),
          section(
              "3.1",
              "header format",
              "Which bits of a segment's header mean what: ports, sequence and acknowledgment number,"
                  + " eight flags, window, checksum, urgent pointer, options."),
          section(
              "3.2",
              "specific option definitions",
              "How options are laid out. Any of them may come in any segment, and one that is not"
                  + " known is skipped."),
          section(
              "3.3.1",
              "key connection state variables",
              "The numbers that each end keeps: what is sent and not acknowledged (SND.UNA to"
                  + " SND.NXT), what may be sent, what is expected (RCV.NXT) and has room."),
          section(
              "3.3.2",
              "state machine overview",
              "The eleven states of a connection and what each means."),
          section(
              "Figure 5",
              "the state diagram",
              "The states and the arrows between them. Its notes and the event processing of §3.10"
                  + " know more arrows than fit the figure; 'tcp4j state' draws both kinds."),
          section(
              "3.4",
              "sequence numbers",
              "Every octet has a number of 32 bits; SYN and FIN take one each. A number after the last"
                  + " one begins again at zero, so that comparisons are only good within a window."),
          section(
              "3.4.1",
              "initial sequence number selection",
              "A connection begins at a number that moves on with a clock and that nobody outside can"
                  + " guess, so that neither old segments nor attackers fit in."),
          section(
              "3.4.2",
              "knowing when to keep quiet",
              "A host that has forgotten which numbers it used waits before it uses any: for one MSL,"
                  + " the longest life of a segment, here taken to be two minutes."),
          section(
              "3.5",
              "establishing a connection",
              "Three segments open a connection: each end sends a SYN and has it acknowledged, and the"
                  + " middle segment does both. Two SYNs that cross open one connection, not two.",
              "handshake",
              "simultaneous-open"),
          section(
              "3.5.1",
              "half-open connections and other anomalies",
              "If one end has crashed and forgotten the connection, the other learns of it when it"
                  + " sends something and gets a RST.",
              "half-open"),
          section(
              "3.5.2",
              "reset generation",
              "When to send RST: for a segment to a connection that does not exist, and for an"
                  + " acknowledgment of something never sent while the connection is being opened."
                  + " Never for a RST.",
              "refused",
              "half-open"),
          section(
              "3.5.3",
              "reset processing",
              "A RST is believed if its sequence number fits; before that, in SYN-SENT, if it"
                  + " acknowledges our SYN."),
          section(
              "3.6",
              "closing a connection",
              "CLOSE means: I have no more to send. Each end closes its own half; whoever has closed"
                  + " still has to take what the peer sends, until the peer closes, too.",
              "close",
              "three-way-close",
              "simultaneous-close"),
          section(
              "3.6.1",
              "half-closed connections",
              "A program may close for both directions at once, though TCP knows no such thing. If data"
                  + " arrives then, or is there unread, it is lost, and RST must say so. The end that"
                  + " closed first waits in TIME-WAIT for two MSL, unless a SYN that is surely newer"
                  + " begins the next connection.",
              "half-close",
              "reset-unread",
              "linger"),
          section(
              "3.7.1",
              "maximum segment size option",
              "Each end says in its SYN how large segments may be that it is sent; without that word,"
                  + " 536 bytes over IPv4 and 1220 over IPv6."),
          section(
              "3.7.2",
              "path MTU discovery",
              "Segments should be as large as the path carries unbroken, which is learnt from the ICMP"
                  + " errors of routers or by probing.",
              "path-mtu"),
          section(
              "3.7.4",
              "Nagle algorithm",
              "While something is unacknowledged, small pieces of data wait for each other, unless the"
                  + " program asks for the opposite."),
          section(
              "3.8.1",
              "retransmission timeout",
              "What is not acknowledged in time is sent again; how long that is comes from measured"
                  + " round trips, by RFC 6298.",
              "transfer"),
          section(
              "3.8.2",
              "TCP congestion control",
              "A sender must slow down when the network is full: slow start, congestion avoidance and"
                  + " longer and longer timeouts are no choice."),
          section(
              "3.8.3",
              "TCP connection failures",
              "When sending again has been in vain often enough (R1), the layer below is told; after"
                  + " longer still (R2), the connection is given up. A SYN gets at least three"
                  + " minutes."),
          section(
              "3.8.4",
              "TCP keep-alives",
              "A segment that asks for an ACK when nothing has come for two hours or more. Off unless the"
                  + " program wants it, and one that is not answered proves nothing.",
              "keep-alive"),
          section(
              "3.8.5",
              "the communication of urgent information",
              "A pointer in the header says how far urgent data reaches. The program is told when it"
                  + " comes; the data stays in its place. New programs should not use it.",
              "urgent"),
          section(
              "3.8.6",
              "managing the window",
              "The receiver says for how much it has room, the sender never sends more, and the right"
                  + " edge of the window should not move back."),
          section(
              "3.8.6.1",
              "zero-window probing",
              "A closed window is asked about again and again, in longer and longer intervals, since the"
                  + " segment that opens it can get lost. The connection stays as long as the probes are"
                  + " answered.",
              "zero-window"),
          section(
              "3.8.6.2",
              "silly window syndrome avoidance",
              "Neither end should let the connection fall into many tiny segments."),
          section(
              "3.8.6.2.1",
              "sender's algorithm: when to send data",
              "A small segment is sent if it is the last that there is and nothing else is on the way, or"
                  + " if waiting has taken too long."),
          section(
              "3.8.6.2.2",
              "receiver's algorithm: when to send a window update",
              "A window that has opened is announced once it has grown by a full segment or half the"
                  + " buffer, not byte by byte."),
          section(
              "3.8.6.3",
              "delayed acknowledgments: when to send an ACK segment",
              "An ACK may wait for company, but for less than half a second, and at least every second"
                  + " full segment should get one at once.",
              "transfer",
              "three-way-close"),
          section(
              "3.9.1",
              "user/TCP interface",
              "The calls that a program needs: OPEN, SEND, RECEIVE, CLOSE, STATUS, ABORT, and reports that"
                  + " come unasked."),
          section(
              "3.9.1.2",
              "send",
              "Hands data to TCP. With PUSH it is sent without waiting for more; where a program cannot"
                  + " say so, TCP sets the flag itself on the last of what there is.",
              "push"),
          section(
              "3.9.2.2",
              "ICMP messages",
              "Errors of the network must reach TCP. Those that may pass (unreachable net or host) are no"
                  + " reason to end a connection; those that will not may be."),
          section(
              "3.10",
              "event processing",
              "For each event (call, segment, timer) and each state, what is to be done."),
          section(
              "3.10.1",
              "OPEN call",
              "Passive: wait in LISTEN. Active: choose a first sequence number, send SYN, wait in"
                  + " SYN-SENT."),
          section(
              "3.10.2",
              "SEND call",
              "Before the connection is open data is queued; afterwards it is put into segments as far as"
                  + " the windows allow. After CLOSE it is refused."),
          section(
              "3.10.3",
              "RECEIVE call",
              "Hands out what has arrived, waits if there is nothing, and says when there will be no"
                  + " more."),
          section(
              "3.10.4",
              "CLOSE call",
              "FIN is sent behind all data that is queued; before the connection is open there is nothing"
                  + " to do but forget it."),
          section(
              "3.10.5",
              "ABORT call",
              "Forget everything and tell the peer by RST, unless both ends have closed already."),
          section("3.10.6", "STATUS call", "Tells the state and the windows; changes nothing."),
          section(
              "3.10.7",
              "SEGMENT ARRIVES",
              "What to do with a segment, state by state, check by check, in a fixed order."),
          section(
              "3.10.7.1",
              "a segment arrives in CLOSED",
              "RST is dropped, and anything else is answered with RST.",
              "refused"),
          section(
              "3.10.7.2",
              "a segment arrives in LISTEN",
              "RST is dropped, ACK is answered with RST, and SYN with our own SYN and an ACK."),
          section(
              "3.10.7.3",
              "a segment arrives in SYN-SENT",
              "An ACK of anything but our SYN is answered with RST. RST with a good ACK means refused. SYN"
                  + " with it opens the connection; SYN alone is a simultaneous open."),
          section(
              "3.10.7.4",
              "a segment arrives in another state",
              "Eight checks in this order: is it within the window, RST, security, SYN, ACK, URG, the data,"
                  + " FIN. What is outside the window is answered with an ACK that says where we are."),
          section(
              "3.10.8",
              "timeouts",
              "User timeout: give up. Retransmission timeout: send the oldest segment again. TIME-WAIT"
                  + " timeout: forget the connection."));

  private Tcp9293() {}

  private static SectionTopic section(
      String section, String summary, String text, String... scenarios) {
    return SectionTopic.of(Place.TCP, section, summary, text, scenarios);
  }
}

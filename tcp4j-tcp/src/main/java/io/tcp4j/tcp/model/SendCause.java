package io.tcp4j.tcp.model;

/// Why a segment is sent, in plain words, with the rule that asks for it.
public enum SendCause {
  /// Our SYN.
  ACTIVE_OPEN("active OPEN: ask for a connection", "RFC 9293 §3.10.1"),
  /// SYN,ACK to a SYN.
  SYN_ANSWER("answer the SYN: acknowledge it and send our own", "RFC 9293 §3.10.7.2"),
  /// SYN,ACK whose sequence number is a SYN cookie.
  SYN_COOKIE("answer the SYN by a cookie, and remember nothing of it", "RFC 4987 §3.6"),
  /// SYN,ACK to a SYN that crossed ours.
  SIMULTANEOUS_OPEN("both sides opened at once: acknowledge the SYN that crossed", "RFC 9293 §3.5"),
  /// The third segment of the handshake.
  HANDSHAKE_DONE("acknowledge the SYN: the handshake is done", "RFC 9293 §3.10.7.3"),
  /// New text.
  DATA("new data", "RFC 9293 §3.10.2"),
  /// New text after a smaller congestion window.
  DATA_AND_CWR("new data, and CWR: the congestion window has been reduced", "RFC 3168 §6.1.2"),
  /// New text and our FIN in one.
  DATA_AND_FIN("the last data, and FIN: nothing more will be sent", "RFC 9293 §3.10.4"),
  /// Our FIN.
  FIN("nothing more will be sent", "RFC 9293 §3.10.4"),
  /// The second full-sized segment.
  ACK_EVERY_SECOND("acknowledge at least every second full segment", "RFC 9293 §3.8.6.3"),
  /// The connection is young.
  ACK_QUICK("a young connection: each ACK opens the peer's window", "RFC 9293 §3.8.6.3"),
  /// The delayed-ACK timer.
  ACK_DELAYED("nothing came for the ACK to ride on: it goes alone", "RFC 9293 §3.8.6.3"),
  /// A segment out of order.
  ACK_OUT_OF_ORDER("duplicate ACK: a segment came out of order", "RFC 5681 §4.2"),
  /// A hole was filled.
  ACK_HOLE_FILLED("a gap was filled: acknowledge at once", "RFC 5681 §4.2"),
  /// A congestion mark.
  ACK_CONGESTION("the network marked a packet: echo it by ECE until CWR comes", "RFC 3168 §6.1.3"),
  /// CWR.
  ACK_WINDOW_REDUCED("CWR came: echo no more; its sender may wait for this", "RFC 3168 §6.1.3"),
  /// The peer's FIN.
  ACK_FIN("acknowledge the FIN", "RFC 9293 §3.10.7.4, eighth"),
  /// A segment outside the window.
  ACK_UNACCEPTABLE("a segment outside the window: say where we are", "RFC 9293 §3.10.7.4, first"),
  /// RFC 5961.
  CHALLENGE_ACK("challenge ACK: let the peer prove that it meant this", "RFC 5961 §3–5"),
  /// The FIN of the peer came again in TIME-WAIT.
  ACK_TIME_WAIT("the FIN came again: our ACK was lost", "RFC 9293 §3.10.7.4, eighth"),
  /// The window opened.
  WINDOW_UPDATE("the user read: the window has room again", "RFC 9293 §3.8.6.2.2"),
  /// The window is closed.
  WINDOW_PROBE("zero-window probe: is there room by now?", "RFC 9293 §3.8.6.1"),
  /// Nothing came for long.
  KEEP_ALIVE("keep-alive: ask whether the peer is still there", "RFC 9293 §3.8.4"),
  /// The peer's keep-alive.
  KEEP_ALIVE_ANSWER("answer the keep-alive: the connection lives", "RFC 9293 §3.8.4"),
  /// SEND of urgent text that must wait.
  URGENT_NOTICE("urgent data must wait, but not the news of it", "RFC 9293 §3.8.5"),
  /// The retransmission timer.
  RETRANSMISSION_TIMEOUT("no ACK came in time: send it again", "RFC 6298 §5.4"),
  /// After a time-out, the rest of what was outstanding.
  RETRANSMISSION("send again what the time-out declared lost", "RFC 5681 §3.1"),
  /// The window opened over what a probe brought and the peer did not keep.
  WINDOW_OPENED("the window has opened: send again what lay beyond it", "RFC 9293 §3.8.6.1"),
  /// Three duplicate ACKs.
  FAST_RETRANSMIT("three duplicate ACKs: fast retransmit", "RFC 5681 §3.2"),
  /// A partial ACK.
  PARTIAL_ACK("a partial ACK: the next segment is lost too", "RFC 6582 §3.2"),
  /// A router said that it was too big.
  PATH_MTU("the path takes less: send it again in smaller segments", "RFC 1191 §6.4"),
  /// A probe of the path MTU.
  PATH_MTU_PROBE("does the path take larger segments by now?", "RFC 4821 §7.4"),
  /// No connection there.
  RESET_NO_CONNECTION("there is no such connection here", "RFC 9293 §3.10.7.1"),
  /// The user has seen the SYN, and refuses it.
  RESET_REFUSED("the local user refuses the connection", "RFC 9293 §3.5.2"),
  /// An ACK for something never sent, during the handshake.
  RESET_BAD_ACK("an ACK for something that was never sent", "RFC 9293 §3.5.2"),
  /// The user's ABORT.
  RESET_ABORT("the local user gives the connection up", "RFC 9293 §3.10.5"),
  /// No keep-alive was answered.
  RESET_KEEP_ALIVE("no keep-alive was answered: given up", "RFC 9293 §3.8.4"),
  /// The user's CLOSE, where the host keeps too many closed connections already.
  RESET_ORPHAN(
      "closed, and too many closed connections are unfinished already", "RFC 9293 §3.10.5"),
  /// Closed with data unread.
  RESET_UNREAD_DATA("closed with received data unread: it is lost", "RFC 1122 §4.2.2.13"),
  /// Data for a user that has gone.
  RESET_DATA_AFTER_CLOSE("data arrived after the user closed: it is lost", "RFC 9293 §3.6.1");

  private final String text;
  private final String rule;

  SendCause(String text, String rule) {
    this.text = text;
    this.rule = rule;
  }

  /// The reason in plain words.
  public String text() {
    return text;
  }

  /// The document and section.
  public String rule() {
    return rule;
  }

  /// Whether this is a segment sent before.
  public boolean retransmission() {
    return switch (this) {
      case RETRANSMISSION_TIMEOUT,
          RETRANSMISSION,
          WINDOW_OPENED,
          FAST_RETRANSMIT,
          PARTIAL_ACK,
          PATH_MTU ->
          true;
      default -> false;
    };
  }
}

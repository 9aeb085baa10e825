package io.tcp4j.tcp.model;

/// What moves a connection from one state to another: the labels on the edges of {@link
/// StateDiagram}.
public enum Event {
  /// The user's passive OPEN (§3.10.1).
  PASSIVE_OPEN("passive OPEN"),
  /// The user's active OPEN (§3.10.1).
  ACTIVE_OPEN("active OPEN"),
  /// The user's SEND on a listening connection (§3.10.2).
  SEND("SEND"),
  /// The user's CLOSE (§3.10.4).
  CLOSE("CLOSE"),
  /// The user's ABORT (§3.10.5), or a full close that finds received data unread (RFC 2525 §2.17).
  ABORT("ABORT"),
  /// A SYN arrived.
  RECEIVE_SYN("rcv SYN"),
  /// A SYN that acknowledges ours arrived.
  RECEIVE_SYN_ACK("rcv SYN,ACK"),
  /// Our SYN was acknowledged.
  RECEIVE_ACK_OF_SYN("rcv ACK of SYN"),
  /// The peer's FIN arrived, with all before it.
  RECEIVE_FIN("rcv FIN"),
  /// Our FIN was acknowledged.
  RECEIVE_ACK_OF_FIN("rcv ACK of FIN"),
  /// The peer's FIN arrived in the very segment that acknowledged ours.
  RECEIVE_FIN_AND_ACK_OF_FIN("rcv FIN, ACK of FIN"),
  /// An acceptable RST arrived.
  RECEIVE_RST("rcv RST"),
  /// 2×MSL went by in TIME-WAIT.
  TIME_WAIT_TIMEOUT("2MSL timeout"),
  /// No answer for the user timeout, or for R2 of the SYN (§3.8.3, §3.10.8).
  USER_TIMEOUT("user timeout"),
  /// Nobody is left to read, and the peer's FIN did not come in time (not in the RFC).
  FIN_WAIT_2_TIMEOUT("FIN-WAIT-2 timeout"),
  /// The peer answered none of the keep-alives (§3.8.4).
  KEEP_ALIVE_TIMEOUT("keep-alive timeout"),
  /// An ICMP error that ends the connection (§3.9.2.2).
  ICMP_ERROR("ICMP error");

  private final String label;

  Event(String label) {
    this.label = label;
  }

  /// The label as it stands on the diagram's edge.
  @Override
  public String toString() {
    return label;
  }
}

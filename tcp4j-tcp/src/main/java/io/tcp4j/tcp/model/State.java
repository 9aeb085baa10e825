package io.tcp4j.tcp.model;

/// The eleven states of a connection (RFC 9293 §3.3.2), spelt by {@link #toString()} as the RFC
/// spells them.
public enum State {
  /// No connection at all; there is no TCB.
  CLOSED("CLOSED"),
  /// Waiting for a connection request from any remote TCP peer and port.
  LISTEN("LISTEN"),
  /// Waiting for a matching connection request after having sent one.
  SYN_SENT("SYN-SENT"),
  /// Waiting for the acknowledgment of our SYN after having both received and sent one.
  SYN_RECEIVED("SYN-RECEIVED"),
  /// Open: data flows both ways.
  ESTABLISHED("ESTABLISHED"),
  /// We closed; waiting for the peer's FIN or for the acknowledgment of ours.
  FIN_WAIT_1("FIN-WAIT-1"),
  /// Our FIN is acknowledged; waiting for the peer's.
  FIN_WAIT_2("FIN-WAIT-2"),
  /// The peer closed; waiting for the local user to close.
  CLOSE_WAIT("CLOSE-WAIT"),
  /// Both FINs have crossed; waiting for the acknowledgment of ours.
  CLOSING("CLOSING"),
  /// Waiting for the acknowledgment of our FIN after the peer's was acknowledged.
  LAST_ACK("LAST-ACK"),
  /// Waiting 2×MSL so that the peer surely got the acknowledgment of its FIN.
  TIME_WAIT("TIME-WAIT");

  private final String rfcName;

  State(String rfcName) {
    this.rfcName = rfcName;
  }

  /// A *synchronized* state: both sides know each other's initial sequence number (§3.5.2).
  public boolean synchronizedState() {
    return compareTo(ESTABLISHED) >= 0;
  }

  /// Text that the user hands in now is accepted (§3.10.2): queued before, sent after the
  /// handshake.
  public boolean maySend() {
    return switch (this) {
      case SYN_SENT, SYN_RECEIVED, ESTABLISHED, CLOSE_WAIT -> true;
      case CLOSED, LISTEN, FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK, TIME_WAIT -> false;
    };
  }

  /// Queued text (and a FIN behind it) is put into segments in this state.
  public boolean maySegmentize() {
    return switch (this) {
      case ESTABLISHED, CLOSE_WAIT, FIN_WAIT_1, CLOSING, LAST_ACK -> true;
      case CLOSED, LISTEN, SYN_SENT, SYN_RECEIVED, FIN_WAIT_2, TIME_WAIT -> false;
    };
  }

  /// Segment text that arrives in this state is taken (§3.10.7.4, seventh).
  public boolean mayReceiveText() {
    return switch (this) {
      case ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2 -> true;
      case CLOSED, LISTEN, SYN_SENT, SYN_RECEIVED, CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT ->
          false;
    };
  }

  /// The name as RFC 9293 writes it, such as `SYN-RECEIVED`.
  @Override
  public String toString() {
    return rfcName;
  }
}

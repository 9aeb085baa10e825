package io.tcp4j.tcp.model;

/// What the engine was working on when it did something: a call of the user's, a segment that
/// arrived, or a timer (RFC 9293 §3.10: "events that can occur").
///
/// A {@link SendCause} says which rule asked for a segment; the trigger says what made the rule
/// apply just then.
public enum Trigger {
  /// The user's OPEN (§3.10.1).
  OPEN(Kind.CALL, "OPEN"),
  /// The user's SEND (§3.10.2).
  SEND(Kind.CALL, "SEND"),
  /// The user's RECEIVE (§3.10.3).
  RECEIVE(Kind.CALL, "RECEIVE"),
  /// The user's CLOSE of the sending direction only (§3.10.4).
  CLOSE_OUTPUT(Kind.CALL, "CLOSE of the output"),
  /// The user's CLOSE of both directions (§3.10.4, §3.6.1).
  CLOSE(Kind.CALL, "CLOSE"),
  /// The user's ABORT (§3.10.5).
  ABORT(Kind.CALL, "ABORT"),
  /// The user changed how the connection behaves.
  OPTION(Kind.CALL, "an option set"),
  /// A segment arrived (§3.10.7).
  SEGMENT(Kind.ARRIVAL, "a segment"),
  /// An ICMP error arrived (§3.9.2.2).
  ICMP_ERROR(Kind.ARRIVAL, "an ICMP error"),
  /// The link has room again after having refused a segment.
  LINK_ROOM(Kind.ARRIVAL, "room on the link"),
  /// The retransmission timer expired (RFC 6298 §5).
  RETRANSMISSION_TIMER(Kind.TIMER, "the retransmission timer"),
  /// The zero-window probe timer expired (§3.8.6.1).
  PERSIST_TIMER(Kind.TIMER, "the persist timer"),
  /// The delayed-ACK timer expired (§3.8.6.3).
  DELAYED_ACK_TIMER(Kind.TIMER, "the delayed-ACK timer"),
  /// The peer was silent for long, or has not answered a keep-alive (§3.8.4).
  KEEP_ALIVE_TIMER(Kind.TIMER, "the keep-alive timer"),
  /// What the user held back has waited long enough (not in the RFC).
  CORK_TIMER(Kind.TIMER, "the cork timer"),
  /// The user timeout expired (§3.8.3, §3.10.8).
  USER_TIMER(Kind.TIMER, "the user timeout"),
  /// An orphan's wait in FIN-WAIT-2 is over (not in the RFC).
  FIN_WAIT_2_TIMER(Kind.TIMER, "the FIN-WAIT-2 timer"),
  /// 2×MSL went by in TIME-WAIT (§3.10.8).
  TIME_WAIT_TIMER(Kind.TIMER, "the TIME-WAIT timer");

  /// Where a trigger comes from.
  public enum Kind {
    /// The user above.
    CALL,
    /// The network below.
    ARRIVAL,
    /// Time.
    TIMER
  }

  private final Kind kind;
  private final String text;

  Trigger(Kind kind, String text) {
    this.kind = kind;
    this.text = text;
  }

  /// Where it comes from.
  public Kind kind() {
    return kind;
  }

  /// The trigger in plain words, as in `the persist timer`; calls by their RFC name.
  @Override
  public String toString() {
    return text;
  }
}

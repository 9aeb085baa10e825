package io.tcp4j.testkit.explore;

/// What the user of a host may do (RFC 9293 §3.9.1).
public enum UserCall {
  /// Passive OPEN, for this very peer.
  LISTEN("passive OPEN"),
  /// Active OPEN: in CLOSED, in LISTEN, or in the place of a connection in TIME-WAIT.
  OPEN("OPEN"),
  /// SEND of as much as fills more than one segment.
  SEND("SEND"),
  /// RECEIVE of all that has arrived.
  RECEIVE("RECEIVE"),
  /// CLOSE of the user's own direction.
  CLOSE_OUTPUT("CLOSE of the output"),
  /// CLOSE of both directions.
  CLOSE("CLOSE"),
  /// ABORT.
  ABORT("ABORT");

  private final String text;

  UserCall(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}

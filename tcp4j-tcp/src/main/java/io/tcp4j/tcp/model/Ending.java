package io.tcp4j.tcp.model;

/// What ended a connection (RFC 9293 MUST-12: a close and an abort must be told apart).
public enum Ending {
  /// Both sides sent a FIN and both were acknowledged.
  FIN("closed by FIN", false),
  /// The peer sent a RST.
  RESET("reset by the peer", true),
  /// The peer answered our SYN with a RST.
  REFUSED("refused by the peer", true),
  /// The local user called ABORT.
  ABORTED("aborted by the local user", true),
  /// We sent a RST since received data was never going to be read (RFC 1122 §4.2.2.13, RFC 2525
  /// §2.17).
  DATA_LOST("reset by us: received data was not read", true),
  /// No answer within the user timeout, or within R2 of the SYN (§3.8.3), or to the keep-alives
  /// (§3.8.4).
  TIMED_OUT("timed out", true),
  /// An ICMP error said that the peer cannot be reached (§3.9.2.2).
  UNREACHABLE("unreachable", true),
  /// The user closed before the connection was open.
  CLOSED_EARLY("closed before it was open", false);

  private final String text;
  private final boolean failure;

  Ending(String text, boolean failure) {
    this.text = text;
    this.failure = failure;
  }

  /// Whether the connection ended other than by what both users asked for.
  public boolean failure() {
    return failure;
  }

  /// The ending in plain words.
  @Override
  public String toString() {
    return text;
  }
}

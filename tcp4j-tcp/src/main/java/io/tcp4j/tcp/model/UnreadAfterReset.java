package io.tcp4j.tcp.model;

/// What becomes of text that has arrived and is not yet read when the connection fails: by a RST of
/// the peer's, by a timeout, or since the peer cannot be reached.
///
/// The peer's TCP has had that text acknowledged and will not send it again. Nor can we tell
/// whether a RST was meant as an abort or says that the peer's user lost data of ours.
///
/// After an orderly end text stays readable in any case, and after the local user's own ABORT or
/// full CLOSE it never is.
public enum UnreadAfterReset {
  /// It is lost: "all segment queues should be flushed" (RFC 9293 §3.10.7.4, second), "flush all
  /// queues" (§3.10.8). RECEIVE fails at once.
  FLUSH,
  /// It is read first, and then RECEIVE fails. If the peer's FIN had come before, RECEIVE says
  /// {@link CallError#END_OF_STREAM} instead, for the stream is whole. SEND fails at once.
  ///
  /// Linux keeps it, too, and reports the error but once, to the read, write or poll that meets it
  /// first: a program that writes before it reads finds a clean end behind the text. Here each call
  /// fails, so that nobody takes a broken stream for a whole one.
  KEEP
}

package io.tcp4j.tcp.model;

/// What keeps the sender from sending more right now.
public enum SendLimit {
  /// Nothing waits to be sent.
  APPLICATION,
  /// The peer's window is full.
  RECEIVER_WINDOW,
  /// The congestion window is full.
  CONGESTION_WINDOW,
  /// A small segment waits for the acknowledgment of the one before (Nagle).
  NAGLE,
  /// The user has said that more is coming, and what there is fills no segment.
  CORK,
  /// Less than a useful segment fits into the peer's window (§3.8.6.2.1).
  SILLY_WINDOW,
  /// The link has no room.
  LINK
}

package io.tcp4j.tcp.model;

/// What the engine counts, beside the reasons of dropped segments.
public enum TcpCounter {
  /// Segments that reached a connection, a listener or CLOSED.
  SEGMENTS_IN,
  /// Segments handed to IP, super-segments as one.
  SEGMENTS_OUT,
  /// Segments sent again, whatever the reason.
  RETRANSMISSIONS,
  /// Fast retransmissions that began a recovery (RFC 5681 §3.2).
  FAST_RECOVERIES,
  /// Expirations of the retransmission timer.
  RETRANSMISSION_TIMEOUTS,
  /// Zero-window probes.
  WINDOW_PROBES,
  /// Keep-alives sent.
  KEEP_ALIVES,
  /// RST segments sent.
  RESETS_OUT,
  /// RST segments that were obeyed.
  RESETS_IN,
  /// Challenge ACKs sent (RFC 5961).
  CHALLENGE_ACKS,
  /// Active OPENs.
  ACTIVE_OPENS,
  /// Connections begun by a SYN to a listener.
  PASSIVE_OPENS,
  /// Connections begun on two sockets that were in TIME-WAIT (RFC 6191).
  TIME_WAITS_REUSED,
  /// SYNs answered by a SYN cookie (RFC 4987 §3.6).
  COOKIES_SENT,
  /// SYN cookies that came back and made a connection.
  COOKIES_ACCEPTED,
  /// ACKs that were taken for one that brings a SYN cookie back, and brought none that is good.
  COOKIES_FAILED,
  /// Connections that failed before ESTABLISHED.
  FAILED_OPENS,
  /// Connections that reached ESTABLISHED.
  ESTABLISHED,
  /// Connections that agreed on ECN (RFC 3168 §6.1.1).
  ECN_AGREED,
  /// Packets of text that arrived with a congestion mark.
  ECN_MARKS_IN,
  /// Congestion windows reduced because the peer echoed a mark.
  ECN_REDUCTIONS,
  /// Text segments that came out of order and were kept.
  OUT_OF_ORDER_KEPT,
  /// Bytes of text that the user never read since the connection ended before.
  UNREAD_BYTES_LOST
}

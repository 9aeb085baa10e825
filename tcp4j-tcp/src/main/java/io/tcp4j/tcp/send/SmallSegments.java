package io.tcp4j.tcp.send;

/// May a segment of less than the MSS be sent? Nagle's algorithm and the sender's silly-window
/// avoidance (RFC 9293 §3.7.4, §3.8.6.2.1), one question with one answer.
///
/// Nagle is taken in the variant of RFC 9293 appendix A.3 (Minshall): a small segment waits only
/// while an earlier *small* one is unacknowledged. The plain rule also waits behind full segments,
/// and so makes the odd tail of every write wait for the peer's delayed ACK.
public final class SmallSegments {
  /// One more than the last sequence number of the last small segment sent; 0 if none was.
  private long lastSmallEnd;

  /// A segment of less than the MSS was sent.
  public void sent(long end) {
    lastSmallEnd = end;
  }

  /// Nagle: a small segment may go unless an earlier small one is on its way.
  ///
  /// @param una SND.UNA
  public boolean nagleAllows(long una) {
    return lastSmallEnd <= una;
  }

  /// Silly-window avoidance when less than everything, and less than the MSS, fits into the peer's
  /// window: worth it only when the window is at least half of the largest it ever was (Fs = 1/2)
  /// and nothing else is on its way.
  ///
  /// @param sendable min(D, U): what could be sent
  /// @param maxWnd Max(SND.WND)
  /// @param idle SND.NXT = SND.UNA
  public static boolean worthwhile(long sendable, long maxWnd, boolean idle) {
    return idle && sendable * 2 >= maxWnd;
  }
}

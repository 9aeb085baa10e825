package io.tcp4j.tcp.receive;

/// The acceptability test of RFC 9293 §3.4, Table 6: does any part of a segment lie in the window?
public final class SegmentAcceptability {
  private SegmentAcceptability() {}

  /// Whether a segment may be looked at further.
  ///
  /// @param seq SEG.SEQ
  /// @param length SEG.LEN
  /// @param nxt RCV.NXT
  /// @param wnd RCV.WND
  public static boolean acceptable(long seq, long length, long nxt, long wnd) {
    if (length == 0) {
      return wnd == 0 ? seq == nxt : nxt <= seq && seq < nxt + wnd;
    }
    if (wnd == 0) {
      return false;
    }
    long last = seq + length - 1;
    return (nxt <= seq && seq < nxt + wnd) || (nxt <= last && last < nxt + wnd);
  }
}
